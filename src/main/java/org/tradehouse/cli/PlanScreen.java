package org.tradehouse.cli;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.PlanCard;
import org.tradehouse.operate.Result;
import org.tradehouse.operate.RunCard;

/** What publishing would change, as operations.md shows it. */
final class PlanScreen {
    private static final int MOST = 10;

    private PlanScreen() {}

    static String of(Result result, PlanCard plan, Desk desk) {
        int width = desk.width();
        StringBuilder text = new StringBuilder(Lines.fold(
                (result.code().isEmpty() ? "" : result.code() + " ") + Grid.visible(result.headline()) + "\n",
                width,
                "  "));
        result.lines().stream()
                .filter(line -> !line.contains(" same figures in "))
                .forEach(line -> text.append(Lines.fold("  " + Grid.visible(line), width, "  "))
                        .append('\n'));
        text.append(body(plan, width));
        findings(text, plan.findings(), width);
        text.append("\nNothing was published, nothing is staged.\n");
        if (!result.nextStep().isEmpty()) {
            text.append(Lines.fold("Next: " + Grid.visible(result.nextStep()), width, "  "))
                    .append('\n');
        }
        return text.toString();
    }

    /** The plan itself, as a run's own screen shows it too. */
    static String body(PlanCard plan, int width) {
        StringBuilder text = new StringBuilder("\nWould publish edition " + plan.edition() + " in "
                + Say.count(plan.slices()) + (plan.slices() == 1 ? " slice" : " slices")
                + (plan.superseded() == 0
                        ? ""
                        : "; " + Say.count(plan.superseded()) + " left alone, a newer edition is live")
                + "\n");
        text.append(counts(plan));
        values(text, plan.datasets());
        totals(text, plan.totals(), width);
        changes(text, plan.largest(), width, "Largest changes");
        return text.toString();
    }

    private static String counts(PlanCard plan) {
        return new Grid("", ">figures")
                .row("new", Say.count(plan.fresh()))
                .row("changed", Say.count(plan.changed()))
                .row("withdrawn", Say.count(plan.withdrawn()))
                .row("same", Say.count(plan.same()))
                .text(" ");
    }

    /** Counts of figures may be added, their dollars not: those stand dataset by dataset. */
    private static void values(StringBuilder text, List<PlanCard.DatasetPart> datasets) {
        for (PlanCard.DatasetPart it : datasets) {
            Grid grid = new Grid("", ">figures", ">value USD", "");
            part(grid, "new", it.fresh(), "");
            part(
                    grid,
                    "changed",
                    it.changed(),
                    it.movedUsd().signum() == 0 ? "" : "moved in all " + Say.usd(it.movedUsd()));
            part(grid, "withdrawn", it.withdrawn(), "");
            if (it.same().figures() > 0) {
                grid.row(
                        "same",
                        Say.count(it.same().figures()),
                        Say.usd(it.same().usd()),
                        "");
            }
            grid.row("net change", "", signed(it.deltaUsd()), "");
            text.append('\n').append(it.dataset()).append('\n').append(grid.text(" "));
        }
    }

    private static void part(Grid grid, String kind, PlanCard.Part part, String beside) {
        if (part.figures() > 0 || part.usd().signum() != 0) {
            grid.row(kind, Say.count(part.figures()), signed(part.usd()), beside);
        }
    }

    private static void totals(StringBuilder text, List<PlanCard.Total> totals, int width) {
        List<PlanCard.Total> stated =
                totals.stream().filter(it -> it.stated() > 0).toList();
        if (stated.isEmpty()) {
            text.append("\nControl totals: the file states none\n");
            return;
        }
        Grid grid = new Grid("flow", ">file states", ">figures", ">of it residual", ">rejected", "", "_");
        stated.forEach(it -> grid.row(
                it.flow(),
                Say.usd(it.statedUsd()),
                Say.usd(it.figuresUsd()),
                Say.usd(it.residualUsd()),
                Say.usd(it.rejectedUsd()),
                it.agrees() ? "ok" : "DIFFERS",
                it.dataset()
                        + (it.stated() < it.slices() ? ", " + it.stated() + " of " + it.slices() + " slices" : "")));
        text.append("\nControl totals\n").append(grid.text(" ", width));
    }

    /** Figures that moved, the largest first. */
    static void changes(StringBuilder text, List<PlanCard.Change> changes, int width, String title) {
        if (changes.isEmpty()) {
            return;
        }
        Grid grid = new Grid("", "flow", "period", "partner", "product", ">from", ">to", ">change", "_");
        changes.stream()
                .limit(MOST)
                .forEach(it -> grid.row(
                        it.kind(),
                        it.flow(),
                        it.period(),
                        it.partner(),
                        it.product(),
                        value(it.oldUsd()),
                        value(it.newUsd()),
                        signed(it.deltaUsd()) + percent(it),
                        it.dataset()));
        text.append('\n').append(title).append(" (USD)\n").append(grid.text(" ", width));
        if (changes.size() > MOST) {
            text.append(" … --json has " + changes.size() + "\n");
        }
    }

    private static void findings(StringBuilder text, List<RunCard.FindingLine> findings, int width) {
        if (findings.isEmpty()) {
            return;
        }
        text.append("\nFindings\n");
        findings.stream()
                .limit(MOST)
                .forEach(it -> text.append(Lines.fold(
                                " " + it.severity() + " " + it.rule() + "  " + Grid.visible(it.message()),
                                width,
                                "      "))
                        .append('\n'));
        if (findings.size() > MOST) {
            text.append(" … and " + (findings.size() - MOST) + " more: --json shows all\n");
        }
    }

    private static String value(@Nullable BigDecimal usd) {
        return usd == null ? "-" : Say.usd(usd);
    }

    private static String percent(PlanCard.Change it) {
        return it.oldUsd() == null || it.newUsd() == null || it.oldUsd().signum() == 0
                ? ""
                : " (" + (it.deltaUsd().signum() > 0 ? "+" : "")
                        + Say.percent(it.deltaUsd()
                                .movePointRight(2)
                                .divide(it.oldUsd().abs(), 1, java.math.RoundingMode.HALF_UP))
                        + ")";
    }

    /** {@code +1 204}; zero without a sign. */
    static String signed(BigDecimal usd) {
        return (usd.signum() > 0 ? "+" : "") + Say.usd(usd);
    }
}
