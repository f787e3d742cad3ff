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

    /** More cards than these hide the first ones. */
    private static final int MOST_CARDS = 5;

    /** Where what is said begins, behind its label. */
    private static final int INDENT = 10;

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
            standing.needsYou().stream().limit(MOST_CARDS).forEach(card -> text.append(card(card, desk)));
            if (standing.needsYouTotal() > MOST_CARDS) {
                text.append(" … and " + Say.count(standing.needsYouTotal() - MOST_CARDS)
                        + " more: tradehouse runs --failed\n");
            }
        }
        if (!standing.watch().isEmpty()) {
            text.append('\n')
                    .append(desk.bold("WATCH (" + standing.watch().size() + ")"))
                    .append('\n');
            standing.watch()
                    .forEach(line -> text.append(Lines.fold(" ! " + Grid.visible(line), desk.width(), "   "))
                            .append('\n'));
        }
        if (!standing.running().isEmpty()) {
            text.append('\n')
                    .append(desk.bold("RUNNING (" + standing.running().size() + ")"))
                    .append('\n');
            standing.running()
                    .forEach(run ->
                            text.append(Lines.fold(" > " + running(run, standing), desk.width(), "   ") + "\n"));
        }
        return text.append('\n')
                .append(Lines.fold(fine(standing, desk), desk.width(), "      "))
                .append('\n')
                .toString();
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

    /** x where somebody has to act. */
    private static String mark(RunLine run) {
        return switch (run.state()) {
            case "done", "nothing", "approved", "superseded", "planned" -> " = ";
            case "running" -> " > ";
            default -> " x ";
        };
    }

    /** One error card, as status and why show it. */
    static String card(ErrorCard card, Desk desk) {
        RunLine run = card.run();
        String head = mark(run) + desk.bold(run.id()) + "   "
                + run.state().toUpperCase(Locale.ROOT) + " "
                + Say.time(run.endedAt() == null ? run.startedAt() : run.endedAt(), desk.zone())
                + (run.step().isEmpty() ? "" : "   at " + run.step()) + "   by " + Grid.visible(run.startedBy());
        StringBuilder text = new StringBuilder(Lines.fold(head, desk.width(), "   ") + "\n");
        line(text, "What", card.what(), desk);
        line(text, "Where", card.where(), desk);
        line(text, "Loaded", card.loaded() + "; " + card.readers(), desk);
        line(text, "Do", card.next() + hint(card, desk), desk);
        return text.toString();
    }

    /** What the command rests on: behind it, or on a terminal it would not fit into on a line of its own. */
    private static String hint(ErrorCard card, Desk desk) {
        if (card.nextIs().isEmpty()) {
            return "";
        }
        String beside = "      <- " + card.nextIs();
        return INDENT + Grid.width(card.next() + beside) <= desk.width() ? beside : "\n<- " + card.nextIs();
    }

    private static void line(StringBuilder text, String label, String said, Desk desk) {
        if (!said.isEmpty()) {
            String indent = " ".repeat(INDENT);
            String indented = said.lines()
                    .map(Grid::visible)
                    .reduce((a, b) -> a + "\n" + indent + b)
                    .orElse("");
            text.append(Lines.fold(String.format("   %-6s %s", label, indented), desk.width(), indent))
                    .append('\n');
        }
    }
}
