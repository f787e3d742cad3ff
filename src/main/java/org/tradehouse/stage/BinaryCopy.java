package org.tradehouse.stage;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.tradehouse.trade.Amount;

/**
 * One binary COPY: rows are encoded into a reused buffer and sent in large pieces, inside the transaction of the connection.
 * Money goes from thousandths to PostgreSQL's numeric without a decimal in between.
 */
final class BinaryCopy implements AutoCloseable {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int PIECE = 1 << 20;
    private static final long EPOCH = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final int[] NO_DIGITS = {};

    private final Buffer buffer;
    private final CopyIn copy;
    private final int columns;

    /** The bytes of a block on their way; kept between blocks. */
    static final class Buffer {
        private byte[] bytes = new byte[PIECE + (PIECE >> 2)];
        private int length;
    }

    /** Starts the COPY; the columns are a comma-separated list. */
    BinaryCopy(Connection connection, Buffer buffer, String table, String columns) throws SQLException {
        this.buffer = buffer;
        this.columns = columns.split(",").length;
        this.copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + columns + ") from stdin (format binary)");
        buffer.length = 0;
        append(SIGNATURE);
        four(0);
        four(0);
    }

    /** Begins the next row; as many fields as there are columns follow. */
    void row() throws SQLException {
        if (buffer.length >= PIECE) {
            send();
        }
        two(columns);
    }

    void missing() {
        four(-1);
    }

    void number(int value) {
        four(4);
        four(value);
    }

    void number(long value) {
        four(8);
        four((int) (value >> 32));
        four((int) value);
    }

    void small(int value) {
        four(2);
        two(value);
    }

    void date(@Nullable LocalDate date) {
        if (date == null) {
            missing();
        } else {
            number((int) (date.toEpochDay() - EPOCH));
        }
    }

    void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void json(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        four(utf8.length + 1);
        room(1);
        buffer.bytes[buffer.length++] = 1;
        append(utf8);
    }

    /** A numeric with three decimals; null for {@link Amount#MISSING}. */
    void amount(long thousandths) {
        if (thousandths == Amount.MISSING) {
            missing();
            return;
        }
        long magnitude = Math.abs(thousandths);
        long whole = magnitude / 1000;
        int fraction = (int) (magnitude % 1000) * 10;
        int[] groups = whole == 0 ? NO_DIGITS : groups(whole);
        int digits = fraction != 0 ? groups.length + 1 : significant(groups);
        numericHead(digits, groups.length - (digits == 0 ? 0 : 1), thousandths < 0);
        for (int i = 0; i < Math.min(digits, groups.length); i++) {
            two(groups[i]);
        }
        if (fraction != 0) {
            two(fraction);
        }
    }

    private void numericHead(int digits, int weight, boolean negative) {
        four(8 + 2 * digits);
        two(digits);
        two(weight);
        two(negative ? 0x4000 : 0);
        two(3);
    }

    /** Digits to the base of 10 000, the most significant first. */
    private static int[] groups(long whole) {
        int count = 0;
        for (long rest = whole; rest > 0; rest /= 10_000) {
            count++;
        }
        int[] groups = new int[count];
        long rest = whole;
        for (int i = count - 1; i >= 0; i--) {
            groups[i] = (int) (rest % 10_000);
            rest /= 10_000;
        }
        return groups;
    }

    private static int significant(int[] groups) {
        int count = groups.length;
        while (count > 0 && groups[count - 1] == 0) {
            count--;
        }
        return count;
    }

    /** Ends the COPY; every row must have arrived. */
    void finish(long rows) throws SQLException {
        two(-1);
        send();
        long arrived = copy.endCopy();
        if (arrived != rows) {
            throw new SQLException("COPY took " + arrived + " of " + rows + " rows");
        }
    }

    /** Gives the COPY up when it was not finished. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void send() throws SQLException {
        copy.writeToCopy(buffer.bytes, 0, buffer.length);
        buffer.length = 0;
    }

    private void bytes(byte[] value) {
        four(value.length);
        append(value);
    }

    private void append(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, buffer.bytes, buffer.length, value.length);
        buffer.length += value.length;
    }

    private void two(int value) {
        room(2);
        buffer.bytes[buffer.length++] = (byte) (value >> 8);
        buffer.bytes[buffer.length++] = (byte) value;
    }

    private void four(int value) {
        room(4);
        buffer.bytes[buffer.length++] = (byte) (value >> 24);
        buffer.bytes[buffer.length++] = (byte) (value >> 16);
        buffer.bytes[buffer.length++] = (byte) (value >> 8);
        buffer.bytes[buffer.length++] = (byte) value;
    }

    private void room(int more) {
        if (buffer.length + more > buffer.bytes.length) {
            buffer.bytes =
                    java.util.Arrays.copyOf(buffer.bytes, Math.max(buffer.bytes.length * 2, buffer.length + more));
        }
    }
}
