package org.tradehouse.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The right to run a feed: a session-level advisory lock of class 1 on a connection of its own, outside the pool. It is
 * free exactly when the owner's session is gone (reliability.md §3a, H9).
 */
final class FeedLock implements AutoCloseable {
    private static final int RUN_CLASS = 1;

    private final Connection connection;

    private FeedLock(Connection connection) {
        this.connection = connection;
    }

    /** The lock, or nothing when another session holds it. */
    static Optional<FeedLock> tryTake(Supplier<Connection> sessions, String feed) throws SQLException {
        Connection connection = sessions.get();
        try {
            if (locked(connection, feed)) {
                return Optional.of(new FeedLock(connection));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The session that holds the lock; the lease beats on it, so a lost session is noticed. */
    Connection connection() {
        return connection;
    }

    /** Frees the lock and ends the session. The end of the session alone frees it too, but a moment later than the next run may ask. */
    @Override
    public void close() {
        try (connection;
                PreparedStatement free = connection.prepareStatement("select pg_advisory_unlock_all()")) {
            free.execute();
        } catch (SQLException gone) {
            // The session ended before, and the lock with it.
        }
    }

    private static boolean locked(Connection connection, String feed) throws SQLException {
        connection.setAutoCommit(true);
        try (PreparedStatement query = connection.prepareStatement("select pg_try_advisory_lock(?, hashtext(?))")) {
            query.setInt(1, RUN_CLASS);
            query.setString(2, feed);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
