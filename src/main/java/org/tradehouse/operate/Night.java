package org.tradehouse.operate;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tradehouse.database.Database;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;

/**
 * Runs every feed at its hour. A slot is a feed and a local date and can be claimed once, whatever clocks do and however many
 * instances serve (operations.md 5). A failed load stays failed until someone acts; the other feeds go on.
 */
public final class Night implements AutoCloseable {
    /** After a downtime the newest slot is made up for, if it is not older. */
    static final Duration MAX_LATENESS = Duration.ofHours(20);

    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration RECOVER = Duration.ofSeconds(4);

    private final Database database;
    private final Feeds feeds;
    private final Act act;
    private final Clock clock;
    private final Consumer<Result> told;
    private final Scheduler scheduler;

    /**
     * @param told hears every result, also failed ones
     */
    public Night(Database database, Feeds feeds, Act act, Clock clock, Consumer<Result> told) {
        this.database = database;
        this.feeds = feeds;
        this.act = act;
        this.clock = clock;
        this.told = told;
        this.scheduler = scheduler();
    }

    /** Starts serving; returns at once. */
    public void start() {
        scheduler.start();
    }

    /** Lets what runs end at its next block, then stops. */
    @Override
    public void close() {
        act.stopAll();
        scheduler.stop();
    }

    /** Runs the feed's slot if one is due and nobody has claimed it. */
    public List<Result> look(Feed feed) {
        if (feed.schedule() == null) {
            return List.of();
        }
        Optional<Slots.Slot> due = Slots.of(feed.schedule()).due(clock.instant(), MAX_LATENESS);
        if (due.isEmpty() || !claim(feed, due.get())) {
            return List.of();
        }
        List<Result> results = act.pull(feed.name(), "schedule", "schedule", Progress.NONE);
        state(feed, due.get(), results.stream().anyMatch(it -> it.state() == RunState.FAILED) ? "failed" : "done");
        results.forEach(told);
        return results;
    }

    private Scheduler scheduler() {
        List<com.github.kagkarlsson.scheduler.task.helper.RecurringTask<?>> tasks = new ArrayList<>();
        for (Feed feed : feeds.all()) {
            if (feed.schedule() != null) {
                tasks.add(Tasks.recurring("pull " + feed.name(), FixedDelay.of(LOOK))
                        .execute((instance, context) -> look(feed)));
            }
        }
        tasks.add(Tasks.recurring("continue dead runs", FixedDelay.of(RECOVER))
                .execute((instance, context) ->
                        act.continueDead("schedule", Progress.NONE).forEach(told)));
        return Scheduler.create(database.pool())
                .startTasks(tasks)
                .tableName("ops.scheduled_tasks")
                .threads(4)
                .pollingInterval(Duration.ofSeconds(2))
                .heartbeatInterval(Duration.ofSeconds(5))
                .missedHeartbeatsLimit(4)
                .build();
    }

    private boolean claim(Feed feed, Slots.Slot slot) {
        return 1
                == write(
                        "insert into ops.schedule_slot (feed, slot_local_date, state, fire_at_utc, owner) values (?, ?, 'claimed', ?, ?) on conflict do nothing",
                        feed.name(),
                        slot.date(),
                        OffsetDateTime.ofInstant(slot.at(), ZoneOffset.UTC),
                        owner());
    }

    private void state(Feed feed, Slots.Slot slot, String state) {
        write(
                "update ops.schedule_slot set state = ? where feed = ? and slot_local_date = ?",
                state,
                feed.name(),
                slot.date());
    }

    private int write(String sql, Object... arguments) {
        try (Connection connection = database.connect(Database.Role.LOADER);
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the slot of the night could not be written: " + e.getMessage(), e);
        }
    }

    private static String owner() {
        try {
            return InetAddress.getLocalHost().getHostName() + " pid "
                    + ProcessHandle.current().pid();
        } catch (UnknownHostException e) {
            return "pid " + ProcessHandle.current().pid();
        }
    }
}
