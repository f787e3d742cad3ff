package org.tradehouse.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tradehouse.load.LoadException;

/**
 * The right to publish into datasets: advisory locks of class 2, taken in ascending order from before planning until
 * after the commit, so that a plan stays true and two loads never wait for each other in a circle.
 */
final class PublishLocks implements AutoCloseable {
    private static final int PUBLISH_CLASS = 2;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Connection connection;

    private PublishLocks(Connection connection) {
        this.connection = connection;
    }

    /** Waits for every dataset; gives up when asked to stop. */
    static PublishLocks take(Supplier<Connection> sessions, List<Short> datasets, BooleanSupplier stopped)
            throws SQLException {
        Connection connection = sessions.get();
        try {
            connection.setAutoCommit(true);
            try (Statement limit = connection.createStatement()) {
                limit.execute("set lock_timeout = '2s'");
            }
            for (Short dataset : datasets.stream().sorted().distinct().toList()) {
                lock(connection, dataset, stopped);
            }
            return new PublishLocks(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Ends the session, which frees the locks. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static void lock(Connection connection, short dataset, BooleanSupplier stopped) throws SQLException {
        while (!locked(connection, dataset)) {
            if (stopped.getAsBoolean()) {
                throw new LoadException(
                        "TH-4013",
                        "stopped while another load was publishing into the same dataset",
                        "tradehouse retry");
            }
        }
    }

    private static boolean locked(Connection connection, short dataset) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select pg_advisory_lock(?, ?)")) {
            query.setInt(1, PUBLISH_CLASS);
            query.setInt(2, dataset);
            query.execute();
            return true;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }
}
