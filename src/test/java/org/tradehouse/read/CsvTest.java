package org.tradehouse.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.RowBlock;
import org.tradehouse.load.Severity;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;

class CsvTest {
    private static final String UTF8 = "encoding: UTF-8, trailing-empty: true";
    private static final Charset CHINESE = Charset.forName("GB18030");
    private static final Charset CYRILLIC = Charset.forName("windows-1251");
    private static final Charset LATIN = Charset.forName("windows-1252");

    @TempDir
    Path folder;

    @Test
    void cellsOfARowAreItsFields() {
        SourceRow row =
                reading("Period,Partner,Value\n2023, CN\u00A0,\"1,5\"\n").only();
        assertThat(row.text(Field.PERIOD)).isEqualTo("2023");
        assertThat(row.text(Field.PARTNER)).isEqualTo("CN");
        assertThat(row.text(Field.VALUE)).isEqualTo("1,5");
        assertThat(row.text(Field.FLOW)).as("constant").isEqualTo("X");
        assertThat(row.text(Field.PRODUCT)).as("column the file lacks").isEmpty();
        assertThat(row.raw()).containsExactly("2023", " CN\u00A0", "1,5");
        assertThat(row.part().headers()).containsExactly("Period", "Partner", "Value");
        assertThat(row.row()).isEqualTo(2);
        assertThat(row.defect()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\r\n\r\n", "\n \n,,\n"})
    void everyLineEndAndBlankLineIsUnderstood(String end) {
        Reading reading = reading(String.join(end, "Period,Partner,Value", "2023,CN,1", "2023,KG,2") + end);
        assertThat(reading.rows()).hasSize(2).allMatch(it -> it.defect() == null);
        assertThat(reading("Period,Partner,Value" + end + "2023,CN,1").rows())
                .as("no last line end")
                .hasSize(1);
    }

    @Test
    void quotesKeepDelimitersLineBreaksAndQuotes() {
        Reading reading = reading("Period,Partner,Value,Note\n2023,CN,1,\"a, \"\"b\"\"\nc\"\t\n2024,KG,2,x\"y\n");
        assertThat(reading.rows()).hasSize(2).allMatch(it -> it.defect() == null);
        assertThat(reading.rows().get(0).raw().get(3)).isEqualTo("a, \"b\"\nc");
        assertThat(reading.rows().get(1).raw().get(3)).isEqualTo("x\"y");
        assertThat(reading.rows().get(1).row()).as("line as a person counts it").isEqualTo(4);
    }

    @Test
    void headerIsFoundByItsWordsWhereverItStands() {
        Reading reading = reading("Ministry of Trade\n\nTable 7,2023\n VALUE ,period,СТРАНА\n5,2023,CN\n");
        SourceRow row = reading.only();
        assertThat(row.text(Field.VALUE)).isEqualTo("5");
        assertThat(row.text(Field.PARTNER)).isEqualTo("CN");
        assertThat(row.row()).isEqualTo(5);
    }

    @Test
    void headerBelowTheFirstFiftyRowsIsNotLookedFor() {
        assertThat(refusal("Title\n".repeat(60) + "Period,Partner,Value\n2023,CN,1\n")
                        .code())
                .isEqualTo("TH-1020");
    }

    @Test
    void missingColumnIsNamedWithItsNearestNeighbour() {
        LoadException refusal = refusal("Period,Partner,Valeu\n2023,CN,1\n");
        assertThat(refusal.code()).isEqualTo("TH-1020");
        assertThat(refusal).hasMessage("trade.csv lacks the column 'Value'; the nearest is 'Valeu'");
    }

    @Test
    void alternativeNamesOfAMissingColumnAreNamed() {
        assertThat(refusal("Period,Country,Value\n2023,CN,1\n"))
                .hasMessageContaining("lacks the column 'Partner' or 'Страна'; it has [Period, Country, Value]");
    }

    @Test
    void unknownColumnIsHeldForASteward() {
        List<Finding> findings =
                reading("Period,Partner,Value,Sanctioned\n2023,CN,1,no\n").findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).rule()).isEqualTo("TH-1021");
        assertThat(findings.get(0).severity()).isEqualTo(Severity.HOLD);
        assertThat(findings.get(0).message()).contains("trade.csv has the column 'Sanctioned'");
    }

    @Test
    void columnThatStandsTwiceIsRefused() {
        assertThat(refusal("Period,Partner,Value,VALUE\n2023,CN,1,2\n").code()).isEqualTo("TH-1025");
    }

    @ParameterizedTest
    @CsvSource({"';', semicolons", "'\t', tabs", "'|', '''|'''"})
    void wrongDelimiterIsNamed(String delimiter, String name) {
        LoadException refusal = refusal("Period,Partner,Value\n2023,CN,1\n".replace(",", delimiter));
        assertThat(refusal.code()).isEqualTo("TH-1022");
        assertThat(refusal).hasMessage("trade.csv is delimited by %s, the feed says commas".formatted(name));
    }

    @Test
    void headerWithoutRowsIsRefused() {
        assertThat(refusal("Period,Partner,Value\n\n").code()).isEqualTo("TH-1002");
        assertThat(refusal(" \n\n").code()).isEqualTo("TH-1001");
    }

    @Test
    void oneExtraBlankCellIsTheTrailingDelimiter() {
        Reading reading = reading("Period,Partner,Value,\n2023,CN,1,\n2023,KG,2\n");
        assertThat(reading.rows()).allMatch(it -> it.defect() == null);
        assertThat(reading.findings()).isEmpty();
        assertThat(reading("Period,Partner,Value\n2023,CN,1,\n").only().defect())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023,CN,1,2", "2023,CN,1,,", "2023,CN", "2023,CN,\"1\"x"})
    void rowOfAnotherWidthIsDamaged(String line) {
        Reading reading = reading("Period,Partner,Value\n2023,KG,1\n" + line + "\n2023,UZ,1\n");
        assertThat(reading.rows()).extracting(SourceRow::defect).containsExactly(null, Code.RAGGED_ROW, null);
        assertThat(reading.rows().get(1).defectDetail()).contains("line 3");
    }

    @Test
    void extraBlankCellIsDamageWhereItIsNotDeclared() {
        Feed feed = FeedOf.csv(folder, "encoding: UTF-8");
        assertThat(read(feed, "Period,Partner,Value\n2023,CN,1,\n", StandardCharsets.UTF_8)
                        .only()
                        .defect())
                .isEqualTo(Code.RAGGED_ROW);
    }

    @Test
    void nulIsStrippedAndTheRowIsDamaged() {
        SourceRow row = reading("Period,Partner,Value,Note\n2023,CN,1,a\0b\n").only();
        assertThat(row.defect()).isEqualTo(Code.BAD_CHARACTER);
        assertThat(row.raw().get(3)).isEqualTo("ab");
        assertThat(row.defectDetail()).isEqualTo("row 2, column Note: ab");
    }

    @Test
    void hugeCellIsCutAndItsRowDamaged() {
        Reading reading =
                reading("Period,Partner,Value,Note\n2023,CN,1,\"" + "x".repeat(3_000_000) + "\"\n2023,KG,2,\n");
        assertThat(reading.rows()).extracting(SourceRow::defect).containsExactly(Code.CELL_TOO_LONG, null);
        assertThat(reading.rows().get(0).raw().get(3)).hasSize(Limits.CELL);
        assertThat(reading("Period,Partner,Value,Note\n2023,CN,1," + "x".repeat(Limits.CELL) + "\n")
                        .only()
                        .defect())
                .isNull();
    }

    @Test
    void rowOfAMillionCellsIsDamagedAndNotKept() {
        SourceRow row = reading("Period,Partner,Value\n2023,CN" + ",1".repeat(1_000_000) + "\n")
                .only();
        assertThat(row.defect()).isEqualTo(Code.RAGGED_ROW);
        assertThat(row.defectDetail()).isEqualTo("line 2 has 1000002 cells, the header has 3");
        assertThat(row.raw()).hasSizeLessThan(300);
    }

    @Test
    void quoteThatIsNeverClosedIsRefusedWithItsLine() {
        LoadException refusal = refusal("Period,Partner,Value\n2023,CN,1\n2023,\"KG,1\n2023,UZ,1\n");
        assertThat(refusal.code()).isEqualTo("TH-1023");
        assertThat(refusal).hasMessage("trade.csv: the quote opened in line 3 is never closed");
    }

    @Test
    void byteThatIsNoneOfTheEncodingIsRefusedWithItsPlace() {
        LoadException refusal =
                refusal(FeedOf.csv(folder, UTF8), "Period,Partner,Value\n2023,CN,1\n2023,Китай и страны,1\n", CYRILLIC);
        assertThat(refusal.code()).isEqualTo("TH-1008");
        assertThat(refusal)
                .hasMessage("trade.csv is declared as UTF-8, but byte 36 (0xCA, line 3) is none of it; "
                        + "the file looks like windows-1251");
    }

    @Test
    void chineseTextIsRecognisedForTheMessage() {
        assertThat(refusal(FeedOf.csv(folder, UTF8), "Period,Partner,Value\n2023,阿根廷共和国,1\n", CHINESE))
                .hasMessageContaining("looks like GB18030");
    }

    @Test
    void utf8ThatPassesForAnotherEncodingIsRefused() {
        String text = "Period,Partner,Value\n2023,哈萨克斯坦,1\n";
        for (String encoding : List.of("GB18030", "windows-1252", "windows-1251", "ISO-8859-1")) {
            LoadException refusal = refusal(FeedOf.csv(folder, "encoding: " + encoding), text, StandardCharsets.UTF_8);
            assertThat(refusal.code()).isEqualTo("TH-1008");
            assertThat(refusal).hasMessageContaining("looks like UTF-8");
        }
    }

    @Test
    void declaredLegacyEncodingsAreRead() {
        Feed chinese = FeedOf.csv(folder, "encoding: GB18030");
        assertThat(read(chinese, "Period,Partner,Value\n2023,哈萨克斯坦,1\n", CHINESE)
                        .only()
                        .text(Field.PARTNER))
                .isEqualTo("哈萨克斯坦");
        Feed latin = FeedOf.csv(folder, "encoding: windows-1252");
        assertThat(read(latin, "Period,Partner,Value\n2023,Türkiye,1\n", LATIN)
                        .only()
                        .text(Field.PARTNER))
                .isEqualTo("Türkiye");
    }

    @Test
    void markOfUtf8IsPassedOverAndMarksOfOtherEncodingsAreRefused() {
        String text = "Period,Partner,Value\n2023,CN,1\n";
        assertThat(reading("\uFEFF" + text).only().text(Field.PERIOD)).isEqualTo("2023");
        assertThat(refusal(FeedOf.csv(folder, UTF8), "\uFEFF" + text, StandardCharsets.UTF_16LE))
                .hasMessage("trade.csv is declared as UTF-8, but begins with the mark of UTF-16LE");
        assertThat(refusal(FeedOf.csv(folder, "encoding: GB18030"), "\uFEFF" + text, StandardCharsets.UTF_8)
                        .code())
                .isEqualTo("TH-1008");
    }

    @Test
    void declaredNamesStandInForAMissingHeaderAndARepeatedHeaderIsNoRow() {
        Feed feed = FeedOf.headerless(Reading.feed("cn-gacc-query-en"));
        String line = "201901,502,US,12019019,Soya,10,Ordinary,5,Kilogram,0,-,\"1,000\",\n";
        Map<Field, String> given = Map.of(Field.FLOW, "import");
        Path bare = file(line, StandardCharsets.UTF_8);
        assertThat(Reading.of(feed, bare, given).only().text(Field.VALUE)).isEqualTo("1,000");
        Path headed = file(String.join(",", feed.layout().headers()) + ",\n" + line, StandardCharsets.UTF_8);
        SourceRow row = Reading.of(feed, headed, given).only();
        assertThat(row.row()).isEqualTo(2);
        assertThat(row.text(Field.CURRENCY)).isEqualTo("US dollar");
    }

    @Test
    void footnotesEndTheTableWhereTheFeedSaysSo() {
        Feed feed = FeedOf.csv(folder, "encoding: UTF-8, end-before: ['^\\*']");
        assertThat(read(feed, "Period,Partner,Value\n2023,CN,1\n* revised\n", StandardCharsets.UTF_8)
                        .rows())
                .hasSize(1);
    }

    @Test
    void fillDownRepeatsTheCellAbove() {
        Feed feed = FeedOf.csv(folder, "encoding: UTF-8, fill-down: [partner]");
        Reading reading = read(feed, "Period,Partner,Value\n2022,CN,1\n2023,,2\n2023,KG,3\n", StandardCharsets.UTF_8);
        assertThat(reading.rows()).extracting(it -> it.text(Field.PARTNER)).containsExactly("CN", "CN", "KG");
    }

    @Test
    void workbookNamedCsvIsRefusedByItsRealKind() throws IOException {
        Path file = Files.write(folder.resolve("trade.csv"), new byte[] {'P', 'K', 3, 4, 0, 0});
        LoadException refusal =
                catchThrowableOfType(LoadException.class, () -> Reading.of(FeedOf.csv(folder, UTF8), file));
        assertThat(refusal.code()).isEqualTo("TH-1003");
        assertThat(refusal).hasMessage("trade.csv is an .xlsx workbook by its content; this feed reads CSV");
    }

    @Test
    void blocksAreTheSameEachTimeAndARestartReadsOn() {
        StringBuilder text = new StringBuilder("Period,Partner,Value,Note\n");
        for (int i = 0; i < 12_345; i++) {
            text.append("2023,CN,").append(i).append(i % 7 == 0 ? ",\"two\nlines\"\n\n" : ",\n");
        }
        Feed feed = FeedOf.csv(folder, UTF8);
        Path file = file(text.toString(), StandardCharsets.UTF_8);
        Reading whole = Reading.of(feed, file);
        assertThat(whole.blocks()).extracting(it -> it.rows().size()).containsExactly(5_000, 5_000, 2_345);
        assertThat(whole.blocks()).extracting(it -> it.number()).containsExactly(1, 2, 3);
        Reading again = Reading.from(feed, Reading.load(feed, file, Map.of()), 3);
        assertThat(again.blocks()).extracting(it -> it.number()).containsExactly(3);
        assertThat(again.rows())
                .usingRecursiveComparison()
                .ignoringFields("tidy") // what the reader happens to know
                .isEqualTo(whole.blocks().get(2).rows());
        assertThat(Reading.from(feed, Reading.load(feed, file, Map.of()), 4).blocks())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 250, 4_999, 5_000, 5_001, 10_000, 12_345})
    void partsOfBlocksMakeTheSameBlocks(int rows) throws IOException {
        Feed feed = FeedOf.csv(folder, UTF8);
        Path file = file("Period,Partner,Value\n" + "2023,CN,2\n".repeat(rows), StandardCharsets.UTF_8);
        List<Integer> sizes = new ArrayList<>();
        int inBlock = 0;
        try (RowBlocks blocks = RowReader.of(feed).open(Reading.load(feed, file, Map.of()))) {
            for (RowBlock.Part part = blocks.part(250); part != null; part = blocks.part(250)) {
                assertThat(part.block()).isEqualTo(sizes.size() + 1);
                assertThat(part.rows().size()).isLessThanOrEqualTo(250);
                inBlock += part.rows().size();
                if (part.isLast()) {
                    sizes.add(inBlock);
                    inBlock = 0;
                }
            }
        }
        assertThat(inBlock).isZero();
        assertThat(sizes)
                .isEqualTo(Reading.of(feed, file).blocks().stream()
                        .map(it -> it.rows().size())
                        .toList());
    }

    @Test
    void aBlockThatWasBegunIsPassedOverToo() throws IOException {
        Feed feed = FeedOf.csv(folder, UTF8);
        Path file = file("Period,Partner,Value\n" + "2023,CN,2\n".repeat(10_001), StandardCharsets.UTF_8);
        try (RowBlocks blocks = RowReader.of(feed).open(Reading.load(feed, file, Map.of()))) {
            assertThat(blocks.part(250)).isNotNull();
            blocks.skipTo(3);
            RowBlock last = blocks.next();
            assertThat(last).isNotNull();
            assertThat(last.number()).isEqualTo(3);
            assertThat(last.rows()).hasSize(1).allMatch(it -> it.row() == 10_002);
            assertThat(blocks.next()).isNull();
        }
    }

    @Test
    void skippingIsTheSameWhereRowsDependOnOneAnother() {
        Feed feed = FeedOf.csv(folder, "encoding: UTF-8, fill-down: [partner]");
        Path file = file("Period,Partner,Value\n2023,CN,1\n" + "2023,,2\n".repeat(7_000), StandardCharsets.UTF_8);
        Reading second = Reading.from(feed, Reading.load(feed, file, Map.of()), 2);
        assertThat(second.rows())
                .hasSize(2_001)
                .allMatch(it -> it.text(Field.PARTNER).equals("CN"));
    }

    @Test
    void aRowMeansTheSameBelowOthersAsAlone() {
        Random random = new Random(7);
        String header = "Period,Partner,Value\n";
        String[][] words = {
            {"2023", "2024", " 2023", "\"2023\""}, {"CN", "", " ", "\u00A0KG", "KZ"}, {"1", "", "2.5", "x\u0000"}
        };
        List<String> lines = new ArrayList<>();
        String[] cells = {"2023", "CN", "1"};
        for (int i = 0; i < 400; i++) {
            int column = random.nextInt(3);
            cells[column] = words[column][random.nextInt(words[column].length)];
            String line = String.join(",", cells);
            lines.add(i % 17 == 0 ? line + ",,extra" : i % 11 == 0 ? line + "," : i % 23 == 0 ? cells[0] : line);
        }
        Feed feed = FeedOf.csv(folder, UTF8);
        Reading whole = read(feed, header + String.join("\n", lines), StandardCharsets.UTF_8);
        assertThat(whole.rows()).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            SourceRow below = whole.rows().get(i);
            SourceRow alone =
                    read(feed, header + lines.get(i), StandardCharsets.UTF_8).only();
            for (Field field : Field.values()) {
                assertThat(below.text(field)).as("%s of line %d", field, i + 2).isEqualTo(alone.text(field));
            }
            assertThat(below.raw()).isEqualTo(alone.raw());
            assertThat(below.defect()).isEqualTo(alone.defect());
        }
    }

    private Reading reading(String text) {
        return read(FeedOf.csv(folder, UTF8), text, StandardCharsets.UTF_8);
    }

    private Reading read(Feed feed, String text, Charset charset) {
        return Reading.of(feed, file(text, charset));
    }

    private LoadException refusal(String text) {
        return refusal(FeedOf.csv(folder, UTF8), text, StandardCharsets.UTF_8);
    }

    private LoadException refusal(Feed feed, String text, Charset charset) {
        LoadException refusal = catchThrowableOfType(LoadException.class, () -> read(feed, text, charset));
        assertThat(refusal).isNotNull();
        assertThat(refusal.nextStep()).isNotBlank();
        return refusal;
    }

    private Path file(String text, Charset charset) {
        try {
            return Files.write(folder.resolve("trade.csv"), text.getBytes(charset));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
