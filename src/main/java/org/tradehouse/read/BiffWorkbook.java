package org.tradehouse.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.hssf.usermodel.HSSFCell;
import org.apache.poi.hssf.usermodel.HSSFRow;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.LoadException;

/** An .xls workbook (Excel 97 to 2003): at most 65 536 rows a sheet, read as a whole. */
final class BiffWorkbook implements Workbook {
    private final String name;
    private final POIFSFileSystem files;
    private final HSSFWorkbook workbook;

    BiffWorkbook(Path file, String name) throws IOException {
        this.name = name;
        if (Files.size(file) > Limits.OLD_WORKBOOK_BYTES) {
            throw Workbook.tooLarge(name, "is an .xls of more than %d MB".formatted(Limits.OLD_WORKBOOK_BYTES >> 20));
        }
        files = new POIFSFileSystem(file.toFile(), true);
        try {
            workbook = new HSSFWorkbook(files);
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            files.close();
            throw broken;
        }
    }

    @Override
    public List<String> sheets() {
        return IntStream.range(0, workbook.getNumberOfSheets())
                .mapToObj(workbook::getSheetName)
                .toList();
    }

    @Override
    public RawRows rows(int sheet) {
        return new SheetRows(workbook.getSheetAt(sheet));
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private final class SheetRows implements RawRows {
        private final HSSFSheet sheet;
        private int index;

        SheetRows(HSSFSheet sheet) {
            this.sheet = sheet;
        }

        @Override
        public @Nullable RawRow next() {
            try {
                while (index <= sheet.getLastRowNum()) {
                    HSSFRow row = sheet.getRow(index++);
                    if (row != null && row.getLastCellNum() > 0) {
                        return stored(row);
                    }
                }
                return null;
            } catch (LoadException refusal) {
                throw refusal;
            } catch (RuntimeException | StackOverflowError broken) {
                throw Workbook.unreadable(name, broken);
            }
        }

        private RawRow stored(HSSFRow row) {
            Stored stored = new Stored(name, row.getRowNum() + 1, row.getLastCellNum());
            for (int i = 0; i < row.getLastCellNum(); i++) {
                HSSFCell cell = row.getCell(i);
                if (cell != null) {
                    store(stored, i, cell);
                }
            }
            return stored.row();
        }

        private void store(Stored stored, int column, HSSFCell cell) {
            CellType type =
                    cell.getCellType() == CellType.FORMULA ? cell.getCachedFormulaResultType() : cell.getCellType();
            switch (type) {
                case STRING -> stored.text(column, cell.getRichStringCellValue().getString());
                case NUMERIC -> number(stored, column, cell);
                case BOOLEAN -> stored.truth(column, cell.getBooleanCellValue());
                case ERROR ->
                    stored.error(
                            column,
                            FormulaError.forInt(cell.getErrorCellValue()).getString());
                case FORMULA, BLANK, _NONE -> {
                    // says nothing
                }
            }
        }

        private void number(Stored stored, int column, HSSFCell cell) {
            if (DateUtil.isCellDateFormatted(cell)) {
                stored.date(column, cell.getLocalDateTimeCellValue());
            } else {
                stored.number(column, cell.getNumericCellValue());
            }
        }

        @Override
        public void close() {
            // the workbook closes the file
        }
    }
}
