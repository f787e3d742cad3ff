package org.tradehouse.operate;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turnover of a reporter with a partner, every source side by side and never mixed. Exports and imports are the reporter's:
 * in a mirror source its exports are the partner's imports. Unknown is null and says why (semantics 8).
 */
public record Answer(
        String reporter,
        String reporterName,
        String partner,
        String partnerName,
        List<PeriodLine> years,
        List<PeriodLine> halves,
        List<ProgressLine> progress,
        List<ShareLine> shares,
        List<ProductLine> products,
        List<String> illustrative) {

    /**
     * A year, a half-year or the months of a year so far, as one source has it.
     *
     * @param mirror the partner's figures, seen from the other side
     * @param basis what the figure is made of: published, months, span
     * @param notKnown why a figure is null: which flow or month is missing; empty when nothing is
     */
    public record PeriodLine(
            String dataset,
            String publisher,
            boolean mirror,
            String period,
            int year,
            boolean complete,
            String basis,
            @Nullable BigDecimal exportUsd,
            @Nullable BigDecimal importUsd,
            @Nullable BigDecimal turnoverUsd,
            String notKnown) {}

    /** How far the newest complete year of a source is on the way to a target. */
    public record ProgressLine(
            String target,
            String dataset,
            boolean mirror,
            String period,
            BigDecimal turnoverUsd,
            BigDecimal targetUsd,
            int dueYear,
            BigDecimal percent,
            String note) {}

    /**
     * Share of a region of the partner in the partner's own turnover with the reporter, by place of registration of the
     * trading firm.
     *
     * @param months how many months of the year are in it
     * @param coveragePercent sum of the regions over the country's total
     */
    public record ShareLine(
            String region,
            String regionName,
            int year,
            String dataset,
            String againstDataset,
            int months,
            @Nullable BigDecimal regionUsd,
            @Nullable BigDecimal totalUsd,
            @Nullable BigDecimal percent,
            @Nullable BigDecimal coveragePercent,
            String notKnown) {}

    /**
     * Exports of a product group.
     *
     * @param usd zero where the source covers the months and names no trade
     * @param proxy a code only approximates the product
     */
    public record ProductLine(
            String group,
            String name,
            int year,
            String dataset,
            boolean mirror,
            int months,
            BigDecimal usd,
            @Nullable BigDecimal tonnes,
            boolean proxy,
            String note) {}
}
