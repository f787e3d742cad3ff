package org.tradehouse.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.tradehouse.load.LoadException;

/**
 * The row of {@code ops.lease} that says who runs a feed, renewed every two seconds on the session that holds the feed's
 * lock. Its fencing token is checked in every transaction of the run: who lost the lease writes nothing any more (R07).
 */
final class Lease implements AutoCloseable {
    private static final int BEAT_SECONDS = 2;

    private final Connection connection;
    private final String feed;
    private final long token;
    private final Runnable lost;
    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lease");
        thread.setDaemon(true);
        return thread;
    });

    private Lease(Connection connection, String feed, long token, Runnable lost) {
        this.connection = connection;
        this.feed = feed;
        this.token = token;
        this.lost = lost;
    }

    /**
     * Takes the lease with the next fencing token. The old row is deleted, not updated: the delete waits for a transaction
     * of a former owner that has already passed its fence.
     *
     * @param lock the session that holds the feed's lock
     * @param lost called once when the lease can no longer be renewed
     */
    static Lease take(Connection lock, String feed, long runId, Runnable lost) throws SQLException {
        lock.setAutoCommit(false);
        try (PreparedStatement delete = lock.prepareStatement("delete from ops.lease where feed = ?");
                PreparedStatement insert = lock.prepareStatement("""
                        insert into ops.lease (feed, run_id, fencing_token, host, pid, beat_at)
                        values (?, ?, nextval('ops.fencing_token'), ?, ?, clock_timestamp()) returning fencing_token""")) {
            delete.setString(1, feed);
            delete.executeUpdate();
            insert.setString(1, feed);
            insert.setLong(2, runId);
            insert.setString(3, Here.host());
            insert.setInt(4, Here.pid());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                Lease lease = new Lease(lock, feed, row.getLong(1), lost);
                lock.commit();
                lock.setAutoCommit(true);
                lease.start();
                return lease;
            }
        }
    }

    long token() {
        return token;
    }

    /**
     * Refuses when the lease has gone to another run; keeps it from going until the transaction ends.
     *
     * @throws LoadException TH-4010
     */
    static void fence(Connection transaction, String feed, long token) throws SQLException {
        try (PreparedStatement query = transaction.prepareStatement(
                "select 1 from ops.lease where feed = ? and fencing_token = ? for key share")) {
            query.setString(1, feed);
            query.setLong(2, token);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new LoadException(
                            "TH-4010",
                            feed + " was taken over by another run while this one could not reach the database",
                            "tradehouse show " + feed);
                }
            }
        }
    }

    /** Gives the lease back, unless another run has it. */
    @Override
    public void close() throws SQLException {
        beats.shutdownNow();
        try (PreparedStatement delete =
                connection.prepareStatement("delete from ops.lease where feed = ? and fencing_token = ?")) {
            delete.setString(1, feed);
            delete.setLong(2, token);
            delete.executeUpdate();
        }
    }

    private void start() {
        var beat = beats.scheduleAtFixedRate(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        assert !beat.isCancelled();
    }

    private void beat() {
        try (PreparedStatement update = connection.prepareStatement(
                "update ops.lease set beat_at = clock_timestamp() where feed = ? and fencing_token = ?")) {
            update.setString(1, feed);
            update.setLong(2, token);
            if (update.executeUpdate() == 1) {
                return;
            }
        } catch (SQLException e) {
            if (beats.isShutdown()) {
                return;
            }
        }
        beats.shutdown();
        lost.run();
    }
}
