package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.feed.Feeds;
import org.tradehouse.operate.Explanation;
import org.tradehouse.operate.FigureFilter;
import org.tradehouse.operate.Look;
import org.tradehouse.operate.Original;
import org.tradehouse.operate.RejectFilter;
import org.tradehouse.operate.Result;
import org.tradehouse.trade.Field;

/** The acceptance figures of semantics 9 on the publishers' own files, through the product's own front door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealFilesTest {
    private static final Path SAMPLES = Path.of(System.getProperty("samples", "../shared/samples"));

    @TempDir
    static Path home;

    private Loading loading;

    @BeforeAll
    void loadEverything() throws IOException {
        assumeTrue(Files.isDirectory(SAMPLES), "no real files at " + SAMPLES);
        loading = Loading.in(home, feeds());
        loads("kz-bns-trade-by-country", "kz-bns/bns_trade_by_country_2019.xls");
        var second = loads("kz-bns-trade-by-country", "kz-bns/bns_trade_by_country_2020.xls");
        assertThat(String.join("\n", second.lines())).contains("316 same").contains("0 changed");
        loads("kz-bns-trade-by-country", "kz-bns/bns_trade_by_country_2023.xls");
        loads("cn-gacc-query-zh", "gacc/gacc_zh_2023.csv", Map.of(Field.FLOW, "import"));
        loads("cn-gacc-query-zh", "gacc/gacc_zh_soy_2024_import.csv");
        loads("cn-gacc-query-zh", "gacc/gacc_zh_soy_2024_export.csv");
        loads("un-comtrade", "comtrade-new/TradeData_totals_CHN_DEU_USA_2022.csv");
        loads("un-comtrade-legacy", "comtrade-legacy/comtrade_252310_X_M_W00_1988_2020.csv");
        loads("un-comtrade-legacy", "comtrade-legacy/comtrade_S4_CHN_DEU_JPN_2010_2014.csv");
        loads("un-comtrade-legacy", "comtrade-legacy/comtrade_871200_all_reporters.csv");
        loads("un-comtrade-2012", "comtrade-bulk2012/h3_china_india.csv");
        loads("cn-gacc-headless", "gacc/gacc_en_usa_201901_import_noheader.csv", Map.of(Field.PRODUCT_SCOPE, "all"));
    }

    /** The product's feeds, and one for a page of China's query that was saved without its header. */
    private static Path feeds() throws IOException {
        Path jobs = home.resolve("jobs");
        try (var files = Files.walk(Path.of("jobs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = jobs.resolve(Path.of("jobs").relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        String headed = Files.readString(jobs.resolve("cn/cn-gacc-query-en.yaml"));
        Files.writeString(
                jobs.resolve("cn/cn-gacc-headless.yaml"),
                headed.replace("cn-gacc-query-en", "cn-gacc-headless")
                        .replace(
                                "header-rows: 1}",
                                "header-rows: 0, headers: [Date of data, Trading partner code, Trading partner, Commodity code, "
                                        + "Commodity, Customs Regime code, Customs Regime, Quantity, Unit, "
                                        + "Supplimentary Quantity, Supplimentary Unit, US dollar]}"));
        return jobs;
    }

    @AfterAll
    void close() {
        if (loading != null) {
            loading.close();
        }
    }

    private Result loads(String feed, String file) {
        return loads(feed, file, Map.of());
    }

    private Result loads(String feed, String file, Map<Field, String> given) {
        var result = loading.load(feed, SAMPLES.resolve(file), given);
        assertThat(result.exitCode()).as("%s", result).isZero();
        return result;
    }

    private List<String> asked(String sql) {
        return loading.asked(sql);
    }

    private String sum(String flow, int year) {
        return asked("""
                select trim_scale(sum(value_usd)) || ' of ' || count(*) filter (where row_kind = 'leaf') || ', rounding ' || coalesce(trim_scale(sum(value_usd) filter (where row_kind = 'rounding')), 0)
                from mart.trade_annual where dataset_code = 'KZ_BNS/A/HS/TOTAL×country' and year_no = %d and flow_code = '%s'""".formatted(year, flow)).get(0);
    }

    private long facts(int year) {
        return Long.parseLong(asked(
                        "select count(*) from mart.trade_annual where dataset_code = 'KZ_BNS/A/HS/TOTAL×country' and row_kind = 'leaf' and year_no = "
                                + year)
                .get(0));
    }

    private String china(int year) {
        return asked("""
                select trim_scale(turnover_usd) || ' = ' || trim_scale(export_usd) || ' + ' || trim_scale(import_usd) from mart.turnover
                where dataset_code = 'KZ_BNS/A/HS/TOTAL×country' and partner_code = 'CN' and year_no = %d""".formatted(year)).get(0);
    }

    private Explanation explained(String words, List<Original> originals) throws SQLException {
        FigureFilter filter = FigureFilter.ALL;
        for (String word : words.split(" ")) {
            filter = filter.and(word);
        }
        try (Connection connection = loading.database().loader()) {
            var look = new Look(connection, Clock.systemUTC());
            Explanation explained = look.explain(filter, 5);
            originals.addAll(look.originals(explained, Feeds.in(home.resolve("jobs")), home));
            return explained;
        }
    }

    @Test
    void turnoverWithChinaIsExplainedDownToTheCell() throws SQLException {
        var originals = new ArrayList<Original>();
        var explained = explained("KZ_BNS/A/HS/TOTAL×country KZ CN 2022", originals);
        assertThat(explained.flows().stream()
                        .map(Explanation.FlowSum::valueUsd)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("24203945208.30");
        assertThat(originals).hasSize(2).allMatch(Original::equal).allMatch(Original::intact);
        assertThat(explained.proof().slices()).isEqualTo(2);
        assertThat(explained.proof().equal()).isEqualTo(2);
    }

    @Test
    void theRoundingOfTheYearsIsNamedAndPartOfTheWhole() throws SQLException {
        var explained = explained("KZ_BNS/A/HS/TOTAL×country KZ 2018", new ArrayList<>());
        assertThat(explained.beside())
                .extracting(row -> row.kind() + " " + row.flow() + " " + row.valueUsd() + " " + row.asked())
                .containsExactly("rounding X 817.500 true", "rounding M -406.250 true");
        assertThat(explained.whole()).isTrue();
        assertThat(explained.proof().equal()).isEqualTo(2);
    }

    @Test
    void yuanOfChinaCustomsAreDollarsAtTheRateThatIsShown() throws SQLException {
        var originals = new ArrayList<Original>();
        var explained = explained("CN_GACC/M CN BR 2023 M", originals);
        assertThat(explained.rates())
                .isNotEmpty()
                .allSatisfy(rate -> assertThat(rate.same()).isEqualTo(rate.figures()));
        assertThat(originals).isNotEmpty().allMatch(Original::equal);
    }

    @Test
    void mergedRowsOfTheLegacyFileAddUpToTheirFigures() throws SQLException {
        var places = asked(
                "select distinct m.load_key || ':' || m.into_part_key || ':' || m.into_row from ops.merged_row m join ops.load l using (load_key) where l.file_name like 'comtrade_252310%' order by 1");
        assertThat(places).hasSize(2);
        for (var place : places) {
            var originals = new ArrayList<Original>();
            var explained = explained(place, originals);
            assertThat(explained.largest())
                    .singleElement()
                    .satisfies(fact -> assertThat(fact.merged()).hasSize(2));
            assertThat(originals).singleElement().matches(Original::equal);
        }
    }

    @Test
    void kazakhstansYearsEqualThePublishersOwnTopCell() {
        assertThat(sum("X", 2018)).startsWith("61111221400 of ").endsWith("rounding 817.5");
        assertThat(sum("M", 2018)).startsWith("33658519400 of ").endsWith("rounding -406.25");
        assertThat(sum("X", 2019)).startsWith("58065588700 of ").endsWith("rounding -77.52");
        assertThat(sum("M", 2019)).startsWith("39709305900 of ").endsWith("rounding 129.17");
        assertThat(sum("X", 2020)).startsWith("47540772700 of ").endsWith("rounding 2.14");
        assertThat(sum("M", 2020)).startsWith("38929076100 of ").endsWith("rounding 62.9");
        assertThat(sum("X", 2022)).startsWith("84593070081.31 of ").endsWith("rounding 0");
        assertThat(sum("M", 2023)).startsWith("60412283334.94 of ").endsWith("rounding 0");
        assertThat(List.of(facts(2018), facts(2019), facts(2020), facts(2022), facts(2023)))
                .containsExactly(304L, 316L, 290L, 334L, 335L);
    }

    @Test
    void turnoverWithChinaIsWhatTheCellsHold() {
        assertThat(china(2018)).isEqualTo("11691670000 = 6307476400 + 5384193600");
        assertThat(china(2019)).isEqualTo("14792492522.27 = 8003866693.43 + 6788625828.84");
        assertThat(china(2020)).isEqualTo("15798567634.27 = 9420579060.64 + 6377988573.63");
        assertThat(china(2022)).isEqualTo("24203945208.3 = 13060205479.11 + 11143739729.19");
        assertThat(china(2023)).isEqualTo("30055389612.32 = 14666158300.1 + 15389231312.22");
    }

    @Test
    void noRowOfAnyFileIsLost() {
        assertThat(
                        asked(
                                "select feed || ' ' || rows_read || ' = ' || rows_accepted || ' + ' || rows_control_total || ' + ' || rows_excluded || ' + ' || rows_rejected from dw.dim_load order by load_key"))
                .containsExactly(
                        "kz-bns-trade-by-country 1072 = 620 + 452 + 0 + 0",
                        "kz-bns-trade-by-country 1047 = 606 + 441 + 0 + 0",
                        "kz-bns-trade-by-country 1150 = 669 + 481 + 0 + 0",
                        "cn-gacc-query-zh 40 = 40 + 0 + 0 + 0",
                        "cn-gacc-query-zh 36 = 36 + 0 + 0 + 0",
                        "cn-gacc-query-zh 29 = 29 + 0 + 0 + 0",
                        "un-comtrade 1352 = 1346 + 6 + 0 + 0",
                        "un-comtrade-legacy 16183 = 6548 + 0 + 9635 + 0",
                        "un-comtrade-legacy 3184 = 3184 + 0 + 0 + 0",
                        "un-comtrade-legacy 1302 = 1302 + 0 + 0 + 0",
                        "un-comtrade-2012 8739 = 6569 + 2170 + 0 + 0",
                        "cn-gacc-headless 11419 = 11419 + 0 + 0 + 0");
    }

    @Test
    void chinasQueryExportsAreConvertedWithTheMonthlyRate() {
        assertThat(asked("""
                select year_no || ' ' || flow_code || ' ' || count(*) || ' ' || trim_scale(sum(value_national)) || ' ' || currency_code || ' ' || trim_scale(sum(net_weight_kg)) || ' kg ' || bool_and(usd_derived)
                from mart.trade where dataset_code = 'CN_GACC/M/HS/8×country' and year_no > 2019 group by year_no, flow_code, currency_code order by 1"""))
                .containsExactly(
                        "2023 M 40 402526956940 CNY 95355428567 kg true",
                        "2024 M 36 359701179444 CNY 100883410028 kg true",
                        "2024 X 29 5409809 CNY 507699 kg true");
        var dollars = asked(
                "select sum(value_usd) from mart.trade where dataset_code = 'CN_GACC/M/HS/8×country' and year_no > 2019 group by year_no, flow_code order by year_no, flow_code");
        assertThat(new BigDecimal(dollars.get(0)))
                .isCloseTo(new BigDecimal("56895810174.5"), org.assertj.core.data.Offset.offset(BigDecimal.ONE));
        assertThat(new BigDecimal(dollars.get(1)))
                .isCloseTo(new BigDecimal("49997434722.7"), org.assertj.core.data.Offset.offset(BigDecimal.ONE));
        assertThat(new BigDecimal(dollars.get(2)))
                .isCloseTo(new BigDecimal("751058.8"), org.assertj.core.data.Offset.offset(BigDecimal.ONE));
    }

    @Test
    void comtradesWorldIsNeverAddedToItsPartners() {
        assertThat(asked("""
                select reporter_code || ' ' || flow_code || ' ' || trim_scale(sum(value_usd) filter (where row_kind = 'leaf')) || ' of ' || trim_scale(sum(value_usd)) from mart.trade_annual
                where dataset_code = 'UN_COMTRADE/A/HS/TOTAL×country' group by reporter_code, flow_code order by 1"""))
                .containsExactly(
                        "CN M 2715997517261 of 2715997517261",
                        "CN X 3593601435602 of 3593601435602",
                        "DE M 1588852981506.722 of 1588852981506.719",
                        "DE X 1686141996013.135 of 1686141996013.135",
                        "US M 3372902165775 of 3372902165775",
                        "US X 2062089832731 of 2062089832731");
        assertThat(
                        asked(
                                "select trim_scale(value_usd) from mart.trade_annual where dataset_code = 'UN_COMTRADE/A/HS/TOTAL×country' and reporter_code = 'CN' and flow_code = 'M' and is_self"))
                .containsExactly("122883424107");
    }

    @Test
    void breakdownsOfTheLegacyFileAreCountedOnce() {
        assertThat(asked("""
                select w.flow_code || ' ' || trim_scale(sum(f.value_usd)) || ' ' || count(*) from dw.fact_trade_annual f join dw.dim_flow w using (flow_key) join dw.dim_product p using (product_key)
                join dw.dim_dataset d using (dataset_key) where d.dataset_code = 'UN_COMTRADE_LEGACY/A/HS/6×world' and p.code = '252310' group by 1, w.flow_code, w.flow_key order by w.flow_key""".replace("group by 1, ", "group by ")))
                .containsExactly(
                        "X 50479003651 2464",
                        "M 70794633781 3667",
                        "RX 363341469 155",
                        "RM 16189154 45",
                        "DX 5194648692 150",
                        "FM 2894242502 63",
                        "XOP 5042950 2");
        assertThat(
                        asked(
                                "select flow_code || ' ' || trim_scale(sum(value_usd)) from mart.trade_annual where product_code = '871200' and dataset_code = 'UN_COMTRADE_LEGACY/A/HS/6×world' group by flow_code order by 1"))
                .containsExactly("M 32218446751", "X 35443178861");
        assertThat(
                        asked(
                                "select flow_code || ' ' || trim_scale(sum(value_usd)) || ' ' || min(nomenclature || edition) from mart.trade_annual where dataset_code = 'UN_COMTRADE_LEGACY/A/SITC/2×country' group by flow_code order by 1"))
                .containsExactly("M 2922908487553 SITCS4", "X 4789725459116 SITCS4");
    }

    @Test
    void levelsOfTheBulkFileAreCountedOnce() {
        assertThat(
                        asked(
                                "select flow_code || ' ' || trim_scale(sum(value_usd)) from mart.trade_annual where dataset_code = 'UN_COMTRADE_2012/A/HS/6×country' group by flow_code order by 1"))
                .containsExactly("M 41249115786", "X 17439991278");
    }

    @Test
    void thePublishersTopCellEqualsFiguresAndOpenRejectsEverywhere() {
        assertThat(
                        asked(
                                "select count(*) from dw.coverage where control_usd is not null and value_usd + rejected_usd <> control_usd"))
                .containsExactly("0");
    }

    @Test
    void aPageWithoutItsHeaderIsReadByTheColumnsTheFeedDeclares() {
        assertThat(asked("""
                                select count(*) || ' figures, ' || trim_scale(sum(value_usd)) || ' USD, ' || count(*) filter (where quantity is not null and (quantity2 is not null or unit_code = 'MBQ')) || ' keep two units'
                                from mart.trade where period_date = '2019-01-01' and reporter_code = 'CN'""")).containsExactly("11419 figures, 9211213264 USD, 64 keep two units");
        // 10 071 rows in kilograms and 111 in grams; 633 of them state a weight of zero beside a value (rule C2)
        assertThat(
                        asked(
                                "select count(net_weight_kg) || ' ' || trim_scale(sum(net_weight_kg)) from mart.trade where period_date = '2019-01-01' and reporter_code = 'CN'"))
                .containsExactly((10_071 + 111 - 633) + " 2382701881.566");
    }

    @Test
    void mirrorOf2022StandsBesideKazakhstansOwnFigure() {
        assertThat(asked("""
                select flow_code || ' ' || trim_scale(gap_usd) || ' ' || round(ratio, 4) || ', Kazakhstan ' || reporter_valuation || ', China ' || partner_valuation || ', ' || mirror_class
                from mart.mirror_by_reporter where dataset_code = 'KZ_BNS/A/HS/TOTAL×country' and mirror_dataset_code = 'UN_COMTRADE/A/HS/TOTAL×country'
                  and reporter_code = 'KZ' and partner_code = 'CN' and year_no = 2022 order by flow_code desc"""))
                .containsExactly(
                        "X 1759041036.89 1.1347, Kazakhstan FOB, China CIF, both",
                        "M 5211496729.81 1.4677, Kazakhstan CIF, China FOB, both");
    }

    @Test
    void theTargetOf40BillionShowsBothSources() {
        assertThat(asked("""
                select dataset_code || ' ' || trim_scale(value_usd) || ' ' || round(progress_pct, 1) || ' %' from mart.target_progress
                where target_code = 'KZ_CN_40BN' and year_no = 2022 and complete order by 1"""))
                .containsExactly(
                        "KZ_BNS/A/HS/TOTAL×country 24203945208.3 60.5 %",
                        "UN_COMTRADE/A/HS/TOTAL×country 31174482975 77.9 %");
    }

    @Test
    void allPartnersOfKazakhstanAddUpToItsTurnover() {
        assertThat(
                        asked(
                                "select year_no || ' ' || trim_scale(sum(value_usd)) from mart.trade_annual where dataset_code = 'KZ_BNS/A/HS/TOTAL×country' and year_no in (2019, 2022, 2023) group by year_no order by 1"))
                .containsExactly("2019 97774894600", "2022 135527430805.1", "2023 139551038012.3");
    }

    @Test
    void anAreaThatIsNoCountryRanksUnderThePublishersCode() {
        assertThat(
                        asked(
                                "select trim_scale(value_usd) from mart.trade_annual where dataset_code = 'UN_COMTRADE/A/HS/TOTAL×country' and reporter_code = 'CN' and flow_code = 'M' and partner_code = 'X-490'"))
                .containsExactly("238091842710");
    }

    @Test
    void everyFigureOfTheLegacyFileIsOneFact() {
        assertThat(
                        asked(
                                "select count(*) from dw.fact_trade_annual f join dw.dim_product p using (product_key) join dw.dim_dataset d using (dataset_key) where p.code = '252310' and d.feed = 'un-comtrade-legacy'"))
                .containsExactly("6546");
    }

    @Test
    void aFileOfAnotherPartnerLeavesTheFirstPartnersAlone() throws IOException {
        var gb = Charset.forName("GB18030");
        try (var scoped = Loading.in(Files.createTempDirectory(home, "scope"), Path.of("jobs"))) {
            var first = SAMPLES.resolve("gacc/gacc_zh_2023.csv");
            assertThat(scoped.load("cn-gacc-query-zh", first, Map.of(Field.FLOW, "import"))
                            .exitCode())
                    .isZero();
            var text = new StringBuilder(Files.readAllLines(first, gb).get(0)).append('\n');
            for (int month = 1; month <= 12; month++) {
                text.append("\"2023%02d\",\"145\",\"x\",\"12019019\",\"x\",\"10\",\"千克\",\"0\",\"?\",\"1,000\",\n"
                        .formatted(month));
            }
            Path second = Files.writeString(home.resolve("import_145.csv"), text, gb);
            assertThat(scoped.load("cn-gacc-query-zh", second, Map.of()).exitCode())
                    .isZero();
            assertThat(
                            scoped.asked(
                                    "select (partner_code = 'KZ') || ' ' || count(*) || ' ' || trim_scale(sum(value_national)) || ' ' || bool_and(is_partial_scope) from mart.trade group by partner_code = 'KZ' order by 1"))
                    .containsExactly("false 40 402526956940 true", "true 12 12000 true");
        }
    }

    @Test
    void oneAliasBringsARenamedCountryInAndMovesNothingElse() throws Exception {
        String feed = "kz-bns-trade-by-country";
        try (var renamed = Loading.in(Files.createTempDirectory(home, "alias"), Path.of("jobs"))) {
            var held = renamed.load(feed, renamed("Монголия", "Монгольская Респ."), Map.of());
            assertThat(held.exitCode()).as("%s", held).isEqualTo(3);
            assertThat(held.counts().rejected()).isEqualTo(4);
            var before = renamed.asked(FIGURES + " where partner_code <> 'MN' order by 1");
            try (Connection connection = renamed.database().loader()) {
                assertThat(new Look(connection, Clock.systemUTC()).rejects(RejectFilter.ALL))
                        .singleElement()
                        .satisfies(group -> assertThat(group.command())
                                .isEqualTo(
                                        "tradehouse map add partner \"Монгольская Респ.\" MN --retry " + feed + "#1"));
            }
            renamed.act().map("*", "partner", "Монгольская Респ.", "MN", "tester", "");
            var again = renamed.act().retry(feed + "#1", "tester", org.tradehouse.run.Progress.NONE);
            assertThat(again.exitCode()).as("%s", again).isZero();
            assertThat(String.join(" ", again.lines())).contains("4 new, 0 changed, 0 withdrawn, 665 same");
            assertThat(renamed.asked(FIGURES + " where partner_code <> 'MN' order by 1"))
                    .isEqualTo(before);
            assertThat(renamed.asked("select count(*) from ops.reject where state = 'open'"))
                    .containsExactly("0");
        }
    }

    private static final String FIGURES =
            "select partner_code || flow_code || year_no || ' ' || value_usd || ' ' || load_key || row_kind from mart.trade_annual";

    /** The edition of 2023 with another spelling of one country. */
    private static Path renamed(String name, String spelling) throws IOException {
        Path file = home.resolve("renamed_2023.xls");
        try (var book = WorkbookFactory.create(
                        SAMPLES.resolve("kz-bns/bns_trade_by_country_2023.xls").toFile(), null, true);
                var out = Files.newOutputStream(file)) {
            for (var sheet : book) {
                for (var row : sheet) {
                    for (var cell : row) {
                        if (cell.getCellType() == CellType.STRING
                                && cell.getStringCellValue().strip().equals(name)) {
                            cell.setCellValue(spelling);
                        }
                    }
                }
            }
            book.write(out);
        }
        return file;
    }
}
