package org.tradehouse.operate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What publishing would have changed when it was planned: figures in all, dollars dataset by dataset, because datasets are
 * never added.
 *
 * @param fresh figures that are new
 * @param slices slices that would be published
 * @param superseded slices left alone because a newer edition is live
 * @param datasets none of a plan that an older version kept
 * @param largest the figures of published slices that move most
 */
public record PlanCard(
        long runId,
        String feed,
        String fileName,
        String edition,
        Instant madeAt,
        long fresh,
        long changed,
        long withdrawn,
        long same,
        long slices,
        long superseded,
        List<DatasetPart> datasets,
        List<Total> totals,
        List<Change> largest,
        List<RunCard.FindingLine> findings) {

    /**
     * The figures of one dataset and their dollars, of exports and imports.
     *
     * @param deltaUsd net change
     * @param movedUsd changes of published slices regardless of sign
     */
    public record DatasetPart(
            String dataset,
            Part fresh,
            Part changed,
            Part withdrawn,
            Part same,
            BigDecimal deltaUsd,
            BigDecimal movedUsd) {}

    /** So many figures and their value, or the change of it. */
    public record Part(long figures, BigDecimal usd) {}

    /**
     * What the file states at the top of the slices of one dataset and flow, beside what would be stored.
     *
     * @param stated of the slices, those that have a total of the publisher
     * @param residualUsd the part of the figures that stands only at the top
     */
    public record Total(
            String dataset,
            String flow,
            long slices,
            long stated,
            BigDecimal statedUsd,
            BigDecimal figuresUsd,
            BigDecimal residualUsd,
            BigDecimal rejectedUsd) {
        /** Figures and rejected values make the publisher's total. */
        public boolean agrees() {
            return figuresUsd.add(rejectedUsd).compareTo(statedUsd) == 0;
        }
    }

    /**
     * A figure that changes.
     *
     * @param kind new, changed or withdrawn
     * @param oldUsd null where it is new
     * @param newUsd null where it is withdrawn
     */
    public record Change(
            String kind,
            String dataset,
            String flow,
            String period,
            String product,
            String partner,
            @Nullable BigDecimal oldUsd,
            @Nullable BigDecimal newUsd) {
        /** New less old. */
        public BigDecimal deltaUsd() {
            return (newUsd == null ? BigDecimal.ZERO : newUsd).subtract(oldUsd == null ? BigDecimal.ZERO : oldUsd);
        }
    }
}
