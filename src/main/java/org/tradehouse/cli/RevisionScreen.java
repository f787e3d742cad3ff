package org.tradehouse.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.RevisionCard;
import org.tradehouse.operate.RevisionLine;

/** What loads changed, as a list, as one run, as the vintages of a slice. */
final class RevisionScreen {
    private static final int SLICES = 20;

    private RevisionScreen() {}

    /** Load by load, newest first. */
    static String feed(String feed, List<RevisionLine> loads, Desk desk) {
        if (loads.isEmpty()) {
            return feed + " has published nothing yet\n";
        }
        Grid grid = new Grid(
                "run",
                "published",
                ">slices",
                ">new",
                ">changed",
                ">withdrawn",
                ">same",
                "_edition",
                "_dataset",
                "_>net USD",
                "_file");
        loads.forEach(it -> grid.row(
                it.run(),
                Say.time(it.publishedAt(), desk.zone()),
                Say.count(it.slices()),
                count(it.fresh()),
                count(it.changed()),
                count(it.withdrawn()),
                count(it.same()),
                it.edition() + " " + it.releaseStatus(),
                it.dataset(),
                it.fresh() == null ? "?" : PlanScreen.signed(it.deltaUsd()),
                (it.isUndo() ? "undo of " : "") + it.fileName()));
        return grid.text("", desk.width())
                + Lines.fold(
                        "\nOne in full: tradehouse revisions RUN   A slice's vintages: tradehouse revisions " + feed
                                + " --period YEAR\n",
                        desk.width(),
                        "  ");
    }

    /** What one run published, slice by slice. */
    static String run(RevisionCard card, Desk desk) {
        String id = card.run().id();
        if (card.slices().isEmpty()) {
            return id + " published nothing (" + card.run().stated() + ")\n";
        }
        RevisionLine one = card.slices().get(0);
        StringBuilder text = new StringBuilder(Lines.fold(
                desk.bold(id) + "  " + (one.isUndo() ? "undo of " : "") + Grid.visible(one.fileName()) + "  published "
                        + Say.time(one.publishedAt(), desk.zone()) + " by "
                        + Grid.visible(card.run().startedBy()) + "\n",
                desk.width(),
                "  "));
        text.append((uncounted(card)
                        ? "What it changed was not counted then, "
                        : Say.count(sum(card.slices(), RevisionLine::fresh)) + " new, "
                                + Say.count(sum(card.slices(), RevisionLine::changed)) + " changed, "
                                + Say.count(sum(card.slices(), RevisionLine::withdrawn)) + " withdrawn, "
                                + Say.count(sum(card.slices(), RevisionLine::same)) + " same figures in ")
                + Say.count(card.slices().size())
                + (card.slices().size() == 1 ? " slice\n" : " slices\n"));
        Grid grid = new Grid(
                "period", "flow", ">new", ">changed", ">withdrawn", ">same", ">value USD", ">net USD", "_", "_edition");
        List<RevisionLine> changed =
                card.slices().stream().filter(RevisionScreen::changes).toList();
        changed.stream()
                .limit(SLICES)
                .forEach(it -> grid.row(
                        it.period(),
                        it.flow(),
                        count(it.fresh()),
                        count(it.changed()),
                        count(it.withdrawn()),
                        count(it.same()),
                        it.isWithdrawn() ? "gone" : Say.usd(it.valueUsd()),
                        it.isFirst() ? "first" : it.fresh() == null ? "?" : PlanScreen.signed(it.deltaUsd()),
                        it.dataset() + " " + it.reporter() + (it.scope().equals("all") ? "" : " " + it.scope()),
                        it.edition() + " " + it.releaseStatus() + (it.isLive() ? "" : ", not live any more")));
        text.append(grid.isEmpty() ? "" : "\n" + grid.text(" ", desk.width()));
        if (changed.size() > SLICES) {
            text.append(" … and " + Say.count(changed.size() - SLICES) + " more: --json shows all\n");
        }
        long quiet = card.slices().size() - changed.size();
        if (quiet > 0) {
            text.append(" " + Say.count(quiet) + (quiet == 1 ? " slice" : " slices") + " without a change\n");
        }
        PlanScreen.changes(
                text,
                card.largest(),
                desk.width(),
                uncounted(card)
                        ? "Largest changes"
                        : "Largest of " + Say.count(card.changes()) + (card.changes() == 1 ? " change" : " changes"));
        if (!card.asBefore().isEmpty()) {
            text.append(Lines.fold(
                    "\nBefore it   mart.trade_as_of('" + card.asBefore() + "'); for years trade_annual_as_of, for spans"
                            + " trade_span_as_of\n",
                    desk.width(),
                    "            "));
        }
        text.append((card.asBefore().isEmpty() ? "\n" : "") + "Take back   tradehouse undo " + id + "\n");
        return text.toString();
    }

    /** The vintages of slices, one slice after the other. */
    static String vintages(List<RevisionLine> vintages, Desk desk) {
        if (vintages.isEmpty()) {
            return "Nothing of that was published. tradehouse datasets shows what is there.\n";
        }
        Map<String, List<RevisionLine>> slices = vintages.stream()
                .collect(Collectors.groupingBy(
                        it -> it.dataset() + "  " + it.reporter() + "  " + it.flow() + "  " + it.period()
                                + (it.scope().equals("all") ? "" : "  " + it.scope()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        StringBuilder text = new StringBuilder();
        slices.forEach((slice, all) -> {
            text.append(text.isEmpty() ? "" : "\n").append(desk.bold(slice)).append('\n');
            Grid grid = new Grid(
                    ">",
                    "published",
                    ">value USD",
                    ">new",
                    ">changed",
                    ">withdrawn",
                    ">same",
                    "",
                    "_edition",
                    "_run",
                    "_file");
            all.forEach(it -> grid.row(
                    Integer.toString(it.vintage()),
                    Say.time(it.publishedAt(), desk.zone()),
                    it.isWithdrawn() ? "gone" : Say.usd(it.valueUsd()),
                    count(it.fresh()),
                    count(it.changed()),
                    count(it.withdrawn()),
                    count(it.same()),
                    it.isLive() ? "live" : "",
                    it.edition() + " " + it.releaseStatus(),
                    it.run(),
                    (it.isUndo() ? "undo of " : "") + it.fileName()));
            text.append(grid.text(" ", desk.width()));
        });
        return text.toString();
    }

    private static boolean uncounted(RevisionCard card) {
        return card.slices().stream().anyMatch(it -> it.fresh() == null);
    }

    private static boolean changes(RevisionLine it) {
        return it.isWithdrawn() || it.fresh() == null || more(it.fresh()) || more(it.changed()) || more(it.withdrawn());
    }

    private static boolean more(@Nullable Long figures) {
        return figures != null && figures > 0;
    }

    private interface Counted {
        @Nullable
        Long of(RevisionLine line);
    }

    private static long sum(List<RevisionLine> lines, Counted counted) {
        long sum = 0;
        for (RevisionLine line : lines) {
            Long count = counted.of(line);
            sum += count == null ? 0 : count;
        }
        return sum;
    }

    /** Before vintages were kept nobody counted. */
    private static String count(@Nullable Long figures) {
        return figures == null ? "?" : Say.count(figures);
    }
}
