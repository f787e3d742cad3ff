package org.tradehouse.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.RunCard;
import org.tradehouse.operate.RunLine;
import org.tradehouse.operate.Tally;

/** Runs as a list, and one run in full. */
final class RunScreen {
    private static final int SLICES = 20;

    private RunScreen() {}

    static String list(List<RunLine> runs, Desk desk) {
        return runs.isEmpty()
                ? "No runs. Load a file: tradehouse load FEED FILE\n"
                : table(runs, desk).text("", desk.width());
    }

    private static Grid table(List<RunLine> runs, Desk desk) {
        Grid grid =
                new Grid("run", "state", "_step", "started", "_>took", ">rows", ">rejected", "_by", "_file", "_code");
        for (RunLine run : runs) {
            Tally tally = run.tally();
            grid.row(
                    run.id(),
                    run.stated(),
                    run.step(),
                    Say.time(run.startedAt(), desk.zone()),
                    run.endedAt() == null ? "" : Say.duration(Duration.between(run.startedAt(), run.endedAt())),
                    tally == null ? "" : Say.count(tally.read()),
                    tally == null ? "" : Say.count(tally.rejected()),
                    run.startedBy(),
                    run.fileName(),
                    run.errorCode());
        }
        return grid;
    }

    static String card(RunCard card, Desk desk) {
        RunLine run = card.run();
        StringBuilder text =
                new StringBuilder(desk.bold(run.id()) + "  " + run.stated().toUpperCase(Locale.ROOT)
                        + (run.step().isEmpty() ? "" : " at " + run.step()) + "  started "
                        + Say.time(run.startedAt(), desk.zone())
                        + " by " + Grid.visible(run.startedBy()) + " (" + run.trigger() + ")"
                        + (run.endedAt() == null
                                ? ""
                                : "  took " + Say.duration(Duration.between(run.startedAt(), run.endedAt())))
                        + "\n");
        if (!run.errorCode().isEmpty()) {
            text.append("Error    " + run.errorCode() + " "
                    + Grid.visible(run.errorText().lines().findFirst().orElse("")) + "\n");
        }
        file(text, card.file(), desk);
        counts(text, run.tally(), card.loaded());
        text = new StringBuilder(Lines.fold(text.toString(), desk.width(), " ".repeat(9)));
        if (card.plan() != null) {
            text.append(PlanScreen.body(card.plan(), desk.width()));
        }
        slices(text, card.slices(), desk.width());
        findings(text, card.findings(), desk.width());
        if (!card.attempts().isEmpty()) {
            text.append("\nOther runs of this file\n")
                    .append(table(card.attempts(), desk).text(" ", desk.width()));
        }
        text.append("\nReaders  " + card.readers() + "\n");
        for (String step : card.nextSteps()) {
            if (!step.equals("tradehouse show " + run.id())) {
                text.append(Lines.fold("Next     " + Grid.visible(step), desk.width(), " ".repeat(9)) + "\n");
            }
        }
        return text.toString();
    }

    private static void file(StringBuilder text, RunCard.@Nullable SourceFile file, Desk desk) {
        if (file == null) {
            text.append("File     none was archived\n");
            return;
        }
        text.append("File     " + Grid.visible(file.fileName()) + "  " + Say.bytes(file.byteCount()) + "\n");
        text.append("         sha256 " + file.sha256() + "\n");
        text.append("         archived as " + file.archivePath() + "\n");
        text.append("Load     number " + file.loadNumber() + "  edition " + file.editionDate() + "  "
                + file.releaseStatus() + "  "
                + file.loadState()
                + (file.publishedAt() == null ? "" : " " + Say.time(file.publishedAt(), desk.zone())) + "\n");
    }

    private static void counts(StringBuilder text, @Nullable Tally tally, String loaded) {
        if (tally == null || tally.read() == 0) {
            text.append("Counts   " + loaded + "\n");
            return;
        }
        text.append("Counts   read " + Say.count(tally.read()) + " = accepted " + Say.count(tally.accepted())
                + " + control totals " + Say.count(tally.controlTotals()) + " + excluded " + Say.count(tally.excluded())
                + " + rejected " + Say.count(tally.rejected())
                + (tally.balances() ? "   balances" : "   DOES NOT BALANCE")
                + "\n");
        if (tally.duplicates() > 0) {
            text.append("         of the accepted, " + Say.count(tally.duplicates())
                    + " repeat another row exactly and are ignored\n");
        }
    }

    private static void slices(StringBuilder text, List<RunCard.SliceLine> slices, int width) {
        if (slices.isEmpty()) {
            return;
        }
        Grid grid = new Grid(
                "dataset",
                "_reporter",
                "flow",
                "period",
                "_scope",
                ">rows",
                ">value USD",
                ">publisher's total",
                ">rejected",
                "_fate");
        slices.stream()
                .limit(SLICES)
                .forEach(slice -> grid.row(
                        slice.dataset(),
                        slice.reporter(),
                        slice.flow(),
                        slice.period(),
                        slice.scope(),
                        Say.count(slice.rows()),
                        Say.usd(slice.valueUsd()),
                        slice.controlUsd() == null ? "" : Say.usd(slice.controlUsd()),
                        slice.rejectedRows() == 0 ? "" : Say.count(slice.rejectedRows()),
                        slice.fate()));
        text.append("\nSlices (" + Say.count(slices.size()) + ")\n").append(grid.text(" ", width));
        if (slices.size() > SLICES) {
            text.append(" … and " + Say.count(slices.size() - SLICES) + " more: --json shows all\n");
        }
    }

    private static void findings(StringBuilder text, List<RunCard.FindingLine> findings, int width) {
        if (findings.isEmpty()) {
            return;
        }
        Grid grid = new Grid("", "", "_", ">");
        findings.stream()
                .limit(SLICES)
                .forEach(finding -> grid.row(
                        finding.severity(),
                        finding.rule(),
                        finding.message(),
                        finding.valueUsd() == null ? "" : Say.usd(finding.valueUsd()) + " USD"));
        text.append("\nFindings (" + Say.count(findings.size()) + ")\n").append(grid.text(" ", width));
        if (findings.size() > SLICES) {
            text.append(" … and " + Say.count(findings.size() - SLICES) + " more: --json shows all\n");
        }
    }
}
