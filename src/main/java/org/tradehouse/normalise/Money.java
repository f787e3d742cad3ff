package org.tradehouse.normalise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.Rates;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Period;

/**
 * Value in dollars. Declared dollars win; another currency is converted row by row at the mean rate of the month, half up
 * to thousandths, and kept beside (rules F1 to F3).
 */
final class Money {
    private static final String USD = "USD";

    private final Figures value;
    private final Figures cif;
    private final Figures fob;
    private final Cells currency;
    private final Cache<String, Optional<String>> currencies;
    private final Cache<RateOf, Optional<BigDecimal>> rates;

    private record RateOf(String currency, YearMonth month) {}

    Money(Feed feed, CodeLists lists, Rates rates) {
        this.value = new Figures(feed, Field.VALUE);
        this.cif = new Figures(feed, Field.CIF);
        this.fob = new Figures(feed, Field.FOB);
        this.currency = Cells.of(feed, Field.CURRENCY);
        this.currencies = new Cache<>(text -> Optional.ofNullable(code(lists, text)));
        String source = feed.dataset().rateSource();
        this.rates = new Cache<>(it -> Optional.ofNullable(rates.perUsd(source, it.currency, it.month)));
    }

    void read(Draft draft) {
        long stated = value.read(draft);
        if (stated == Amount.MISSING) {
            draft.refuse(
                    Code.MISSING_VALUE,
                    Field.VALUE,
                    draft.row().text(Field.VALUE).strip(),
                    "");
        }
        String code = currencyOf(draft, value);
        if (code.equals(USD)) {
            draft.valueUsd = stated;
        } else if (!code.isEmpty() && stated != Amount.MISSING) {
            draft.valueNational = stated;
            draft.currency = code;
            draft.usdDerived = true;
            draft.valueUsd = inDollars(draft, value, stated, code);
        }
        draft.cifUsd = parity(draft, cif);
        draft.fobUsd = parity(draft, fob);
    }

    /** A CIF or FOB value beside the statistical value, in the currency of its column. */
    private long parity(Draft draft, Figures figures) {
        long stated = figures.read(draft);
        if (stated == Amount.MISSING) {
            return Amount.MISSING;
        }
        String code = currencyOf(draft, figures);
        return code.isEmpty() || code.equals(USD) ? stated : inDollars(draft, figures, stated, code);
    }

    Optional<String> currency(String text) {
        return currencies.get(text);
    }

    private String currencyOf(Draft draft, Figures figures) {
        String declared = figures.currency().isEmpty() ? value.currency() : figures.currency();
        if (!declared.isEmpty()) {
            return declared;
        }
        String text = currency.text(draft.row());
        Optional<String> code = currencies.get(text);
        if (code.isEmpty()) {
            draft.refuse(
                    Code.UNKNOWN_CURRENCY, Field.CURRENCY, text, text.isEmpty() ? "the file names no currency" : "");
        }
        return code.orElse("");
    }

    private @Nullable String code(CodeLists lists, String text) {
        String ours = currency.ours(text);
        String code = text.isEmpty() ? null : lists.currency(currency.column().codes(), ours);
        return code == null && !text.isEmpty() ? lists.currency("", ours) : code;
    }

    private long inDollars(Draft draft, Figures figures, long national, String code) {
        Period period = draft.period;
        if (period == null) {
            return Amount.MISSING;
        }
        if (period.monthCount() > 1) {
            draft.refuse(
                    Code.NO_RATE, Field.CURRENCY, code, period.label() + " is longer than the month a rate holds for");
            return Amount.MISSING;
        }
        Optional<BigDecimal> rate = rates.get(new RateOf(code, YearMonth.from(period.from())));
        if (rate.isEmpty()) {
            draft.refuse(Code.NO_RATE, Field.CURRENCY, code, "no rate for " + period.label());
            return Amount.MISSING;
        }
        return figures.kept(
                draft, Numbers.thousandths(Amount.decimal(national).divide(rate.get(), 3, RoundingMode.HALF_UP)));
    }
}
