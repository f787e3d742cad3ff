package org.tradehouse.read;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;

/** A CSV file: one table in a declared encoding. */
final class TextFile {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    private final Feed.Layout layout;
    private final HeaderWords words;
    private final Load load;
    private final Charset charset;

    TextFile(Feed feed, HeaderWords words, Load load) {
        this.layout = feed.layout();
        this.words = words;
        this.load = load;
        this.charset = Charset.forName(layout.encoding());
    }

    RowBlocks open(RowReader reader) throws IOException {
        Encodings.refuseDisguisedUtf8(load.archived(), load.fileName(), charset);
        CsvRows rows = rows(layout.delimiter());
        try {
            Opened opened = layout.headerRows() == 0 ? declared(rows) : found(rows);
            return reader.blocks(load, List.of(opened), true, rows);
        } catch (IOException | RuntimeException refusal) {
            rows.close();
            throw refusal;
        }
    }

    private CsvRows rows(char delimiter) throws IOException {
        return new CsvRows(
                new StrictText(load.archived(), load.fileName(), charset), load.fileName(), delimiter, layout.quote());
    }

    /** The feed names the columns; a first row that repeats the names is a header all the same. */
    private Opened declared(CsvRows rows) throws IOException {
        List<Header> headers = layout.headers().stream().map(Header::of).toList();
        Binding binding = words.bind(headers, load.fileName());
        List<String> titles = titles(rows);
        RawRow first = rows.next();
        boolean isHeader = first != null && repeats(first, headers);
        return new Opened(
                rows,
                isHeader ? null : first,
                binding,
                new Captures.Places("", titles, layout.headers(), it -> List.of()),
                0);
    }

    /** What stands above the table. */
    private List<String> titles(CsvRows rows) throws IOException {
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < layout.titleRows(); i++) {
            RawRow row = rows.next();
            if (row != null) {
                Arrays.stream(row.cells).filter(it -> !Blanks.isBlank(it)).forEach(titles::add);
            }
        }
        return titles;
    }

    private static boolean repeats(RawRow row, List<Header> headers) {
        for (int i = 0; i < headers.size(); i++) {
            if (!Header.of(row.cell(i)).folded().equals(headers.get(i).folded())) {
                return false;
            }
        }
        return true;
    }

    private Opened found(CsvRows rows) throws IOException {
        HeaderSearch search = search();
        HeaderSearch.Found found = search.in(rows, Limits.CSV_HEADER_ROWS);
        if (found == null) {
            throw refusal(search);
        }
        List<String> headers = found.binding().headers();
        return new Opened(
                rows,
                null,
                found.binding(),
                new Captures.Places("", found.titles(), headers, it -> List.of()),
                found.lastRow());
    }

    private HeaderSearch search() {
        return new HeaderSearch(words, layout.headerRows(), layout.trailingEmpty(), load.fileName());
    }

    private LoadException refusal(HeaderSearch search) throws IOException {
        if (search.sawNothing()) {
            return new LoadException("TH-1001", load.fileName() + " is empty", "get the file again from the publisher");
        }
        Character other = otherDelimiter();
        if (other != null) {
            return new LoadException(
                    "TH-1022",
                    "%s is delimited by %s, the feed says %s"
                            .formatted(load.fileName(), named(other), named(layout.delimiter())),
                    "get the file from the publisher in the form of the feed, or correct layout.delimiter");
        }
        String looks = Encodings.looksLike(load.archived());
        boolean fits = looks.equalsIgnoreCase(charset.name()) || looks.equals("US-ASCII");
        return search.refusal(
                fits ? "" : "; the text looks like %s and is read as %s".formatted(looks, charset.name()));
    }

    private @Nullable Character otherDelimiter() throws IOException {
        for (char delimiter : DELIMITERS) {
            if (delimiter != layout.delimiter() && isHeaderWith(delimiter)) {
                return delimiter;
            }
        }
        return null;
    }

    private boolean isHeaderWith(char delimiter) throws IOException {
        try (CsvRows rows = rows(delimiter)) {
            return search().in(rows, Limits.CSV_HEADER_ROWS) != null;
        } catch (LoadException refusal) {
            return false;
        }
    }

    private static String named(char delimiter) {
        return switch (delimiter) {
            case '\t' -> "tabs";
            case ',' -> "commas";
            case ';' -> "semicolons";
            default -> "'" + delimiter + "'";
        };
    }
}
