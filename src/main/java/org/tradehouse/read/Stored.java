package org.tradehouse.read;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Code;

/** Collects the cells of one sheet row as texts: numbers in plain digits, dates as ISO, booleans as true and false. */
final class Stored {
    private static final Set<String> ERRORS = Set.of(
            "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!");

    private final String name;
    private final RawRow row;

    /** @param number row as a person counts it, from 1 */
    Stored(String name, int number, int cells) {
        this.name = name;
        if (number > Limits.SHEET_ROWS) {
            throw Workbook.tooLarge(name, "has a row " + number);
        }
        String[] texts = new String[Math.min(Math.max(cells, 0), Limits.COLUMNS)];
        Arrays.fill(texts, "");
        row = new RawRow(number, texts, texts.length, new BitSet());
    }

    RawRow row() {
        return row;
    }

    void text(int column, String text) {
        if (ERRORS.contains(text)) {
            error(column, text);
        } else if (text.length() > Limits.CELL) {
            put(column, text.substring(0, Limits.CELL));
            row.damage(column, Code.CELL_TOO_LONG);
        } else {
            String kept = keepable(text);
            put(column, kept);
            if (!kept.equals(text)) {
                row.damage(column, Code.BAD_CHARACTER);
            }
        }
    }

    void number(int column, double number) {
        if (Double.isFinite(number)) {
            put(column, plain(number));
            if (row.numbers != null && column < row.cells.length) {
                row.numbers.set(column);
            }
        } else {
            error(column, "#NUM!");
        }
    }

    void truth(int column, boolean value) {
        put(column, Boolean.toString(value));
    }

    void date(int column, LocalDateTime value) {
        put(
                column,
                value.toLocalTime().equals(LocalTime.MIDNIGHT)
                        ? value.toLocalDate().toString()
                        : value.toString());
    }

    void error(int column, String text) {
        put(column, text);
        row.damage(column, Code.CELL_ERROR);
    }

    private void put(int column, String text) {
        if (column < row.cells.length) {
            row.cells[column] = text;
        } else if (!Blanks.isBlank(text)) {
            throw Workbook.tooLarge(name, "has a cell in column %d of row %d".formatted(column + 1, row.number));
        }
    }

    /** The shortest decimal that is this double, in plain digits. */
    static String plain(double number) {
        long whole = (long) number;
        if (whole == number && Math.abs(whole) < 1L << 53) {
            return Long.toString(whole);
        }
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }

    /** The text without NUL, lone surrogates replaced. */
    private static String keepable(String text) {
        StringBuilder kept = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            boolean bad = c == 0 || !pair && Character.isSurrogate(c);
            if (bad && kept == null) {
                kept = new StringBuilder(text.length()).append(text, 0, i);
            }
            kept = keep(kept, c, bad);
            if (pair) {
                kept = keep(kept, text.charAt(++i), false);
            }
        }
        return kept == null ? text : kept.toString();
    }

    private static @Nullable StringBuilder keep(@Nullable StringBuilder kept, char c, boolean bad) {
        if (kept == null || c == 0) {
            return kept;
        }
        return kept.append(bad ? '\uFFFD' : c);
    }
}
