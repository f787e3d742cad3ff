package org.tradehouse.operate;

import java.util.List;

/**
 * What one run published: slice by slice, and the figures that moved most.
 *
 * @param changes how many figures changed in slices that were published before
 * @param asBefore the moment for the as-of functions at which reports showed what was there before, empty for a first load
 */
public record RevisionCard(
        RunLine run, List<RevisionLine> slices, List<PlanCard.Change> largest, long changes, String asBefore) {}
