package org.tradehouse.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The cells of one row after the other, read from the bytes of a worksheet. */
final class CellBytes {
    private static final int NO_STYLE = CellValues.NO_STYLE;
    private static final long VALUE_AND_CELL_END = XmlBytes.eight("</v></c>");

    private final String name;
    private final XmlBytes xml;
    private final XmlTexts texts;
    private final CellValues values;
    private final NumberTexts numbers = new NumberTexts();
    private final Utf8Text scratch = new Utf8Text();

    private Stored row;
    /** How the references of this row's cells end: its digits and a quote, and which of eight bytes these are. */
    private long referenceEnd;

    private long referenceMask;

    private int column;
    private int style;
    private byte type;

    CellBytes(SheetBytes.Book book, XmlBytes xml) {
        this.name = book.name();
        this.xml = xml;
        this.texts = new XmlTexts(xml);
        this.values = new CellValues(book);
        this.row = Stored.growing(name, 0, 0);
    }

    /** Forgets how the references of the row before ended. */
    void beginRow() {
        referenceMask = 0;
    }

    /** The last attribute is the number of the row, with which the references of its cells end. */
    void expectReferences() {
        int digits = xml.to - xml.from;
        if (digits <= 7 && xml.bytes[xml.to] == '"') {
            referenceMask = -1L >>> 8 * (7 - digits);
            referenceEnd = xml.eight(xml.from) & referenceMask;
        }
    }

    /** Reads the cells of a row up to its end, which is passed over. */
    int cells(int start, Stored target) throws IOException {
        row = target;
        int p = start;
        column = -1;
        while (true) {
            byte[] b = xml.bytes;
            if (b[p] == '<' && b[p + 1] == 'c' && (b[p + 2] == ' ' || b[p + 2] == '>' || b[p + 2] == '/')) {
                p = cell(p + 2);
            } else if (xml.isEnd(p, "row")) {
                return xml.end(p, "row");
            } else {
                int next = xml.gap(p);
                if (next == p) {
                    throw xml.stop(p);
                }
                p = next;
            }
        }
    }

    /** Reads one cell whose name ends here. */
    int cell(int start) throws IOException {
        int p = attributes(start);
        row.reach(column);
        if (p < 0) {
            if (type == 's') {
                row.put(column, "", null);
            } else if (type == 'e' || type == 'f') {
                throw new Unrecognised("a cell without a value");
            }
            return -p;
        }
        byte[] b = xml.bytes;
        if (b[p] == '<' && b[p + 1] == 'v' && b[p + 2] == '>') {
            if (type == 's') {
                return shared(p);
            }
            if (type == 'n' && (style == NO_STYLE || !values.isDate(style))) {
                return number(p);
            }
        }
        return content(p);
    }

    /** Reads the attributes of a cell; a negative place means that the cell is empty. */
    private int attributes(int start) {
        byte[] b = xml.bytes;
        int last = column;
        column = last + 1;
        style = NO_STYLE;
        type = 'n';
        int seen = 0;
        int p = start;
        while (true) {
            if (b[p] == '>') {
                break;
            }
            if (b[p] == ' ' && isOurs(b[p + 1]) && b[p + 2] == '=' && b[p + 3] == '"') {
                int bit = 1 << (b[p + 1] & 31);
                if ((seen & bit) != 0) {
                    throw new Unrecognised("an attribute that is repeated");
                }
                seen |= bit;
                p = switch (b[p + 1]) {
                    case 'r' -> reference(p + 4);
                    case 's' -> style(p + 4);
                    default -> type(p + 4);
                };
            } else {
                p = xml.attributeOrEnd(p);
                if (p < 0) {
                    p = xml.isEmptyTag ? p : -p - 1;
                    break;
                }
                p = other(p, seen);
                seen |= named();
            }
        }
        if (column <= last) {
            throw new Unrecognised("cells out of order");
        }
        return p < 0 ? p : p + 1;
    }

    private static boolean isOurs(byte name) {
        return name == 'r' || name == 's' || name == 't';
    }

    /** The bit of the last attribute, 0 for one that does not matter. */
    private int named() {
        byte name = xml.bytes[xml.nameFrom];
        return xml.nameTo - xml.nameFrom == 1 && isOurs(name) ? 1 << (name & 31) : 0;
    }

    private int other(int start, int seen) {
        int end = xml.attribute(start);
        int bit = named();
        if ((seen & bit) != 0) {
            throw new Unrecognised("an attribute that is repeated");
        }
        if (bit != 0) {
            int from = xml.from;
            switch (xml.bytes[xml.nameFrom]) {
                case 'r' -> reference(from);
                case 's' -> style(from);
                default -> type(from);
            }
        }
        return end;
    }

    private int reference(int start) {
        byte[] b = xml.bytes;
        if (referenceMask != 0
                && column < 26
                && b[start] == 'A' + column
                && (xml.eight(start + 1) & referenceMask) == referenceEnd) {
            return start + 1 + (71 - Long.numberOfLeadingZeros(referenceMask) >> 3);
        }
        int p = start;
        int letters = 0;
        int letter = (b[p] & 0xDF) - 'A' + 1;
        while (letter >= 1 && letter <= 26 && b[p] > '@') {
            letters = letters * 26 + letter;
            letter = (b[++p] & 0xDF) - 'A' + 1;
        }
        int digits = p;
        while (b[p] >= '0' && b[p] <= '9') {
            p++;
        }
        if (digits == start || p == digits || p - digits > 9 || b[p] != '"' && b[p] != '\'') {
            throw xml.stop(p);
        }
        if (digits - start > 3) {
            throw Workbook.tooLarge(name, "has a cell " + new String(b, start, p - start, StandardCharsets.US_ASCII));
        }
        column = letters - 1;
        return p + 1;
    }

    private int style(int start) {
        byte[] b = xml.bytes;
        int p = start;
        int number = 0;
        while (b[p] >= '0' && b[p] <= '9' && p - start < 8) {
            number = number * 10 + b[p++] - '0';
        }
        if (p == start || b[p] != '"' && b[p] != '\'') {
            throw xml.stop(p);
        }
        style = number;
        return p + 1;
    }

    private int type(int start) {
        byte[] b = xml.bytes;
        if (b[start] != 0 && (b[start + 1] == '"' || b[start + 1] == '\'')) {
            type = b[start];
            if (type != 'n' && type != 's' && type != 'b' && type != 'e' && type != 'd') {
                throw new Unrecognised("a cell type");
            }
            return start + 2;
        }
        if (xml.isNext(start, "str") && (b[start + 3] == '"' || b[start + 3] == '\'')) {
            type = 'f';
            return start + 4;
        }
        if (xml.isNext(start, "inlineStr") && (b[start + 9] == '"' || b[start + 9] == '\'')) {
            type = 'i';
            return start + 10;
        }
        throw xml.stop(start);
    }

    /** A shared string, as nearly all of them are written. */
    private int shared(int start) throws IOException {
        byte[] b = xml.bytes;
        int p = start + 3;
        int index = 0;
        while (b[p] >= '0' && b[p] <= '9' && p - start < 12) {
            index = index * 10 + b[p++] - '0';
        }
        if (p == start + 3 || b[p] != '<') {
            return content(start);
        }
        int end = cellEnd(p);
        if (end < 0) {
            return content(start);
        }
        values.put(row, column, index);
        return end;
    }

    /** A number, as nearly all of them are written. */
    private int number(int start) throws IOException {
        int from = start + 3;
        int to = StoredNumber.plainEnd(xml.bytes, from);
        int end = to < 0 ? -1 : cellEnd(to);
        if (end < 0) {
            return content(start);
        }
        row.putNumber(column, numbers.text(xml.bytes, from, to));
        return end;
    }

    /** Behind the end of value and cell, -1 where they do not end here. */
    private int cellEnd(int p) {
        return xml.eight(p) == VALUE_AND_CELL_END ? p + 8 : -1;
    }

    /** A cell that may have anything in it that a cell may have. */
    private int content(int start) throws IOException {
        int p = xml.gap(start);
        String value = null;
        boolean hasFormula = false;
        while (!xml.isEnd(p, "c")) {
            if (xml.isTag(p, "f")) {
                p = formula(p);
                hasFormula = true;
            } else if (value == null && xml.isTag(p, type == 'i' ? "is" : "v")) {
                p = value(p);
                value = scratch.toString();
            } else {
                throw xml.stop(p);
            }
            p = xml.gap(p);
        }
        p = xml.end(p, "c");
        values.store(row, column, style, type, value, hasFormula);
        return p;
    }

    private int value(int start) {
        scratch.clear();
        String tag = type == 'i' ? "is" : "v";
        int p = xml.tagEnd(start + 1 + tag.length());
        if (xml.isEmptyTag) {
            return p;
        }
        return type == 'i' ? texts.richText(p, "is", scratch) : xml.end(texts.text(p, scratch), "v");
    }

    /** Passes over a formula; the value is what it said when the file was written. */
    private int formula(int start) {
        int p = xml.attributeOrEnd(start + 2);
        while (p > 0) {
            p = xml.attribute(p);
            if (xml.isNamed("t") && xml.isValue("array")) {
                throw new Unrecognised("a formula for several cells");
            }
            p = xml.attributeOrEnd(p);
        }
        if (xml.isEmptyTag) {
            return -p;
        }
        scratch.clear();
        return xml.end(texts.text(-p, scratch), "f");
    }
}
