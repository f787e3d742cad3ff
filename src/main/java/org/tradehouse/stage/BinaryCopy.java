package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One binary COPY inside the transaction of the connection. */
final class BinaryCopy implements AutoCloseable {
    /** Signature, flags and the length of an extension. */
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

    private final CopyIn copy;
    private long sent;

    /** Starts the COPY; the columns are a comma-separated list. */
    BinaryCopy(Connection connection, String table, String columns) throws SQLException {
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + columns + ") from stdin (format binary)");
        copy.writeToCopy(HEADER, 0, HEADER.length);
    }

    /** One COPY of these rows and no others; none where there are no rows. */
    static void all(Connection connection, String table, String columns, BinaryRows rows) throws SQLException {
        all(connection, table, columns, List.of(rows));
    }

    /** The same for a few at once. */
    static void all(Connection connection, String table, String columns, List<BinaryRows> parts) throws SQLException {
        if (parts.stream().anyMatch(it -> it.count() > 0)) {
            try (BinaryCopy copy = new BinaryCopy(connection, table, columns)) {
                for (BinaryRows rows : parts) {
                    copy.send(rows);
                }
                copy.finish();
            }
        }
    }

    /** Sends the rows; they may be cleared then. */
    void send(BinaryRows rows) throws SQLException {
        copy.writeToCopy(rows.bytes(), 0, rows.length());
        sent += rows.count();
    }

    /** Ends the COPY; every row must have arrived. */
    void finish() throws SQLException {
        copy.writeToCopy(TRAILER, 0, TRAILER.length);
        long arrived = copy.endCopy();
        if (arrived != sent) {
            throw new SQLException("COPY took " + arrived + " of " + sent + " rows");
        }
    }

    /** Gives the COPY up when it was not finished. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
