package org.tradehouse.feed;

import java.math.BigDecimal;

/** A share written as {@code 0.5 %}. */
final class Percent {
    private Percent() {}

    /** The share as a fraction of 1. */
    static double fraction(String percent) {
        return new BigDecimal(percent.replace("%", "").strip()).movePointLeft(2).doubleValue();
    }
}
