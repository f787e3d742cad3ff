package org.tradehouse.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How screens write numbers and times. Figures are rounded here, at display, and nowhere before. */
final class Say {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private Say() {}

    /** {@code 412 880}. */
    static String count(long number) {
        return format("#,##0", BigDecimal.valueOf(number));
    }

    /** Whole dollars, {@code 24 203 945 208}; {@code not known} where there is no figure. */
    static String usd(@Nullable BigDecimal usd) {
        return usd == null ? "not known" : format("#,##0", usd.setScale(0, RoundingMode.HALF_UP));
    }

    /** All digits there are, {@code 24 203 945 208.3}. */
    static String exact(BigDecimal number) {
        return format("#,##0.###", number);
    }

    /** {@code +817.5}, {@code -406.25}. */
    static String change(BigDecimal number) {
        return (number.signum() > 0 ? "+" : "") + exact(number);
    }

    /** {@code 1 528.8}. */
    static String tonnes(BigDecimal tonnes) {
        return format("#,##0.0", tonnes.setScale(1, RoundingMode.HALF_UP));
    }

    static String percent(@Nullable BigDecimal percent) {
        return percent == null ? "not known" : format("#,##0.0", percent) + " %";
    }

    static String time(@Nullable Instant at, ZoneId zone) {
        return at == null ? "" : MINUTE.format(at.atZone(zone));
    }

    /** {@code 3.1 s}, {@code 4 min 10 s}, {@code 2 h 5 min}. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return format("0.0", BigDecimal.valueOf(duration.toMillis(), 3).setScale(1, RoundingMode.HALF_UP)) + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    /** {@code 38.2 MB}. */
    static String bytes(long count) {
        if (count < 1_000_000) {
            return format("#,##0.0", BigDecimal.valueOf(count, 3).setScale(1, RoundingMode.HALF_UP)) + " kB";
        }
        return format("#,##0.0", BigDecimal.valueOf(count, 6).setScale(1, RoundingMode.HALF_UP)) + " MB";
    }

    private static String format(String pattern, BigDecimal number) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
        symbols.setGroupingSeparator(' ');
        return new DecimalFormat(pattern, symbols).format(number);
    }
}
