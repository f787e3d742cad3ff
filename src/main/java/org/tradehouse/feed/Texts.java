package org.tradehouse.feed;

import static org.tradehouse.feed.Shape.Complaint;
import static org.tradehouse.feed.Shape.Rule;
import static org.tradehouse.feed.Shape.Text;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The kinds of single values of the feed language. */
final class Texts {
    private static final int LONGEST_REGEX = 1000;
    private static final Rule ANY = text -> null;

    private Texts() {}

    /** Whatever stands there, as written: {@code 0207}, {@code NO} and {@code 1995-01} stay texts. */
    static Text any() {
        return new Text("a text", false, free(), ANY);
    }

    private static Map<String, Object> free() {
        return Schema.of("type", List.of("string", "number", "boolean"), "minLength", 1);
    }

    /** Words for people, up to a length. */
    static Text prose(int longest) {
        return new Text(
                "a text",
                false,
                Schema.of("type", "string", "minLength", 1, "maxLength", longest),
                text -> text.length() <= longest
                        ? null
                        : new Complaint("is longer than " + longest + " characters", "Shorten it."));
    }

    /** A text of one form, shown by an example. */
    static Text like(String pattern, String example) {
        return new Text(
                "a text such as " + example,
                false,
                Schema.of("type", "string", "pattern", pattern),
                text -> Pattern.matches(pattern, text)
                        ? null
                        : new Complaint("is not of the form " + pattern, "Write it like " + example + "."));
    }

    /** One of a fixed list. */
    static Text oneOf(String noun, Collection<String> known) {
        return new Text(
                "one of " + String.join(", ", known),
                false,
                Schema.of("enum", List.copyOf(known)),
                text -> known.contains(text)
                        ? null
                        : new Complaint("is no known " + noun, Nearest.remedy(text, known)));
    }

    static Text flag() {
        return new Text(
                "true or false",
                true,
                Schema.of("type", "boolean"),
                text -> text.equals("true") || text.equals("false")
                        ? null
                        : new Complaint("is neither true nor false", "Write true or false."));
    }

    static Text whole(long least, long most) {
        return new Text(
                "a whole number",
                true,
                Schema.of("type", "integer", "minimum", least, "maximum", most),
                text -> text.matches("-?\\d{1,18}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most
                        ? null
                        : new Complaint(
                                "is not a whole number from " + least + " to " + most,
                                "Write digits alone, like 100."));
    }

    static Text decimal() {
        return new Text(
                "a number",
                true,
                Schema.of("type", "number", "exclusiveMinimum", 0),
                text -> text.matches("\\d{1,15}(\\.\\d{1,15})?") && new BigDecimal(text).signum() > 0
                        ? null
                        : new Complaint(
                                "is not a number above zero", "Write digits with a point, like 1000 or 0.001."));
    }

    static Text percent() {
        String form = "^(100|\\d{1,2}(\\.\\d{1,6})?) ?%$";
        return new Text(
                "a percentage",
                false,
                Schema.of("type", "string", "pattern", form),
                text -> text.matches(form) ? null : new Complaint("is not a percentage", "Write it like 0.5 %."));
    }

    /** One character; a tab may be written {@code \t} in either kind of quotes. */
    static Text character() {
        return like("^(.|\\\\t)$", "\",\"");
    }

    /** A character, or the word for none. */
    static Text quote() {
        return like("^(.|none)$", "none");
    }

    static Text regex() {
        return new Text(
                "a regular expression",
                false,
                Schema.of("type", List.of("string", "number", "boolean"), "minLength", 1, "format", "regex"),
                text -> aboutRegex(text, false));
    }

    /** A regular expression whose named groups are fields. */
    static Text capturing() {
        return new Text(
                "a regular expression",
                false,
                Schema.of("type", List.of("string", "number", "boolean"), "minLength", 1, "format", "regex"),
                text -> aboutRegex(text, true));
    }

    /** A column name as published; {@code ~} starts a regular expression. */
    static Text header(boolean capturing) {
        return new Text(
                "the name of a column",
                false,
                free(),
                text -> text.startsWith("~") ? aboutRegex(text.substring(1), capturing) : null);
    }

    private static @Nullable Complaint aboutRegex(String text, boolean capturing) {
        if (text.length() > LONGEST_REGEX) {
            return new Complaint("is longer than " + LONGEST_REGEX + " characters", "Split it into several captures.");
        }
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            return new Complaint(
                    "is no regular expression: " + wrong.getDescription(),
                    "Repair it at character " + (Math.max(0, wrong.getIndex()) + 1)
                            + ", or put \\ before the mark meant as itself.");
        }
        Set<String> unknown = new TreeSet<>(Groups.of(text));
        unknown.removeAll(Groups.known());
        return !capturing || unknown.isEmpty()
                ? null
                : new Complaint(
                        "captures '" + unknown.iterator().next() + "', which is no field",
                        Nearest.remedy(unknown.iterator().next(), Groups.known()));
    }

    static Text glob() {
        return new Text(
                "a pattern of file names",
                false,
                Schema.of("type", "string", "pattern", "^[^/\\\\]+$"),
                Texts::aboutGlob);
    }

    private static @Nullable Complaint aboutGlob(String text) {
        if (text.contains("/") || text.contains("\\")) {
            return new Complaint(
                    "names a folder", "Write the file name alone, like *.csv; the folder is source.inbox.");
        }
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + text);
            return null;
        } catch (PatternSyntaxException wrong) {
            return new Complaint("is no pattern of file names: " + wrong.getDescription(), "Write it like *.csv.");
        }
    }

    static Text charset() {
        return new Text("the name of a charset", false, Schema.of("type", "string"), text -> {
            try {
                Charset.forName(text);
                return null;
            } catch (IllegalArgumentException wrong) {
                Set<String> known = Charset.availableCharsets().keySet();
                return new Complaint(
                        "is no known charset",
                        Nearest.to(text, known)
                                .map(it -> "Did you mean '" + it + "'?")
                                .orElse(
                                        "Known are UTF-8, windows-1251, windows-1252, GB18030, IBM866, ISO-8859-1 and others."));
            }
        });
    }

    static Text zone() {
        return new Text("a time zone", false, Schema.of("type", "string"), text -> {
            try {
                ZoneId.of(text);
                return null;
            } catch (DateTimeException wrong) {
                return new Complaint(
                        "is no known time zone",
                        Nearest.to(text, ZoneId.getAvailableZoneIds())
                                .map(it -> "Did you mean '" + it + "'?")
                                .orElse("Write region and city, like Asia/Almaty."));
            }
        });
    }

    static Text cron() {
        return new Text("six cron fields", false, Schema.of("type", "string"), Cron::about);
    }

    /** A format that writes a day so that it can be read again. */
    static Text dateFormat() {
        return new Text(
                "a date format",
                false,
                Schema.of("type", "string", "minLength", 1),
                text -> readsBack(text) ? null : new Complaint("is no format of a date", "Write it like dd.MM.yyyy."));
    }

    private static boolean readsBack(String format) {
        LocalDate day = LocalDate.of(2024, 7, 25);
        try {
            DateTimeFormatter dates = DateTimeFormatter.ofPattern(format);
            return day.equals(LocalDate.parse(dates.format(day), dates));
        } catch (DateTimeException | IllegalArgumentException wrong) {
            return false;
        }
    }
}
