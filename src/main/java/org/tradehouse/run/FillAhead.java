package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.tradehouse.publish.YearsAhead;

/**
 * Fills the years a settled load brings, in sessions of its own, while the load is being checked and planned. What it could
 * not fill is filled by publishing: it never decides whether a load succeeds.
 */
final class FillAhead implements AutoCloseable {
    private static final int LOOK_AROUND_MILLIS = 200;

    private final Supplier<Connection> sessions;
    private final Attempt attempt;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Connection> open = new ArrayList<>();
    private boolean stopped;
    private boolean isFilling;
    private @Nullable String failure;

    FillAhead(Supplier<Connection> sessions, Attempt attempt) {
        this.sessions = sessions;
        this.attempt = attempt;
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Begins; returns at once. */
    void begin() {
        start(() -> {
            List<List<Integer>> parts = new ArrayList<>();
            inSession(connection -> {
                YearsAhead ahead = years(connection);
                ahead.sweep(attempt.feed().name());
                connection.commit();
                List<Integer> wanted = ahead.years();
                connection.commit();
                for (int year : wanted) { // each in a transaction of its own, which waits for others and holds nothing
                    ahead.make(year);
                    connection.commit();
                }
                parts.addAll(ahead.parts());
            });
            parts.stream().skip(1).forEach(years -> start(() -> fill(years)));
            if (!parts.isEmpty()) {
                fill(parts.get(0));
            }
        });
    }

    /** Waits until all is filled or given up; a run that is asked to stop waits no longer. */
    void await() {
        await(attempt::stopping);
        String why = failed();
        if (why != null) {
            attempt.say("a year could not be filled ahead (" + why + "): publishing fills it");
        }
    }

    /** Ends what is under way and empties what was filled and not published. */
    @Override
    public void close() {
        if (begun()) {
            await(() -> true);
            if (filling()) {
                empty();
            }
        }
    }

    private void await(BooleanSupplier stop) {
        boolean interrupted = false;
        for (Thread thread = alive(); thread != null; thread = alive()) {
            if (stop.getAsBoolean() || interrupted) {
                cancel();
            }
            try {
                thread.join(LOOK_AROUND_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void fill(List<Integer> years) {
        fillsNow();
        inSession(connection -> {
            YearsAhead ahead = years(connection);
            ahead.fill(years, attempt.token());
            Fault.point("years-filled");
            for (int year : years) {
                connection.commit();
                ahead.key(year, attempt.token());
            }
        });
    }

    private YearsAhead years(Connection connection) {
        return new YearsAhead(connection, attempt.load());
    }

    private void empty() {
        try (Connection connection = sessions.get()) {
            years(connection).empty(attempt.feed().name(), attempt.token());
        } catch (SQLException | RuntimeException e) {
            // The next run of the feed sweeps.
            attempt.say("years that were filled ahead are not emptied yet: " + e.getMessage());
        }
    }

    private void inSession(Work work) {
        try (Connection connection = sessions.get()) {
            connection.setAutoCommit(false);
            if (enter(connection)) {
                try {
                    work.on(connection);
                    connection.commit();
                } finally {
                    leave(connection);
                }
            }
        } catch (SQLException | RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void start(Runnable work) {
        Thread thread = new Thread(work, "fill years " + attempt.feed().name());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private synchronized @Nullable Thread alive() {
        return threads.stream().filter(Thread::isAlive).findFirst().orElse(null);
    }

    private synchronized boolean enter(Connection connection) {
        if (!stopped) {
            open.add(connection);
        }
        return !stopped;
    }

    private synchronized void leave(Connection connection) {
        open.remove(connection);
    }

    private synchronized void fillsNow() {
        isFilling = true;
    }

    private synchronized boolean filling() {
        return isFilling;
    }

    private synchronized boolean begun() {
        return !threads.isEmpty();
    }

    private synchronized void fail(Exception e) {
        if (!stopped) {
            failure = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private synchronized @Nullable String failed() {
        return failure;
    }

    /** Called until all have ended: a statement may begin just after. */
    private synchronized void cancel() {
        stopped = true;
        for (Connection connection : open) {
            try {
                connection.unwrap(PGConnection.class).cancelQuery();
            } catch (SQLException e) {
                failure = String.valueOf(e.getMessage());
            }
        }
    }
}
