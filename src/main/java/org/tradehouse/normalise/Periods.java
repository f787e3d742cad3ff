package org.tradehouse.normalise;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Frequency;
import org.tradehouse.trade.Period;

/**
 * The months a row is about: a period column in one of its declared formats, or year and months from columns, titles
 * and names. A row outside the months the file announces is no part of it (rule A3); so is one of the future or from
 * before the feed's beginning (rule C6).
 */
final class Periods {
    /** What an operator may always write: {@code --set period=2024-05}. */
    private static final List<String> GIVEN_FORMATS = List.of("yyyy-MM", "yyyyMM", "yyyy");

    private static final int NO_MONTH = -1;

    private final Cells period;
    private final Cells year;
    private final Cells month;
    private final Cells toMonth;
    private final Cells frequency;
    private final List<String> formats;
    private final boolean cumulative;
    private final LocalDate since;
    private final LocalDate lastDay;
    private final Cache<Texts, Answer> answers = new Cache<>(this::answer);
    private Texts asked = new Texts("", "", "", "", "");

    private record Texts(String period, String year, String month, String toMonth, String frequency) {
        boolean isThe(String period, String year, String month, String toMonth, String frequency) {
            return this.period == period
                    && this.year == year
                    && this.month == month
                    && this.toMonth == toMonth
                    && this.frequency == frequency;
        }

        boolean isSilent() {
            return period.isEmpty() && year.isEmpty() && month.isEmpty() && toMonth.isEmpty();
        }

        boolean isAnnounced() {
            return !year.isEmpty();
        }
    }

    /** A period with what is wrong about it, or only the latter. */
    record Answer(@Nullable Period period, Draft.@Nullable Fault fault) {}

    Periods(Feed feed, LocalDate today) {
        this.period = Cells.of(feed, Field.PERIOD);
        this.year = Cells.of(feed, Field.YEAR);
        this.month = Cells.of(feed, Field.MONTH);
        this.toMonth = Cells.of(feed, Field.TO_MONTH);
        this.frequency = Cells.of(feed, Field.FREQUENCY);
        this.formats = Stream.concat(period.column().formats().stream(), GIVEN_FORMATS.stream())
                .distinct()
                .toList();
        this.cumulative = feed.dataset().cumulative();
        this.since = feed.coverage().since().atDay(1);
        this.lastDay = YearMonth.from(today).atEndOfMonth();
    }

    void read(Draft draft) {
        SourceRow row = draft.row();
        Answer answer = answers.get(asked(
                period.oursIn(row), year.oursIn(row), month.oursIn(row), toMonth.oursIn(row), frequency.oursIn(row)));
        draft.period = answer.period;
        if (answer.fault != null) {
            draft.refuse(answer.fault);
        }
    }

    private Texts asked(String period, String year, String month, String toMonth, String frequency) {
        if (!asked.isThe(period, year, month, toMonth, frequency)) {
            asked = new Texts(period, year, month, toMonth, frequency);
        }
        return asked;
    }

    private Answer answer(Texts texts) {
        if (texts.isSilent()) {
            return bad(Field.PERIOD, "", "the cell is blank");
        }
        try {
            return texts.period.isEmpty() ? checked(announced(texts), texts) : checked(stated(texts.period), texts);
        } catch (IllegalArgumentException noPeriod) {
            return bad(
                    texts.period.isEmpty() ? Field.YEAR : Field.PERIOD,
                    texts.period.isEmpty() ? shown(texts) : texts.period,
                    String.valueOf(noPeriod.getMessage()));
        }
    }

    private static String shown(Texts texts) {
        String months = texts.toMonth.isEmpty() ? texts.month : texts.month + "-" + texts.toMonth;
        return (months + " " + texts.year).trim();
    }

    private Answer checked(Period found, Texts texts) {
        Field field = texts.period.isEmpty() ? Field.YEAR : Field.PERIOD;
        String text = texts.period.isEmpty() ? shown(texts) : texts.period;
        if (!agrees(found, texts.frequency)) {
            return bad(Field.FREQUENCY, texts.frequency, "the period is " + found.label());
        }
        if (found.to().isAfter(lastDay)) {
            return outside(found, field, text, found.label() + " has not ended");
        }
        if (found.from().isBefore(since)) {
            return outside(found, field, text, "the feed begins with " + YearMonth.from(since));
        }
        if (!texts.period.isEmpty() && texts.isAnnounced() && !isWithin(found, announced(texts))) {
            return outside(
                    found,
                    field,
                    text,
                    "the file says it is about " + announced(texts).label());
        }
        return new Answer(found, null);
    }

    private static boolean agrees(Period period, String frequency) {
        String letter = frequency.toUpperCase(Locale.ROOT);
        return letter.isEmpty()
                || letter.equals(Frequency.C.name())
                || letter.equals(period.frequency().name());
    }

    private static boolean isWithin(Period period, Period announced) {
        return !period.from().isBefore(announced.from()) && !period.to().isAfter(announced.to());
    }

    private Period stated(String text) {
        for (String format : formats) {
            if (hasShape(text, format)) {
                int stated = digits(text, format, 'M');
                return stated == NO_MONTH
                        ? Period.year(digits(text, format, 'y'))
                        : Period.month(digits(text, format, 'y'), stated);
            }
        }
        throw new IllegalArgumentException("expected " + String.join(" or ", formats));
    }

    private Period announced(Texts texts) {
        if (!hasShape(texts.year, "yyyy")) {
            throw new IllegalArgumentException(
                    texts.year.isEmpty() ? "the year is missing" : "'" + texts.year + "' is no year");
        }
        int inYear = Integer.parseInt(texts.year);
        if (texts.month.isEmpty() && texts.toMonth.isEmpty()) {
            return Period.year(inYear);
        }
        int first = texts.month.isEmpty() && cumulative ? 1 : named(texts.month);
        return Period.months(inYear, first, texts.toMonth.isEmpty() ? first : named(texts.toMonth));
    }

    private static int named(String text) {
        int month = Months.of(text);
        if (month == Months.NONE) {
            throw new IllegalArgumentException("'" + text + "' is no month");
        }
        return month;
    }

    /** Same length, digits where the format has letters, the same marks elsewhere. */
    private static boolean hasShape(String text, String format) {
        if (text.length() != format.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = Character.isLetter(format.charAt(i)) ? c >= '0' && c <= '9' : c == format.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int digits(String text, String format, char letter) {
        int from = format.indexOf(letter);
        return from < 0 ? NO_MONTH : Integer.parseInt(text, from, format.lastIndexOf(letter) + 1, 10);
    }

    private static Answer bad(Field field, String text, String detail) {
        return new Answer(null, new Draft.Fault(Code.BAD_PERIOD, field, text, detail, "", 0));
    }

    private static Answer outside(Period period, Field field, String text, String detail) {
        return new Answer(period, new Draft.Fault(Code.OUT_OF_RANGE_PERIOD, field, text, detail, "", 0));
    }
}
