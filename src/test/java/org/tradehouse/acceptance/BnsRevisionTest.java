package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.operate.Look;
import org.tradehouse.operate.PlanCard;
import org.tradehouse.operate.Result;
import org.tradehouse.operate.RevisionCard;
import org.tradehouse.operate.RevisionLine;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;

/** Editions of Kazakhstan's statistics bureau: what the next one changed is reported exactly, and both can be asked for. */
class BnsRevisionTest {
    private static final String FEED = "kz-bns-trade-by-country";
    private static final Path SAMPLES = Path.of(System.getProperty("samples", "../shared/samples"));
    private static final String[] COUNTRIES = {
        "Россия",
        "Узбекистан",
        "Китай",
        "Турция",
        "Италия",
        "Нидерланды",
        "Германия",
        "Франция",
        "Польша",
        "Испания",
        "Япония",
        "Индия",
        "Швейцария",
        "Греция",
        "Румыния",
        "Финляндия"
    };

    @TempDir
    Path folder;

    private Loading loading;

    @BeforeEach
    void open() {
        loading = Loading.in(folder, Path.of("jobs"));
    }

    @AfterEach
    void close() {
        loading.close();
    }

    private Result load(Path file) {
        return loading.act().load(FEED, file, Map.of(), false, "aidos", Progress.NONE);
    }

    private RevisionCard revision(Result run) throws SQLException {
        try (Connection connection = loading.database().loader()) {
            Look look = new Look(connection, Clock.systemUTC());
            return look.revision(look.run(Long.toString(run.runId())));
        }
    }

    private static String counts(List<RevisionLine> slices) {
        long[] n = new long[4];
        for (RevisionLine it : slices) {
            n[0] += it.fresh();
            n[1] += it.changed();
            n[2] += it.withdrawn();
            n[3] += it.same();
        }
        return n[0] + " new, " + n[1] + " changed, " + n[2] + " withdrawn, " + n[3] + " same";
    }

    @Test
    void theRealEditionOf2020ChangesNothingOf2019() throws SQLException {
        assumeTrue(Files.isDirectory(SAMPLES), "no real files at " + SAMPLES);
        load(SAMPLES.resolve("kz-bns/bns_trade_by_country_2019.xls"));
        Result next = load(SAMPLES.resolve("kz-bns/bns_trade_by_country_2020.xls"));
        assertThat(next.state()).isEqualTo(RunState.DONE);
        RevisionCard report = revision(next);
        assertThat(counts(report.slices().stream()
                        .filter(it -> it.period().equals("2019"))
                        .toList()))
                .isEqualTo("0 new, 0 changed, 0 withdrawn, 316 same");
        assertThat(report.largest()).isEmpty();
        assertThat(
                        loading.asked(
                                "select sum(new_rows), sum(changed_rows), sum(withdrawn_rows), sum(same_rows), sum(delta_usd) from mart.revision where from_date = '2019-01-01' and vintage_no = 2"))
                .containsExactly("0|0|0|316|0.000");
    }

    @Test
    void aPlanOfTheRealEditionOf2019NeverAddsItsYearsToItsYearToDate() throws SQLException {
        assumeTrue(Files.isDirectory(SAMPLES), "no real files at " + SAMPLES);
        Path file = SAMPLES.resolve("kz-bns/bns_trade_by_country_2019.xls");
        Result result = loading.act().plan(FEED, file, Map.of(), false, "aidos", Progress.NONE);
        try (Connection connection = loading.database().loader()) {
            Look look = new Look(connection, Clock.systemUTC());
            PlanCard plan = look.plan(look.run(Long.toString(result.runId()))).orElseThrow();
            assertThat(plan.fresh()).isEqualTo(936);
            assertThat(plan.datasets())
                    .extracting(it -> it.dataset() + " " + it.fresh().figures() + " " + text(it.deltaUsd()))
                    .containsExactly(
                            "KZ_BNS/A/HS/TOTAL×country 620 192544635400", "KZ_BNS/C/HS/TOTAL×country 316 97774894600");
        }
    }

    @Test
    void aMadeRevisionOf2020IsReportedExactlyAndBothCanBeAskedFor() throws Exception {
        Map<String, Long> exports = new LinkedHashMap<>();
        for (int i = 0; i < COUNTRIES.length; i++) {
            exports.put(COUNTRIES[i], 100_000L + i);
        }
        exports.remove("Финляндия");
        Result first = load(workbook("15.02.2021", exports));
        assertThat(first.state()).as(first.headline()).isEqualTo(RunState.DONE);
        String one = now();

        exports.put("Россия", 190_000L);
        Result wild = load(workbook("15.03.2021", exports));
        assertThat(wild.state()).as(wild.headline()).isEqualTo(RunState.HELD);
        assertThat(wild.headline()).contains("Exports: the published total changes by more than 2 %");
        assertThat(exportsAsOf(now(), "RU")).as("readers keep the old vintage").isEqualTo("100000000");
        assertThat(loading.act()
                        .deny(Long.toString(wild.runId()), "dana", "a typing error")
                        .state())
                .isEqualTo(RunState.DENIED);

        exports.put("Россия", 100_000L);
        exports.put("Китай", 101_000L);
        exports.put("Турция", 100_500L);
        exports.put("Финляндия", 99_000L);
        exports.remove("Румыния");
        Result revised = load(workbook("17.03.2021", exports));
        assertThat(revised.state()).as(revised.headline()).isEqualTo(RunState.DONE);

        assertThat(counts(slices(revised, "KZ_BNS/A/HS/TOTAL×country", "X")))
                .isEqualTo("1 new, 2 changed, 1 withdrawn, 12 same");
        assertThat(counts(slices(revised, "KZ_BNS/A/HS/TOTAL×country", "M")))
                .isEqualTo("1 new, 0 changed, 1 withdrawn, 14 same");
        assertThat(revision(revised).largest())
                .filteredOn(it -> it.dataset().contains("/A/") && it.flow().equals("X"))
                .extracting(it -> it.kind() + " " + it.partner() + " " + text(it.oldUsd()) + " " + text(it.newUsd()))
                .containsExactly(
                        "withdrawn RO 100014000 -",
                        "new FI - 99000000",
                        "changed CN 100002000 101000000",
                        "changed TR 100003000 100500000");
        assertThat(List.of(
                        exportsAsOf(one, "CN"),
                        exportsAsOf(one, "RO"),
                        exportsAsOf(now(), "CN"),
                        exportsAsOf(now(), "RO")))
                .containsExactly("100002000", "100014000", "101000000", "0");
        assertThat(
                        loading.asked(
                                "select vintage_no, edition_date, release_status, is_live from mart.revision where dataset_code like '%/A/%' and flow_code = 'X' order by 1"))
                .containsExactly("1|2021-02-15|provisional|f", "2|2021-03-17|provisional|t");

        assertThat(load(workbook("25.07.2021", exports)).state()).isEqualTo(RunState.DONE);
        assertThat(
                        loading.asked(
                                "select release_status, same_rows from mart.revision where dataset_code like '%/A/%' and flow_code = 'X' and is_live"))
                .containsExactly("final|15");
        exports.put("Китай", 101_001L);
        Result late = load(workbook("25.08.2021", exports));
        assertThat(late.state()).isEqualTo(RunState.HELD);
        assertThat(late.headline()).contains("1 final figures would change");
    }

    private List<RevisionLine> slices(Result run, String dataset, String flow) throws SQLException {
        return revision(run).slices().stream()
                .filter(it -> it.dataset().equals(dataset) && it.flow().equals(flow))
                .toList();
    }

    private static String text(BigDecimal usd) {
        return usd == null ? "-" : usd.stripTrailingZeros().toPlainString();
    }

    private String now() {
        return loading.asked("select clock_timestamp()").get(0);
    }

    private String exportsAsOf(String moment, String partner) {
        return loading.asked("""
                select coalesce(trim_scale(sum(f.value_usd)), 0) from mart.trade_annual_as_of('%s') f join dw.dim_area a on a.area_key = f.partner_key
                where f.flow_key = 1 and a.area_code = '%s'""".formatted(moment, partner)).get(0);
    }

    /** The year 2020: exports in thousand dollars as given, imports of 50 million with everybody. */
    private Path workbook(String published, Map<String, Long> exports) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook()) {
            workbook.createSheet("Обложка").createRow(6).createCell(0).setCellValue("Дата опубликования: " + published);
            Sheet sheet = workbook.createSheet("2020");
            sheet.createRow(1).createCell(0).setCellValue("2020 год");
            sheet.createRow(2).createCell(4).setCellValue("тыс. долларов США");
            header(sheet);
            long sum = exports.values().stream().mapToLong(Long::longValue).sum();
            row(sheet, 5, "Всего", sum, 50_000L * exports.size());
            int at = 6;
            for (Map.Entry<String, Long> country : exports.entrySet()) {
                row(sheet, at++, country.getKey(), country.getValue(), 50_000);
            }
            Path file = folder.resolve("bns_" + published + ".xlsx");
            try (var out = Files.newOutputStream(file)) {
                workbook.write(out);
            }
            return file;
        }
    }

    private static void header(Sheet sheet) {
        sheet.createRow(3).createCell(0).setCellValue("Наименование страны");
        sheet.addMergedRegion(new CellRangeAddress(3, 4, 0, 0));
        sheet.createRow(4);
        String[] names = {"Товарооборот", "Экспорт", "Импорт"};
        for (int i = 0; i < names.length; i++) {
            sheet.getRow(3).createCell(1 + 2 * i).setCellValue(names[i]);
            sheet.addMergedRegion(new CellRangeAddress(3, 3, 1 + 2 * i, 2 + 2 * i));
            sheet.getRow(4).createCell(1 + 2 * i).setCellValue("Всего");
            sheet.getRow(4).createCell(2 + 2 * i).setCellValue("удельный вес, %");
        }
    }

    private static void row(Sheet sheet, int at, String label, long exports, long imports) {
        var row = sheet.createRow(at);
        row.createCell(0).setCellValue(label);
        row.createCell(1).setCellValue(exports + imports);
        row.createCell(3).setCellValue(exports);
        row.createCell(5).setCellValue(imports);
    }
}
