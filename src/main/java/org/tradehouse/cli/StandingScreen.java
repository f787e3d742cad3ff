package org.tradehouse.cli;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.tradehouse.operate.ErrorCard;
import org.tradehouse.operate.RunLine;
import org.tradehouse.operate.Standing;

/** The first screen: needs you, watch, fine. */
final class StandingScreen {
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm:ss", Locale.ENGLISH);

    private StandingScreen() {}

    static String of(Standing standing, String version, Desk desk) {
        ZoneId zone = desk.zone();
        StringBuilder text = new StringBuilder("tradehouse " + version + "  db ok   "
                + NOW.format(standing.at().atZone(zone)) + " " + zone + offset(standing, zone)
                + "\n");
        if (!standing.needsYou().isEmpty()) {
            text.append('\n')
                    .append(desk.bold("NEEDS YOU (" + Say.count(standing.needsYouTotal()) + ")"))
                    .append('\n');
            standing.needsYou().forEach(card -> text.append(card(card, desk)));
            if (standing.needsYouTotal() > standing.needsYou().size()) {
                text.append(" … and older ones: tradehouse runs --failed\n");
            }
        }
        if (!standing.watch().isEmpty()) {
            text.append('\n')
                    .append(desk.bold("WATCH (" + standing.watch().size() + ")"))
                    .append('\n');
            standing.watch()
                    .forEach(line ->
                            text.append(" ! ").append(Grid.visible(line)).append('\n'));
        }
        if (!standing.running().isEmpty()) {
            text.append('\n')
                    .append(desk.bold("RUNNING (" + standing.running().size() + ")"))
                    .append('\n');
            standing.running().forEach(run -> text.append(" > " + running(run, standing) + "\n"));
        }
        return text.append('\n').append(fine(standing, desk)).append('\n').toString();
    }

    /** {@code  (UTC+5)}, nothing in UTC itself. */
    private static String offset(Standing standing, ZoneId zone) {
        ZoneOffset offset = zone.getRules().getOffset(standing.at());
        String hours = offset.getId().replaceFirst("^([+-])0", "$1").replaceFirst(":00$", "");
        return offset.equals(ZoneOffset.UTC) ? "" : " (UTC" + hours + ")";
    }

    private static String running(RunLine run, Standing standing) {
        return run.id() + "  " + run.step() + "  for "
                + Say.duration(Duration.between(run.startedAt(), standing.at())) + "  by "
                + Grid.visible(run.startedBy())
                + (run.fileName().isEmpty() ? "" : "  " + Grid.visible(run.fileName()));
    }

    private static String fine(Standing standing, Desk desk) {
        long needy = standing.needsYou().stream()
                .map(card -> card.run().feed())
                .distinct()
                .count();
        String feeds = (needy == 0 ? "" : standing.feeds() - needy + " of ")
                + standing.feeds()
                + (standing.feeds() == 1 ? " feed" : " feeds");
        String last = standing.lastGood() == null
                ? "nothing has run yet"
                : "last good " + Say.time(standing.lastGood(), desk.zone());
        String next = standing.next() == null
                ? ""
                : "   next " + standing.nextFeed() + " " + Say.time(standing.next(), desk.zone());
        return desk.bold("FINE") + "  " + feeds + "  " + last + next;
    }

    /** One error card, as status and why show it. */
    static String card(ErrorCard card, Desk desk) {
        RunLine run = card.run();
        StringBuilder text = new StringBuilder(" x " + desk.bold(run.id()) + "   "
                + run.state().toUpperCase(Locale.ROOT) + " "
                + Say.time(run.endedAt() == null ? run.startedAt() : run.endedAt(), desk.zone())
                + (run.step().isEmpty() ? "" : "   at " + run.step()) + "   by " + Grid.visible(run.startedBy())
                + "\n");
        line(text, "What", card.what());
        line(text, "Where", card.where());
        line(text, "Loaded", card.loaded() + "; " + card.readers());
        line(text, "Do", card.next() + (card.nextIs().isEmpty() ? "" : "      <- " + card.nextIs()));
        return text.toString();
    }

    private static void line(StringBuilder text, String label, String said) {
        if (!said.isEmpty()) {
            String indented = said.lines()
                    .map(Grid::visible)
                    .reduce((a, b) -> a + "\n          " + b)
                    .orElse("");
            text.append(String.format("   %-6s %s%n", label, indented));
        }
    }
}
