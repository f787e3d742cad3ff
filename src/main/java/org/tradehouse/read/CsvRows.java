package org.tradehouse.read;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Code;
import org.tradehouse.load.LoadException;

/**
 * Records of a delimited text (RFC 4180, any line end), in constant memory. Blank lines and lines of blank cells are passed over.
 * Most cells of a row are those of the row above: characters that stand there too are compared many at once and not read again.
 */
final class CsvRows implements RawRows {
    private static final int KEPT = Limits.COLUMNS + 2;
    private static final int END = -1;
    private static final int NOWHERE = -1;

    private final Reader in;
    private final String name;
    private final char delimiter;
    private final int quote;
    private final char[] buffer = new char[1 << 16];
    private int position;
    private int limit;
    private int line = 1;

    private char[] cell = new char[256];
    private int length;
    private boolean isLong;
    private boolean hasNul;
    private boolean hasTail;

    /** Where the cell that was read last stands: in the buffer while nothing had to be joined or left out, else in {@link #cell}. */
    private char[] source = buffer;

    private int start;

    private final String[] cells = new String[KEPT];
    private final Texts[] texts = new Texts[KEPT];
    private final boolean[] longCells = new boolean[KEPT];
    private final boolean[] nulCells = new boolean[KEPT];
    private int tail = END;
    private boolean saysSomething;
    private boolean isDamaged;

    /** Where the record before begins in the buffer, how many cells it has and where each of them ends, its delimiter included. */
    private int before = NOWHERE;

    private int cellsBefore;
    private int[] endsBefore = new int[Long.SIZE];
    private int[] ends = new int[Long.SIZE];
    /** How often the buffer was filled: what stood in it has moved then. */
    private int fills;
    /** Bits of the first cells: not those of the row handed out last; says something; and has no space around it. */
    private long changed;

    private long says;
    private long tidy;
    private int serial;

    /** @param quote 0 where the text has no quoting */
    CsvRows(Reader in, String name, char delimiter, char quote) {
        this.in = in;
        this.name = name;
        this.delimiter = delimiter;
        this.quote = quote == 0 ? -2 : quote;
        Arrays.setAll(texts, it -> new Texts());
    }

    @Override
    public @Nullable RawRow next() throws IOException {
        while (true) {
            int start = line;
            int width = record(true);
            if (width < 0) {
                return null;
            }
            if (saysSomething || isDamaged) {
                RawRow row = new RawRow(
                        start,
                        Arrays.copyOf(cells, Math.min(width, KEPT)),
                        width,
                        null,
                        tidy & first(width),
                        changed,
                        ++serial);
                changed = 0;
                return isDamaged ? marked(row) : row;
            }
        }
    }

    @Override
    public boolean skip() throws IOException {
        while (record(false) >= 0) {
            if (saysSomething || isDamaged) {
                return true;
            }
        }
        return false;
    }

    private RawRow marked(RawRow row) {
        for (int i = 0; i < row.cells.length; i++) {
            if (longCells[i]) {
                row.damage(i, Code.CELL_TOO_LONG);
            } else if (nulCells[i]) {
                row.damage(i, Code.BAD_CHARACTER);
            }
        }
        if (tail >= 0) {
            row.damage(
                    Code.RAGGED_ROW,
                    "line %d, cell %d: text follows the closing quote".formatted(row.number, tail + 1));
        }
        return row;
    }

    /** Reads one record and gives its number of cells, or -1 at the end. */
    private int record(boolean keep) throws IOException {
        if (position >= limit && !refill()) {
            return END;
        }
        startRecord();
        int begin = position;
        int fill = fills;
        int first = line;
        int width = keep && before >= 0 ? likeBefore(begin) : 0;
        boolean isWhole = width < 0;
        width = Math.abs(width);
        saysSomething |= (says & first(width)) != 0;
        if (!isWhole) {
            int end;
            do {
                end = cell(width++, keep, false);
            } while (end == delimiter);
        }
        line++;
        boolean stays = keep && fill == fills && line == first + 1 && !isDamaged && width <= Long.SIZE;
        before = stays && buffer[position - 1] == '\n' ? begin : NOWHERE;
        cellsBefore = width;
        int[] free = endsBefore;
        endsBefore = ends;
        ends = free;
        return width;
    }

    /**
     * Reads a record as far as it has the cells of the one before, reading only those that differ.
     *
     * @return how many cells were read, below zero where the record has ended with them
     */
    private int likeBefore(int begin) throws IOException {
        int fill = fills;
        int old = before;
        int now = begin;
        int k = 0;
        while (k < cellsBefore) {
            int room = Math.min(endsBefore[cellsBefore - 1] - old, limit - now);
            int same = Arrays.mismatch(buffer, now, now + room, buffer, old, old + room);
            int until = old + (same < 0 ? room : same);
            int shift = now - old;
            while (k < cellsBefore && endsBefore[k] <= until) {
                ends[k] = endsBefore[k] + shift;
                k++;
            }
            now = k == 0 ? now : ends[k - 1];
            position = now;
            if (k < cellsBefore) {
                old = endsBefore[k];
                int end = cell(k++, true, true);
                if (end != delimiter) {
                    return -k;
                }
                if (fill != fills || isDamaged) {
                    return k;
                }
                now = position;
            } else {
                return -k;
            }
        }
        return k;
    }

    private static long first(int count) {
        return count == 0 ? 0 : -1L >>> Long.SIZE - Math.min(count, Long.SIZE);
    }

    /**
     * Reads and keeps one cell and gives what ended it.
     *
     * @param differs it is known to be another than the one above
     */
    private int cell(int column, boolean keep, boolean differs) throws IOException {
        boolean said = saysSomething;
        saysSomething = false;
        int end = cell();
        if (isLong || hasNul || hasTail) {
            noteDamage(column);
        }
        if (keep && column < KEPT) {
            cells[column] =
                    differs ? texts[column].another(source, start, length) : texts[column].of(source, start, length);
            if (column < Long.SIZE) {
                note(1L << column);
                ends[column] = position;
            }
        }
        saysSomething |= said;
        return end;
    }

    private void note(long bit) {
        changed |= bit;
        says = saysSomething ? says | bit : says & ~bit;
        boolean isTidy = length > 0 && !Blanks.isSpace(source[start]) && !Blanks.isSpace(source[start + length - 1]);
        tidy = isTidy ? tidy | bit : tidy & ~bit;
    }

    private void startRecord() {
        saysSomething = false;
        if (isDamaged) {
            Arrays.fill(longCells, false);
            Arrays.fill(nulCells, false);
            tail = END;
            isDamaged = false;
        }
    }

    private void noteDamage(int column) {
        isDamaged = true;
        int at = Math.min(column, KEPT - 1);
        longCells[at] |= isLong;
        nulCells[at] |= hasNul;
        if (hasTail && tail < 0) {
            tail = column;
        }
    }

    /** Reads one cell and gives what ended it: the delimiter, a line feed, or -1. */
    private int cell() throws IOException {
        length = 0;
        isLong = false;
        hasNul = false;
        hasTail = false;
        source = cell;
        start = 0;
        if (position >= limit && !refill()) {
            return END;
        }
        if (buffer[position] == quote) {
            position++;
            return quoted();
        }
        return bare();
    }

    private int bare() throws IOException {
        do {
            int from = position;
            int i = from;
            char c = 0;
            boolean plain = true;
            while (i < limit && (c = buffer[i]) != delimiter && c != '\n' && c != '\r') {
                plain &= c != 0;
                i++;
            }
            position = i;
            if (i < limit) {
                take(from, i, plain);
                position++;
                return c == '\r' ? lineFeed() : c;
            }
            append(from, i);
        } while (refill());
        return END;
    }

    private int quoted() throws IOException {
        int opened = line;
        do {
            int from = position;
            int i = from;
            boolean plain = true;
            char c;
            while (i < limit && (c = buffer[i]) != quote) {
                if (c <= '\n') {
                    plain &= c != 0;
                    line += c == '\n' ? 1 : 0;
                }
                i++;
            }
            position = i;
            if (i + 1 < limit && buffer[i + 1] != quote) {
                take(from, i, plain);
                position++;
                return afterQuote();
            }
            append(from, i);
            if (i < limit) {
                position++;
                if ((position < limit || refill()) && buffer[position] == quote) {
                    append(position, position + 1);
                    position++;
                } else {
                    return afterQuote();
                }
            }
        } while (position < limit || refill());
        throw new LoadException(
                "TH-1023",
                "%s: the quote opened in line %d is never closed".formatted(name, opened),
                "get the file again from the publisher (it is cut off), or correct layout.quote of the feed");
    }

    /** The end of a cell. One that stands in the buffer as it is meant is not copied. */
    private void take(int from, int to, boolean plain) {
        if (length > 0 || !plain || to - from > Limits.CELL) {
            append(from, to);
            return;
        }
        source = buffer;
        start = from;
        length = to - from;
        for (int i = from; i < to && !saysSomething; i++) {
            saysSomething = !Blanks.isSpace(buffer[i]);
        }
    }

    /** Blanks between the closing quote and the delimiter mean nothing; anything else damages the row. */
    private int afterQuote() throws IOException {
        while (position < limit || refill()) {
            char c = buffer[position];
            if (c == delimiter || c == '\n') {
                position++;
                return c;
            }
            if (c == '\r') {
                position++;
                return lineFeed();
            }
            if (c != ' ' && c != '\t') {
                hasTail = true;
                keep();
                return bare();
            }
            position++;
        }
        return END;
    }

    private int lineFeed() throws IOException {
        if ((position < limit || refill()) && buffer[position] == '\n') {
            position++;
        }
        return '\n';
    }

    /** Puts a cell that goes on into its own place: the buffer may be filled anew. */
    private void keep() {
        if (source == buffer) {
            int from = start;
            int to = start + length;
            source = cell;
            start = 0;
            length = 0;
            append(from, to);
        }
    }

    private void append(int from, int to) {
        int count = to - from;
        if (length + count > Limits.CELL) {
            isLong = true;
            count = Limits.CELL - length;
        }
        if (length + count > cell.length) {
            cell = Arrays.copyOf(cell, Math.max(2 * cell.length, length + count));
            source = cell;
        }
        for (int i = from; i < from + count; i++) {
            char c = buffer[i];
            if (c == 0) {
                hasNul = true;
                continue;
            }
            cell[length++] = c;
            if (!saysSomething && !Blanks.isSpace(c)) {
                saysSomething = true;
            }
        }
    }

    private boolean refill() throws IOException {
        keep();
        int count = in.read(buffer, 0, buffer.length);
        fills++;
        before = NOWHERE;
        position = 0;
        limit = Math.max(0, count);
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
