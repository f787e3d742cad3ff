package org.tradehouse.read;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.DateUtil;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.LoadException;

/** An .xlsx workbook, its sheets streamed. */
final class OoxmlWorkbook implements Workbook {
    private final String name;
    private final ReadableWorkbook workbook;
    private final List<Sheet> sheets;
    private final Map<String, Boolean> dateFormats = new HashMap<>();

    OoxmlWorkbook(Path file, String name) throws IOException {
        this.name = name;
        workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
        sheets = workbook.getSheets().toList();
    }

    @Override
    public List<String> sheets() {
        return sheets.stream().map(Sheet::getName).toList();
    }

    @Override
    public RawRows rows(int sheet) throws IOException {
        return new SheetRows(sheets.get(sheet).openStream());
    }

    @Override
    public void close() throws IOException {
        workbook.close();
    }

    private final class SheetRows implements RawRows {
        private final Stream<Row> stream;
        private final Iterator<Row> rows;

        SheetRows(Stream<Row> stream) {
            this.stream = stream;
            this.rows = stream.iterator();
        }

        @Override
        public @Nullable RawRow next() {
            try {
                return rows.hasNext() ? stored(rows.next()) : null;
            } catch (LoadException refusal) {
                throw refusal;
            } catch (RuntimeException | StackOverflowError broken) {
                throw Workbook.unreadable(name, broken);
            }
        }

        private RawRow stored(Row row) {
            Stored stored = new Stored(name, row.getRowNum(), row.getCellCount());
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
            } else if (cell.getType() == CellType.FORMULA && cell.getRawValue() == null) {
                stored.error(column, "=" + cell.getFormula() + " (no stored value)");
            }
        }

        private void number(Stored stored, int column, Cell cell) {
            if (isDate(cell)) {
                stored.date(column, cell.asDate());
            } else {
                stored.number(column, Double.parseDouble(cell.getRawValue()));
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    private boolean isDate(Cell cell) {
        String format = cell.getDataFormatString();
        return format != null && dateFormats.computeIfAbsent(format, it -> DateUtil.isADateFormat(-1, it));
    }
}
