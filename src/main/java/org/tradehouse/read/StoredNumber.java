package org.tradehouse.read;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Stored numbers as texts in plain digits: the shortest decimal that is the same double. */
final class StoredNumber {
    /** A decimal of so many digits is the shortest one of its double. */
    private static final int SURE_DIGITS = 15;

    private StoredNumber() {}

    /** The number in plain digits, "" for none that is finite; null where the text is no number. */
    static @Nullable String plain(String raw) {
        if (isPlain(raw)) {
            return raw;
        }
        if (!isNumber(raw)) {
            return null;
        }
        double number = Double.parseDouble(raw);
        return Double.isFinite(number) ? plain(number) : "";
    }

    /** The shortest decimal that is this double, in plain digits. */
    static String plain(double number) {
        long whole = (long) number;
        if (whole == number && Math.abs(whole) < 1L << 53) {
            return Long.toString(whole);
        }
        String digits = Double.toString(number);
        return digits.indexOf('E') < 0 && !digits.endsWith("0")
                ? digits
                : new BigDecimal(digits).stripTrailingZeros().toPlainString();
    }

    /** True where the text is what {@link #plain(double)} makes of it. */
    private static boolean isPlain(String raw) {
        byte[] bytes = new byte[raw.length() + 1];
        for (int i = 0; i < raw.length(); i++) {
            bytes[i] = (byte) Math.min(raw.charAt(i), 127);
        }
        return plainEnd(bytes, 0) == raw.length();
    }

    /** Where a number in plain digits ends that is what {@link #plain(double)} makes of it; -1 where there is none. */
    static int plainEnd(byte[] bytes, int start) {
        int p = bytes[start] == '-' ? start + 1 : start;
        int first = p;
        while (isDigit(bytes[p])) {
            p++;
        }
        int whole = p - first;
        if (whole == 0 || whole > SURE_DIGITS || bytes[first] == '0' && whole > 1) {
            return -1;
        }
        if (bytes[p] != '.') {
            return bytes[first] == '0' && first > start ? -1 : p;
        }
        int point = p++;
        while (isDigit(bytes[p])) {
            p++;
        }
        int decimals = p - point - 1;
        return decimals == 0 || whole + decimals > SURE_DIGITS || bytes[p - 1] == '0' ? -1 : p;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isNumber(String raw) {
        try {
            return new BigDecimal(raw).signum() < 2;
        } catch (NumberFormatException none) {
            return false;
        }
    }
}
