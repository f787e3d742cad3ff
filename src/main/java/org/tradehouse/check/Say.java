package org.tradehouse.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers as messages say them: {@code 61 230}, {@code 0.7 %}, {@code 1 234 567.5 USD}. */
final class Say {
    private Say() {}

    static String count(long count) {
        return format("#,##0").format(count);
    }

    /** {@code 1 row}, {@code 61 230 rows}. */
    static String rows(long count) {
        return count(count) + (count == 1 ? " row" : " rows");
    }

    static String usd(BigDecimal dollars) {
        return format("#,##0.###").format(dollars) + " USD";
    }

    /** One decimal; more where the share would look like nothing. */
    static String share(double share) {
        double percent = share * 100;
        return format(percent == 0 || percent >= 0.1 ? "0.#" : "0.####").format(percent) + " %";
    }

    /** {@code 7.2 times} or {@code 1/7.2 of}. */
    static String ratio(BigDecimal value, BigDecimal usual) {
        return value.compareTo(usual) >= 0
                ? times(value, usual) + " times"
                : value.signum() == 0 ? "nothing of" : "1/" + times(usual, value) + " of";
    }

    private static String times(BigDecimal a, BigDecimal b) {
        return format("#,##0.#").format(a.divide(b, 1, RoundingMode.HALF_UP));
    }

    private static DecimalFormat format(String pattern) {
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setGroupingSeparator(' ');
        DecimalFormat format = new DecimalFormat(pattern, symbols);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
    }
}
