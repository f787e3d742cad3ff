package org.tradehouse.operate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.Locale;
import org.tradehouse.trade.Period;

/** How numbers, periods and commands are said in sentences; rounding happens here and nowhere before. */
final class Say {
    private Say() {}

    /** {@code 412 880}. */
    static String count(long number) {
        return grouped("#,##0").format(number);
    }

    /** {@code 9.7 M USD}. */
    static String money(BigDecimal usd) {
        if (usd.abs().compareTo(BigDecimal.valueOf(100_000)) < 0) {
            return grouped("#,##0").format(usd.setScale(0, RoundingMode.HALF_UP)) + " USD";
        }
        return grouped("#,##0.0").format(usd.movePointLeft(6).setScale(1, RoundingMode.HALF_UP)) + " M USD";
    }

    /** All digits there are, {@code 24 203 945 208.3}. */
    static String exact(BigDecimal number) {
        return grouped("#,##0.###").format(number);
    }

    static String period(LocalDate from, LocalDate to) {
        return new Period(from, to).label();
    }

    /** A word of a shell command: bare where it may be, else quoted so that it can be pasted. */
    static String word(String text) {
        if (text.matches("[\\p{L}\\p{N}._#/@:+-]+") && !text.startsWith("-")) {
            return text;
        }
        return text.matches("[^\"$`\\\\!]*") ? '"' + text + '"' : "'" + text.replace("'", "'\\''") + "'";
    }

    private static DecimalFormat grouped(String pattern) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setGroupingSeparator(' ');
        return new DecimalFormat(pattern, symbols);
    }
}
