package org.tradehouse.normalise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.tradehouse.feed.Feed;
import org.tradehouse.trade.Amount;

/**
 * Numbers of one column as exact thousandths, half up. A plain figure never becomes a BigDecimal. The marks are the
 * declared ones: a thousands mark must stand before three digits, so that a decimal comma is never taken for one.
 */
final class Numbers {
    /** No number; below every figure, like {@link Amount#MISSING}. */
    static final long NOT_A_NUMBER = Long.MIN_VALUE + 1;

    /** Digits were lost: {@code 1.12339E+11}. */
    static final long SCIENTIFIC = Long.MIN_VALUE + 2;

    /** More than a figure can hold. */
    static final long TOO_LARGE = Long.MIN_VALUE + 3;

    private static final long LARGEST = 9_007_199_254_740_993_000L;
    private static final BigDecimal LIMIT = BigDecimal.valueOf(LARGEST);
    private static final int FAST_DIGITS = 18;
    private static final long[] POWERS = powersOfTen();

    private final char decimal;
    private final char thousands;
    private final BigDecimal factor;
    private final long thousandthsPerUnit;
    private final long fastCeiling;

    Numbers(Feed.Column column) {
        this.decimal = column.decimal();
        this.thousands = column.thousands();
        this.factor = column.factor();
        this.thousandthsPerUnit = isSmallWhole(factor) ? factor.longValueExact() * 1000 : 0;
        this.fastCeiling = thousandthsPerUnit == 0 ? -1 : LARGEST / thousandthsPerUnit;
    }

    /** True where the result is a figure and not one of the marks above. */
    static boolean isFigure(long thousandths) {
        return thousandths > TOO_LARGE;
    }

    /**
     * Thousandths of a text without blanks around it, times the factor of the column; or one of the marks.
     *
     * @param stored the text is the plain form of a stored number: decimal point, no thousands mark
     */
    long read(String text, boolean stored) {
        char point = stored ? '.' : decimal;
        char mark = stored ? 0 : thousands;
        int start = isSign(text) ? 1 : 0;
        long digits = 0;
        int significant = 0;
        int seen = 0;
        int decimals = -1;
        int group = 0;
        boolean marked = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                seen++;
                group++;
                decimals += decimals < 0 ? 0 : 1;
                significant += significant == 0 && c == '0' ? 0 : 1;
                digits = significant <= FAST_DIGITS ? digits * 10 + (c - '0') : digits;
            } else if (c == point && decimals < 0 && (!marked || group == 3)) {
                decimals = 0;
                group = 3;
            } else if (isMark(c, mark) && decimals < 0 && group <= 3 && (marked ? group == 3 : group > 0)) {
                marked = true;
                group = 0;
            } else {
                return seen > 0 && isExponent(text, i) ? SCIENTIFIC : NOT_A_NUMBER;
            }
        }
        if (seen == 0 || (marked && decimals < 0 && group != 3)) {
            return NOT_A_NUMBER;
        }
        boolean negative = start == 1 && text.charAt(0) != '+';
        if (significant > FAST_DIGITS || digits > fastCeiling || decimals > FAST_DIGITS) {
            return slow(text.substring(start), point, negative);
        }
        long magnitude = decimals <= 0 ? digits * thousandthsPerUnit : halfUp(digits * thousandthsPerUnit, decimals);
        return negative ? -magnitude : magnitude;
    }

    private long slow(String digits, char point, boolean negative) {
        StringBuilder plain = new StringBuilder(digits.length());
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c == point) {
                plain.append('.');
            } else if (c >= '0' && c <= '9') {
                plain.append(c);
            }
        }
        BigDecimal magnitude = new BigDecimal(plain.toString()).multiply(factor);
        return thousandths(negative ? magnitude.negate() : magnitude);
    }

    /** Thousandths of an exact decimal, half up, or {@link #TOO_LARGE}. */
    static long thousandths(BigDecimal exact) {
        BigDecimal rounded = exact.movePointRight(3).setScale(0, RoundingMode.HALF_UP);
        return rounded.abs().compareTo(LIMIT) > 0 ? TOO_LARGE : rounded.longValueExact();
    }

    private static long halfUp(long number, int decimals) {
        long divisor = POWERS[decimals];
        long whole = number / divisor;
        return number % divisor >= divisor - number % divisor ? whole + 1 : whole;
    }

    private static boolean isSign(String text) {
        char first = text.isEmpty() ? 0 : text.charAt(0);
        return first == '-' || first == '+' || first == '\u2212';
    }

    /** A space as thousands mark stands for every space a publisher's program may write. */
    private static boolean isMark(char c, char mark) {
        return mark != 0 && (c == mark || (Character.isSpaceChar(mark) && Character.isSpaceChar(c)));
    }

    private static boolean isExponent(String text, int at) {
        char c = text.charAt(at);
        int digit = at + 1;
        if ((c != 'e' && c != 'E') || digit >= text.length()) {
            return false;
        }
        digit += text.charAt(digit) == '+' || text.charAt(digit) == '-' ? 1 : 0;
        return digit < text.length() && text.substring(digit).chars().allMatch(d -> d >= '0' && d <= '9');
    }

    private static boolean isSmallWhole(BigDecimal factor) {
        return factor.signum() > 0
                && factor.compareTo(BigDecimal.valueOf(1_000_000_000_000L)) <= 0
                && factor.stripTrailingZeros().scale() <= 0;
    }

    private static long[] powersOfTen() {
        long[] powers = new long[FAST_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
