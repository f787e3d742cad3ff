package org.tradehouse.reference;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Monthly exchange rates by source (semantics 1.5): the mean of a month's official daily rates, eight decimals. A month
 * without a rate has none; the last known one is never used (rule F3).
 */
public final class Rates {
    private final Map<Key, BigDecimal> perUsd = new HashMap<>();

    private record Key(String source, String currency, YearMonth month) {}

    /**
     * A monthly rate.
     *
     * @param perUsd units of the currency for one US dollar
     * @param days how many daily rates it is the mean of
     */
    public record Rate(String source, String currency, YearMonth month, BigDecimal perUsd, int days) {
        public Rate {
            if (perUsd.signum() <= 0) {
                throw new IllegalArgumentException("a rate is above zero, not " + perUsd.toPlainString() + " ("
                        + currency + ", " + month + ", " + source + ")");
            }
        }
    }

    private Rates(List<Rate> rates) {
        for (Rate rate : rates) {
            perUsd.put(new Key(rate.source, rate.currency, rate.month), rate.perUsd);
        }
    }

    /** The rates that come with the product (European Central Bank: CNY and EUR); read once. */
    public static Rates seeded() {
        return Seeded.RATES;
    }

    /** Just these rates; of two for the same source, currency and month the later one counts. */
    public static Rates of(List<Rate> rates) {
        return new Rates(rates);
    }

    /** Units of the currency for one US dollar in that month, or null where the source has no rate. */
    public @Nullable BigDecimal perUsd(String source, String currency, YearMonth month) {
        return perUsd.get(new Key(source, currency, month));
    }

    private static Rate rate(NamedCsvRecord row) {
        return new Rate(
                row.getField("rate_source"),
                row.getField("currency_code"),
                YearMonth.from(LocalDate.parse(row.getField("period_date"))),
                new BigDecimal(row.getField("per_usd")),
                Integer.parseInt(row.getField("day_count")));
    }

    private static final class Seeded {
        static final Rates RATES =
                new Rates(Seeds.rows("fx_rate.csv").stream().map(Rates::rate).toList());
    }
}
