package org.tradehouse.cli;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.tradehouse.operate.Explanation;
import org.tradehouse.operate.Explanation.Choice;
import org.tradehouse.operate.Explanation.FlowSum;
import org.tradehouse.operate.Explanation.KindSum;
import org.tradehouse.operate.Explanation.SourceLine;
import org.tradehouse.operate.Explanation.VintageLine;
import org.tradehouse.operate.Original;

/** A figure and how it came about, from the sum down to the cell. */
final class ExplainScreen {
    private static final Map<String, String> KINDS = Map.of(
            "leaf", "as published",
            "residual", "residual: what the publisher's total states beyond its parts",
            "rounding", "rounding: the parts are rounded, the total is too",
            "month", "month: its year-to-date less that of the month before",
            "implied", "implied revision: a month that is negative");

    private final Explanation it;
    private final ExplainPage page;

    private ExplainScreen(Explanation it, Desk desk) {
        this.it = it;
        this.page = new ExplainPage(desk);
    }

    static String of(Explanation explanation, List<Original> originals, Desk desk) {
        ExplainScreen screen = new ExplainScreen(explanation, desk);
        if (explanation.dataset() == null) {
            screen.choices();
        } else {
            screen.all(originals);
        }
        return screen.page.toString();
    }

    private void choices() {
        page.line("These datasets hold such figures. They are never added: choose one.");
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
        page.grid(grid);
    }

    private void all(List<Original> originals) {
        head();
        ExplainFacts facts = new ExplainFacts(it, page);
        facts.write();
        originals.forEach(facts::original);
        files();
        new ExplainProof(it, page).write();
        new ExplainRules(it, page).write();
        vintages();
        if (originals.isEmpty() && it.figures() > 0) {
            page.append("\n");
            page.say("Next", it.command() + " --rows");
        }
    }

    private void head() {
        page.append(page.desk().bold(it.dataset() + "  " + it.period()))
                .append(it.newest() ? "  (the newest; --period for another)" : "")
                .append("\n");
        if (it.asOf() != null) {
            page.say(
                    "As of",
                    Say.time(it.asOf(), page.desk().zone()) + "; slices, rejects and rates below are those of today");
        }
        if (it.figures() == 0) {
            page.say("Figure", "0: the period is covered and has no such figure");
        }
        for (FlowSum flow : it.flows()) {
            page.say(
                    flow.flow(),
                    Say.exact(flow.valueUsd()) + " USD in " + ExplainPage.figures(flow.figures())
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
            page.say(
                    "X + M",
                    Say.exact(both) + " USD, turnover: exports FOB and imports CIF unless their rows say otherwise");
        }
        List<String> missing = it.proof().missing();
        if (!missing.isEmpty()) {
            page.say(
                    "Missing",
                    String.join(", ", missing.subList(0, Math.min(12, missing.size())))
                            + (missing.size() > 12 ? " and " + (missing.size() - 12) + " more" : "")
                            + ": no file covers them, the sum is of the rest");
        }
        for (KindSum kind : it.kinds()) {
            if (!kind.kind().equals("leaf") || it.kinds().size() > 1) {
                page.line(ExplainPage.BELOW + Say.exact(kind.valueUsd()) + " in " + ExplainPage.figures(kind.figures())
                        + " "
                        + KINDS.getOrDefault(kind.kind(), kind.kind())
                        + (kind.usdDerived() ? " in national currency" : ""));
            }
        }
    }

    private void files() {
        for (SourceLine file : it.sources()) {
            page.append("\n");
            page.say(
                    "File",
                    Grid.visible(file.file()) + "  " + ExplainPage.figures(file.figures()) + ", "
                            + Say.exact(file.valueUsd()) + " USD");
            page.say("", "sha256 " + file.sha256());
            page.say("", "archived as " + file.archivePath());
            page.say(
                    "",
                    (file.runId() == null ? file.feed() : file.feed() + "#" + file.runId()) + "  load " + file.loadKey()
                            + "  edition " + file.edition() + "  " + status(file) + "  published "
                            + Say.time(file.publishedAt(), page.desk().zone()));
        }
    }

    /** A later edition that changed nothing leaves the figures where they are and makes their slices final. */
    private static String status(SourceLine file) {
        return file.sliceStatus().isEmpty() || file.sliceStatus().equals(file.status())
                ? file.status()
                : file.status() + ", its slices are " + file.sliceStatus() + " by now";
    }

    private void vintages() {
        List<VintageLine> vintages = it.vintages();
        if (vintages.isEmpty()) {
            return;
        }
        page.append("\nVintages\n");
        ZoneId zone = page.desk().zone();
        Grid grid = new Grid("published", ">value USD", ">change", ">figures", "_run", "_file");
        vintages.stream()
                .limit(2 * ExplainPage.MOST)
                .forEach(vintage -> grid.row(
                        Say.time(vintage.publishedAt(), zone),
                        Say.exact(vintage.valueUsd()),
                        vintage.changeUsd() == null ? "first" : Say.change(vintage.changeUsd()),
                        Say.count(vintage.figures()),
                        vintage.runId() == null ? "" : "#" + vintage.runId(),
                        vintage.file()));
        page.grid(grid);
        if (vintages.size() > 2 * ExplainPage.MOST) {
            page.line(" … and " + Say.count(vintages.size() - 2 * ExplainPage.MOST) + " older: --json has all");
        }
    }
}
