package org.tradehouse.cli;

import org.tradehouse.operate.Explanation;
import org.tradehouse.operate.Explanation.SliceLine;

/** The publisher's own totals beside what is stored in the slices. */
final class ExplainProof {
    private final Explanation it;
    private final ExplainPage page;

    ExplainProof(Explanation it, ExplainPage page) {
        this.it = it;
        this.page = page;
    }

    void write() {
        Explanation.Proof proof = it.proof();
        if (proof.slices() == 0) {
            return;
        }
        page.append("\n");
        page.say(
                "Proof",
                proof.stated() == 0
                        ? "the file states no total of its own: each figure is proved by its cell (--rows)"
                        : proof.equal() + " of " + proof.stated()
                                + (proof.stated() == 1 ? " slice equals" : " slices equal")
                                + " the publisher's own total"
                                + (proof.stated() < proof.slices()
                                        ? "; " + (proof.slices() - proof.stated()) + " have none"
                                        : "")
                                + (it.whole() && proof.equal() == proof.slices() ? ", and so does this figure" : ""));
        if (proof.lines().stream().anyMatch(slice -> !slice.scope().equals("all"))) {
            page.line(ExplainPage.BELOW
                    + "partial: these files are complete only for their scope, not for all of the reporter's trade");
        }
        Grid grid = new Grid(
                "reporter",
                "flow",
                "period",
                ">figures USD",
                ">+ rejected",
                ">- corrected",
                ">= publisher's total",
                "_scope",
                "_confirmed by");
        proof.lines().stream().limit(ExplainPage.MOST).forEach(slice -> slice(grid, slice));
        page.grid(grid.filled());
        if (proof.slices() > ExplainPage.MOST) {
            page.line(" … and " + Say.count(proof.slices() - ExplainPage.MOST) + " more: --json has all");
        }
    }

    private static void slice(Grid grid, SliceLine slice) {
        grid.row(
                slice.reporter(),
                slice.flow(),
                slice.period(),
                Say.exact(slice.valueUsd()),
                slice.rejectedRows() == 0 ? "" : Say.exact(slice.rejectedUsd()),
                slice.correctedUsd().signum() == 0 ? "" : Say.exact(slice.correctedUsd()),
                slice.controlUsd() == null
                        ? "(not stated)"
                        : Say.exact(slice.controlUsd())
                                + (slice.differenceUsd() == null
                                                || slice.differenceUsd().signum() == 0
                                        ? ""
                                        : " DIFFERS BY " + Say.change(slice.differenceUsd())),
                slice.scope().equals("all") ? "" : slice.scope(),
                slice.file() + ", edition " + slice.edition() + " " + slice.status());
    }
}
