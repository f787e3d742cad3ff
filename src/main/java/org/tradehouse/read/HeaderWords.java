package org.tradehouse.read;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Reference;
import org.tradehouse.load.LoadException;
import org.tradehouse.trade.Field;

/** The column names a feed expects, compiled once; finds them in a row by their words (rule A2). */
final class HeaderWords {
    private record Wanted(Field field, List<Header.Name> names, boolean optional, boolean fillDown) {}

    private record WantedCell(Header.Name name, Map<Field, String> fields, Map<String, Field> groups) {}

    private final List<Wanted> columns;
    private final List<WantedCell> cells;
    private final List<Header.Name> plain;
    private final List<Header.Name> known;

    HeaderWords(Feed feed) {
        columns = feed.columns().stream()
                .filter(it -> !it.headers().isEmpty())
                .map(it -> new Wanted(
                        it.field(),
                        names(it.headers().stream()),
                        it.optional(),
                        feed.layout().fillDown().contains(it.field())))
                .toList();
        cells = feed.wide().stream().map(HeaderWords::cell).toList();
        Reference reference = feed.reference();
        plain = reference == null ? List.of() : names(reference.headers().stream());
        known = names(Stream.concat(
                feed.ignore().stream(),
                Stream.concat(feed.exclude().stream(), feed.refuse().stream()).map(Feed.Rule::column)));
    }

    private static List<Header.Name> names(Stream<String> declared) {
        return declared.map(Header.Name::new).toList();
    }

    private static WantedCell cell(Feed.WideColumn column) {
        Header.Name name = new Header.Name(column.header());
        return new WantedCell(name, column.fields(), name.pattern() == null ? Map.of() : Groups.of(name.pattern()));
    }

    /** Mandatory columns that the headers lack, as their names; empty where the row is the header. */
    List<String> missing(List<Header> headers) {
        List<String> missing = new ArrayList<>();
        for (Wanted wanted : columns) {
            if (!wanted.optional && position(wanted.names, headers) < 0) {
                missing.add(either(wanted.names));
            }
        }
        for (WantedCell cell : cells) {
            if (position(List.of(cell.name), headers) < 0) {
                missing.add("'" + cell.name + "'");
            }
        }
        plain.stream()
                .filter(name -> position(List.of(name), headers) < 0)
                .forEach(name -> missing.add("'" + name + "'"));
        return missing;
    }

    /** How many columns a header must have. */
    int mandatory() {
        return (int) columns.stream().filter(it -> !it.optional).count() + cells.size() + plain.size();
    }

    /** Places every column of the feed in headers that lack none. */
    Binding bind(List<Header> headers, String place) {
        List<Binding.Bound> bound = new ArrayList<>();
        for (Wanted wanted : columns) {
            int position = position(wanted.names, headers);
            if (position >= 0) {
                refuseTwins(headers, position, place);
                bound.add(new Binding.Bound(wanted.field, position, wanted.fillDown));
            }
        }
        List<Binding.BoundCell> values = boundCells(headers, place);
        return new Binding(
                headers.stream().map(Header::text).toList(), List.copyOf(bound), values, unknown(headers, values));
    }

    private List<Binding.BoundCell> boundCells(List<Header> headers, String place) {
        List<Binding.BoundCell> bound = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            for (WantedCell cell : cells) {
                if (cell.name.matches(headers.get(i))) {
                    refuseTwins(headers, i, place);
                    bound.add(new Binding.BoundCell(i, headers.get(i).text(), fields(cell, headers.get(i))));
                    break;
                }
            }
        }
        return List.copyOf(bound);
    }

    private static Map<Field, String> fields(WantedCell cell, Header header) {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        fields.putAll(cell.fields);
        Matcher match = cell.name.matcher(header);
        if (match != null) {
            fields.putAll(Groups.said(match, cell.groups));
        }
        return fields;
    }

    private static void refuseTwins(List<Header> headers, int position, String place) {
        Header header = headers.get(position);
        long twins = headers.stream()
                .filter(it -> it.folded().equals(header.folded()))
                .count();
        if (twins > 1) {
            throw new LoadException(
                    "TH-1025",
                    "%s has the column '%s' %d times".formatted(place, header.text(), twins),
                    "remove the repeated column from a copy and load that copy");
        }
    }

    private List<String> unknown(List<Header> headers, List<Binding.BoundCell> values) {
        List<String> unknown = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            int position = i;
            boolean isValue = values.stream().anyMatch(it -> it.position() == position);
            if (!isValue && !isKnown(headers.get(i))) {
                unknown.add(headers.get(i).text());
            }
        }
        return List.copyOf(unknown);
    }

    private boolean isKnown(Header header) {
        return Stream.of(
                        known,
                        plain,
                        columns.stream().flatMap(it -> it.names.stream()).toList())
                .flatMap(List::stream)
                .anyMatch(it -> it.matches(header));
    }

    /** The name declared first wins: Period before Year. */
    private static int position(List<Header.Name> names, List<Header> headers) {
        for (Header.Name name : names) {
            for (int i = 0; i < headers.size(); i++) {
                if (name.matches(headers.get(i))) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static String either(List<Header.Name> names) {
        return String.join(" or ", names.stream().map(it -> "'" + it + "'").toList());
    }

    /** The header of the file that looks most like a declared name, null where none does. */
    static @Nullable String nearest(String declared, List<Header> headers) {
        String wanted = Header.of(declared.replace("'", "")).folded();
        String nearest = null;
        int best = Math.max(3, wanted.length() / 2);
        for (Header header : headers) {
            int distance = distance(wanted, header.folded());
            if (distance < best && !header.folded().isEmpty()) {
                best = distance;
                nearest = header.text();
            }
        }
        return nearest;
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(swap, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
