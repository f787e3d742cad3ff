package org.tradehouse.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.LoadException;

/** Finds the header of a table among its first rows, wherever the publisher moved it, and keeps what stands above. */
final class HeaderSearch {
    /**
     * @param titles texts above the header, row by row
     * @param lastRow number of the last row of the header
     */
    record Found(Binding binding, List<String> titles, int lastRow) {}

    private final HeaderWords words;
    private final int headerRows;
    private final boolean trailingEmpty;
    private final String place;

    private final List<RawRow> seen = new ArrayList<>();
    private List<Header> best = List.of();
    private List<String> bestMissing;

    /** @param trailingEmpty a blank last name is the trailing delimiter and no column */
    HeaderSearch(HeaderWords words, int headerRows, boolean trailingEmpty, String place) {
        this.words = words;
        this.headerRows = headerRows;
        this.trailingEmpty = trailingEmpty;
        this.place = place;
        this.bestMissing = List.of();
    }

    /** Reads to the end of the header; null where none of the first rows is one. */
    @Nullable
    Found in(RawRows rows, int limit) throws IOException {
        for (RawRow row = rows.next(); row != null && row.number <= limit + headerRows; row = rows.next()) {
            seen.add(row);
            int first = seen.size() - headerRows;
            if (first >= 0 && isHeader(first)) {
                return found(first);
            }
            if (seen.size() >= limit + headerRows) {
                break;
            }
        }
        return null;
    }

    boolean sawNothing() {
        return seen.isEmpty();
    }

    private boolean isHeader(int first) {
        List<Header> headers = joined(seen.subList(first, first + headerRows));
        List<String> missing = words.missing(headers);
        if (best.isEmpty() || missing.size() < bestMissing.size()) {
            best = headers;
            bestMissing = missing;
        }
        return missing.isEmpty();
    }

    private Found found(int first) {
        List<String> titles = new ArrayList<>();
        for (RawRow row : seen.subList(0, first)) {
            for (String cell : row.cells) {
                if (!Blanks.isBlank(cell)) {
                    titles.add(cell);
                }
            }
        }
        RawRow last = seen.get(seen.size() - 1);
        if (last.width > Limits.COLUMNS + 1) {
            throw Workbook.tooLarge(place, "has %d columns".formatted(last.width));
        }
        return new Found(words.bind(best, place), titles, last.number);
    }

    /** Names over several rows are joined; a blank upper cell continues the one to its left above a filled lower cell. */
    private List<Header> joined(List<RawRow> rows) {
        RawRow lowest = rows.get(rows.size() - 1);
        int width = rows.stream().mapToInt(it -> it.cells.length).max().orElse(0);
        String[] names = new String[width];
        for (int i = 0; i < width; i++) {
            names[i] = "";
        }
        for (RawRow row : rows) {
            String group = "";
            for (int i = 0; i < width; i++) {
                String text = Header.tidy(row.cell(i));
                if (!text.isEmpty()) {
                    group = text;
                } else if (row != lowest && !Blanks.isBlank(lowest.cell(i))) {
                    text = group;
                }
                names[i] = text.isEmpty() ? names[i] : names[i].isEmpty() ? text : names[i] + " " + text;
            }
        }
        return headers(names);
    }

    private List<Header> headers(String[] names) {
        int width = names.length;
        if (trailingEmpty && width > 0 && names[width - 1].isEmpty()) {
            width--;
        }
        List<Header> headers = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            headers.add(Header.of(names[i]));
        }
        return headers;
    }

    /** Why no row is the header, naming the columns that lack and the nearest names. */
    LoadException refusal(String hint) {
        List<String> said = best.stream()
                .map(Header::text)
                .filter(it -> !it.isEmpty())
                .limit(12)
                .toList();
        if (bestMissing.size() >= words.mandatory()) {
            return new LoadException(
                    "TH-1020",
                    "%s has no header: none of its first rows names %s%s"
                            .formatted(place, String.join(", ", bestMissing), hint),
                    "check that this is a file of this feed");
        }
        String first = bestMissing.get(0);
        String nearest = HeaderWords.nearest(first, best);
        return new LoadException(
                "TH-1020",
                "%s lacks the column %s; %s%s"
                        .formatted(
                                place,
                                String.join(", ", bestMissing),
                                nearest == null ? "it has " + said : "the nearest is '" + nearest + "'",
                                hint),
                "add the publisher's new name to the column in the feed, or get the whole file from the publisher");
    }
}
