package org.tradehouse.publish;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as findings say them: {@code 1 234 567 USD}, {@code +5.2 %}. Rounded here, at display. */
final class Say {
    private Say() {}

    static String usd(BigDecimal dollars) {
        return format("#,##0").format(dollars) + " USD";
    }

    /** With what it has of cents: for differences that may be small. */
    static String exactUsd(BigDecimal dollars) {
        return format("#,##0.###").format(dollars) + " USD";
    }

    static String count(long number) {
        return format("#,##0").format(number);
    }

    /** By how much of {@code old} the new value differs, with its sign. */
    static String change(BigDecimal old, BigDecimal now) {
        var share = now.subtract(old).movePointRight(2).divide(old.abs(), 2, RoundingMode.HALF_UP);
        return (share.signum() > 0 ? "+" : "") + format("0.0#").format(share) + " %";
    }

    static String share(double share) {
        return format("0.##").format(share * 100) + " %";
    }

    private static DecimalFormat format(String pattern) {
        var symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setGroupingSeparator(' ');
        var format = new DecimalFormat(pattern, symbols);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
    }
}
