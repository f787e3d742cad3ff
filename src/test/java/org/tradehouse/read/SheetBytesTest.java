package org.tradehouse.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradehouse.read.OddWorkbook.MAIN;
import static org.tradehouse.read.OddWorkbook.utf8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The own reader gives the rows of the library, cell by cell, and leaves to it what it does not know. */
class SheetBytesTest {
    private static final String STRINGS =
            "<si><t>plain</t></si><si><t xml:space=\"preserve\"> kept </t></si><si><r><rPr><b/><sz val=\"9\"/></rPr>"
                    + "<t>rich</t></r><r><t xml:space=\"preserve\"> text</t></r><rPh sb=\"0\" eb=\"1\"><t>hint</t></rPh>"
                    + "<phoneticPr fontId=\"1\"/></si><si><t>a &amp; b &lt;c&gt; &#1071;&#x1F600;&quot;&apos;</t></si>"
                    + "<si><t>Қазақстан 😀 中国</t></si><si><t/></si><si/><si><t><![CDATA[<raw> & ]] ]]></t></si>"
                    + "<!-- note --><?do nothing?><si>\n <t>two\r\nlines\rmore</t>\n</si><si><t>#N/A</t></si>";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<row/>",
                "<row r=\"3\"/><row r=\"7\"><c r=\"B7\"/></row>",
                "<row><c><v>1</v></c><c t=\"s\"><v>0</v></c></row><row><c><v>2</v></c></row>",
                "<row r=\"5\"><c><v>1</v></c></row><row><c><v>2</v></c></row><row r=\"9\"/>",
                "<row r=\"1\" spans=\"1:3\" ht=\"15\"><c r=\"A1\" s=\"0\"/><c r=\"C1\" t=\"s\" s=\"3\"><v>1</v></c></row>",
                "<row r='1'><c t='s' r='B1'><v>2</v></c><c s='1' r='C1'><v>45000.5</v></c></row>",
                "<row\n r = \"1\"\t><c  r = \"A1\"\n t=\"s\" ><v >3</v ></c >\n</row >\n",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>4</v></c><c r=\"B1\" t=\"s\"><v>5</v></c><c r=\"C1\" t=\"s\"><v>6</v></c>"
                        + "<c r=\"D1\" t=\"s\"><v>7</v></c><c r=\"E1\" t=\"s\"><v>8</v></c><c r=\"F1\" t=\"s\"><v>9</v></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"></c><c r=\"B1\" t=\"s\"><v></v></c><c r=\"C1\" t=\"s\"><v/></c><c r=\"D1\" t=\"s\"/></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>in &amp; line</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><r><t>a</t></r>"
                        + "<r><rPr><i/></rPr><t>b</t></r></is></c><c r=\"C1\" t=\"inlineStr\"/><c r=\"D1\" t=\"inlineStr\"><is/></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c><c r=\"C1\" t=\"b\"/></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#DIV/0!</v></c><c r=\"B1\" t=\"e\"><f>1/0</f><v>#N/A</v></c><c r=\"C1\" t=\"e\"><v>#ODD!</v></c></row>",
                "<row r=\"1\"><c r=\"A1\"><f>B1*2</f><v>4</v></c><c r=\"B1\" t=\"str\"><f>\"a\"&amp;\"b\"</f><v>ab</v></c>"
                        + "<c r=\"C1\" t=\"str\"><v>typed &#x41;</v></c><c r=\"D1\" t=\"b\"><f>TRUE()</f><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A2\" si=\"0\">B1</f><v>1.5</v></c></row>"
                        + "<row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"0\"/><v>2.5</v></c></row>",
                "<!-- <row r=\"9\"/> --><row r=\"1\"><!-- c --><c r=\"A1\"><?pi?><v>1<!-- x -->2</v></c><!-- <c/> --></row><?x <row/>?>",
                "<row r=\"1\"><c r=\"A1\"><v><![CDATA[12]]></v></c><c r=\"B1\"><v>&#49;3</v></c></row>",
                "<row r=\"1\"><c r=\"$A$1\"><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"a1\"><v>1</v></c><c r=\"iv1\"><v>2</v></c></row>",
                "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"IW1\"/><c r=\"XFD1\"/></row>",
                "<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>",
                "<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>",
                "<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>",
                "<row r=\"1\" xml:space=\"preserve\" a:h=\"7\" xmlns:a=\"urn:a\"><c a:q=\"Q1\" r=\"B1\" vm=\"1\" cm=\"2\" ph=\"1\"><v>1</v></c></row>",
            })
    void whatIsUsualIsReadByTheOwnReader(String rows) throws IOException {
        BothReaders both = both(new OddWorkbook().rows(rows).strings(STRINGS), rows.contains("XFD1\"><v>"));
        boolean unusual = rows.contains("$A$1");
        assertThat(both.handedOver()).isEqualTo(unusual);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "-0",
                "0.0",
                "-0.0",
                "00",
                "007",
                "+5",
                "5.",
                ".5",
                "1.10",
                "100",
                "1.5",
                "-12.25",
                "1E5",
                "1.1E7",
                "1e-7",
                "1.2345678901234567E20",
                "0.30000000000000004",
                "14792492.522270001",
                "123456789012345",
                "1234567890123456",
                "9007199254740993",
                "0.000012",
                "1E400",
                "-1E400",
                "1E99999999999",
                "abc",
                " 5",
                "5 ",
                "1,5",
                "0x1F",
                "NaN",
                "Infinity",
                "1_0",
                "1d",
                "1f",
                "--1",
                "-",
                ".",
                "12.34.56",
                "1.7976931348623157E308",
                "4.9E-324",
                "123456789.123456",
                "0.1"
            })
    void numbersAreTheSameDigits(String number) throws IOException {
        String cells =
                "<c r=\"A1\"><v>%1$s</v></c><c r=\"B1\" s=\"3\"><v>%1$s</v></c><c r=\"C1\" t=\"n\"><v>%1$s</v></c>";
        both(new OddWorkbook().rows("<row r=\"1\">" + cells.formatted(number) + "</row>"), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.5",
                "1",
                "59",
                "60",
                "61",
                "45000",
                "45000.999999999",
                "-1",
                "2958465.99",
                "1E3",
                "x",
                "40000.123456"
            })
    void datesAreTheSameDaysInBothSystems(String serial) throws IOException {
        String cells =
                "<c r=\"A1\" s=\"1\"><v>%1$s</v></c><c r=\"B1\" s=\"2\"><v>%1$s</v></c><c r=\"C1\" s=\"99\"><v>%1$s</v></c>";
        String row = "<row r=\"1\">" + cells.formatted(serial) + "</row>";
        both(new OddWorkbook().rows(row), false);
        both(new OddWorkbook().rows(row).since1904(), false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c r=\"B2\"><f>A1</f></c>",
                "<c r=\"B2\" t=\"str\"/>",
                "<c r=\"B2\" t=\"str\"><v/></c>",
                "<c r=\"B2\"><f t=\"array\" ref=\"B2:C3\">A1:A2</f><v>1</v></c><c r=\"C2\"/>",
                "<c r=\"B2\" t=\"zz\"><v>1</v></c>",
                "<c r=\"B2\" t=\"b\"><v>true</v></c>",
                "<c r=\"B2\" t=\"e\"/>",
                "<c r=\"B2\"><f>A1</f><v>abc</v></c>",
                "<c r=\"B2\"><v>1</v><extLst/></c>",
                "<c r=\"C2\"><v>1</v></c><c r=\"B2\"><v>2</v></c>",
                "<c r=\"B2\"><v>1</v></c><c r=\"B2\"/>",
                "<c r=\"B2\" s=\"x\"><v>1</v></c>",
                "<c r=\"2\"><v>1</v></c>",
                "<c r=\"B2\" r=\"C2\"><v>1</v></c>",
                "<c r=\"B2\"><v>1</v></d>",
                "<c r=\"B2\"><v>1</c></v>",
                "<c r=\"B2\" t=\"s\"><v>x</v></c>",
                "<c r=\"B2\" t=\"str\"><v>a&nothing;b</v></c>",
                "<c r=\"B2\" t=\"str\"><v>a&#0;b</v></c>",
                "<c r=\"B2\" t=\"str\"><v>a\u0001b</v></c>",
                "<c r=\"B2\" t=\"inlineStr\"><v>1</v></c>",
                "<c r=\"B2\">",
                "<c r=\"B2\"><v>1",
                "text",
                "<d/>",
            })
    void whatIsUnusualIsLeftToTheLibraryFromItsRowOn(String cells) throws IOException {
        String rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\">" + cells
                + "</row><row r=\"3\"><c r=\"A3\"><v>3</v></c></row>";
        BothReaders both = both(new OddWorkbook().rows(rows).strings(STRINGS), false);
        assertThat(both.own().get(0)).isEqualTo("1/1: #[1]");
        assertThat(both.handedOver() || cells.contains("t=\"str\"><v/>")).isTrue();
    }

    @Test
    void otherDocumentsAreLeftToTheLibraryAsAWhole() throws IOException {
        String row = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>4</v></c></row>";
        String plain = "<worksheet " + MAIN + "><sheetData>" + row + "</sheetData></worksheet>";
        String prefixed = plain.replaceAll("<(/?)([a-z])", "<$1x:$2").replace("xmlns=", "xmlns:x=");
        for (String sheet : List.of(
                "<?xml version=\"1.0\"?>" + prefixed,
                "<!DOCTYPE worksheet>" + plain,
                "<!DOCTYPE worksheet [<!ENTITY e \"x\">]>" + plain.replace("<v>4", "<v>&e;4"),
                "<?xml version=\"1.1\"?>" + plain,
                "<worksheet " + MAIN + "/>",
                "<worksheet " + MAIN + "></worksheet>",
                "<chartsheet " + MAIN + "><sheetData/></chartsheet>",
                "",
                "\n",
                "no XML")) {
            assertThat(both(new OddWorkbook().sheet(sheet).strings(STRINGS), false)
                            .handedOver())
                    .as(sheet)
                    .isTrue();
        }
        for (String encoding : List.of("UTF-16", "windows-1251", "UTF-16LE")) {
            String text = "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>"
                    + plain.replace("t=\"s\"><v>4", "t=\"str\"><v>Я");
            OddWorkbook book = new OddWorkbook().sheet(text.getBytes(Charset.forName(encoding)));
            assertThat(both(book, false).handedOver()).as(encoding).isTrue();
        }
        assertThat(both(
                                new OddWorkbook()
                                        .sheet(
                                                "\uFEFF<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<!-- a -->"
                                                        + plain)
                                        .strings(STRINGS),
                                false)
                        .handedOver())
                .isFalse();
    }

    @Test
    void sharedStringsThatAreOddAreLeftToTheLibrary() throws IOException {
        String row = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>";
        String plain = "<sst " + MAIN + "><si><t>Я</t></si></sst>";
        for (String table : List.of(
                plain.replaceAll("<(/?)([a-z])", "<$1x:$2").replace("xmlns=", "xmlns:x="),
                plain.replace("<t>", "<t><b/>"),
                plain.replace("<si>", "<si>stray"),
                plain.replace("</sst>", ""),
                "<?xml version=\"1.0\" encoding=\"windows-1251\"?><sst " + MAIN + "><si><t>a</t></si></sst>")) {
            BothReaders both = both(new OddWorkbook().rows(row).table(utf8(table)), false);
            assertThat(both.handedOver()).as(table).isTrue();
        }
        byte[] malformed = utf8(plain.replace("Я", "??"));
        malformed[new String(malformed, StandardCharsets.ISO_8859_1).indexOf("??")] = (byte) 0xD0;
        both(new OddWorkbook().rows(row).table(malformed), false);
    }

    @Test
    void indexBeyondTheSharedStringsIsRefusedAndNotABlank() throws IOException {
        OddWorkbook book = new OddWorkbook()
                .rows("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>10</v></c></row>")
                .strings(STRINGS);
        assertThat(BothReaders.of(book.write(file()), 0).own()).containsExactly("TH-1009");
    }

    @Test
    void strictWorkbooksAndDatesInWordsAreRead() throws IOException {
        OddWorkbook book = new OddWorkbook()
                .rows(
                        "<row r=\"1\"><c r=\"A1\" t=\"d\"><v>2023-05-01</v></c><c r=\"B1\" t=\"d\"><v>2023-05-01T10:30:00</v></c>"
                                + "<c r=\"C1\" t=\"d\"><v>May</v></c></row>")
                .strict();
        assertThat(BothReaders.of(book.write(file()), 0).own())
                .containsExactly("1/3: [2023-05-01] [2023-05-01T10:30] [May]CELL_ERROR", "end");
    }

    @Test
    void phoneticHintsAreNoPartOfATextInACell() throws IOException {
        OddWorkbook book = new OddWorkbook()
                .rows(
                        "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>\n<t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></is></c></row>");
        assertThat(BothReaders.of(book.write(file()), 0).own()).containsExactly("1/1: [東京]", "end");
    }

    @Test
    void longTextsAndLongRowsAreReadAcrossTheWindow() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 400; i++) {
            rows.append("<row r=\"%1$d\"><c r=\"A%1$d\" t=\"inlineStr\"><is><t>".formatted(i))
                    .append("ы".repeat(i * 40 % 9_000));
            rows.append("</t></is></c><c r=\"B%1$d\"><v>%1$d</v></c></row>".formatted(i));
        }
        assertThat(both(new OddWorkbook().rows(rows.toString()), false).handedOver())
                .isFalse();
        String text = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>" + "x".repeat(300_000)
                + "</v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row>";
        OddWorkbook book = new OddWorkbook().rows(text).strings("<si><t>" + "ы".repeat(200_000) + "</t></si>");
        BothReaders both = both(book, false);
        assertThat(both.handedOver()).isFalse();
        assertThat(both.own().get(0)).contains("CELL_TOO_LONG").hasSizeBetween(65_000, 66_000);
        assertThat(both(new OddWorkbook().rows(text.replace("x".repeat(1000), "y".repeat(60_000))), false)
                        .handedOver())
                .as("a row of more than 8 MB")
                .isTrue();
    }

    @Test
    void sharedStringsBeyondTheMemoryMeantForThemAreReadFromAFile() throws IOException {
        Random random = new Random(5);
        try (PackedTexts texts = new PackedTexts(1)) {
            for (int i = 0; i < 60_000; i++) {
                byte[] text = utf8(text(i));
                texts.add(text, text.length);
            }
            texts.seal();
            Utf8Text out = new Utf8Text();
            for (int i = 0; i < 60_000; i++) {
                int index = i < 30_000 ? i : random.nextInt(60_000);
                texts.get(index, out);
                assertThat(out.toString()).isEqualTo(text(index));
            }
        }
    }

    private static String text(int i) {
        return i % 7 == 0 ? "" : "Товар " + i + "x".repeat(i % 1_000 == 1 ? 40_000 : i % 50);
    }

    @Test
    void randomSheetsGiveEqualRows() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            OddWorkbook book =
                    new OddWorkbook().rows(new RandomSheet(seed).rows()).strings(STRINGS);
            both(book, false);
        }
    }

    @Test
    void damagedSheetsGiveEqualRowsOrTheSameRefusal() throws IOException {
        Random random = new Random(11);
        for (int seed = 0; seed < 600; seed++) {
            OddWorkbook book =
                    new OddWorkbook().rows(new RandomSheet(seed).rows()).strings(STRINGS);
            byte[] part = seed % 3 == 0 ? book.table() : book.sheet();
            byte[] broken = seed % 2 == 0 ? Arrays.copyOf(part, random.nextInt(part.length)) : part.clone();
            for (int i = 0; i < seed % 4 && broken.length > 0; i++) {
                broken[random.nextInt(broken.length)] =
                        (byte) "<>/\"'=&;! abcrstv019\u0001\u00D0".charAt(random.nextInt(22));
            }
            if (seed % 3 == 0) {
                book.table(broken);
            } else {
                book.sheet(broken);
            }
            BothReaders both = BothReaders.of(book.write(file()), 0);
            assertThat(both.own()).as(where(seed, broken, part)).isEqualTo(both.library());
        }
    }

    /** Where the damage is, for a person who reads why the test failed. */
    private static String where(int seed, byte[] broken, byte[] part) {
        StringBuilder where = new StringBuilder("seed " + seed);
        for (int i = 0; i < broken.length; i++) {
            if (broken[i] != part[i]) {
                int from = Math.max(0, i - 30);
                int length = Math.min(60, broken.length - from);
                where.append(" | ").append(new String(broken, from, length, StandardCharsets.UTF_8));
            }
        }
        return where.toString();
    }

    @Test
    void workbooksOfPoiGiveEqualRows() throws IOException {
        Path file = file();
        try (XSSFWorkbook book = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            fill(
                    book.createSheet("A"),
                    book.createCellStyle(),
                    book.createDataFormat().getFormat("dd.mm.yyyy"));
            XSSFRichTextString rich = new XSSFRichTextString("rich and plain");
            rich.applyFont(0, 4, book.createFont());
            book.getSheetAt(0).createRow(300).createCell(2).setCellValue(rich);
            book.createSheet("Empty");
            book.write(out);
        }
        assertThat(equalSheets(file)).isEqualTo(2);
        try (SXSSFWorkbook book = new SXSSFWorkbook(50);
                OutputStream out = Files.newOutputStream(file)) {
            fill(
                    book.createSheet("A"),
                    book.createCellStyle(),
                    book.createDataFormat().getFormat("h:mm"));
            book.write(out);
        }
        assertThat(equalSheets(file)).isEqualTo(1);
    }

    private static void fill(Sheet sheet, CellStyle date, short format) {
        date.setDataFormat(format);
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            org.apache.poi.ss.usermodel.Row row = sheet.createRow(i + random.nextInt(2));
            for (int column = random.nextInt(3); column < 12; column += 1 + random.nextInt(2)) {
                fill(row.createCell(column), date, random);
            }
        }
    }

    private static void fill(Cell cell, CellStyle date, Random random) {
        switch (random.nextInt(9)) {
            case 0 -> cell.setCellValue("text <&> " + random.nextInt(5));
            case 1 -> cell.setCellValue(random.nextDouble() * 1e9);
            case 2 -> cell.setCellValue(random.nextInt(1_000_000) / 100.0);
            case 3 -> cell.setCellValue(random.nextBoolean());
            case 4 -> cell.setCellErrorValue(FormulaError.NA.getCode());
            case 5 -> {
                cell.setCellValue(LocalDateTime.of(2020, 1, 1, 0, 0).plusHours(random.nextInt(50_000)));
                cell.setCellStyle(date);
            }
            case 6 -> cell.setCellFormula("1+1");
            case 7 -> cell.setCellStyle(date);
            default -> cell.setCellValue("  Страна 😀\n");
        }
    }

    @Test
    void workbooksOfPublishersGiveEqualRows() throws IOException {
        Path samples = Reading.sample("");
        int sheets = 0;
        try (Stream<Path> files = Files.walk(samples)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".xlsx")).toList()) {
                sheets += equalSheets(file);
            }
        }
        assertThat(sheets).isPositive();
    }

    private static int equalSheets(Path file) throws IOException {
        int sheets = BothReaders.sheets(file);
        for (int i = 0; i < sheets; i++) {
            BothReaders both = BothReaders.of(file, i);
            assertThat(both.own()).as("%s, sheet %d", file.getFileName(), i).isEqualTo(both.library());
            assertThat(both.outcome()).isEqualTo("end");
        }
        return sheets;
    }

    private BothReaders both(OddWorkbook book, boolean isRefused) throws IOException {
        BothReaders both = BothReaders.of(book.write(file()), 0);
        assertThat(both.own()).isEqualTo(both.library());
        if (isRefused) {
            assertThat(both.outcome()).startsWith("TH-10");
        }
        return both;
    }

    private Path file() {
        return folder.resolve("odd.xlsx");
    }
}
