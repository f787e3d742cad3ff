package org.tradehouse.lists;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Reference;
import org.tradehouse.load.Code;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;

/** Quotes of a day: a row for every currency, or one with a column for each. */
final class RateLines implements Lines {
    private final Reference.Rates rates;
    private final Days days;

    RateLines(Reference.Rates rates) {
        this.rates = rates;
        this.days = new Days(rates.dateFormat());
    }

    @Override
    public String insert() {
        return "insert into stg.fx_quote (load_key, source_row, rate_date, currency_code, quote, units) values (?, ?, ?, ?, ?, ?)";
    }

    @Override
    public void read(SourceRow row, Cells cells, Taker taker) {
        String text = rates.date().isEmpty() ? row.text(Field.EDITION_DATE) : cells.text(row, rates.date());
        LocalDate day = days.of(text);
        if (day == null) {
            taker.refuse(Code.BAD_DATE, rates.date().isEmpty() ? "editionDate" : rates.date(), text);
        } else if (rates.currency().isEmpty()) {
            readWide(row, cells, day, taker);
        } else {
            readLong(row, cells, day, taker);
        }
    }

    private void readWide(SourceRow row, Cells cells, LocalDate day, Taker taker) {
        boolean any = false;
        for (String currency : rates.quoted()) {
            String text = cells.text(row, currency);
            if (!isMissing(text)) {
                any = true;
                quote(taker, day, currency, currency, text, BigDecimal.ONE);
            }
        }
        if (!any) {
            taker.leaveOut("no rate of the currencies that are kept");
        }
    }

    private void readLong(SourceRow row, Cells cells, LocalDate day, Taker taker) {
        String currency = cells.text(row, rates.currency());
        String text = cells.text(row, rates.rate());
        if (!rates.quoted().contains(currency)) {
            taker.leaveOut("a currency that is not kept");
        } else if (isMissing(text)) {
            taker.leaveOut("no rate of the currencies that are kept");
        } else {
            String stated = rates.units().isEmpty() ? "1" : cells.text(row, rates.units());
            BigDecimal units = number(stated);
            if (units == null) {
                taker.refuse(Code.NOT_A_NUMBER, rates.units(), stated);
            } else {
                quote(taker, day, currency, rates.rate(), text, units);
            }
        }
    }

    private void quote(Taker taker, LocalDate day, String currency, String column, String text, BigDecimal units) {
        BigDecimal quote = number(text);
        if (quote == null) {
            taker.refuse(Code.NOT_A_NUMBER, column, text);
        } else {
            taker.line(currency + " " + day, day, currency, quote, units);
        }
    }

    private boolean isMissing(String text) {
        return text.isEmpty() || rates.missing().contains(text);
    }

    /** A plain number above zero with as many digits as a rate may have; null for anything else. */
    private static @Nullable BigDecimal number(String text) {
        if (!text.matches("\\d{1,13}(\\.\\d{1,10})?")) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        return number.signum() > 0 ? number : null;
    }
}
