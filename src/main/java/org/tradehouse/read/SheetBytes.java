package org.tradehouse.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a worksheet, read from its bytes as spreadsheet programs write them.
 *
 * <p>Anything else is {@link Unrecognised} before its row is given.
 */
final class SheetBytes implements Closeable {
    /** What a sheet needs of its workbook. */
    interface Book {
        String name();

        /** True for the position of a style whose numbers are dates. */
        boolean isDate(int style);

        boolean isSince1904();

        SharedStrings strings() throws IOException;
    }

    private final Book book;
    private final XmlBytes xml;
    private final CellBytes cells;

    private int rowNumber;
    private int width;
    private boolean begun;
    private boolean ended;

    SheetBytes(Book book, XmlBytes xml) {
        this.book = book;
        this.xml = xml;
        this.cells = new CellBytes(book, xml);
    }

    /** The next row, null at the end. */
    @Nullable
    RawRow next() throws IOException {
        if (!begun) {
            toRows();
            begun = true;
        }
        while (!ended) {
            xml.begin();
            try {
                return row();
            } catch (XmlBytes.Cut cut) {
                xml.more();
            }
        }
        return null;
    }

    private void toRows() throws IOException {
        xml.enter("worksheet");
        boolean found = false;
        while (!found) {
            xml.begin();
            try {
                int p = xml.toTag(xml.at);
                found = xml.isTag(p, "sheetData");
                xml.at = afterTag(p);
            } catch (XmlBytes.Cut cut) {
                found = false;
                xml.more();
            }
        }
        ended = xml.isEmptyTag;
    }

    private int afterTag(int p) {
        if (xml.bytes[p + 1] != '/') {
            int name = xml.nameEnd(p + 1);
            String tag = new String(xml.bytes, p + 1, name - p - 1, StandardCharsets.UTF_8);
            if (tag.endsWith(":sheetData")) {
                throw new Unrecognised("a prefix");
            }
            return xml.tagEnd(name);
        }
        if (xml.isEnd(p, "worksheet")) {
            throw new Unrecognised("no rows");
        }
        int p2 = xml.nameEnd(p + 2);
        return xml.tagEnd(p2);
    }

    private @Nullable RawRow row() throws IOException {
        int p = xml.gap(xml.at);
        if (!xml.isTag(p, "row")) {
            xml.at = xml.end(p, "sheetData");
            ended = true;
            return null;
        }
        int number = rowNumber + 1;
        cells.beginRow();
        p = xml.attributeOrEnd(p + 4);
        while (p > 0) {
            p = xml.attribute(p);
            if (xml.isNamed("r")) {
                number = xml.number();
                cells.expectReferences();
            }
            p = xml.attributeOrEnd(p);
        }
        if (number <= rowNumber) {
            throw new Unrecognised("row " + number + " below row " + rowNumber);
        }
        Stored row = Stored.growing(book.name(), number, width);
        p = xml.isEmptyTag ? -p : cells.cells(-p, row);
        xml.at = p;
        rowNumber = number;
        RawRow raw = row.row();
        width = raw.width;
        return raw;
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }
}
