package org.tradehouse.cli;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tradehouse.operate.CorrectionLine;
import org.tradehouse.operate.Explanation;
import org.tradehouse.operate.Explanation.BesideLine;
import org.tradehouse.operate.Explanation.Choice;
import org.tradehouse.operate.Explanation.FigureLine;
import org.tradehouse.operate.Explanation.FlowSum;
import org.tradehouse.operate.Explanation.KindSum;
import org.tradehouse.operate.Explanation.SliceLine;
import org.tradehouse.operate.Explanation.SourceLine;
import org.tradehouse.operate.Explanation.VintageLine;
import org.tradehouse.operate.Original;

/** A figure and how it came about, from the sum down to the cell. */
final class ExplainScreen {
    private static final int MOST = 6;
    private static final String BELOW = " ".repeat(9);
    private static final Map<String, String> KINDS = Map.of(
            "leaf", "as published",
            "residual", "residual: what the publisher's total states beyond its parts",
            "rounding", "rounding: the parts are rounded, the total is too",
            "month", "month: its year-to-date less that of the month before",
            "implied", "implied revision: a month that is negative");

    private final Explanation it;
    private final Desk desk;
    private final StringBuilder text = new StringBuilder();

    private ExplainScreen(Explanation it, Desk desk) {
        this.it = it;
        this.desk = desk;
    }

    static String of(Explanation explanation, List<Original> originals, Desk desk) {
        ExplainScreen screen = new ExplainScreen(explanation, desk);
        if (explanation.dataset() == null) {
            screen.choices();
        } else {
            screen.all(originals);
        }
        return screen.text.toString();
    }

    private void choices() {
        line("These datasets hold such figures. They are never added: choose one.");
        Grid grid = new Grid("dataset", "period", ">figures", ">exports USD", ">imports USD", "!");
        for (Choice choice : it.choices()) {
            grid.row(
                    choice.dataset(),
                    choice.period(),
                    Say.count(choice.figures()),
                    choice.exportUsd() == null ? "" : Say.exact(choice.exportUsd()),
                    choice.importUsd() == null ? "" : Say.exact(choice.importUsd()),
                    choice.command());
        }
        text.append(grid.text(" ", desk.width()));
    }

    private void all(List<Original> originals) {
        head();
        facts();
        originals.forEach(this::original);
        files();
        proof();
        done();
        vintages();
        if (originals.isEmpty() && it.figures() > 0) {
            text.append('\n');
            say("Next", it.command() + " --rows");
        }
    }

    private void head() {
        text.append(desk.bold(it.dataset() + "  " + it.period()))
                .append(it.newest() ? "  (the newest; --period for another)" : "")
                .append('\n');
        if (it.asOf() != null) {
            say("As of", Say.time(it.asOf(), desk.zone()) + "; slices, rejects and rates below are those of today");
        }
        if (it.figures() == 0) {
            say("Figure", "0: the period is covered and has no such figure");
        }
        for (FlowSum flow : it.flows()) {
            say(
                    flow.flow(),
                    Say.exact(flow.valueUsd()) + " USD in " + figures(flow.figures())
                            + (flow.valueUsd().compareTo(flow.reportedUsd()) == 0
                                    ? ""
                                    : "; the publisher states " + Say.exact(flow.reportedUsd()) + ", corrections "
                                            + Say.change(flow.valueUsd().subtract(flow.reportedUsd()))));
        }
        BigDecimal both = it.flows().stream()
                .filter(flow -> List.of("X", "M").contains(flow.flow()))
                .map(FlowSum::valueUsd)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (it.flows().stream().map(FlowSum::flow).toList().containsAll(List.of("X", "M"))) {
            say(
                    "X + M",
                    Say.exact(both) + " USD, turnover: exports FOB and imports CIF unless their rows say otherwise");
        }
        for (KindSum kind : it.kinds()) {
            if (!kind.kind().equals("leaf") || it.kinds().size() > 1) {
                line(BELOW + Say.exact(kind.valueUsd()) + " in " + figures(kind.figures()) + " "
                        + KINDS.getOrDefault(kind.kind(), kind.kind())
                        + (kind.usdDerived() ? " in national currency" : ""));
            }
        }
    }

    private void facts() {
        if (it.figures() == 0) {
            return;
        }
        long more = it.figures() - it.largest().size();
        text.append('\n')
                .append(more > 0 ? "Largest " + it.largest().size() + " of " + figures(it.figures()) : "Facts")
                .append('\n');
        boolean reporters = several(FigureLine::reporter);
        boolean products =
                several(FigureLine::product) || !it.largest().get(0).product().equals("TOTAL");
        boolean periods = it.largest().stream().anyMatch(fact -> !fact.period().equals(it.period()));
        Grid grid =
                new Grid("place", "flow", "reporter", "partner", "product", "period", ">value USD", "_kind", "_from");
        for (FigureLine fact : it.largest()) {
            grid.row(
                    fact.place(),
                    fact.flow(),
                    reporters ? fact.reporter() : "",
                    fact.partner(),
                    products ? fact.product() : "",
                    periods ? fact.period() : "",
                    Say.exact(fact.valueUsd()),
                    kind(fact),
                    from(fact));
        }
        text.append(grid.filled().text(" ", desk.width()));
    }

    private boolean several(Function<FigureLine, String> what) {
        return it.largest().stream().map(what).distinct().count() > 1;
    }

    private static String kind(FigureLine fact) {
        String kind = fact.kind().equals("leaf") ? "" : fact.kind();
        return fact.correctionId() == null
                ? kind
                : "corrected from " + Say.exact(fact.reportedUsd()) + " (correction " + fact.correctionId() + ")";
    }

    private static String from(FigureLine fact) {
        String rows = fact.merged().isEmpty()
                ? "row " + Say.count(fact.row())
                : "rows "
                        + fact.merged().stream()
                                .map(row -> Say.count(row.row())
                                        + (row.valueUsd() == null ? "" : " (" + Say.exact(row.valueUsd()) + ")"))
                                .collect(Collectors.joining(" + "));
        return fact.file() + (fact.member().isEmpty() ? "" : "  " + fact.member())
                + (fact.sheet().isEmpty() ? "" : "  sheet '" + fact.sheet() + "'") + "  " + rows
                + (fact.valueNational() == null
                        ? ""
                        : "  " + Say.exact(fact.valueNational()) + " " + fact.currency()
                                + (fact.perUsd() == null
                                        ? ""
                                        : " / " + fact.perUsd().toPlainString() + " (" + fact.rateSource() + ")"));
    }

    private void original(Original original) {
        text.append("\nCells of ").append(original.place()).append('\n');
        for (Original.RawLine row : original.rows()) {
            line("  " + (row.sheet().isEmpty() ? "" : "sheet '" + Grid.visible(row.sheet()) + "'  ") + "row "
                    + Say.count(row.row())
                    + (row.usd() == null || original.rows().size() == 1 ? "" : "  " + Say.exact(row.usd()) + " USD"));
            for (Original.Cell cell : row.cells()) {
                line((cell.isValue() ? "  > " : "    ")
                        + Grid.visible((cell.column().isEmpty() ? "" : cell.column() + ": ") + cell.text()));
            }
        }
        line("  " + verdict(original));
    }

    private static String verdict(Original original) {
        String file = original.intact()
                ? "The archived file is unchanged"
                : "THE ARCHIVED FILE IS GONE OR CHANGED: its hash differs";
        if (!original.trouble().isEmpty()) {
            return file + "; " + original.trouble();
        }
        if (original.readUsd() == null) {
            return file + "; read today these cells are no figure of their own: feed or code lists have changed since";
        }
        return original.equal()
                ? file + "; its cells say " + Say.exact(original.readUsd())
                        + " USD: equal to what is published as reported"
                : file + "; its cells say " + Say.exact(original.readUsd()) + " USD, published as reported are "
                        + Say.exact(original.reportedUsd()) + ": "
                        + Say.change(original.reportedUsd().subtract(original.readUsd())) + " USD";
    }

    private void files() {
        for (SourceLine file : it.sources()) {
            text.append('\n');
            say(
                    "File",
                    Grid.visible(file.file()) + "  " + figures(file.figures()) + ", " + Say.exact(file.valueUsd())
                            + " USD");
            say("", "sha256 " + file.sha256());
            say("", "archived as " + file.archivePath());
            say(
                    "",
                    (file.runId() == null ? file.feed() : file.feed() + "#" + file.runId()) + "  load " + file.loadKey()
                            + "  edition " + file.edition() + "  " + file.status() + "  published "
                            + Say.time(file.publishedAt(), desk.zone()));
        }
    }

    private void proof() {
        Explanation.Proof proof = it.proof();
        if (proof.slices() == 0) {
            return;
        }
        text.append('\n');
        say(
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
            line(BELOW + "partial: these files are complete only for their scope, not for all of the reporter's trade");
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
        proof.lines().stream().limit(MOST).forEach(slice -> slice(grid, slice));
        text.append(grid.filled().text(" ", desk.width()));
        if (proof.slices() > MOST) {
            line(" … and " + Say.count(proof.slices() - MOST) + " more: --json has all");
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

    /** What the rules did to the figures and to the slices they stand in; nothing is said where nothing was done. */
    private void done() {
        text.append('\n');
        int before = text.length();
        weight();
        it.beside().stream().limit(MOST).forEach(this::beside);
        rates();
        it.largest().stream()
                .filter(fact -> !fact.merged().isEmpty())
                .limit(MOST)
                .forEach(fact -> say(
                        "Merged",
                        fact.place() + " is the sum of " + fact.merged().size()
                                + " rows that the publisher does not total"));
        it.rejects().stream()
                .limit(MOST)
                .forEach(reject -> say(
                        "Rejected",
                        Say.count(reject.rows()) + (reject.rows() == 1 ? " row" : " rows") + " with '"
                                + Grid.visible(reject.value()) + "', "
                                + (reject.usd() == null ? "value not readable" : Say.exact(reject.usd()) + " USD")
                                + ", missing in the slice: " + reject.command()));
        it.corrections().stream().limit(MOST).forEach(this::correction);
        it.findings().stream()
                .limit(MOST)
                .forEach(finding -> say(
                        "Noticed", finding.severity() + " " + finding.rule() + " " + Grid.visible(finding.message())));
        if (text.length() == before) {
            say("Touched", "by no rule: no residual, rate, merge, reject, correction or finding in these slices");
        }
    }

    private void weight() {
        if (it.largest().size() == 1 && it.largest().get(0).netWeightKg() != null) {
            say("Weight", Say.exact(it.largest().get(0).netWeightKg()) + " kg, whatever unit the cell is in");
        }
    }

    private void beside(BesideLine row) {
        say(
                row.kind().equals("rounding") ? "Rounding" : "Residual",
                Say.change(row.valueUsd()) + " USD at " + row.partner() + " " + row.product() + " " + row.flow() + " "
                        + row.period() + ", the total in row " + Say.count(row.row())
                        + (row.asked() ? ": part of this figure" : ": in the slice, not in this figure"));
    }

    private void rates() {
        it.rates().stream()
                .limit(MOST)
                .forEach(rate -> say(
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
                                                                + figures(rate.figures())
                                                                + " were computed at another rate"))));
        if (it.rates().size() > MOST) {
            line(BELOW + "… and " + (it.rates().size() - MOST) + " more months: --json has all");
        }
    }

    private void correction(CorrectionLine correction) {
        say("Signed", CorrectionScreen.sentence(correction));
    }

    private void vintages() {
        List<VintageLine> vintages = it.vintages();
        if (vintages.isEmpty()) {
            return;
        }
        text.append("\nVintages\n");
        ZoneId zone = desk.zone();
        Grid grid = new Grid("published", ">value USD", ">change", ">figures", "_run", "_file");
        vintages.stream()
                .limit(2 * MOST)
                .forEach(vintage -> grid.row(
                        Say.time(vintage.publishedAt(), zone),
                        Say.exact(vintage.valueUsd()),
                        vintage.changeUsd() == null ? "first" : Say.change(vintage.changeUsd()),
                        Say.count(vintage.figures()),
                        vintage.runId() == null ? "" : "#" + vintage.runId(),
                        vintage.file()));
        text.append(grid.text(" ", desk.width()));
        if (vintages.size() > 2 * MOST) {
            line(" … and " + Say.count(vintages.size() - 2 * MOST) + " older: --json has all");
        }
    }

    private static String figures(long count) {
        return Say.count(count) + (count == 1 ? " figure" : " figures");
    }

    private void say(String title, String sentence) {
        line(title + " ".repeat(Math.max(1, BELOW.length() - title.length())) + sentence);
    }

    private void line(String line) {
        text.append(Lines.fold(line, desk.width(), BELOW)).append('\n');
    }
}
