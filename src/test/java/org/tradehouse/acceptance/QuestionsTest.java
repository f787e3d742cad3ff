package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.TestDatabase;

/** The questions BI asks, asked as BI on a star small enough to compute the answers by hand. */
class QuestionsTest {
    private static final Path QUESTIONS = Path.of("sql/questions");
    private static final String BILLION = "000000000.000";
    private static TestDatabase database;
    private static Connection reader;

    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        reader = database.reader();
        members();
        turnoverOfKazakhstan();
        productsOfKazakhstan();
        china();
        provinces();
        rollUp();
    }

    @AfterAll
    static void drop() throws SQLException {
        reader.close();
        database.close();
    }

    private static void members() {
        database.execute(
                """
                insert into dw.dim_dataset (dataset_key, dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain, preference) values
                  (1, 'KZ_BNS/M/HS/TOTAL×country', 'n', 'f', 'p', 'M', 'HS', 0, 'country', 'country', 1),
                  (2, 'KZ_KGD/M/HS/4×country', 'n', 'f', 'p', 'M', 'HS', 4, 'country', 'country', 1),
                  (3, 'CN_GACC/M/HS/8×country', 'n', 'f', 'p', 'M', 'HS', 8, 'country', 'country', 1),
                  (4, 'CN_GACC_REG/M/HS/8×country', 'n', 'f', 'p', 'M', 'HS', 8, 'region', 'country', 1)""",
                "insert into dw.dim_load (load_key, feed, source_sha256, source_name, edition_date, release_status, published_at) values (1, 'f', repeat('a', 64), 's', '2024-01-31', 'final', '2024-02-01')",
                """
                insert into dw.dim_product (product_key, nomenclature, edition, code, code_level, product_kind, product_name, hs2_code, hs4_code, hs4_name, is_agri_food)
                select row_number() over () + 100, 'HS', 'H6', c, length(c), 'GOODS', c, left(c, 2), left(c, 4), 'Heading ' || left(c, 4), c < '25'
                from unnest(array['07019000', '02050000', '02050010', '27090000', '85000000', '0701', '7202']) c""",
                "insert into dw.dim_product (product_key, nomenclature, edition, code, code_level, product_kind, product_name) values (100, 'HS', '-', 'TOTAL', 0, 'TOTAL', 'All products')",
                """
                insert into dw.bridge_product_group (group_key, product_key, is_proxy)
                select group_key, product_key, group_code = 'HORSE_MEAT' from dw.dim_product_group join dw.dim_product
                on (group_code, hs4_code) in (('POTATOES', '0701'), ('HORSE_MEAT', '0205')) where code_level = 8""",
                """
                insert into dw.dim_terms values (1, '-', 'none', '0', 'All modes', 'FOB', 'general'), (2, '-', 'none', '0', 'All modes', 'CIF', 'general'),
                  (3, '-', 'none', '2', 'Rail', 'FOB', 'general'), (4, '-', 'none', '3', 'Road', 'FOB', 'general')""",
                "insert into dw.dim_status (status_key, obs_status, conf_status) values (1, 'A', 'F')",
                "select ops.ensure_year(2022), ops.ensure_year(2023)");
    }

    /** Six months with China in 2022 and in 2023; Russia, Uzbekistan and an unnamed partner in January 2023. */
    private static void turnoverOfKazakhstan() {
        for (int month = 1; month <= 6; month++) {
            figure(1, 2022, month, "KZ", "CN", "TOTAL", "X", 1_000_000_000L, null, 1);
            figure(1, 2022, month, "KZ", "CN", "TOTAL", "M", 500_000_000L, null, 2);
            figure(1, 2023, month, "KZ", "CN", "TOTAL", "X", 1_200_000_000L, null, 1);
            figure(1, 2023, month, "KZ", "CN", "TOTAL", "M", 600_000_000L, null, 2);
        }
        figure(1, 2023, 1, "KZ", "RU", "TOTAL", "X", 2_000_000_000L, null, 1);
        figure(1, 2023, 1, "KZ", "RU", "TOTAL", "M", 1_000_000_000L, null, 2);
        figure(1, 2023, 1, "KZ", "UZ", "TOTAL", "X", 300_000_000L, null, 1);
        figure(1, 2023, 1, "KZ", "W-??", "TOTAL", "X", 700_000_000L, null, 1);
    }

    private static void productsOfKazakhstan() {
        figure(2, 2023, 1, "KZ", "CN", "0701", "X", 250, 900L, 3);
        figure(2, 2023, 1, "KZ", "CN", "7202", "X", 70, 10L, 4);
        figure(2, 2023, 1, "KZ", "RU", "0701", "X", 750, 800L, 3);
        figure(2, 2023, 1, "KZ", "KZ", "0701", "X", 999, 1L, 3);
        figure(2, 2023, 1, "KZ", "W-??", "0701", "X", 999, 1L, 3);
    }

    private static void china() {
        figure(3, 2022, 1, "CN", "KZ", "07019000", "M", 100, 50L, 2);
        figure(3, 2022, 1, "CN", "KZ", "85000000", "X", 900, 9L, 1);
        figure(3, 2023, 1, "CN", "KZ", "07019000", "M", 300, 1500L, 2);
        figure(3, 2023, 1, "CN", "KZ", "02050000", "M", 400, 80L, 2);
        figure(3, 2023, 1, "CN", "KZ", "02050010", "M", 100, null, 2);
        figure(3, 2023, 1, "CN", "KZ", "27090000", "M", 1000, 2000L, 2);
        figure(3, 2023, 1, "CN", "KZ", "85000000", "X", 200, 2L, 1);
    }

    private static void provinces() {
        figure(4, 2022, 1, "CN-XJ", "KZ", "07019000", "M", 60, 30L, 2);
        figure(4, 2022, 1, "CN-GD", "KZ", "07019000", "M", 40, 20L, 2);
        figure(4, 2022, 1, "CN-XJ", "KZ", "85000000", "X", 900, 9L, 1);
        figure(4, 2023, 1, "CN-XJ", "KZ", "07019000", "M", 200, 1000L, 2);
        figure(4, 2023, 1, "CN-XJ", "KZ", "02050000", "M", 400, 80L, 2);
        figure(4, 2023, 1, "CN-GD", "KZ", "27090000", "M", 1000, 2000L, 2);
        figure(4, 2023, 1, "CN-XJ", "KZ", "85000000", "X", 100, 1L, 1);
    }

    private static void figure(
            int dataset,
            int year,
            int month,
            String reporter,
            String partner,
            String product,
            String flow,
            long usd,
            Long kilograms,
            int terms) {
        database.execute("""
                insert into dw.fact_trade (value_usd, net_weight_kg, product_key, period_date, load_key, source_row, dataset_key, reporter_key, partner_key, flow_key, terms_key, status_key)
                select %d, %s, g.product_key, make_date(%d, %d, 1), 1, 1, %d, r.area_key, p.area_key, w.flow_key, %d, 1
                from dw.dim_product g, dw.dim_area r, dw.dim_area p, dw.dim_flow w
                where g.code = '%s' and r.area_code = '%s' and p.area_code = '%s' and w.flow_code = '%s'""".formatted(usd, kilograms, year, month, dataset, terms, product, reporter, partner, flow));
    }

    /** Summaries and coverage as publishing leaves them. */
    private static void rollUp() {
        database.execute("""
                insert into mart.summary_trade_area (value_usd, net_weight_kg, row_count, from_date, to_date, scope_key, dataset_key, reporter_key, partner_key, flow_key)
                select sum(value_usd), coalesce(sum(net_weight_kg), 0), count(*), period_date, end_date, scope_key, dataset_key, reporter_key, partner_key, flow_key
                from dw.fact_trade join dw.dim_period using (period_date) group by 4, 5, 6, 7, 8, 9, 10""", """
                insert into dw.coverage (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, load_key, row_count, value_usd, release_status, edition_date)
                select dataset_key, country_key, flow_key, from_date, to_date, scope_key, 1, sum(row_count), sum(value_usd), 'final', '2024-01-31'
                from mart.summary_trade_area join dw.dim_area on area_key = reporter_key group by 1, 2, 3, 4, 5, 6""");
    }

    @Test
    void thereAreFifteenQuestionsAndEachSaysWhatItAsks() throws IOException {
        try (Stream<Path> files = Files.list(QUESTIONS)) {
            List<String> names = files.map(file -> file.getFileName().toString().substring(0, 3))
                    .sorted()
                    .toList();
            assertThat(names)
                    .isEqualTo(IntStream.rangeClosed(1, 15)
                            .mapToObj("q%02d"::formatted)
                            .toList());
        }
        for (String name :
                IntStream.rangeClosed(1, 15).mapToObj("q%02d"::formatted).toList()) {
            assertThat(text(name)).startsWith("-- ").endsWith(";\n");
        }
    }

    @Test
    void halfYearsGrowAndMoveTowardsTheTarget() {
        assertThat(ask("q01"))
                .containsExactly(
                        "2022-H1|9" + BILLION + "|months|t|6||22.5|year|2030",
                        "2023-H1|10800000000.000|months|t|6|20.0|27.0|year|2030");
    }

    @Test
    void theShareOfXinjiangIsOfTheCountryFileAndSaysItsCoverage() {
        assertThat(ask("q02"))
                .containsExactly(
                        "2022|1|country file|96.0|100.0||by place of registration of the trading firm, per China customs",
                        "2023|1|country file|35.0|85.0||by place of registration of the trading firm, per China customs");
    }

    @Test
    void farmProductsComeFromChinasImportsAndProxiesAreMarked() {
        assertThat(ask("q03"))
                .containsExactly(
                        "HORSE_MEAT|2023|500.000|0.08000000000000000000|t|1",
                        "POTATOES|2022|100.000|0.05000000000000000000|f|1",
                        "POTATOES|2023|300.000|1.5000000000000000|f|1");
    }

    @Test
    void growthToXinjiangIsOneYearOnTheOther() {
        assertThat(ask("q04"))
                .containsExactly("0205|Heading 0205|400.000|0|400.000", "0701|Heading 0701|200.000|60.000|140.000");
    }

    @Test
    void theMirrorGapNamesTheSideThatSaysNothing() {
        assertThat(ask("q05"))
                .containsExactly(
                        "27|1|0||1000.000|CIF|1000.000||only importer",
                        "02|1|0||500.000|CIF|500.000||only importer",
                        "72|1|70.000|FOB|0||-70.000|-100.0|only exporter",
                        "07|1|250.000|FOB|300.000|CIF|50.000|20.0|both");
    }

    @Test
    void monthsWithChinaHaveBothFlowsAndTheirBalance() {
        assertThat(ask("q06"))
                .hasSize(12)
                .startsWith("2022-01|1000000000.000|500000000.000|500000000.000")
                .endsWith("2023-06|1200000000.000|600000000.000|600000000.000");
    }

    @Test
    void aBlocIsItsMembersOfTheMonth() {
        assertThat(ask("q07")).contains("EAEU|2023|3000000000.000|1", "CA5|2023|300000000.000|1");
    }

    @Test
    void countriesAreRankedAndTheShareIsOfEverything() {
        assertThat(ask("q08"))
                .containsExactly(
                        "China|10800000000.000|73.0",
                        "Russian Federation|3000000000.000|20.3",
                        "Uzbekistan|300000000.000|2.0");
    }

    @Test
    void unitValuesUseRowsWithBothFiguresAndSayWhatTheyCover() {
        assertThat(ask("q09")).containsExactly("2023-01|5.0000000000000000|80.0|CIF");
    }

    @Test
    void aRegionTheSourceDoesNotNameIsNotAllocated() {
        assertThat(ask("q10")).containsExactly("not allocated|600.000");
    }

    @Test
    void provincesAreRankedByBothFlows() {
        assertThat(ask("q11")).containsExactly("Guangdong|1000.000", "Xinjiang|700.000");
    }

    @Test
    void transportIsTheRowsOwn() {
        assertThat(ask("q12")).containsExactly("2023-Q1|Rail|250.000|900.000", "2023-Q1|Road|70.000|10.000");
    }

    @Test
    void theWholeHistoryIsThereByChapterAndFlow() {
        assertThat(ask("q13"))
                .containsExactlyInAnyOrder(
                        "2022|07|M|100.000|50.000",
                        "2022|85|X|900.000|9.000",
                        "2023|02|M|500.000|80.000",
                        "2023|07|M|300.000|1500.000",
                        "2023|27|M|1000.000|2000.000",
                        "2023|85|X|200.000|2.000");
    }

    @Test
    void concentrationLeavesOutTradeWithOneselfAndUnnamedPartners() {
        assertThat(ask("q14").stream().map(line -> line.replaceFirst("0+$", "")))
                .containsExactly("0701|1000.000|0.625", "7202|70.000|1.");
    }

    @Test
    void everyMonthOfEveryDatasetSaysWhatIsIn() {
        assertThat(ask("q15"))
                .hasSize(48)
                .contains(
                        "CN_GACC/M/HS/8×country|2023-01|1|2|f|0|5|0.000|2024-01-31|2024-02-01 00:00:00+00",
                        "CN_GACC/M/HS/8×country|2023-02|0|0||0||||");
    }

    private static String text(String name) {
        try (Stream<Path> files = Files.list(QUESTIONS)) {
            return Files.readString(
                    files.filter(file -> file.getFileName().toString().startsWith(name))
                            .findFirst()
                            .orElseThrow());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static List<String> ask(String name) {
        try (var statement = reader.createStatement();
                var rows = statement.executeQuery(text(name))) {
            List<String> lines = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    String cell = rows.getString(column);
                    cells.add(cell == null ? "" : cell);
                }
                lines.add(cells.stream().collect(Collectors.joining("|")));
            }
            return lines;
        } catch (SQLException failed) {
            throw new IllegalStateException(name, failed);
        }
    }
}
