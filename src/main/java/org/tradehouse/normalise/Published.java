package org.tradehouse.normalise;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.SourcePart;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Words;

/** Where fields and columns stand in a part of a file, by the names the publisher gives them there. */
final class Published {
    private static final int NOWHERE = -1;

    private final Map<Field, List<String>> declared = new EnumMap<>(Field.class);
    private final Map<SourcePart, Places> parts = new HashMap<>();
    private SourcePart latest = new SourcePart("", "", List.of());
    private Places latestPlaces = new Places(latest);

    Published(Feed feed) {
        feed.columns().forEach(it -> declared.merge(it.field(), it.headers(), Published::joined));
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** The header of the field's column as published; our name for it where the file says it elsewhere. */
    String column(SourceRow row, Field field) {
        if (field == Field.VALUE && !row.column().isEmpty()) {
            return row.column();
        }
        int place = places(row.part()).of(field);
        return place == NOWHERE ? field.yamlName() : row.part().headers().get(place);
    }

    /** True where the part has a column of this field. */
    boolean has(SourceRow row, Field field) {
        return places(row.part()).of(field) != NOWHERE;
    }

    /** Position of a column by its name, folded; -1 without it. */
    int position(SourceRow row, String foldedName) {
        return places(row.part()).byName.getOrDefault(foldedName, NOWHERE);
    }

    static boolean isSame(String declared, String header) {
        return declared.startsWith("~")
                ? Pattern.compile(declared.substring(1), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(Words.fold(header))
                        .find()
                : Words.fold(declared).equals(Words.fold(header));
    }

    private Places places(SourcePart part) {
        if (part != latest) {
            latestPlaces = parts.computeIfAbsent(part, Places::new);
            latest = part;
        }
        return latestPlaces;
    }

    private final class Places {
        private final int[] byField = new int[Field.count()];
        private final Map<String, Integer> byName = new HashMap<>();

        Places(SourcePart part) {
            List<String> headers = part.headers();
            for (int i = 0; i < headers.size(); i++) {
                byName.putIfAbsent(Words.fold(headers.get(i)), i);
            }
            Arrays.fill(byField, NOWHERE);
            declared.forEach((field, names) -> byField[field.ordinal()] = firstOf(names, headers));
        }

        int of(Field field) {
            return byField[field.ordinal()];
        }

        private int firstOf(List<String> names, List<String> headers) {
            for (String name : names) {
                for (int i = 0; i < headers.size(); i++) {
                    if (isSame(name, headers.get(i))) {
                        return i;
                    }
                }
            }
            return NOWHERE;
        }
    }
}
