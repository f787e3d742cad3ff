package org.tradehouse.read;

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
    private final int number;
    private String[] texts;
    private int width;
    private final BitSet numbers;
    private long tidy;
    private Code @Nullable [] defects;

    /** @param number row as a person counts it, from 1 */
    Stored(String name, int number, int cells) {
        this(name, number, cells, cells);
    }

    private Stored(String name, int number, int cells, int width) {
        this.name = name;
        this.number = number;
        if (number > Limits.SHEET_ROWS) {
            throw Workbook.tooLarge(name, "has a row " + number);
        }
        texts = new String[Math.min(Math.max(cells, 0), Limits.COLUMNS)];
        Arrays.fill(texts, "");
        this.width = Math.min(width, texts.length);
        numbers = new BitSet(texts.length);
    }

    /** A row whose width is not known yet, only guessed; {@link #reach} says it. */
    static Stored growing(String name, int number, int guess) {
        return new Stored(name, number, guess, 0);
    }

    /** The row has a cell in this column, though it may say nothing. */
    void reach(int column) {
        if (column >= width) {
            width = Math.min(column + 1, Limits.COLUMNS);
            if (width > texts.length) {
                grow();
            }
        }
    }

    private void grow() {
        int before = texts.length;
        texts = Arrays.copyOf(texts, Math.min(Math.max(width, before * 2), Limits.COLUMNS));
        Arrays.fill(texts, before, texts.length, "");
    }

    RawRow row() {
        String[] cells = texts.length == width ? texts : Arrays.copyOf(texts, width);
        RawRow row = new RawRow(number, cells, width, numbers, tidy);
        for (int i = 0; defects != null && i < Math.min(defects.length, width); i++) {
            if (defects[i] != null) {
                row.damage(i, defects[i]);
            }
        }
        return row;
    }

    void text(int column, String text) {
        put(column, kept(text), damage(text));
    }

    static boolean isError(String text) {
        return ERRORS.contains(text);
    }

    /** What of a text is kept. */
    static String kept(String text) {
        return text.length() > Limits.CELL ? cut(text) : keepable(text);
    }

    /** What is wrong with a text, null for a sound one. */
    static @Nullable Code damage(String text) {
        if (isError(text)) {
            return Code.CELL_ERROR;
        }
        if (text.length() > Limits.CELL) {
            return Code.CELL_TOO_LONG;
        }
        return keepable(text).equals(text) ? null : Code.BAD_CHARACTER;
    }

    void number(int column, double number) {
        if (Double.isFinite(number)) {
            putNumber(column, StoredNumber.plain(number));
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
        damage(column, Code.CELL_ERROR);
    }

    private void put(int column, String text) {
        if (column < width) {
            texts[column] = text;
        } else if (!Blanks.isBlank(text)) {
            throw Workbook.tooLarge(name, "has a cell in column %d of row %d".formatted(column + 1, number));
        }
    }

    /** A number in plain digits. */
    void putNumber(int column, String plain) {
        putTidy(column, plain);
        if (column < width) {
            numbers.set(column);
        }
    }

    /** A text that says something and has no space around it. */
    void putTidy(int column, String text) {
        put(column, text);
        if (column < Long.SIZE) {
            tidy |= 1L << column;
        }
    }

    /** A text as it is kept, with what is wrong with it. */
    void put(int column, String kept, @Nullable Code damage) {
        put(column, kept);
        if (damage != null) {
            damage(column, damage);
        }
    }

    private void damage(int column, Code code) {
        if (column < width) {
            if (defects == null) {
                defects = new Code[width];
            } else if (column >= defects.length) {
                defects = Arrays.copyOf(defects, width);
            }
            defects[column] = code;
        }
    }

    /** As much of a text as a cell may have; a pair of surrogates is not parted. */
    static String cut(String text) {
        int end = Character.isHighSurrogate(text.charAt(Limits.CELL - 1)) ? Limits.CELL - 1 : Limits.CELL;
        return text.substring(0, end);
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
