package org.tradehouse.read;

import java.io.IOException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** What cells of an .xlsx sheet say, by their type and style. */
final class CellValues {
    static final int NO_STYLE = -1;

    private final SheetBytes.Book book;
    private @Nullable SharedStrings strings;

    CellValues(SheetBytes.Book book) {
        this.book = book;
    }

    boolean isDate(int style) {
        return style != NO_STYLE && book.isDate(style);
    }

    /** Stores a shared string. */
    void put(Stored row, int column, int index) throws IOException {
        SharedStrings all = strings;
        if (all == null) {
            all = book.strings();
            strings = all;
        }
        if (index < 0 || index >= all.count()) {
            throw Workbook.damaged(
                    book.name(),
                    "a cell in column %d names the shared text %d, and there are %d"
                            .formatted(column + 1, index, all.count()));
        }
        String tidy = all.tidy(index);
        if (tidy != null) {
            row.putTidy(column, tidy);
        } else {
            SharedStrings.Kept kept = all.get(index);
            row.put(column, kept.text(), kept.damage());
        }
    }

    /** Stores what a cell of any type says, null for nothing. */
    void store(Stored row, int column, int style, byte type, @Nullable String value, boolean hasFormula)
            throws IOException {
        if (value == null && (hasFormula || type == 'e' || type == 'f')) {
            throw new Unrecognised("a cell without a value");
        }
        if (type == 's') {
            shared(row, column, value == null ? "" : value);
        } else if (type == 'i' && value != null) {
            row.text(column, value);
        } else if (value != null && !value.isEmpty()) {
            known(row, column, style, type, value, hasFormula);
        } else if (type == 'e') {
            throw new Unrecognised("an error without a name");
        }
    }

    private void shared(Stored row, int column, String value) throws IOException {
        if (value.isEmpty()) {
            row.put(column, "", null);
        } else {
            try {
                put(row, column, Integer.parseInt(value));
            } catch (NumberFormatException none) {
                throw new Unrecognised("a shared string " + value);
            }
        }
    }

    private void known(Stored row, int column, int style, byte type, String value, boolean hasFormula) {
        switch (type) {
            case 'n' -> number(row, column, style, value, hasFormula);
            case 'b' -> truth(row, column, value);
            case 'e' -> error(row, column, value, hasFormula);
            case 'd' -> date(row, column, value);
            default -> row.text(column, value);
        }
    }

    private void number(Stored row, int column, int style, String value, boolean hasFormula) {
        String plain = StoredNumber.plain(value);
        if (plain == null) {
            if (hasFormula) {
                throw new Unrecognised("a number " + value);
            }
            row.error(column, value);
        } else if (isDate(style)) {
            row.date(column, StoredDate.of(Double.parseDouble(value), book.isSince1904()));
        } else if (plain.isEmpty()) {
            row.error(column, "#NUM!");
        } else {
            row.putNumber(column, plain);
        }
    }

    private static void truth(Stored row, int column, String value) {
        if (!value.equals("0") && !value.equals("1")) {
            throw new Unrecognised("a truth " + value);
        }
        row.truth(column, value.equals("1"));
    }

    private static void error(Stored row, int column, String value, boolean hasFormula) {
        if (hasFormula && !Stored.isError(value)) {
            throw new Unrecognised("an error " + value);
        }
        row.error(column, value);
    }

    private static void date(Stored row, int column, String value) {
        LocalDateTime date = StoredDate.of(value);
        if (date == null) {
            row.error(column, value);
        } else {
            row.date(column, date);
        }
    }
}
