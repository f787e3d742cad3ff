package org.tradehouse.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.Severity;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;

class WorkbookTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {".xls", ".xlsx"})
    void storedValuesAreReadAndNotTheDisplayedOnes(String ending) {
        Path file = workbook(ending, book -> {
            Sheet sheet = book.createSheet("Data");
            row(sheet, 0, "Period", "Partner", "HS", "Value");
            row(sheet, 1, 2023, "CN", 101, 14792492.52227);
            row(sheet, 2, "2023", true, "0101", 0.1 + 0.2);
            row(sheet, 3, 2023, "KG", "  ", 1.5E15);
            CellStyle rounded = book.createCellStyle();
            rounded.setDataFormat(book.createDataFormat().getFormat("#,##0.0"));
            sheet.getRow(1).getCell(3).setCellStyle(rounded);
        });
        Reading reading = Reading.of(plain(), file);
        SourceRow first = reading.rows().get(0);
        assertThat(first.text(Field.PERIOD)).isEqualTo("2023");
        assertThat(first.text(Field.PRODUCT)).isEqualTo("101");
        assertThat(first.isNumber(Field.PRODUCT)).isTrue();
        assertThat(first.text(Field.VALUE)).isEqualTo("14792492.52227");
        assertThat(first.row()).isEqualTo(2);
        assertThat(first.part().sheet()).isEqualTo("Data");
        SourceRow second = reading.rows().get(1);
        assertThat(second.text(Field.PARTNER)).isEqualTo("true");
        assertThat(second.text(Field.PRODUCT)).isEqualTo("0101");
        assertThat(second.isNumber(Field.PRODUCT)).isFalse();
        assertThat(second.text(Field.VALUE)).isEqualTo("0.30000000000000004");
        assertThat(reading.rows().get(2).text(Field.PRODUCT)).as("only blanks").isEmpty();
        assertThat(reading.rows().get(2).text(Field.VALUE)).isEqualTo("1500000000000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {".xls", ".xlsx"})
    void datesFormulasAndErrorsAreToldApart(String ending) {
        Path file = workbook(ending, book -> {
            Sheet sheet = book.createSheet("Data");
            row(sheet, 0, "Period", "Partner", "HS", "Value");
            row(sheet, 1, "", "CN", "01", 1);
            CellStyle date = book.createCellStyle();
            date.setDataFormat(book.createDataFormat().getFormat("dd.mm.yyyy"));
            sheet.getRow(1).getCell(0).setCellValue(LocalDateTime.of(2023, 5, 1, 0, 0));
            sheet.getRow(1).getCell(0).setCellStyle(date);
            row(sheet, 2, 2023, "KG", "01", "");
            formula(sheet, 2, 3, "D2*2");
            row(sheet, 3, 2023, "UZ", "01", "");
            formula(sheet, 3, 3, "1/0");
            row(sheet, 4, 2023, "TJ", "01", "");
            sheet.getRow(4).getCell(3).setCellErrorValue(FormulaError.REF.getCode());
            row(sheet, 5, 2023, "TM", "01", 1, "");
            sheet.getRow(5).getCell(4).setCellErrorValue(FormulaError.NA.getCode());
        });
        Reading reading = Reading.of(plain(), file);
        assertThat(reading.rows())
                .extracting(SourceRow::defect)
                .containsExactly(null, null, Code.CELL_ERROR, Code.CELL_ERROR, null);
        assertThat(reading.rows().get(0).text(Field.PERIOD)).isEqualTo("2023-05-01");
        assertThat(reading.rows().get(1).text(Field.VALUE)).isEqualTo("2");
        assertThat(reading.rows().get(1).isNumber(Field.VALUE)).isTrue();
        assertThat(reading.rows().get(2).defectDetail()).isEqualTo("row 4, column Value: #DIV/0!");
        assertThat(reading.rows().get(3).defectDetail()).isEqualTo("row 5, column Value: #REF!");
    }

    @Test
    void formulaWithoutAStoredValueIsAnErrorAndNotABlank() {
        Path file = workbook(".xlsx", book -> {
            Sheet sheet = book.createSheet("Data");
            row(sheet, 0, "Period", "Partner", "HS", "Value");
            row(sheet, 1, 2023, "CN", "01", 1);
            row(sheet, 2, 2023, "KG", "01", "");
            sheet.getRow(2).getCell(3).setCellFormula("D2*2");
        });
        assertThat(Reading.of(plain(), file).rows().get(1).defect()).isEqualTo(Code.CELL_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {".xls", ".xlsx"})
    void headerOfTwoRowsIsJoinedAndEachFilledCellIsARow(String ending) {
        Path file = workbook(ending, book -> {
            wide(book.createSheet("12_2023"), 3, "январь-май 2023 года");
            wide(book.createSheet("2022"), 7, "2022 год");
            row(book.createSheet("Обложка"), 4, "", "Дата  опубликования:\n25.07.2024 ");
        });
        Reading reading = Reading.of(wideFeed(), file);
        assertThat(reading.rows()).hasSize(10).allMatch(it -> it.defect() == null);
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.attributes())
                .containsEntry(Field.EDITION_DATE, "25.07.2024")
                .doesNotContainKeys(Field.YEAR, Field.MONTH);
        SourceRow china = reading.row(
                it -> it.text(Field.PARTNER).equals("Китай") && it.column().startsWith("Экспорт"));
        assertThat(china.column()).isEqualTo("Экспорт всего");
        assertThat(china.text(Field.VALUE)).isEqualTo("30.25");
        assertThat(china.isNumber(Field.VALUE)).isTrue();
        assertThat(china.text(Field.FLOW)).isEqualTo("X");
        assertThat(china.text(Field.YEAR)).isEqualTo("2023");
        assertThat(china.text(Field.TO_MONTH)).isEqualTo("май");
        assertThat(china.raw()).hasSize(6).startsWith(" Китай", "50.5");
        assertThat(china.part().headers())
                .containsExactly(
                        "Наименование",
                        "Товарооборот всего",
                        "Товарооборот удельный вес, %",
                        "Экспорт всего",
                        "Экспорт удельный вес, %",
                        "Импорт всего");
        assertThat(reading.rows()).noneMatch(it -> it.text(Field.PARTNER).equals("в том числе:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {".xls", ".xlsx"})
    void tableEndsBeforeFootnotesAndAfterBlankRows(String ending) {
        Path file = workbook(ending, book -> {
            Sheet sheet = book.createSheet("2023");
            wide(sheet, 2, "2023 год");
            row(sheet, 40, "Сноска ниже таблицы");
            sheet.createRow(5_000).createCell(0).setCellValue(" ");
            Sheet second = book.createSheet("2022");
            wide(second, 2, "2022 год");
            second.removeRow(second.getRow(8));
            row(second, 40, "Индия", 1, 1, 1, 1, 1);
        });
        Reading reading = Reading.of(wideFeed(), file);
        assertThat(reading.rows()).hasSize(10);
        assertThat(reading.findings()).hasSize(1);
        assertThat(reading.findings().get(0).severity()).isEqualTo(Severity.FLAG);
        assertThat(reading.findings().get(0).message()).contains("sheet 2022: row 41 and those below it are not read");
    }

    @Test
    void figuresBelowAFootnoteAreNotPassedOverInSilence() {
        Path file = workbook(".xlsx", book -> {
            Sheet sheet = book.createSheet("2023");
            wide(sheet, 2, "2023 год");
            row(sheet, 9, "* ещё сноска");
            row(sheet, 10, "Индия", 1, 1, 1, 1, 1);
        });
        assertThat(Reading.of(wideFeed(), file).findings())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("row 11"));
    }

    @Test
    void measureThatIsNoLongerThereRefusesTheSheet() {
        Path file = workbook(".xlsx", book -> {
            Sheet sheet = book.createSheet("2023");
            wide(sheet, 2, "2023 год");
            sheet.getRow(2).getCell(5).setCellValue("Ввоз");
        });
        assertThat(refusal(wideFeed(), file))
                .hasMessageContaining("sheet 2023 lacks the column 'Импорт всего'")
                .extracting(LoadException::code)
                .isEqualTo("TH-1020");
    }

    @Test
    void sheetsAreListedWhereNoneIsMeant() {
        Path file = workbook(".xls", book -> wide(book.createSheet("Лист1"), 2, "2023 год"));
        assertThat(refusal(wideFeed(), file))
                .hasMessageContaining("its sheets are [Лист1]")
                .extracting(LoadException::code)
                .isEqualTo("TH-1030");
    }

    @Test
    void tableThatStandsInTwoSheetsIsAmbiguousWithoutNames() {
        Path file = workbook(".xlsx", book -> {
            book.createSheet("Empty");
            row(book.createSheet("A"), 0, "Period", "Partner", "Value");
            row(book.createSheet("B"), 0, "Period", "Partner", "Value");
        });
        assertThat(refusal(plain(), file))
                .hasMessageContaining("in 2 sheets: [A, B]")
                .extracting(LoadException::code)
                .isEqualTo("TH-1032");
    }

    @Test
    void workbookWithoutCellsIsEmptyAndOneWithoutRowsHasNoFigure() {
        assertThat(refusal(plain(), workbook(".xlsx", book -> book.createSheet("A")))
                        .code())
                .isEqualTo("TH-1001");
        Path header = workbook(".xls", book -> row(book.createSheet("A"), 0, "Period", "Partner", "Value"));
        assertThat(refusal(plain(), header).code()).isEqualTo("TH-1002");
        Path other = workbook(".xls", book -> row(book.createSheet("A"), 0, "Something", "else"));
        assertThat(refusal(plain(), other).code()).isEqualTo("TH-1020");
    }

    @Test
    void sheetsBeyondTheLimitsAreRefused() {
        Path broad = workbook(".xlsx", book -> {
            Sheet sheet = book.createSheet("A");
            row(sheet, 0, "Period", "Partner", "Value");
            row(sheet, 1, 2023, "CN", 1).createCell(300).setCellValue("far away");
        });
        assertThat(refusal(plain(), broad).code()).isEqualTo("TH-1024");
        Path deep = workbook(".xlsx", book -> {
            Sheet sheet = book.createSheet("A");
            row(sheet, 0, "Period", "Partner", "Value");
            row(sheet, 1, 2023, "CN", 1);
        });
        rewrite(
                deep,
                "/xl/worksheets/sheet1.xml",
                it -> it.replace("r=\"2\"", "r=\"99999999\"").replaceAll("r=\"([A-C])2\"", "r=\"$199999999\""));
        assertThat(refusal(plain(), deep).code()).isIn("TH-1024", "TH-1009");
    }

    @Test
    void cellThatIsTooLongOrHoldsALoneSurrogateDamagesItsRow() {
        Path file = workbook(".xls", book -> {
            Sheet sheet = book.createSheet("A");
            row(sheet, 0, "Period", "Partner", "Value");
            row(sheet, 1, 2023, "C\uD800N", 1);
        });
        SourceRow row = Reading.of(plain(), file).only();
        assertThat(row.defect()).isEqualTo(Code.BAD_CHARACTER);
        assertThat(row.text(Field.PARTNER)).isEqualTo("C\uFFFDN");
        Path huge = workbook(".xlsx", book -> {
            Sheet sheet = book.createSheet("A");
            row(sheet, 0, "Period", "Partner", "Value");
            row(sheet, 1, 2023, "LONG", 1);
        });
        rewrite(huge, "/xl/sharedStrings.xml", it -> it.replace("LONG", "x".repeat(70_000)));
        assertThat(Reading.of(plain(), huge).only().defect()).isEqualTo(Code.CELL_TOO_LONG);
    }

    @Test
    void entitiesOfADocumentTypeAreNotResolved() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "SECRET");
        Path file = workbook(".xlsx", book -> {
            Sheet sheet = book.createSheet("A");
            row(sheet, 0, "Period", "Partner", "Value");
            row(sheet, 1, 2023, "HERE", 1);
        });
        rewrite(
                file,
                "/xl/sharedStrings.xml",
                it -> it.replaceFirst("\\?>", "?><!DOCTYPE sst [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>")
                        .replace("HERE", "&e;"));
        try {
            assertThat(Reading.of(plain(), file).rows())
                    .noneMatch(it -> it.raw().toString().contains("SECRET"));
        } catch (LoadException refusal) {
            assertThat(refusal.code()).isEqualTo("TH-1009");
        }
    }

    @Test
    void textNamedXlsxIsRefusedByItsRealKind() throws IOException {
        Path file = Files.writeString(folder.resolve("a.xlsx"), "Period,Partner,Value\n2023,CN,1\n");
        assertThat(refusal(plain(), file))
                .hasMessage("a.xlsx is text by its content; this feed reads workbooks")
                .extracting(LoadException::code)
                .isEqualTo("TH-1003");
    }

    @ParameterizedTest
    @ValueSource(strings = {".xls", ".xlsx"})
    void brokenWorkbooksAreRefusedAndNothingElseIsThrown(String ending) throws IOException {
        Path file = workbook(ending, book -> wide(book.createSheet("2023"), 3, "2023 год"));
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int i = 0; i < 150; i++) {
            byte[] broken = whole.clone();
            for (int flips = 0; flips < 1 + i % 20; flips++) {
                broken[8 + random.nextInt(broken.length - 8)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(file, broken);
            try {
                Reading.of(wideFeed(), file);
            } catch (LoadException refusal) {
                assertThat(refusal.code()).startsWith("TH-10");
            }
        }
    }

    @Test
    void comtradeWorkbookMixesTypesByColumn() {
        Path file = workbook(".xlsx", book -> {
            book.createSheet("Sheet2");
            Sheet sheet = book.createSheet("Sheet1");
            row(
                    sheet,
                    0,
                    "freqCode",
                    "period",
                    "reporterCode",
                    "flowCode",
                    "partnerCode",
                    "classificationCode",
                    "cmdCode",
                    "isReported",
                    "motCode",
                    "primaryValue");
            row(sheet, 1, "A", 2022, 398, "M", "156", "H6", "01", false, "", 1588852981506.719);
        });
        SourceRow row = Reading.of(Reading.feed("un-comtrade"), file).only();
        assertThat(row.text(Field.REPORTER)).isEqualTo("398");
        assertThat(row.text(Field.PRODUCT)).isEqualTo("01");
        assertThat(row.text(Field.VALUE)).isEqualTo("1588852981506.719");
        assertThat(row.text(Field.TRANSPORT)).isEmpty();
        assertThat(row.raw().get(7)).isEqualTo("false");
    }

    private Feed plain() {
        return FeedOf.yaml(folder, """
                layout: {format: workbook, header-rows: 1}
                constants: {flow: X}
                columns:
                  period: {header: Period, formats: [yyyy]}
                  partner: {header: Partner, codes: iso2}
                  product: {header: HS, codes: hs, optional: true}
                  value: {header: Value, currency: USD}
                """);
    }

    private static Feed wideFeed() {
        return Reading.feed("kz-bns-trade-by-country");
    }

    /** A made-up sheet in the manner of the bureau: three measures, shares between them, a footnote. */
    private static void wide(Sheet sheet, int top, String period) {
        row(sheet, 0, " Основные показатели");
        row(sheet, 1, "за " + period);
        row(sheet, top - 1, "", "", "", "", "тыс. долларов США");
        row(sheet, top, "Наименование", "Товарооборот", "", "Экспорт", "", "Импорт");
        row(sheet, top + 1, "", "всего", "удельный\nвес, %", "всего", "удельный вес, %", "всего");
        sheet.addMergedRegion(new CellRangeAddress(top, top, 1, 2));
        sheet.addMergedRegion(new CellRangeAddress(top, top + 1, 0, 0));
        row(sheet, top + 2, "Всего", 50.5, 100, 30.25, 100);
        row(sheet, top + 3, "в том числе:", "", "", " ");
        row(sheet, top + 5, " Китай", 50.5, 100, 30.25, 100, 20.25)
                .createCell(8)
                .setCellValue(" ");
        row(sheet, top + 6, "* предварительно", 1, 1, 1, 1, 1);
    }

    private static Row row(Sheet sheet, int index, Object... values) {
        Row row = sheet.createRow(index);
        for (int i = 0; i < values.length; i++) {
            Cell cell = row.createCell(i);
            if (values[i] instanceof Number number) {
                cell.setCellValue(number.doubleValue());
            } else if (values[i] instanceof Boolean truth) {
                cell.setCellValue(truth);
            } else if (!values[i].equals("")) {
                cell.setCellValue((String) values[i]);
            }
        }
        return row;
    }

    private static void formula(Sheet sheet, int row, int column, String formula) {
        Cell cell = sheet.getRow(row).getCell(column);
        cell.setCellFormula(formula);
        sheet.getWorkbook().getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(cell);
    }

    private Path workbook(String ending, Consumer<org.apache.poi.ss.usermodel.Workbook> content) {
        Path file = folder.resolve("book" + ending);
        try (org.apache.poi.ss.usermodel.Workbook book =
                        ending.equals(".xls") ? new HSSFWorkbook() : new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            content.accept(book);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            book.write(bytes);
            out.write(bytes.toByteArray());
            return file;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void rewrite(Path workbook, String part, UnaryOperator<String> change) {
        try (FileSystem zip = FileSystems.newFileSystem(workbook, Map.of())) {
            Path inside = zip.getPath(part);
            String before = Files.readString(inside, StandardCharsets.UTF_8);
            String after = change.apply(before);
            assertThat(after).isNotEqualTo(before);
            Files.writeString(inside, after);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static LoadException refusal(Feed feed, Path file) {
        LoadException refusal = catchThrowableOfType(LoadException.class, () -> Reading.of(feed, file));
        assertThat(refusal).isNotNull();
        assertThat(refusal.nextStep()).isNotBlank();
        return refusal;
    }
}
