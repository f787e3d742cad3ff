package org.tradehouse.read;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Code;

/**
 * One row as the file has it, before columns have a meaning.
 *
 * <p>Blank cells are "", cells beyond the last one are absent.
 */
final class RawRow {
    final int number;
    final String[] cells;
    /** Cells of the row in the file; larger than the array where the row is too wide to be kept. */
    final int width;
    /** Cells that are stored numbers. */
    final @Nullable BitSet numbers;

    /** Bits of the first cells of which it is known that they say something and have no space around it. */
    private final long tidy;

    /** Bits of the first cells that differ from the row with the serial number before; meaningless with the serial 0. */
    final long changed;

    /** Counts the rows a reader has handed out, from 1; 0 where it does not compare them. */
    final int serial;

    private @Nullable Code @Nullable [] defects;
    private @Nullable Code form;
    private String formDetail = "";

    RawRow(int number, String[] cells, int width, @Nullable BitSet numbers) {
        this(number, cells, width, numbers, 0);
    }

    RawRow(int number, String[] cells, int width, @Nullable BitSet numbers, long tidy) {
        this(number, cells, width, numbers, tidy, 0, 0);
    }

    RawRow(int number, String[] cells, int width, @Nullable BitSet numbers, long tidy, long changed, int serial) {
        this.number = number;
        this.cells = cells;
        this.width = width;
        this.numbers = numbers;
        this.tidy = tidy;
        this.changed = changed;
        this.serial = serial;
    }

    String cell(int column) {
        return column < cells.length ? cells[column] : "";
    }

    /** True where the cell is known to say something and to have no space around it; false says nothing. */
    boolean isTidy(int column) {
        return column < Long.SIZE && (tidy >> column & 1) == 1;
    }

    boolean isNumber(int column) {
        return numbers != null && numbers.get(column);
    }

    /** Marks one cell as damaged. */
    void damage(int column, Code code) {
        if (defects == null) {
            defects = new Code[Math.max(cells.length, column + 1)];
        }
        if (column < defects.length) {
            defects[column] = code;
        }
    }

    /** Marks the row itself as damaged. */
    void damage(Code code, String detail) {
        if (form == null) {
            form = code;
            formDetail = detail;
        }
    }

    @Nullable
    Code form() {
        return form;
    }

    String formDetail() {
        return formDetail;
    }

    boolean hasDamagedCells() {
        return defects != null;
    }

    @Nullable
    Code defect(int column) {
        return defects == null || column >= defects.length ? null : defects[column];
    }

    /** True where the first so many cells say nothing. */
    boolean isBlank(int columns) {
        for (int i = Math.min(columns, cells.length) - 1; i >= 0; i--) {
            if (isTidy(i) || !Blanks.isBlank(cells[i])) {
                return false;
            }
        }
        return true;
    }

    /** The first cell that says something, "" in a blank row. */
    String firstText() {
        return Arrays.stream(cells)
                .filter(it -> !Blanks.isBlank(it))
                .findFirst()
                .orElse("");
    }
}
