package org.tradehouse.cli;

import java.util.List;
import org.tradehouse.operate.CorrectionLine;

/** The ledger of corrections. */
final class CorrectionScreen {
    private static final String BELOW = " ".repeat(10);

    private CorrectionScreen() {}

    static String list(List<CorrectionLine> corrections, Desk desk) {
        if (corrections.isEmpty()) {
            return "No corrections: every figure is the publisher's own.\n";
        }
        Grid grid = new Grid(
                ">no", "state", "flow", "period", ">was", ">is", ">source now", "_dataset", "_figure", "_by", "!do");
        for (CorrectionLine it : corrections) {
            grid.row(
                    Long.toString(it.correctionId()),
                    it.state(),
                    it.flow(),
                    it.period(),
                    Say.exact(it.seenUsd()),
                    Say.exact(it.newUsd()),
                    source(it),
                    it.dataset(),
                    it.reporter() + " " + it.partner() + " " + it.product(),
                    it.author() + (it.approver().isEmpty() ? "" : ", signed by " + it.approver()),
                    it.state().equals("not applied") ? it.next() : "");
        }
        long stale = corrections.stream()
                .filter(it -> it.state().equals("not applied"))
                .count();
        return grid.text("", desk.width())
                + (stale == 0
                        ? ""
                        : "Not applied: the source no longer shows what they were made for; reports show the source.\n");
    }

    private static String source(CorrectionLine it) {
        if (it.sourceUsd() != null) {
            return Say.exact(it.sourceUsd());
        }
        return it.state().equals("not applied") ? "no such figure" : "";
    }

    static String card(CorrectionLine it, Desk desk) {
        StringBuilder text = new StringBuilder("Correction " + it.correctionId() + "  " + it.state() + "\n");
        say(
                text,
                "Figure",
                it.dataset() + "  " + it.reporter() + " " + it.flow() + " " + it.partner() + " " + it.product() + " "
                        + it.period(),
                desk);
        say(
                text,
                "Value",
                Say.exact(it.newUsd()) + " USD instead of " + Say.exact(it.seenUsd()) + " ("
                        + Say.change(it.newUsd().subtract(it.seenUsd())) + ")",
                desk);
        if (!it.sourceFile().isEmpty()) {
            say(
                    text,
                    "Source",
                    (it.sourceUsd() == null
                                    ? "has no such figure"
                                    : "shows " + Say.exact(it.sourceUsd())
                                            + (it.sourceRow() == null ? "" : " in row " + Say.count(it.sourceRow())))
                            + ", " + Grid.visible(it.sourceFile()),
                    desk);
        }
        say(text, "Why", it.type() + ": " + Grid.visible(it.reason()), desk);
        say(text, "Author", Grid.visible(it.author()) + " " + Say.time(it.proposedAt(), desk.zone()), desk);
        if (!it.approver().isEmpty()) {
            say(
                    text,
                    "Signed",
                    Grid.visible(it.approver()) + " " + Say.time(it.approvedAt(), desk.zone())
                            + (it.approveReason().isEmpty() ? "" : ": " + Grid.visible(it.approveReason())),
                    desk);
        }
        if (!it.retiredBy().isEmpty()) {
            say(
                    text,
                    "Retired",
                    Grid.visible(it.retiredBy()) + " " + Say.time(it.retiredAt(), desk.zone()) + ": "
                            + Grid.visible(it.retireReason()),
                    desk);
        }
        if (!it.next().isEmpty()) {
            say(text, "Next", it.next(), desk);
        }
        return text.toString();
    }

    /** All that matters of a correction beside a figure. */
    static String sentence(CorrectionLine it) {
        String what =
                "correction " + it.correctionId() + ", " + it.state() + ": " + it.partner() + " " + it.product() + " "
                        + it.flow() + " " + it.period() + " " + Say.exact(it.seenUsd()) + " -> "
                        + Say.exact(it.newUsd()) + " USD, "
                        + it.type() + ", \"" + Grid.visible(it.reason()) + "\" (" + Grid.visible(it.author())
                        + (it.approver().isEmpty() ? "" : ", signed by " + Grid.visible(it.approver())) + ")";
        return it.state().equals("not applied")
                ? what + "; the source "
                        + (it.sourceUsd() == null ? "has no such figure" : "now shows " + Say.exact(it.sourceUsd()))
                : what;
    }

    private static void say(StringBuilder text, String title, String sentence, Desk desk) {
        text.append(Lines.fold(title + " ".repeat(BELOW.length() - title.length()) + sentence, desk.width(), BELOW))
                .append('\n');
    }
}
