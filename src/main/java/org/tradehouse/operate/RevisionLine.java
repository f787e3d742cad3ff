package org.tradehouse.operate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one load changed in one slice, or in all slices of a dataset where period, flow and vintage are empty.
 *
 * @param run the run that published it, {@code feed#number}
 * @param vintage 1 for the first vintage of the slice; 0 where the line is about several slices
 * @param isLive reports show this vintage now
 * @param isUndo it gave a previous version back
 * @param fresh figures that were not there before; null for what was published before revisions were kept
 * @param deltaUsd change of the value of exports and imports, or of the flow
 * @param valueUsd the value after
 */
public record RevisionLine(
        String run,
        String fileName,
        Instant publishedAt,
        LocalDate edition,
        String releaseStatus,
        String dataset,
        String reporter,
        String flow,
        String period,
        String scope,
        long slices,
        int vintage,
        boolean isLive,
        boolean isFirst,
        boolean isWithdrawn,
        boolean isUndo,
        @Nullable Long fresh,
        @Nullable Long changed,
        @Nullable Long withdrawn,
        @Nullable Long same,
        BigDecimal deltaUsd,
        BigDecimal valueUsd) {}
