package org.tradehouse.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.load.SourcePart;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;

/** The rows below one header, up to where the table ends. */
final class Table implements Closeable {
    private final RawRows rows;
    private final Binding binding;
    private final Map<Field, String> said;
    private final RowMaker maker;
    private final Feed.Layout layout;
    private final boolean isText;
    private final String place;
    private final List<Finding> findings;
    private int lastRow;
    private boolean ended;
    private @Nullable RawRow pushedBack;

    /**
     * @param rows stands behind the header
     * @param isText every row must be as wide as the header, and blank lines mean nothing
     */
    Table(
            String place,
            String sheet,
            RawRows rows,
            Binding binding,
            Map<Field, String> said,
            Feed.Layout layout,
            boolean isText,
            int lastRow,
            List<Finding> findings) {
        this.place = place;
        this.rows = rows;
        this.binding = binding;
        this.said = said;
        this.layout = layout;
        this.isText = isText;
        this.lastRow = lastRow;
        this.findings = findings;
        this.maker = new RowMaker(new SourcePart("", sheet, binding.headers()), binding, said);
    }

    /** What the file says once about this table. */
    Map<Field, String> said() {
        return said;
    }

    /** A row that was read to look at it. */
    void pushBack(RawRow row) {
        pushedBack = row;
    }

    /** Adds the source rows of the next row; false at the end of the table. */
    boolean next(List<SourceRow> made) throws IOException {
        RawRow row = ended ? null : following();
        if (row == null) {
            ended = true;
            return false;
        }
        if (isText) {
            checkWidth(row);
        }
        maker.make(row, made);
        return true;
    }

    /** True where rows can be passed over without being made. */
    boolean isSkippable() {
        return isText && layout.endBefore().isEmpty() && maker.isSimple();
    }

    boolean skip() throws IOException {
        if (pushedBack != null) {
            pushedBack = null;
            return true;
        }
        return !ended && rows.skip();
    }

    private @Nullable RawRow following() throws IOException {
        RawRow row = pushedBack;
        pushedBack = null;
        while (row == null || !isText && row.isBlank(binding.width())) {
            row = rows.next();
            if (row == null) {
                return null;
            }
        }
        if (endsBefore(row)) {
            return null;
        }
        lastRow = row.number;
        return row;
    }

    private boolean endsBefore(RawRow row) throws IOException {
        if (!isText && layout.blankRows() > 0 && row.number - lastRow > layout.blankRows()) {
            tellOfDataBelow(row);
            return true;
        }
        if (isFootnote(row)) {
            tellOfDataBelow(rows.next());
            return true;
        }
        return false;
    }

    private boolean isFootnote(RawRow row) {
        if (layout.endBefore().isEmpty()) {
            return false;
        }
        String first = row.firstText();
        for (Pattern end : layout.endBefore()) {
            if (end.matcher(first).find()) {
                return true;
            }
        }
        return false;
    }

    /** What stands below the end of a table is not read; where it looks like figures somebody must know. */
    private void tellOfDataBelow(@Nullable RawRow first) throws IOException {
        for (RawRow row = first; row != null; row = rows.next()) {
            if (binding.looksLikeData(row) && !isFootnote(row)) {
                findings.add(Finding.of(
                        "TH-1031",
                        Severity.FLAG,
                        "%s: row %d and those below it are not read: the table ended after row %d"
                                .formatted(place, row.number, lastRow)));
                return;
            }
        }
    }

    /** Exactly one extra blank cell at the end is the trailing delimiter (feeds 0.2); every other width is damage. */
    private void checkWidth(RawRow row) {
        int width = binding.width();
        boolean trailing = layout.trailingEmpty() && row.width == width + 1 && Blanks.isBlank(row.cell(width));
        if (row.width != width && !trailing) {
            row.damage(
                    Code.RAGGED_ROW, "line %d has %d cells, the header has %d".formatted(row.number, row.width, width));
        }
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
