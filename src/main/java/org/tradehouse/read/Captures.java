package org.tradehouse.read;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Words;

/** What a file says once: in its name, the name of a sheet, titles, headers or on a cover. */
final class Captures {
    private static final String SHEET = "sheet ";

    private record Compiled(Feed.Capture capture, Pattern pattern, Map<String, Field> groups) {
        static Compiled of(Feed.Capture capture) {
            Pattern pattern = Header.ignoringCase(capture.match());
            return new Compiled(capture, pattern, Groups.of(pattern));
        }
    }

    /** Texts of the places of one table. */
    record Places(String sheet, List<String> titles, List<String> headers, Function<String, List<String>> covers) {}

    private final List<Compiled> captures;
    private final @Nullable Compiled sheets;
    private final Map<Field, String> constants;

    Captures(Feed feed) {
        captures = feed.captures().stream().map(Compiled::of).toList();
        Pattern names = feed.layout().sheets();
        sheets = names == null ? null : Compiled.of(new Feed.Capture("sheet-name", names, false, ""));
        constants = feed.constants();
    }

    /** Constants, above them what the places say, above that what the operator said. Contradictions are refused. */
    Map<Field, String> said(Load load, Places places) {
        Said said = new Said(load, places.sheet);
        if (sheets != null) {
            said.hear(sheets, List.of(places.sheet));
        }
        for (Compiled capture : captures) {
            boolean matched = said.hear(capture, texts(capture.capture.place(), load, places));
            if (!matched && capture.capture.required() && !said.isGiven(capture)) {
                throw said.silence(capture);
            }
        }
        Map<Field, String> all = new EnumMap<>(Field.class);
        all.putAll(constants);
        all.putAll(said.values);
        all.putAll(load.given());
        return all;
    }

    private static List<String> texts(String place, Load load, Places places) {
        return switch (place) {
            case "file-name" -> List.of(load.fileName());
            case "sheet-name" -> places.sheet.isEmpty() ? List.of() : List.of(places.sheet);
            case "title" -> places.titles;
            case "header" -> places.headers;
            default -> place.startsWith(SHEET) ? places.covers.apply(place.substring(SHEET.length())) : List.of();
        };
    }

    /** Collects what captures say of one table. */
    private static final class Said {
        private final Load load;
        private final String where;
        private final Map<Field, String> values = new EnumMap<>(Field.class);
        private final Map<Field, String> sources = new EnumMap<>(Field.class);

        Said(Load load, String sheet) {
            this.load = load;
            this.where = load.fileName() + (sheet.isEmpty() ? "" : ", sheet " + sheet);
        }

        boolean hear(Compiled capture, List<String> texts) {
            boolean matched = false;
            for (String text : texts) {
                Matcher match = found(capture.pattern, text);
                if (match != null) {
                    matched = true;
                    String source = "%s '%s'".formatted(capture.capture.place(), Header.tidy(text));
                    Groups.said(match, capture.groups).forEach((field, value) -> say(field, value, source));
                }
            }
            return matched;
        }

        private static @Nullable Matcher found(Pattern pattern, String text) {
            Matcher tidy = pattern.matcher(Header.tidy(text));
            if (tidy.find()) {
                return tidy;
            }
            Matcher folded = pattern.matcher(Words.fold(text));
            return folded.find() ? folded : null;
        }

        private void say(Field field, String value, String source) {
            String before = values.putIfAbsent(field, value);
            if (before == null) {
                sources.put(field, source);
            } else if (!Words.isSame(before, value) && !load.given().containsKey(field)) {
                throw new LoadException(
                        "TH-1040",
                        "%s contradicts itself: %s is '%s' in the %s and '%s' in the %s"
                                .formatted(where, field.yamlName(), before, sources.get(field), value, source),
                        "find out which is right and say it with --set %s=…".formatted(field.yamlName()));
            }
        }

        boolean isGiven(Compiled capture) {
            return !capture.groups.isEmpty() && load.given().keySet().containsAll(capture.groups.values());
        }

        LoadException silence(Compiled capture) {
            String say = capture.capture.elseSay();
            String message = say.isBlank()
                    ? "nothing in the %s matches %s".formatted(capture.capture.place(), capture.pattern)
                    : say;
            String fields = String.join(
                    " ",
                    capture.groups.values().stream()
                            .map(it -> "--set " + it.yamlName() + "=…")
                            .toList());
            return new LoadException(
                    "TH-1041",
                    where + ": " + message,
                    fields.isEmpty()
                            ? "correct the file, or make a variant of the feed"
                            : "correct the file, or say it with " + fields);
        }
    }
}
