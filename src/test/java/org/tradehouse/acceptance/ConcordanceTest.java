package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.operate.Result;

/** The bridge between editions: from the workbooks to series in one edition that lose nothing. */
class ConcordanceTest {
    private static final Path SAMPLES = Path.of(System.getProperty("samples", "../shared/samples"));

    @TempDir
    Path home;

    private Loading loading;

    @BeforeEach
    void open() throws IOException {
        loading = Loading.in(home, smallFeeds());
    }

    @AfterEach
    void close() {
        loading.close();
    }

    /** The product's feeds; tables of a few lines are let in. */
    private Path smallFeeds() throws IOException {
        Path jobs = Files.createDirectories(home.resolve("jobs"));
        try (var files = Files.list(Path.of("jobs/reference"))) {
            for (Path file : files.toList()) {
                Files.writeString(
                        jobs.resolve(file.getFileName()),
                        Files.readString(file).replace("min-rows: 5000", "min-rows: 1"));
            }
        }
        return jobs;
    }

    @Test
    void thePublishersTablesAreReadAndEveryCodeIsWhole() {
        assumeTrue(Files.isDirectory(SAMPLES.resolve("ref-concordance")), "no real files at " + SAMPLES);
        Result newest = loads("un-hs2022-hs2017", "HS_2022_to_HS_2017_ConversionAndCorrelationTables.xlsx");
        assertThat(newest.headline()).contains("15657 read = 15657 accepted");
        assertThat(loads("un-hs2017-hs2012", "HS_2017_to_HS_2012_ConversionAndCorrelationTables.xlsx")
                        .headline())
                .contains("6141 read = 6141 accepted");
        assertThat(loads("un-hs1992-sitc3", "HS1992_to_SITC3.xls").headline()).contains("12112 read = 12112 accepted");
        assertThat(
                        loading.asked(
                                "select count(*) from dw.concordance where from_edition = 'H6' and to_edition = 'H5' and method = '1:1' and length(from_code) = 6"))
                .containsExactly("4097");
        assertThat(
                        loading.asked(
                                "select count(*) from dw.concordance where from_edition = 'H5' and to_edition = 'H4' and method = '1:1' and length(from_code) = 6"))
                .containsExactly("4744");
        assertThat(
                        loading.asked(
                                "select count(*) from (select 1 from dw.concordance group by from_edition, to_edition, from_code having sum(weight_by_value) <> 1 or sum(weight_by_kg) <> 1) x"))
                .containsExactly("0");
        assertThat(loading.asked(
                        "select from_edition || to_edition from dw.concordance where steps = 2 group by 1 order by 1"))
                .containsExactly("H4H6", "H6H4");
    }

    private Result loads(String feed, String file) {
        Result result = loading.load(feed, SAMPLES.resolve("ref-concordance").resolve(file), Map.of());
        assertThat(result.exitCode()).as(result.toString()).isZero();
        return result;
    }

    @Test
    void equalPartsWhereNothingIsKnownAndTradeWhereItIs() throws IOException {
        load(
                "un-hs2022-hs2017",
                "HS2022",
                " HS2017",
                List.of("010121 010121", "020110 020110", "020110 020120", "020130 020190"));
        assertThat(links("H6", "H5"))
                .containsExactly(
                        "010121|010121|1:1|1.000000|1.000000|certain|certain",
                        "020110|020110|1:n|0.500000|0.500000|equal|equal",
                        "020110|020120|1:n|0.500000|0.500000|equal|equal",
                        "020130|020190|1:1|1.000000|1.000000|certain|certain");
        figure("H6", "020110", 1000, 100);
        figure("H5", "020110", 300, 90);
        figure("H5", "020120", 100, 10);
        again("un-hs2022-hs2017");
        assertThat(links("H6", "H5"))
                .contains(
                        "020110|020110|1:n|0.750000|0.900000|data|data",
                        "020110|020120|1:n|0.250000|0.100000|data|data");
        assertThat(links("H5", "H6")).contains("020120|020110|n:1|1.000000|1.000000|certain|certain");
    }

    @Test
    void aChainMultipliesAndLosesNothing() throws IOException {
        load("un-hs2022-hs2017", "HS2022", " HS2017", List.of("111111 111111", "111111 111112", "222222 222222"));
        load("un-hs2017-hs2012", "HS 2017", "HS 2012", List.of("111111 111111", "111111 111119", "333333 222222"));
        assertThat(links("H6", "H4"))
                .containsExactly(
                        "111111|111111|1:n|0.250000|0.250000|equal|equal",
                        "111111|111119|1:n|0.250000|0.250000|equal|equal",
                        "111111|XXXXXX|1:n|0.500000|0.500000|equal|equal",
                        "222222|222222|1:1|1.000000|1.000000|kept|kept");
    }

    @Test
    void onlyACertainLinkUnifiesAProduct() throws IOException {
        figure("H6", "020110", 1, 1);
        figure("H6", "010121", 1, 1);
        figure("H5", "010121", 1, 1);
        load("un-hs2022-hs2017", "HS2022", " HS2017", List.of("010121 010129", "020110 020110", "020110 020120"));
        figure("H6", "030111", 1, 1);
        assertThat(loading.asked(
                        "select edition, code, hs6_unified from dw.dim_product where edition like 'H%' order by 1, 2"))
                .containsExactly("H5|010121|010121", "H6|010121|010129", "H6|020110|", "H6|030111|");
    }

    @Test
    void figuresOfAnySizeAreConservedToTheLastDigit() throws IOException {
        Random random = new Random(20_240_725);
        for (int round = 0; round < 5; round++) {
            List<String> pairs = new ArrayList<>();
            for (int from = 0; from < 30; from++) {
                for (int to = 0, n = 1 + random.nextInt(7); to < n; to++) {
                    String pair = "2%05d 2%05d".formatted(from, random.nextInt(40));
                    if (!pairs.contains(pair)) {
                        pairs.add(pair);
                    }
                }
            }
            load("un-hs2022-hs2017", "HS2022", " HS2017", pairs);
            List<Figure> figures = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String code = i % 20 == 0 ? "999999" : "2%05d".formatted(random.nextInt(32));
                figures.add(new Figure("H6", code, random.nextLong(10_000_000_000L), random.nextLong(1_000_000)));
                figures.add(new Figure(
                        "H5",
                        "2%05d".formatted(random.nextInt(40)),
                        random.nextLong(1_000_000),
                        random.nextLong(1_000)));
            }
            figures(figures);
            again("un-hs2022-hs2017");
            assertThat(loading.asked("""
                    with c as (select edition, product_code, source_row, sum(value_usd) as v, sum(net_weight_kg) as w, sum(quantity) as q, count(*) as n
                      from mart.trade_annual_in_edition('H5') group by 1, 2, 3)
                    select count(*) from mart.trade_annual t left join c using (edition, product_code, source_row)
                    where (t.value_usd, t.net_weight_kg, t.quantity) is distinct from (c.v, c.w, c.q)""")).containsExactly("0");
        }
        loading.database().execute("""
                insert into dw.fact_trade (value_usd, net_weight_kg, quantity, product_key, period_date, load_key, source_row, dataset_key, reporter_key, partner_key, flow_key, terms_key, status_key)
                select value_usd, net_weight_kg, null, product_key, '2022-05-01', load_key, source_row, dataset_key, reporter_key, partner_key, 2, terms_key, status_key from dw.fact_trade_annual""");
        assertThat(loading.asked("""
                select sum(value_usd) = (select sum(value_usd) from mart.trade), sum(net_weight_kg) = (select sum(net_weight_kg) from mart.trade),
                  count(quantity) from mart.trade_in_edition('H5')""")).containsExactly("t|t|0");
        assertThat(loading.asked("select count(*) > 100 from mart.trade_annual_in_edition('H5') where is_estimated"))
                .containsExactly("t");
    }

    @Test
    void aSeriesSaysHowMuchOfItIsAllocatedAndHowMuchNobodyKnows() throws IOException {
        figure("H6", "020110", 12, 1);
        figure("H6", "010121", 80, 1);
        figure("H6", "030111", 7, 1);
        figure("H6", "999999", 1, 1);
        load("un-hs2022-hs2017", "HS2022", " HS2017", List.of("010121 010129", "020110 020110", "020110 020120"));
        assertThat(loading.asked(
                        "select value_usd, share_estimated, share_unknown, is_usable from mart.edition_quality('H5')"))
                .containsExactly("100.000|0.1200|0.0700|f");
        assertThat(
                        loading.asked(
                                "select product_code, to_code, value_usd, basis from mart.trade_annual_in_edition('H5') order by 1, 2"))
                .containsExactly(
                        "010121|010129|80.000|certain",
                        "020110|020110|6.000|equal",
                        "020110|020120|6.000|equal",
                        "030111|XXXXXX|7.000|unknown",
                        "999999|999999|1.000|certain");
        assertThat(loading.asked("select count(*) from mart.trade_in_edition('H5')"))
                .containsExactly("0");
    }

    @Test
    void anEditionNobodyKnowsIsRefusedWithThoseThatAreKnown() throws IOException {
        figure("H6", "020110", 12, 1);
        for (String edition : List.of("'HS2017'", "'h5'", "null")) {
            for (String function :
                    List.of("trade_in_edition", "trade_annual_in_edition", "edition_quality", "product_in_edition")) {
                assertThatThrownBy(() -> loading.asked("select count(*) from mart." + function + "(" + edition + ")"))
                        .hasStackTraceContaining(edition + " is no edition that is known: H0 = HS 1988/1992, ")
                        .hasStackTraceContaining("H5 = HS 2017")
                        .hasStackTraceContaining("Next: say the edition by its code");
            }
        }
        assertThat(loading.asked("select count(*) from mart.trade_annual_in_edition('H5')"))
                .containsExactly("1");
    }

    @Test
    void headingsKeepTheirNumberAndAreCertainOnlyWhereNothingMoved() throws IOException {
        load(
                "un-hs2022-hs2017",
                "HS2022",
                " HS2017",
                List.of("010121 010121", "020110 020110", "020120 030120", "030110 030110"));
        assertThat(
                        loading.asked(
                                "select from_code, to_code, basis_by_value from dw.concordance where from_edition = 'H6' and length(from_code) = 4 order by 1"))
                .containsExactly("0101|0101|certain", "0201|0201|kept", "0301|0301|kept");
    }

    private int rows;

    /** Thousandths of dollars and kilograms. */
    private record Figure(String edition, String code, long usd, long kg) {}

    private void figure(String edition, String code, long usd, long kg) {
        figures(List.of(new Figure(edition, code, usd * 1000, kg * 1000)));
    }

    private void figures(List<Figure> figures) {
        if (rows == 0) {
            loading.database()
                    .execute(
                            """
                            insert into dw.dim_dataset (dataset_key, dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain, preference)
                            values (1, 'X/A/HS/6×country', 'n', 'f', 'p', 'A', 'HS', 6, 'country', 'country', 1)""",
                            "insert into dw.dim_load (load_key, feed, source_sha256, source_name, edition_date, release_status, published_at) values (1000000, 'f', repeat('a', 64), 's', '2024-01-31', 'final', now())",
                            "insert into dw.dim_terms values (1, '-', 'none', '0', 'All modes', 'FOB', 'general')",
                            "insert into dw.dim_status (status_key, obs_status, conf_status) values (1, 'A', 'F')",
                            "select ops.ensure_year(2022)");
        }
        String values = figures.stream()
                .map(it -> "('%s', '%s', %d / 1000.0, %d / 1000.0, %d)"
                        .formatted(it.edition, it.code, it.usd, it.kg, ++rows))
                .collect(Collectors.joining(", ", "(values ", ") as v (edition, code, usd, kg, n)"));
        loading.database().execute("""
                        insert into dw.dim_product (nomenclature, edition, code, code_level, product_kind, product_name, hs2_code, hs4_code, hs6_code)
                        select distinct 'HS', edition, code, 6, case when code like '9999%%' then 'UNSPECIFIED' else 'GOODS' end, 'x', left(code, 2), left(code, 4), code
                        from %s on conflict do nothing""".formatted(values), """
                        insert into dw.fact_trade_annual (value_usd, net_weight_kg, quantity, product_key, period_date, load_key, source_row, dataset_key, reporter_key, partner_key, flow_key, terms_key, status_key)
                        select usd, kg, kg + 1, p.product_key, '2022-01-01', 1000000, n, 1, r.area_key, c.area_key, 1, 1, 1
                        from %s join dw.dim_product p using (edition, code), dw.dim_area r, dw.dim_area c where r.area_code = 'KZ' and c.area_code = 'CN'""".formatted(values));
    }

    private List<String> links(String from, String to) {
        return loading.asked("""
                select from_code, to_code, method, round(weight_by_value, 6), round(weight_by_kg, 6), basis_by_value, basis_by_kg
                from dw.concordance where from_edition = '%s' and to_edition = '%s' and length(from_code) = 6 order by 1, 2""".formatted(from, to));
    }

    private Path last = Path.of("");

    private void load(String feed, String from, String to, List<String> pairs) throws IOException {
        last = table(feed + "-" + pairs.hashCode(), from, to, pairs);
        Result result = loading.load(feed, last, Map.of());
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    private void again(String feed) {
        Result result = loading.act().load(feed, last, Map.of(), true, "tester", org.tradehouse.run.Progress.NONE);
        assertThat(result.exitCode()).as(result.toString()).isZero();
    }

    /** The layout of the publisher: a sheet of conversions, and one of correlations below a blank row. */
    private Path table(String name, String from, String to, List<String> pairs) throws IOException {
        Path file = home.resolve(name + ".xlsx");
        try (Workbook workbook = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            Sheet conversions = workbook.createSheet("Conversions");
            conversions.createRow(0).createCell(0).setCellValue("From " + from);
            Sheet sheet = workbook.createSheet("Correlation Tables");
            List<String> headers = List.of(from, to, "Relationship");
            for (int i = 0; i < headers.size(); i++) {
                (i == 0 ? sheet.createRow(1) : sheet.getRow(1)).createCell(i).setCellValue(headers.get(i));
            }
            for (int i = 0; i < pairs.size(); i++) {
                sheet.createRow(i + 2).createCell(0).setCellValue(pairs.get(i).substring(0, 6));
                sheet.getRow(i + 2).createCell(1).setCellValue(pairs.get(i).substring(7));
                sheet.getRow(i + 2).createCell(2).setCellValue("n:n");
            }
            workbook.write(out);
        }
        return file;
    }
}
