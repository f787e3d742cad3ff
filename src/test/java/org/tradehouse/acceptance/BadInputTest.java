package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.operate.Look;
import org.tradehouse.operate.RejectFilter;
import org.tradehouse.operate.Result;
import org.tradehouse.trade.Field;

/**
 * What happens to a file that is not as it should be, from the command to the warehouse: a code, the place, a next step that
 * leads on, the exit code, and nothing half published.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String HEADER =
            "Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,Quantity Unit Code,Supplementary Quantity,Netweight (kg),Value,Estimation Code\n";
    private static final String GOOD = row("156", "010100", "100") + row("643", "010100", "200");
    private static final String QUERY =
            "\"数据年月\",\"贸易伙伴编码\",\"贸易伙伴名称\",\"商品编码\",\"商品名称\",\"第一数量\",\"第一计量单位\",\"第二数量\",\"第二计量单位\",\"人民币\",\n";
    private static final String[] API = {
        "freqCode", "period", "reporterCode", "flowCode", "partnerCode", "classificationCode", "cmdCode", "primaryValue"
    };

    @TempDir
    static Path folder;

    private Loading loading;
    private long figures;
    private Result last;

    @BeforeAll
    void open() throws IOException {
        loading = Loading.in(Files.createDirectory(folder.resolve("home")), Path.of("jobs"));
    }

    @AfterAll
    void close() {
        loading.close();
    }

    /** After each case: nothing was added to what reports show, and the card of the run leads on. */
    @AfterEach
    void nothingIsPublishedAndTheNextStepLeadsOn() throws SQLException {
        if (last == null) {
            return;
        }
        assertThat(published()).isEqualTo(figures);
        assertThat(last.code()).startsWith("TH-");
        assertThat(last.nextStep()).isNotBlank();
        try (Connection connection = loading.database().loader()) {
            var look = new Look(connection, Clock.systemUTC());
            var card = look.why(look.run(String.valueOf(last.runId())));
            assertThat(card.what()).contains(last.code());
            assertThat(card.next()).isNotBlank().doesNotStartWith("tradehouse why");
        }
        last = null;
    }

    private long published() {
        return Long.parseLong(loading.asked(
                        "select (select count(*) from dw.fact_trade) + (select count(*) from dw.fact_trade_annual) + (select count(*) from dw.coverage)")
                .get(0));
    }

    private Result load(String feed, Path file, Map<Field, String> given) {
        figures = published();
        last = loading.load(feed, file, given);
        return last;
    }

    private Result csv(String name, String text) throws IOException {
        return load("un-comtrade-2012", write(name, text, StandardCharsets.UTF_8), Map.of());
    }

    private static Path write(String name, String text, Charset charset) throws IOException {
        return Files.writeString(folder.resolve(name), text, charset);
    }

    private static String row(String partner, String product, String value) {
        return "2010,398,1," + partner + ",\"H3\",\"" + product + "\",8,10,10," + value + ",0\n";
    }

    private static String month(String period, String partner, String product) {
        return "\"" + period + "\",\"" + partner + "\",\"x\",\"" + product
                + "\",\"x\",\"12\",\"千克\",\"0\",\"?\",\"1,000\",\n";
    }

    private static void refused(Result result, String code, String... said) {
        assertThat(result.exitCode()).as("%s", result).isEqualTo(1);
        assertThat(result.code()).as("%s", result).isEqualTo(code);
        assertThat(result.headline()).contains(said);
    }

    private static void held(Result result, String code, String... said) {
        assertThat(result.exitCode()).as("%s", result).isEqualTo(6);
        assertThat(result.code()).as("%s", result).isEqualTo(code);
        assertThat(result.headline()).contains(said);
    }

    @Test
    void anEmptyFile() throws IOException {
        refused(csv("empty.csv", ""), "TH-1001", "empty.csv is empty");
    }

    @Test
    void aFileThatWasNeverArchivedIsLoadedAgainByHandNotRetried() throws IOException {
        var empty = csv("never.csv", "");
        var retried = loading.act().retry(run(empty), "tester", org.tradehouse.run.Progress.NONE);
        refused(retried, "TH-4021", "ended before its file was archived");
        assertThat(retried.nextStep()).isEqualTo("tradehouse load un-comtrade-2012 FILE");
        last = null;
    }

    @Test
    void aHeaderAlone() throws IOException {
        refused(csv("header.csv", HEADER), "TH-1002", "header.csv has a header and no figure");
    }

    @Test
    void aWebPageSavedAsCsv() throws IOException {
        refused(
                csv("page.csv", "\n<!DOCTYPE html><html><body><table><tr><td>Year</td></tr></table></body></html>"),
                "TH-1003",
                "page.csv is a web page (HTML) by its content");
    }

    @Test
    void aWorkbookThatIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(workbook("whole.xlsx", "Sheet1", "0101", "100"));
        Path cut = Files.write(folder.resolve("cut.xlsx"), Arrays.copyOf(whole, whole.length / 2));
        refused(load("un-comtrade", cut, Map.of()), "TH-1005", "cut.xlsx is cut off or damaged");
    }

    @Test
    void anotherEncodingThanDeclared() throws IOException {
        Path file = write("latin.csv", HEADER + GOOD.replace("010100", "0101é0"), StandardCharsets.ISO_8859_1);
        refused(load("un-comtrade-2012", file, Map.of()), "TH-1008", "declared as UTF-8", "line 2");
    }

    @Test
    void anotherDelimiterThanDeclared() throws IOException {
        refused(csv("semicolons.csv", (HEADER + GOOD).replace(',', ';')), "TH-1022", "delimited by semicolons");
    }

    @Test
    void aColumnThatIsMissing() throws IOException {
        refused(csv("missing.csv", HEADER.replace(",Value", "") + GOOD), "TH-1020", "lacks the column 'Value'");
    }

    @Test
    void aColumnNobodyKnows() throws IOException {
        held(
                csv("unknown.csv", (HEADER + GOOD).replace("\n", ",7\n").replace("Code,7", "Code,Bonus")),
                "TH-1021",
                "the column 'Bonus'");
        assertThat(last.nextStep()).isEqualTo("tradehouse why un-comtrade-2012#" + last.runId());
    }

    @Test
    void approvingARunThatALaterOneSupersededNamesTheOneThatWaits() throws IOException {
        Path file = write(
                "waits.csv",
                (HEADER + GOOD).replace("\n", ",7\n").replace("Code,7", "Code,Bonus"),
                StandardCharsets.UTF_8);
        var first = load("un-comtrade-2012", file, Map.of());
        var second = load("un-comtrade-2012", file, Map.of());
        held(second, "TH-1021", "the column 'Bonus'");
        for (Result decided : List.of(approve(first), loading.act().deny(run(first), "aidos", "no"))) {
            refused(decided, "TH-4016", "run " + first.runId() + " waits no more", run(second));
            assertThat(decided.nextStep()).isEqualTo("tradehouse why " + run(second));
        }
        assertThat(published()).isEqualTo(figures);
        assertThat(loading.asked("select count(*) from ops.hold where decision is not null"))
                .containsExactly("0");
        last = null;
    }

    @Test
    void aRunThatNeverWaitedIsNotSaidToWaitNoMore() throws IOException {
        Path file = write(
                "planned.csv",
                (HEADER + GOOD).replace("\n", ",9\n").replace("Code,9", "Code,Bonus"),
                StandardCharsets.UTF_8);
        Result plan = loading.act()
                .plan("un-comtrade-2012", file, Map.of(), false, "tester", org.tradehouse.run.Progress.NONE);
        refused(approve(plan), "TH-4014", "run " + plan.runId() + " was a plan", "nothing of it waits");
        var waiting = load("un-comtrade-2012", file, Map.of());
        held(waiting, "TH-1021", "the column 'Bonus'");
        Result decided = approve(plan);
        refused(decided, "TH-4016", "run " + plan.runId() + " was a plan and never waited", run(waiting));
        assertThat(decided.headline()).doesNotContain("no more");
        last = null;
    }

    @Test
    void aDecisionWithoutAReasonIsNone() throws IOException {
        Path file = write(
                "why.csv",
                (HEADER + GOOD).replace("\n", ",7\n").replace("Code,7", "Code,Bonus"),
                StandardCharsets.UTF_8);
        last = load("un-comtrade-2012", file, Map.of());
        for (String reason : List.of("", "  ", "\t")) {
            assertThatThrownBy(
                            () -> loading.act().approve(run(last), "aidos", reason, org.tradehouse.run.Progress.NONE))
                    .hasMessage("a decision has a reason");
            assertThatThrownBy(() -> loading.act().deny(run(last), "aidos", reason))
                    .hasMessage("a decision has a reason");
        }
        assertThat(published()).isEqualTo(figures);
    }

    private Result approve(Result held) {
        return loading.act().approve(run(held), "aidos", "as agreed", org.tradehouse.run.Progress.NONE);
    }

    private static String run(Result result) {
        return result.feed() + "#" + result.runId();
    }

    @Test
    void aHeaderThatMovedIsFoundByItsWords() throws IOException {
        String moved = "Downloaded from a page\n\n" + HEADER + GOOD.replace("2010", "1999");
        var result = csv("moved.csv", moved);
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(loading.asked("select count(*) from mart.trade_annual where year_no = 1999"))
                .containsExactly("2");
        last = null;
    }

    @Test
    void aHeaderThatIsNotThere() throws IOException {
        refused(csv("headless.csv", GOOD), "TH-1020", "has no header");
    }

    @Test
    void scientificNotationInACode() throws IOException {
        refused(
                csv("code.csv", HEADER + GOOD + row("276", "1.01E+05", "5")),
                "TH-3001",
                "Commodity Code '1.01E+05' is in scientific notation: digits are lost",
                "row 4");
    }

    @Test
    void scientificNotationInMoney() throws IOException {
        refused(
                csv("money.csv", HEADER + GOOD + row("276", "010100", "1.2E+06")),
                "TH-3001",
                "Value '1.2E+06' is in scientific notation: digits are lost",
                "row 4");
    }

    @Test
    void aNegativeValue() throws IOException {
        refused(csv("negative.csv", HEADER + GOOD + row("276", "010100", "-5")), "TH-3001", "Value '-5' is negative");
    }

    @Test
    void monthThirteen() throws IOException {
        Path file = write("import_13.csv", QUERY + month("202313", "145", "12019019"), Charset.forName("GB18030"));
        refused(load("cn-gacc-query-zh", file, Map.of()), "TH-3001", "数据年月 '202313' is no period", "row 2");
    }

    @Test
    void aPartnerNobodyKnows() throws IOException {
        refused(
                csv("partner.csv", HEADER + GOOD + row("997", "010100", "5")),
                "TH-3001",
                "Partner Code '997' is in no code list",
                "row 4");
        assertThat(last.nextStep()).isEqualTo("tradehouse rejects show --code TH-2030 --value 997");
    }

    @Test
    void aRowWiderThanTheHeader() throws IOException {
        refused(
                csv("wide.csv", HEADER + GOOD + row("276", "010100", "5").replace("\n", ",5\n")),
                "TH-3001",
                "the row has more cells than the header",
                "row 4");
        assertThat(loading.asked("select detail from ops.reject where file_name = 'wide.csv'"))
                .singleElement()
                .asString()
                .startsWith("the row has more cells than the header (row 4)");
    }

    @Test
    void anEmptyFieldMoreIsTheTrailingComma() throws IOException {
        String file = QUERY + month("202301", "145", "12019019");
        var result = load("cn-gacc-query-zh", write("import_ok.csv", file, Charset.forName("GB18030")), Map.of());
        assertThat(result.exitCode()).as("%s", result).isZero();
        last = null;
        refused(
                load(
                        "cn-gacc-query-zh",
                        write(
                                "import_wide.csv",
                                file.replace("1,000\",\n", "1,000\",\"\",\n"),
                                Charset.forName("GB18030")),
                        Map.of()),
                "TH-3001",
                "the row has more cells than the header");
    }

    @Test
    void aWorkbookWithoutTheSheet() throws IOException {
        Path file = workbook("sheetless.xlsx", "Лист1", "0101", "100");
        refused(load("kz-bns-trade-by-country", file, Map.of()), "TH-1030", "no sheet named like", "Лист1");
    }

    @Test
    void aWorkbookWithAPassword() throws Exception {
        byte[] whole = Files.readAllBytes(workbook("open.xlsx", "Sheet1", "0101", "100"));
        Path locked = folder.resolve("locked.xlsx");
        try (var container = new POIFSFileSystem()) {
            var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (OutputStream out = encryptor.getDataStream(container)) {
                out.write(whole);
            }
            try (OutputStream out = Files.newOutputStream(locked)) {
                container.writeFilesystem(out);
            }
        }
        refused(load("un-comtrade", locked, Map.of()), "TH-1006", "locked.xlsx is protected by a password");
    }

    @Test
    void aFileThatChangesWhileItIsRead() throws Exception {
        Path growing = write("growing.csv", HEADER + GOOD.repeat(300_000), StandardCharsets.UTF_8);
        var enough = new AtomicBoolean();
        var writer = new Thread(() -> {
            while (!enough.get()) {
                append(growing);
            }
        });
        writer.start();
        try {
            refused(load("un-comtrade-2012", growing, Map.of()), "TH-1012", "growing.csv changed while it was read");
        } finally {
            enough.set(true);
            writer.join();
        }
    }

    @Test
    void aDiskThatIsFull() throws Exception {
        Path shelf = Files.createDirectories(folder.resolve("home/archive/un-comtrade-legacy"));
        assumeTrue(
                shell("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", shelf.toString()),
                "may not mount a small disk");
        try {
            Path file = write("big.csv", HEADER + GOOD.repeat(2_000), StandardCharsets.UTF_8);
            refused(load("un-comtrade-legacy", file, Map.of()), "TH-1013", "disk full at", "un-comtrade-legacy");
            try (var left = Files.list(shelf)) {
                assertThat(left).isEmpty();
            }
        } finally {
            shell("umount", shelf.toString());
        }
    }

    @Test
    void aFigureThatIsStatedManyTimesIsNamedByItsFirstRows() throws IOException {
        refused(
                csv("repeated.csv", HEADER + GOOD.repeat(50)),
                "TH-3010",
                "2 figures are stated more than once",
                "row 2 (100.000 USD), row 4 (100.000 USD), row 6 (100.000 USD), row 8 (100.000 USD) and 46 more.");
    }

    @Test
    void twoScopesThatOverlap() throws IOException {
        var gb = Charset.forName("GB18030");
        var first = load(
                "cn-gacc-query-zh", write("import_a.csv", QUERY + month("202101", "402", "12019019"), gb), Map.of());
        assertThat(first.exitCode()).as("%s", first).isZero();
        Path all = write("import_b_all-products.csv", QUERY + month("202101", "402", "12019011"), gb);
        held(
                load("cn-gacc-query-zh", all, Map.of()),
                "TH-3100",
                "publishing both would count them twice",
                "2021-01-01");
    }

    @Test
    void anUnknownSpellingIsOneGroupOfItsNewestLoadWithTheCommandThatRepairsIt() throws Exception {
        var feed = "kz-bns-trade-by-country";
        Path file = folder.resolve("12_2009.xlsx");
        try (var book = new XSSFWorkbook()) {
            var sheet = book.createSheet("2009");
            cells(sheet.createRow(0), "2009 год, тыс. долларов США");
            cells(sheet.createRow(1), "Наименование страны", "Товарооборот", "Экспорт", "Импорт");
            cells(sheet.createRow(2), "", "всего", "всего", "всего");
            String[] names = {"Всего", "Китай", "Монгольская Респ."};
            for (int i = 0; i < names.length; i++) {
                cells(sheet.createRow(3 + i), names[i], "3", "1", "2");
            }
            save(book, file);
        }
        var refused = load(feed, file, Map.of());
        assertThat(refused.code()).isEqualTo("TH-3001");
        assertThat(refused.nextStep()).startsWith("tradehouse map add partner").endsWith("--retry " + run(refused));
        loading.act().map("*", "partner", "Нигде", "MN", "tester", "");
        var again = load(feed, file, Map.of());
        assertThat(again.exitCode()).isEqualTo(1);
        try (Connection connection = loading.database().loader()) {
            assertThat(new Look(connection, Clock.systemUTC()).rejects(new RejectFilter(feed, null, null, null)))
                    .singleElement()
                    .satisfies(group -> {
                        assertThat(group.column()).isEqualTo("Наименование страны");
                        assertThat(group.rows()).isEqualTo(2);
                        assertThat(group.command()).endsWith("--retry " + feed + "#" + again.runId());
                    });
        }
    }

    private static Path workbook(String name, String sheet, String product, String value) throws IOException {
        try (var book = new XSSFWorkbook()) {
            var table = book.createSheet(sheet);
            cells(table.createRow(0), API);
            cells(table.createRow(1), "A", "2022", "398", "M", "156", "H6", product, value);
            return save(book, folder.resolve(name));
        }
    }

    private static Path save(XSSFWorkbook book, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            book.write(out);
        }
        return file;
    }

    private static void cells(Row row, String... texts) {
        for (int i = 0; i < texts.length; i++) {
            if (texts[i].matches("\\d")) {
                row.createCell(i).setCellValue(Double.parseDouble(texts[i]));
            } else {
                row.createCell(i).setCellValue(texts[i]);
            }
        }
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, GOOD, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean shell(String... words) throws Exception {
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
