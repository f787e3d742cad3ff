package org.tradehouse.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.LoadException;
import org.tradehouse.operate.Slots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** When feeds are due, in their own time and in UTC. Needs no database. */
final class ScheduleVerbs {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    private ScheduleVerbs() {}

    private record Due(String feed, LocalDate slot, OffsetDateTime local, Instant utc, String zone) {}

    @Command(name = "list", description = "Every scheduled feed and its next slot.")
    static final class ListAll extends Verb {
        ListAll(House house) {
            super(house);
        }

        @Override
        public Integer call() {
            List<Due> due = new ArrayList<>();
            house().feeds().all().stream()
                    .filter(feed -> feed.schedule() != null)
                    .forEach(feed -> due.addAll(next(feed, 1, desk())));
            due.sort(Comparator.comparing(Due::utc));
            return show(Map.of("schedule", due), screen(due));
        }
    }

    @Command(name = "next", description = "The next slots of a feed, local and UTC.")
    static final class Next extends Verb {
        @Parameters(paramLabel = "FEED")
        String feed = "";

        @Option(names = "--count", defaultValue = "5", description = "How many (${DEFAULT-VALUE}).")
        int count = 5;

        Next(House house) {
            super(house);
        }

        @Override
        public Integer call() {
            Feed meant = house().feeds().named(feed);
            if (meant.schedule() == null) {
                throw new LoadException(
                        "TH-4031",
                        "feed " + feed + " has no schedule: it is loaded by hand",
                        "tradehouse load " + feed + " FILE");
            }
            List<Due> due = next(meant, count, desk());
            return show(Map.of("schedule", due), screen(due));
        }
    }

    private static List<Due> next(Feed feed, int count, Desk desk) {
        Feed.Schedule schedule = Objects.requireNonNull(feed.schedule());
        ZoneId zone = schedule.zone();
        Slots slots = Slots.of(schedule);
        List<Due> due = new ArrayList<>();
        Instant after = desk.clock().instant();
        while (due.size() < count) {
            Slots.Slot slot = slots.next(after).orElse(null);
            if (slot == null) {
                break;
            }
            due.add(new Due(
                    feed.name(), slot.date(), slot.at().atZone(zone).toOffsetDateTime(), slot.at(), zone.getId()));
            after = slot.at();
        }
        return due;
    }

    private static String screen(List<Due> due) {
        Grid grid = new Grid("feed", "slot", "local", "zone", "UTC");
        due.forEach(slot -> grid.row(
                slot.feed(),
                slot.slot().toString(),
                LOCAL.format(slot.local()),
                slot.zone(),
                slot.utc().toString()));
        return due.isEmpty() ? "No feed has a schedule.\n" : grid.text("");
    }
}
