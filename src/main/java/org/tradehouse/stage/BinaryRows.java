package org.tradehouse.stage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Amount;

/**
 * Rows in the form that {@link BinaryCopy} sends. Money goes from thousandths to PostgreSQL's numeric without a decimal in
 * between.
 */
final class BinaryRows {
    private static final int SMALLEST = 1 << 12;
    private static final byte[] NOTHING = {};
    private static final long EPOCH = LocalDate.of(2000, 1, 1).toEpochDay();
    /** More than a field of fixed size needs: a numeric of 19 digits takes 24 bytes. */
    private static final int WIDEST_FIELD = 32;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final int columns;
    private byte[] bytes;
    private int length;
    private int count;

    /** @param columns how many fields each row has */
    BinaryRows(int columns) {
        this(columns, new byte[SMALLEST]);
    }

    /** @param room bytes to begin with; another array takes their place when they are not enough */
    BinaryRows(int columns, byte[] room) {
        this.columns = columns;
        this.bytes = room;
    }

    /** Fields of a comma-separated list of columns. */
    static int width(String columns) {
        return columns.split(",").length;
    }

    /** Begins the next row; as many fields as there are columns follow. */
    void row() {
        room(2 + columns * WIDEST_FIELD);
        two(columns);
        count++;
    }

    /** Rows begun since it was empty. */
    int count() {
        return count;
    }

    /** Bytes of these rows, from the beginning of {@link #bytes}. */
    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Gives the bytes away: the rows are gone. */
    byte[] release() {
        byte[] released = bytes;
        bytes = NOTHING;
        clear();
        return released;
    }

    void clear() {
        length = 0;
        count = 0;
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
            bytes[length++] = (byte) text.charAt(0);
        } else {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void json(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        room(utf8.length);
        four(utf8.length + 1);
        bytes[length++] = 1;
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
        int start = length;
        length += 12;
        int digits = whole(whole, groups, fraction != 0);
        if (fraction != 0) {
            two(fraction);
        }
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
            SHORT.set(bytes, length + 2 * i, (short) (rest % 10_000));
            rest /= 10_000;
        }
        length += 2 * last;
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

    /** The row has room for its fields of fixed size; a text makes room for itself and for what follows it. */
    private void bytes(byte[] value) {
        room(value.length);
        four(value.length);
        append(value);
    }

    private void append(byte[] value) {
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    private void two(int value) {
        SHORT.set(bytes, length, (short) value);
        length += 2;
    }

    private void four(int value) {
        INT.set(bytes, length, value);
        length += 4;
    }

    private void room(int more) {
        int needed = length + more + columns * WIDEST_FIELD + WIDEST_FIELD;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, needed));
        }
    }
}
