package org.tradehouse.operate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one run: its file, its counts, its slices, what the checks noticed, and the other attempts at the same load.
 *
 * @param file null before anything was archived
 * @param loaded what of the file is in, also before there are counts
 * @param readers what readers of reports see now of this feed
 * @param plan what it would have published, where it only planned or was held; else null
 */
public record RunCard(
        RunLine run,
        @Nullable SourceFile file,
        List<SliceLine> slices,
        List<FindingLine> findings,
        List<RunLine> attempts,
        String loaded,
        String readers,
        List<String> nextSteps,
        @Nullable PlanCard plan) {

    /** The archived file and the load made of it. */
    public record SourceFile(
            String fileName,
            String sha256,
            long byteCount,
            String archivePath,
            int loadNumber,
            LocalDate editionDate,
            String releaseStatus,
            String loadState,
            @Nullable Instant publishedAt) {}

    /**
     * A part of the warehouse this load replaces.
     *
     * @param controlUsd the publisher's own top cell, null where there is none
     * @param fate what publishing made of it: new, changed, same, older …
     */
    public record SliceLine(
            String dataset,
            String reporter,
            String flow,
            String period,
            String scope,
            long rows,
            BigDecimal valueUsd,
            @Nullable BigDecimal controlUsd,
            long rejectedRows,
            BigDecimal rejectedUsd,
            String fate) {}

    /** Something a check noticed. */
    public record FindingLine(
            String rule,
            String severity,
            String message,
            @Nullable Long rows,
            @Nullable BigDecimal valueUsd) {}
}
