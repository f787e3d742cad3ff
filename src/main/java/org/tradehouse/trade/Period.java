package org.tradehouse.trade;

import java.time.LocalDate;
import java.time.YearMonth;

/** The whole months a figure covers, from the first day of the first to the last day of the last. */
public record Period(LocalDate from, LocalDate to) {
    public Period {
        if (from.getDayOfMonth() != 1 || !to.equals(YearMonth.from(to).atEndOfMonth()) || to.isBefore(from)) {
            throw new IllegalArgumentException("a period is made of whole months, not " + from + " to " + to);
        }
    }

    /** One calendar month, 1 to 12. */
    public static Period month(int year, int month) {
        return months(year, month, month);
    }

    /** Calendar year. */
    public static Period year(int year) {
        return months(year, 1, 12);
    }

    /**
     * Months of one year, both ends included.
     *
     * @throws IllegalArgumentException for a month outside 1 to 12 or a year outside 1900 to 2199
     */
    public static Period months(int year, int first, int last) {
        if (first < 1 || first > 12 || last < 1 || last > 12) {
            throw new IllegalArgumentException("there is no month " + (first < 1 || first > 12 ? first : last));
        }
        if (year < 1900 || year > 2199) {
            throw new IllegalArgumentException("there is no year " + year);
        }
        return new Period(LocalDate.of(year, first, 1), YearMonth.of(year, last).atEndOfMonth());
    }

    /** How many months the period has. */
    public int monthCount() {
        return (to.getYear() - from.getYear()) * 12 + to.getMonthValue() - from.getMonthValue() + 1;
    }

    /** Month, calendar year, quarter, half-year or, failing these, a cumulative span. */
    public Frequency frequency() {
        int first = from.getMonthValue();
        return switch (monthCount()) {
            case 1 -> Frequency.M;
            case 3 -> first % 3 == 1 ? Frequency.Q : Frequency.C;
            case 6 -> first % 6 == 1 ? Frequency.S : Frequency.C;
            case 12 -> first == 1 ? Frequency.A : Frequency.C;
            default -> Frequency.C;
        };
    }

    /** {@code 2023-05}, {@code 2023-Q2}, {@code 2023-H1}, {@code 2023} or {@code 2023-01..2023-05}. */
    public String label() {
        return switch (frequency()) {
            case M -> YearMonth.from(from).toString();
            case Q -> from.getYear() + "-Q" + (from.getMonthValue() / 3 + 1);
            case S -> from.getYear() + "-H" + (from.getMonthValue() / 6 + 1);
            case A -> Integer.toString(from.getYear());
            case C -> YearMonth.from(from) + ".." + YearMonth.from(to);
        };
    }
}
