package org.tradehouse.read;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet as fastexcel-reader gives them. */
final class LibraryRows implements AutoCloseable {
    private final String name;
    private final Predicate<Cell> isDate;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private int passed;
    private int last;

    LibraryRows(String name, Predicate<Cell> isDate, Stream<Row> stream) {
        this.name = name;
        this.isDate = isDate;
        this.stream = stream;
        this.rows = stream.iterator();
    }

    /** Passes over rows that are known already. */
    void pass(int count) {
        for (int i = 0; i < count; i++) {
            if (!rows.hasNext()) {
                throw new IllegalStateException("%d rows, then %d".formatted(count, i));
            }
            number(rows.next());
        }
    }

    @Nullable
    RawRow next() {
        return rows.hasNext() ? stored(rows.next()) : null;
    }

    /** A row without a number stands below the one before; the library gives it its position, from 0. */
    private int number(Row row) {
        last = row.getRowNum() == passed ? last + 1 : row.getRowNum();
        passed++;
        return last;
    }

    private RawRow stored(Row row) {
        Stored stored = new Stored(name, number(row), row.getCellCount());
        for (Cell cell : row) {
            if (cell != null) {
                store(stored, cell);
            }
        }
        return stored.row();
    }

    private void store(Stored stored, Cell cell) {
        int column = cell.getColumnIndex();
        Object value = cell.getValue();
        if (cell.getType() == CellType.ERROR) {
            stored.error(column, value == null ? String.valueOf(cell.getRawValue()) : value.toString());
        } else if (value instanceof BigDecimal) {
            number(stored, column, cell);
        } else if (value instanceof Boolean truth) {
            stored.truth(column, truth);
        } else if (value instanceof String text) {
            stored.text(column, text);
        } else if (cell.getType() == CellType.FORMULA) {
            withoutValue(stored, column, cell);
        }
    }

    private static void withoutValue(Stored stored, int column, Cell cell) {
        if (cell.getRawValue() == null) {
            stored.error(column, "=" + cell.getFormula() + " (no stored value)");
        } else if (!cell.getRawValue().isEmpty()) {
            stored.error(column, cell.getRawValue());
        }
    }

    private void number(Stored stored, int column, Cell cell) {
        if (isDate.test(cell)) {
            stored.date(column, cell.asDate());
            return;
        }
        String plain = StoredNumber.plain(cell.getRawValue());
        if (plain == null || plain.isEmpty()) {
            stored.error(column, "#NUM!");
        } else {
            stored.putNumber(column, plain);
        }
    }

    @Override
    public void close() {
        stream.close();
    }
}
