package org.tradehouse.cli;

import org.tradehouse.operate.CorrectionLine;
import org.tradehouse.operate.Explanation;
import org.tradehouse.operate.Explanation.BesideLine;

/** What the rules did: residuals, rates, merged rows, rejects, corrections, findings. */
final class ExplainRules {
    private final Explanation it;
    private final ExplainPage page;

    ExplainRules(Explanation it, ExplainPage page) {
        this.it = it;
        this.page = page;
    }

    /** What the rules did to the figures and to the slices they stand in; nothing is said where nothing was done. */
    void write() {
        page.append("\n");
        int before = page.length();
        weight();
        it.beside().stream().limit(ExplainPage.MOST).forEach(this::beside);
        rates();
        it.largest().stream()
                .filter(fact -> !fact.merged().isEmpty())
                .limit(ExplainPage.MOST)
                .forEach(fact -> page.say(
                        "Merged",
                        fact.place() + " is the sum of " + fact.merged().size()
                                + " rows that the publisher does not total"));
        it.rejects().stream()
                .limit(ExplainPage.MOST)
                .forEach(reject -> page.say(
                        "Rejected",
                        Say.count(reject.rows()) + (reject.rows() == 1 ? " row" : " rows") + " with '"
                                + Grid.visible(reject.value()) + "', "
                                + (reject.usd() == null ? "value not readable" : Say.exact(reject.usd()) + " USD")
                                + ", missing in the slice: " + reject.command()));
        it.corrections().stream().limit(ExplainPage.MOST).forEach(this::correction);
        it.findings().stream()
                .limit(ExplainPage.MOST)
                .forEach(finding -> page.say(
                        "Noticed", finding.severity() + " " + finding.rule() + " " + Grid.visible(finding.message())));
        if (page.length() == before) {
            page.say("Touched", "by no rule: no residual, rate, merge, reject, correction or finding in these slices");
        }
    }

    private void weight() {
        if (it.largest().size() == 1 && it.largest().get(0).netWeightKg() != null) {
            page.say("Weight", Say.exact(it.largest().get(0).netWeightKg()) + " kg, whatever unit the cell is in");
        }
    }

    private void beside(BesideLine row) {
        page.say(
                row.kind().equals("rounding") ? "Rounding" : "Residual",
                Say.change(row.valueUsd()) + " USD at " + row.partner() + " " + row.product() + " " + row.flow() + " "
                        + row.period() + ", the total in row " + Say.count(row.row())
                        + (row.asked() ? ": part of this figure" : ": in the slice, not in this figure"));
    }

    private void rates() {
        it.rates().stream()
                .limit(ExplainPage.MOST)
                .forEach(rate -> page.say(
                        "Rate",
                        rate.month().toString().substring(0, 7) + "  " + Say.exact(rate.valueNational()) + " "
                                + rate.currency()
                                + (rate.perUsd() == null
                                        ? ": the list of rates has none for this month any more"
                                        : " / " + rate.perUsd().toPlainString() + " " + rate.currency() + " for 1 USD ("
                                                + rate.source() + ") = " + Say.exact(rate.valueUsd()) + " USD"
                                                + (rate.same() == rate.figures()
                                                        ? ", row by row"
                                                        : "; " + Say.count(rate.figures() - rate.same()) + " of "
                                                                + ExplainPage.figures(rate.figures())
                                                                + " were computed at another rate"))));
        if (it.rates().size() > ExplainPage.MOST) {
            page.line(ExplainPage.BELOW + "… and " + (it.rates().size() - ExplainPage.MOST)
                    + " more months: --json has all");
        }
    }

    private void correction(CorrectionLine correction) {
        page.say("Signed", CorrectionScreen.sentence(correction));
    }
}
