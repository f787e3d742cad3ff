package org.tradehouse.reference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;

/** Publishers' real files; a test that asks for one that is not there is skipped. */
final class Samples {
    private Samples() {}

    static Path file(String name) {
        Path file = Path.of(System.getProperty("samples", "samples"), name);
        assumeTrue(Files.exists(file), "no sample " + name);
        return file;
    }

    static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(file(folder))) {
            return files.filter(it -> it.toString().endsWith(".csv")).sorted().toList();
        }
    }

    static List<CsvRecord> csv(Path file, String charset) throws IOException {
        String text = Files.readString(file, Charset.forName(charset));
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            return rows.stream().toList();
        }
    }

    /** The first two columns of every sheet whose name matches, below the row given. */
    static List<List<String>> workbook(String name, String sheets, int headerRows) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        DataFormatter formatter = new DataFormatter();
        try (Workbook workbook = new HSSFWorkbook(Files.newInputStream(file(name)))) {
            for (Sheet sheet : workbook) {
                if (sheet.getSheetName().matches(sheets)) {
                    for (int i = headerRows; i <= sheet.getLastRowNum(); i++) {
                        if (sheet.getRow(i) != null) {
                            rows.add(List.of(
                                    formatter.formatCellValue(sheet.getRow(i).getCell(0)),
                                    formatter.formatCellValue(sheet.getRow(i).getCell(1))));
                        }
                    }
                }
            }
        }
        return rows;
    }
}
