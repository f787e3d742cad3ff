package org.tradehouse.read;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tradehouse.load.Code;
import org.tradehouse.load.SourcePart;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;

/** Makes source rows of raw rows: one of a long table, one for each filled value cell of a wide one. */
final class RowMaker {
    private static final int VALUE = Field.VALUE.ordinal();

    private final SourcePart part;
    private final int width;
    private final String[] base;
    private final int[] positions;
    private final int[] ordinals;
    private final boolean[] fillDown;
    private final String[] above;
    private final List<Binding.BoundCell> cells;

    /** Which bound column stands in each of the first positions, and the bits of those; no bits where a row cannot follow another. */
    private final int[] columnAt = new int[Long.SIZE];

    private final long read;
    /** The values of the row before and its serial number, -1 where it cannot be followed. */
    private String[] valuesBefore;

    private int serialBefore = -1;
    private long tidyBefore;

    RowMaker(SourcePart part, Binding binding, Map<Field, String> said) {
        this.part = part;
        this.width = binding.width();
        this.cells = binding.cells();
        base = new String[Field.count()];
        Arrays.fill(base, "");
        said.forEach((field, text) -> base[field.ordinal()] = text);
        int count = binding.columns().size();
        positions = new int[count];
        ordinals = new int[count];
        fillDown = new boolean[count];
        above = new String[count];
        Arrays.fill(above, "");
        for (int i = 0; i < count; i++) {
            Binding.Bound bound = binding.columns().get(i);
            positions[i] = bound.position();
            ordinals[i] = bound.field().ordinal();
            fillDown[i] = bound.fillDown();
        }
        read = isSimple() ? plainColumns() : 0;
        valuesBefore = base;
    }

    /** Bits of the positions that are read, 0 where one stands too far right, or two columns are one field or one position. */
    private long plainColumns() {
        long bits = 0;
        long fields = 0;
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= Long.SIZE || (bits >> positions[i] & 1) == 1 || (fields >> ordinals[i] & 1) == 1) {
                return 0;
            }
            bits |= 1L << positions[i];
            fields |= 1L << ordinals[i];
            columnAt[positions[i]] = i;
        }
        return bits;
    }

    /** True where a row makes exactly one source row and depends on no other. */
    boolean isSimple() {
        for (boolean fill : fillDown) {
            if (fill) {
                return false;
            }
        }
        return cells.isEmpty();
    }

    void make(RawRow row, List<SourceRow> made) {
        boolean isPlain = read != 0
                && row.serial > 0
                && row.form() == null
                && !row.hasDamagedCells()
                && row.cells.length >= width;
        if (isPlain && row.serial == serialBefore + 1) {
            String[] values = following(row);
            made.add(new SourceRow(part, row.number, "", values, 0, tidyBefore, raw(row)));
            remember(row, values);
        } else {
            make(row, made, isPlain);
        }
    }

    private void remember(RawRow row, String[] values) {
        valuesBefore = values;
        serialBefore = row.serial;
    }

    /** Bits of the fields whose cell is tidy; what a strict decoder made of a text file has no half characters, and a NUL damages its row. */
    private long tidyFields(RawRow row) {
        long bits = 0;
        for (int i = 0; i < positions.length; i++) {
            bits |= row.isTidy(positions[i]) ? 1L << ordinals[i] : 0;
        }
        return bits;
    }

    /** The values of the row before with what has changed. */
    private String[] following(RawRow row) {
        String[] values = valuesBefore.clone();
        for (long bits = row.changed & read; bits != 0; bits &= bits - 1) {
            int position = Long.numberOfTrailingZeros(bits);
            int field = ordinals[columnAt[position]];
            String text = row.isTidy(position) ? row.cells[position] : Blanks.strip(row.cells[position]);
            values[field] = text.isEmpty() ? base[field] : text;
            long bit = 1L << field;
            tidyBefore = row.isTidy(position) ? tidyBefore | bit : tidyBefore & ~bit;
        }
        return values;
    }

    private void make(RawRow row, List<SourceRow> made, boolean isPlain) {
        String[] values = base.clone();
        long numbers = 0;
        for (int i = 0; i < positions.length; i++) {
            boolean isTidy = row.isTidy(positions[i]);
            String text = filled(i, isTidy ? row.cells[positions[i]] : Blanks.strip(row.cell(positions[i])));
            if (isTidy || !text.isEmpty()) {
                values[ordinals[i]] = text;
                numbers |= row.isNumber(positions[i]) ? 1L << ordinals[i] : 0;
            }
        }
        if (cells.isEmpty()) {
            made.add(sourceRow(row, "", values, numbers, raw(row), damagedCell(row, -1)));
            if (isPlain) {
                remember(row, values);
                tidyBefore = tidyFields(row);
            }
        } else {
            spread(row, values, numbers, made);
        }
    }

    private String filled(int column, String text) {
        if (!fillDown[column]) {
            return text;
        }
        if (!text.isEmpty()) {
            above[column] = text;
        }
        return above[column];
    }

    private void spread(RawRow row, String[] labels, long numbers, List<SourceRow> made) {
        List<String> raw = raw(row);
        for (Binding.BoundCell cell : cells) {
            String text = Blanks.strip(row.cell(cell.position()));
            if (!text.isEmpty()) {
                String[] values = labels.clone();
                cell.fields().forEach((field, said) -> values[field.ordinal()] = said);
                values[VALUE] = text;
                long bits = row.isNumber(cell.position()) ? numbers | 1L << VALUE : numbers & ~(1L << VALUE);
                made.add(sourceRow(row, cell.header(), values, bits, raw, damagedCell(row, cell.position())));
            }
        }
    }

    private SourceRow sourceRow(
            RawRow row, String column, String[] values, long numbers, List<String> raw, int damaged) {
        Code form = row.form();
        if (form != null) {
            return new SourceRow(part, row.number, column, values, numbers, raw, form, row.formDetail());
        }
        Code defect = damaged < 0 ? null : row.defect(damaged);
        return defect == null
                ? new SourceRow(part, row.number, column, values, numbers, raw)
                : new SourceRow(part, row.number, column, values, numbers, raw, defect, detail(row, damaged));
    }

    /** The first damaged cell that touches this source row, -1 for none. Errors of formulas count only in columns that are read. */
    private int damagedCell(RawRow row, int valueCell) {
        if (!row.hasDamagedCells()) {
            return -1;
        }
        for (int i = 0; i < row.cells.length; i++) {
            Code defect = row.defect(i);
            if (defect != null
                    && (isRead(i, valueCell) || defect == Code.BAD_CHARACTER || defect == Code.CELL_TOO_LONG)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isRead(int column, int valueCell) {
        if (column == valueCell) {
            return true;
        }
        for (int position : positions) {
            if (position == column) {
                return true;
            }
        }
        return false;
    }

    private String detail(RawRow row, int column) {
        String header = column < part.headers().size() ? part.headers().get(column) : "";
        String text = row.cell(column);
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return "row %d, column %s: %s".formatted(row.number, header.isEmpty() ? column + 1 : header, shown);
    }

    /** One cell for each column; of a ragged row all there are. */
    private List<String> raw(RawRow row) {
        if (row.cells.length < width) {
            String[] padded = Arrays.copyOf(row.cells, width);
            Arrays.fill(padded, row.cells.length, width, "");
            return Arrays.asList(padded);
        }
        List<String> cells = Arrays.asList(row.cells);
        return row.form() == null ? cells.subList(0, width) : cells;
    }
}
