package org.tradehouse.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.tradehouse.load.LoadException;

/** What the own reader and the library make of one sheet: its rows as lines, and how it ends. */
record BothReaders(List<String> own, List<String> library, boolean handedOver) {
    private interface Source {
        RawRow next() throws IOException;
    }

    static BothReaders of(Path file, int sheet) throws IOException {
        try (OoxmlWorkbook workbook = new OoxmlWorkbook(file, "a.xlsx");
                OoxmlRows rows = workbook.rows(sheet)) {
            List<String> own = lines(rows::next);
            return new BothReaders(own, library(file, sheet), rows.isHandedOver());
        } catch (ExcelReaderException notOpened) {
            return new BothReaders(List.of("TH-1009"), List.of("TH-1009"), true);
        }
    }

    private static List<String> library(Path file, int sheet) throws IOException {
        try (OoxmlWorkbook workbook = new OoxmlWorkbook(file, "a.xlsx");
                OoxmlRows only = new OoxmlRows("a.xlsx", null, () -> workbook.library(sheet))) {
            return lines(only::next);
        }
    }

    static int sheets(Path file) throws IOException {
        try (OoxmlWorkbook workbook = new OoxmlWorkbook(file, "a.xlsx")) {
            return workbook.sheets().size();
        }
    }

    private static List<String> lines(Source source) {
        List<String> lines = new ArrayList<>();
        try {
            for (RawRow row = source.next(); row != null; row = source.next()) {
                lines.add(line(row));
            }
            lines.add("end");
        } catch (LoadException refusal) {
            lines.add(refusal.code());
        } catch (IOException broken) {
            lines.add(broken.toString());
        }
        return lines;
    }

    private static String line(RawRow row) {
        StringBuilder line = new StringBuilder(row.number + "/" + row.width + ":");
        for (int i = 0; i < row.cells.length; i++) {
            line.append(row.isNumber(i) ? " #" : " ")
                    .append('[')
                    .append(row.cells[i])
                    .append(']');
            if (row.defect(i) != null) {
                line.append(row.defect(i));
            }
        }
        return line.toString();
    }

    /** The refusal, "end" where there is none. */
    String outcome() {
        return own.get(own.size() - 1);
    }
}
