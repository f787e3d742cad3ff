package org.tradehouse.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import org.tradehouse.feed.Feed;

/**
 * When a feed is due: at most one moment per local date of its zone, whatever the clocks do (operations.md §5). A wall
 * time that does not exist moves to the next valid one; a wall time that comes twice counts the first time.
 */
public final class Slots {
    /** More than a leap year: the 29th of February comes within it only every fourth time, a month's last days always. */
    private static final int HORIZON_DAYS = 366 * 8 + 1;

    private final Cron cron;
    private final ZoneId zone;

    private Slots(Cron cron, ZoneId zone) {
        this.cron = cron;
        this.zone = zone;
    }

    /** A local date of a feed and the moment it is due. */
    public record Slot(LocalDate date, Instant at) {}

    /** @throws IllegalArgumentException when the schedule holds no cron line */
    public static Slots of(Feed.Schedule schedule) {
        return new Slots(Cron.parse(schedule.cron()), schedule.zone());
    }

    /** The slot of a local date, if the schedule means it. */
    public Optional<Slot> on(LocalDate date) {
        return cron.on(date).map(time -> new Slot(date, instant(time)));
    }

    /** The first slot after a moment; nothing for a date that never comes (30 February). */
    public Optional<Slot> next(Instant after) {
        LocalDate from = after.atZone(zone).toLocalDate().minusDays(1);
        return from.datesUntil(from.plusDays(HORIZON_DAYS))
                .flatMap(date -> on(date).stream())
                .filter(slot -> slot.at().isAfter(after))
                .findFirst();
    }

    /** The newest slot that is due and not later than allowed: after a downtime of days exactly one. */
    public Optional<Slot> due(Instant now, Duration maxLateness) {
        LocalDate today = now.atZone(zone).toLocalDate();
        Instant earliest = now.minus(maxLateness);
        for (LocalDate date = today.plusDays(1); !date.isBefore(oldest(earliest)); date = date.minusDays(1)) {
            Optional<Slot> slot =
                    on(date).filter(it -> !it.at().isAfter(now) && !it.at().isBefore(earliest));
            if (slot.isPresent()) {
                return slot;
            }
        }
        return Optional.empty();
    }

    private LocalDate oldest(Instant earliest) {
        return earliest.atZone(zone).toLocalDate().minusDays(1);
    }

    private Instant instant(LocalDateTime time) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        if (change == null) {
            return time.atZone(zone).toInstant();
        }
        return change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
    }
}
