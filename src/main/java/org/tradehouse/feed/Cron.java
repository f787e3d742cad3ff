package org.tradehouse.feed;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Six fields of a cron text as the scheduler reads them: second, minute, hour, day of month, month, day of week. */
final class Cron {
    private static final List<Part> PARTS = List.of(
            new Part("second", 0, 59, List.of()),
            new Part("minute", 0, 59, List.of()),
            new Part("hour", 0, 23, List.of()),
            new Part("day of month", 1, 31, List.of()),
            new Part(
                    "month",
                    1,
                    12,
                    List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
            new Part("day of week", 0, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")));
    private static final Pattern RANGE = Pattern.compile("(\\*|\\w+)(?:-(\\w+))?(?:/(\\d{1,2}))?");
    private static final Pattern LAST_DAY = Pattern.compile("LW|L(-\\d{1,2})?|(\\d{1,2})W");
    private static final Pattern LAST_WEEKDAY = Pattern.compile("(\\w{1,3}?)(L|#[1-5])");

    private Cron() {}

    /** What is wrong with a cron text; null = nothing. */
    static Shape.@Nullable Complaint about(String cron) {
        String[] fields = cron.strip().split("\\s+");
        if (fields.length != PARTS.size()) {
            return wrong("has " + fields.length + " fields instead of six");
        }
        for (int i = 0; i < fields.length; i++) {
            if (!PARTS.get(i).allows(fields[i].toUpperCase(Locale.ROOT))) {
                return wrong("has '" + fields[i] + "' for the " + PARTS.get(i).name);
            }
        }
        return null;
    }

    private static Shape.Complaint wrong(String message) {
        return new Shape.Complaint(
                message,
                "Write second, minute, hour, day of month, month, day of week: '0 30 2 * * *' is every day at 02:30.");
    }

    private record Part(String name, int least, int most, List<String> words) {
        boolean allows(String field) {
            if (field.equals("?")) {
                return name.startsWith("day");
            }
            for (String piece : field.split(",", -1)) {
                if (!allowsRange(piece) && !allowsDay(piece)) {
                    return false;
                }
            }
            return true;
        }

        private boolean allowsRange(String piece) {
            Matcher range = RANGE.matcher(piece);
            if (!range.matches() || "0".equals(range.group(3)) || "00".equals(range.group(3))) {
                return false;
            }
            if (range.group(1).equals("*")) {
                return range.group(2) == null;
            }
            int first = number(range.group(1));
            return first >= 0 && (range.group(2) == null || number(range.group(2)) >= first);
        }

        private boolean allowsDay(String piece) {
            if (name.equals("day of month")) {
                Matcher last = LAST_DAY.matcher(piece);
                return last.matches() && (last.group(2) == null || number(last.group(2)) > 0);
            }
            Matcher last = LAST_WEEKDAY.matcher(piece);
            return name.equals("day of week") && last.matches() && number(last.group(1)) >= 0;
        }

        /** A number or a name of this field; -1 where it is neither. */
        private int number(String text) {
            int word = words.indexOf(text);
            if (word >= 0) {
                return word + (name.equals("month") ? 1 : 0);
            }
            int number = text.matches("\\d{1,2}") ? Integer.parseInt(text) : -1;
            return number >= least && number <= most ? number : -1;
        }
    }
}
