package org.tradehouse.trade;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Exact quantities of money, weight and goods: a {@code long} of thousandths, as {@code numeric(19,3)} holds them.
 * Missing and zero stay different: {@link #MISSING} is no quantity at all.
 */
public final class Amount {
    /** The publisher gives no figure. Never zero. */
    public static final long MISSING = Long.MIN_VALUE;

    private static final BigDecimal LIMIT = BigDecimal.valueOf(Long.MAX_VALUE, 3);

    private Amount() {}

    /** True where there is a figure. */
    public static boolean isPresent(long thousandths) {
        return thousandths != MISSING;
    }

    /**
     * Thousandths of an exact decimal, half up.
     *
     * @throws IllegalArgumentException when the number does not fit {@code numeric(19,3)}
     */
    public static long of(BigDecimal exact) {
        if (exact.abs().compareTo(LIMIT) > 0) {
            throw new IllegalArgumentException("'" + exact.toPlainString() + "' is too large for a figure");
        }
        return exact.setScale(3, RoundingMode.HALF_UP).unscaledValue().longValueExact();
    }

    /** The exact decimal of thousandths; never call it on {@link #MISSING}. */
    public static BigDecimal decimal(long thousandths) {
        return BigDecimal.valueOf(thousandths, 3);
    }
}
