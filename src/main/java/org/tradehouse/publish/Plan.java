package org.tradehouse.publish;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;

/**
 * What publishing a load would change. Rounding rows are published with the rest and not counted: they are no figures.
 *
 * @param fresh figures that are new
 * @param changed figures with another value or status
 * @param withdrawn figures the file no longer has
 * @param same figures that stay as they are
 * @param slices slices that would be published
 * @param superseded slices left alone because a newer edition is live
 * @param hash equal for equal plans; a held load is approved only while it stays so
 * @param values the money behind the four counts, dataset by dataset: it is never added over them
 * @param totals what the file states at the top, by flow, beside what would be stored
 * @param largest the figures of published slices that move most, none of a first load
 */
public record Plan(
        long fresh,
        long changed,
        long withdrawn,
        long same,
        long slices,
        long superseded,
        String hash,
        List<Finding> findings,
        List<Values> values,
        List<Total> totals,
        List<Change> largest) {

    /**
     * The figures of one dataset and their dollars, of exports and imports.
     *
     * @param changedUsd net change of the changed figures
     * @param withdrawnUsd what is lost with the withdrawn ones, negative
     * @param movedUsd all changes of published slices regardless of sign
     */
    public record Values(
            String dataset,
            long fresh,
            long changed,
            long withdrawn,
            long same,
            BigDecimal freshUsd,
            BigDecimal changedUsd,
            BigDecimal withdrawnUsd,
            BigDecimal sameUsd,
            BigDecimal movedUsd) {
        /** Change of exports and imports together. */
        public BigDecimal deltaUsd() {
            return freshUsd.add(changedUsd).add(withdrawnUsd);
        }
    }

    /**
     * The totals of one dataset and flow.
     *
     * @param slices how many slices, of which {@code stated} have a top cell of the publisher
     * @param statedUsd the publisher's top cells
     * @param figuresUsd what would be stored in the slices that have one
     * @param residualUsd the part of it that the file states at the top only: residuals and rounding
     * @param rejectedUsd what stands open in rejected rows
     */
    public record Total(
            String dataset,
            String flow,
            long slices,
            long stated,
            BigDecimal statedUsd,
            BigDecimal figuresUsd,
            BigDecimal residualUsd,
            BigDecimal rejectedUsd) {}

    /**
     * One figure that would change.
     *
     * @param oldUsd null where it is new
     * @param newUsd null where it is withdrawn
     */
    public record Change(
            String kind,
            String dataset,
            String flow,
            LocalDate from,
            LocalDate to,
            String product,
            String productName,
            String partner,
            @Nullable BigDecimal oldUsd,
            @Nullable BigDecimal newUsd) {}

    /** True where every slice is left alone. */
    public boolean nothingToDo() {
        return slices == 0;
    }

    /** True where a person must decide. */
    public boolean holds() {
        return findings.stream().anyMatch(f -> f.severity() == Severity.HOLD);
    }
}
