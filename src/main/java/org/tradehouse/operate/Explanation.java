package org.tradehouse.operate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a figure came about: the facts it is the sum of, the cells they were read from, what was done to them, whether the slices
 * they belong to equal the publisher's own totals, and what the figure was before.
 *
 * @param command the command that asks for this, with everything said
 * @param choices where several datasets hold such figures: they are never added, so one must be chosen
 * @param dataset null where one must be chosen
 * @param newest nobody said a period: this is the newest
 * @param whole nothing but whole slices is asked for: the figure itself equals the publisher's total
 * @param figures facts behind the figure
 */
public record Explanation(
        String command,
        List<Choice> choices,
        @Nullable String dataset,
        String feed,
        String period,
        boolean newest,
        @Nullable Instant asOf,
        boolean whole,
        long figures,
        List<FlowSum> flows,
        List<KindSum> kinds,
        List<FigureLine> largest,
        List<SourceLine> sources,
        Proof proof,
        List<BesideLine> beside,
        List<RateLine> rates,
        List<RejectLine> rejects,
        List<CorrectionLine> corrections,
        List<FindingLine> findings,
        List<VintageLine> vintages) {

    /** A dataset that holds such figures, its sum, and the command that explains it. */
    public record Choice(
            String dataset,
            String period,
            long figures,
            @Nullable BigDecimal exportUsd,
            @Nullable BigDecimal importUsd,
            String command) {}

    /** What is published of one flow, and what the publisher states of it. */
    public record FlowSum(String flow, long figures, BigDecimal valueUsd, BigDecimal reportedUsd) {}

    /**
     * Facts of one kind among those asked for.
     *
     * @param kind leaf, residual, rounding, month, implied
     */
    public record KindSum(String kind, boolean usdDerived, long figures, BigDecimal valueUsd) {}

    /**
     * One fact with the way back to its cell.
     *
     * @param place LOAD:PART:ROW, which {@code explain} takes
     * @param reportedUsd what the publisher states
     * @param merged the rows it is the sum of, itself included; empty where it is one row
     */
    public record FigureLine(
            String place,
            String reporter,
            String partner,
            String product,
            String flow,
            LocalDate from,
            LocalDate to,
            String period,
            String kind,
            BigDecimal valueUsd,
            BigDecimal reportedUsd,
            @Nullable Long correctionId,
            @Nullable BigDecimal valueNational,
            String currency,
            @Nullable BigDecimal perUsd,
            String rateSource,
            @Nullable BigDecimal netWeightKg,
            String file,
            String member,
            String sheet,
            int row,
            int loadKey,
            Instant publishedAt,
            List<MergedRow> merged) {}

    /** A row that was summed into a figure. */
    public record MergedRow(
            int partKey, String sheet, int row, @Nullable BigDecimal valueUsd) {}

    /**
     * A file that facts come from.
     *
     * @param status of the load that published them
     * @param sliceStatus of the slices they stand in: a later edition may have confirmed them; empty where none is current
     */
    public record SourceLine(
            int loadKey,
            @Nullable Long runId,
            String feed,
            String file,
            String sha256,
            String archivePath,
            int loadNumber,
            LocalDate edition,
            String status,
            String sliceStatus,
            Instant publishedAt,
            long figures,
            BigDecimal valueUsd) {}

    /**
     * Whether the slices the facts belong to equal the publisher's own totals.
     *
     * @param slices how many there are; {@code lines} has the first of them
     * @param stated how many have a total of the publisher
     * @param equal how many of these are equal to it
     * @param missing flows and months or years of the period that no file covers: {@code M 2023-11}
     */
    public record Proof(long slices, long stated, long equal, List<SliceLine> lines, List<String> missing) {}

    /** A slice: figures + rejected - corrected = the publisher's own total. {@code file} is the one that last confirmed it. */
    public record SliceLine(
            String reporter,
            String flow,
            String period,
            String scope,
            long figures,
            BigDecimal valueUsd,
            BigDecimal rejectedUsd,
            long rejectedRows,
            BigDecimal correctedUsd,
            @Nullable BigDecimal controlUsd,
            @Nullable BigDecimal differenceUsd,
            LocalDate edition,
            String status,
            int loadKey,
            String file) {}

    /** Residual and rounding rows of the same slices: what the publisher's totals state beyond their parts. */
    public record BesideLine(
            String kind,
            String partner,
            String product,
            String flow,
            String period,
            BigDecimal valueUsd,
            String place,
            int row,
            boolean asked) {}

    /**
     * The rate facts were computed at.
     *
     * @param same how many equal their national value at this rate, half up to thousandths
     */
    public record RateLine(
            String currency,
            LocalDate month,
            @Nullable BigDecimal perUsd,
            String source,
            long figures,
            long same,
            BigDecimal valueNational,
            BigDecimal valueUsd) {}

    /** Rows of these slices that stand open as rejects. */
    public record RejectLine(
            String code, String value, long rows, @Nullable BigDecimal usd, String command) {}

    /** What a check noticed about these slices. */
    public record FindingLine(String rule, String severity, String message) {}

    /**
     * What the figure was from a moment on.
     *
     * @param loadKey the load that made it so
     */
    public record VintageLine(
            Instant publishedAt,
            int loadKey,
            @Nullable Long runId,
            String file,
            long figures,
            BigDecimal valueUsd,
            @Nullable BigDecimal changeUsd) {}
}
