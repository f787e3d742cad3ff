package org.tradehouse.operate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A cron line of six fields (second minute hour day month weekday), asked for the first wall time of a date. No zone: see {@link Slots}. */
final class Cron {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private final LocalTime first;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;

    private Cron(LocalTime first, BitSet days, BitSet months, BitSet weekdays) {
        this.first = first;
        this.days = days;
        this.months = months;
        this.weekdays = weekdays;
    }

    /** @throws IllegalArgumentException when the line is no cron line */
    static Cron parse(String line) {
        String[] fields = line.trim().split("\\s+");
        if (fields.length != 6) {
            throw refusal(line, "six fields are wanted: second minute hour day month weekday");
        }
        LocalTime first = LocalTime.of(
                field(line, fields[2], 0, 23, List.of(), 0).nextSetBit(0),
                field(line, fields[1], 0, 59, List.of(), 0).nextSetBit(0),
                field(line, fields[0], 0, 59, List.of(), 0).nextSetBit(0));
        return new Cron(
                first,
                field(line, fields[3], 1, 31, List.of(), 0),
                field(line, fields[4], 1, 12, MONTHS, 1),
                sundayIsZero(field(line, fields[5], 0, 7, DAYS, 0)));
    }

    /** The first wall time on that date, nothing when the date is not meant. */
    Optional<LocalDateTime> on(LocalDate date) {
        boolean meant = days.get(date.getDayOfMonth())
                && months.get(date.getMonthValue())
                && weekdays.get(date.getDayOfWeek().getValue() % 7);
        return meant ? Optional.of(date.atTime(first)) : Optional.empty();
    }

    private static BitSet field(String line, String text, int least, int most, List<String> names, int firstName) {
        BitSet set = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] step = part.split("/", -1);
            String[] range = step[0].equals("*") || step[0].equals("?")
                    ? new String[] {Integer.toString(least), Integer.toString(most)}
                    : step[0].split("-", -1);
            int from = number(line, range[0], names, firstName);
            int to = range.length > 1 ? number(line, range[1], names, firstName) : step.length > 1 ? most : from;
            int by = step.length > 1 ? number(line, step[1], List.of(), 0) : 1;
            if (range.length > 2 || step.length > 2 || from < least || to > most || from > to || by < 1) {
                throw refusal(line, "'" + part + "' is outside " + least + "-" + most);
            }
            for (int i = from; i <= to; i += by) {
                set.set(i);
            }
        }
        return set;
    }

    private static int number(String line, String text, List<String> names, int firstName) {
        int name = names.indexOf(text.toUpperCase(Locale.ROOT));
        if (name >= 0) {
            return name + firstName;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refusal(line, "'" + text + "' is not a number");
        }
    }

    private static BitSet sundayIsZero(BitSet weekdays) {
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        return weekdays;
    }

    private static IllegalArgumentException refusal(String line, String why) {
        return new IllegalArgumentException("'" + line + "' is no cron line: " + why);
    }
}
