package org.tradehouse.stage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
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
    /** More than a field of fixed size needs: a numeric of 19 digits takes 24 bytes. */
    private static final int WIDEST_FIELD = 32;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

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
        room(2 + columns * WIDEST_FIELD);
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
        if (text.length() == 1 && text.charAt(0) < 0x80) {
            four(1);
            buffer.bytes[buffer.length++] = (byte) text.charAt(0);
        } else {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void json(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        room(utf8.length);
        four(utf8.length + 1);
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
        int fraction = (int) (magnitude - whole * 1000) * 10;
        int groups = groups(whole);
        int start = buffer.length;
        buffer.length += 12;
        int digits = whole(whole, groups, fraction != 0);
        if (fraction != 0) {
            two(fraction);
        }
        byte[] bytes = buffer.bytes;
        INT.set(bytes, start, 8 + 2 * digits);
        SHORT.set(bytes, start + 4, (short) digits);
        SHORT.set(bytes, start + 6, (short) (groups - (digits == 0 ? 0 : 1)));
        SHORT.set(bytes, start + 8, (short) (thousandths < 0 ? 0x4000 : 0));
        SHORT.set(bytes, start + 10, (short) 3);
    }

    /** Writes the digits before the point, without zeros at the end where nothing follows; how many digits there are in all. */
    private int whole(long whole, int groups, boolean isFollowed) {
        long rest = whole;
        int last = groups;
        while (!isFollowed && last > 0 && rest % 10_000 == 0) {
            rest /= 10_000;
            last--;
        }
        for (int i = last - 1; i >= 0; i--) {
            SHORT.set(buffer.bytes, buffer.length + 2 * i, (short) (rest % 10_000));
            rest /= 10_000;
        }
        buffer.length += 2 * last;
        return isFollowed ? last + 1 : last;
    }

    /** Digits to the base of 10 000. */
    private static int groups(long whole) {
        int count = 0;
        for (long rest = whole; rest > 0; rest /= 10_000) {
            count++;
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

    /** The row has room for its fields of fixed size; a text makes room for itself and for what follows it. */
    private void bytes(byte[] value) {
        room(value.length);
        four(value.length);
        append(value);
    }

    private void append(byte[] value) {
        System.arraycopy(value, 0, buffer.bytes, buffer.length, value.length);
        buffer.length += value.length;
    }

    private void two(int value) {
        SHORT.set(buffer.bytes, buffer.length, (short) value);
        buffer.length += 2;
    }

    private void four(int value) {
        INT.set(buffer.bytes, buffer.length, value);
        buffer.length += 4;
    }

    private void room(int more) {
        int needed = buffer.length + more + columns * WIDEST_FIELD + WIDEST_FIELD;
        if (needed > buffer.bytes.length) {
            buffer.bytes = Arrays.copyOf(buffer.bytes, Math.max(buffer.bytes.length * 2, needed));
        }
    }
}
