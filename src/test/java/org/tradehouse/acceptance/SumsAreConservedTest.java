package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.trade.Field;

/**
 * Whatever a file leaves out, what it states is what BI adds up: random files with gaps, skipped levels and suppressed rows
 * through the product's own front door. Another run: {@code -Dsums.seed=…}; more files: {@code -Dsums.files=…}.
 */
class SumsAreConservedTest {
    private static final long SEED = Long.getLong("sums.seed", 20_260_704L);
    private static final int FILES = Integer.getInteger("sums.files", 16);
    private static final List<String> REPORTERS = List.of(
            "40", "56", "203", "208", "246", "251", "381", "579", "616", "620", "752", "762", "795", "398", "348",
            "372");

    @TempDir
    Path home;

    private Loading loading;

    @BeforeEach
    void open() {
        loading = Loading.in(home, Path.of("jobs"));
    }

    @AfterEach
    void close() {
        loading.close();
    }

    @Test
    void everyStatedCellIsTheSumOfTheFiguresBelowIt() throws IOException {
        for (int n = 0; n < FILES; n++) {
            if (n > 0 && n % REPORTERS.size() == 0) {
                everyWayOfAddingUpAgrees();
                loading.close();
                open();
            }
            loadsAndHolds(SEED + n, REPORTERS.get(n % REPORTERS.size()), n % 2 == 1);
        }
        everyWayOfAddingUpAgrees();
    }

    private void loadsAndHolds(long seed, String reporter, boolean monthly) throws IOException {
        var trade = new RandomTrade(seed, reporter, monthly);
        Path file = Files.writeString(home.resolve("random_" + seed + ".csv"), trade.csv());
        var result = loading.load("un-comtrade", file, Map.of());
        assertThat(result.exitCode()).as("seed %s: %s", seed, result).isZero();
        for (String dataset : datasets(reporter)) {
            assertStated(seed, trade, dataset, figures(dataset, reporter, monthly));
        }
    }

    private List<String> datasets(String reporter) {
        return loading.asked("select distinct dataset_code from mart.coverage where reporter_code = " + area(reporter));
    }

    private static String area(String m49) {
        return "(select distinct country_code from dw.dim_area where m49 = "
                + m49.replace("251", "250").replace("381", "380").replace("579", "578") + ")";
    }

    private record Figure(String flow, String period, String partner, String code, BigDecimal usd) {}

    private List<Figure> figures(String dataset, String reporter, boolean monthly) {
        return loading
                .asked("""
                        select t.flow_code || '|' || %s || '|' || coalesce(a.m49, 0) || '|' || case t.product_code when 'TOTAL' then '' else t.product_code end || '|' || t.value_usd
                        from %s t left join dw.dim_area a on a.area_code = t.partner_code where t.dataset_code = '%s' and t.reporter_code = %s""".formatted(
                                monthly ? "to_char(t.period_date, 'YYYYMM')" : "t.year_no",
                                monthly ? "mart.trade" : "mart.trade_annual",
                                dataset,
                                area(reporter)))
                .stream()
                .map(line -> line.split("\\|", -1))
                .map(cell -> new Figure(cell[0], cell[1], cell[2], cell[3], new BigDecimal(cell[4])))
                .toList();
    }

    /** A dataset by country holds what is stated of countries and, as deep as they go, of World; one by World the rest. */
    private static void assertStated(long seed, RandomTrade trade, String dataset, List<Figure> figures) {
        boolean byCountry = dataset.endsWith("country");
        int depth = trade.cells().stream()
                .filter(cell -> !cell.partner().equals("0"))
                .mapToInt(cell -> cell.code().length())
                .max()
                .orElse(0);
        int stated = 0;
        for (RandomTrade.Cell cell : trade.cells()) {
            if (byCountry ? cell.code().length() > depth : !cell.partner().equals("0")) {
                continue;
            }
            BigDecimal sum = figures.stream()
                    .filter(f -> cell.holds(f.flow(), f.period(), f.partner(), f.code()))
                    .map(Figure::usd)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum).as("seed %s, %s, %s", seed, dataset, cell).isEqualByComparingTo(cell.usd());
            stated++;
        }
        assertThat(stated).as("seed %s, %s", seed, dataset).isPositive();
    }

    /** By chapter, by heading, by subheading, by partner, in the summary, in turnover, in coverage and as the publisher says. */
    private void everyWayOfAddingUpAgrees() {
        assertThat(loading.asked("""
                with fact as (
                  select dataset_code, reporter_code, flow_code, period_date, hs2_code, hs4_code, hs6_code, partner_code, value_usd from mart.trade
                  union all
                  select dataset_code, reporter_code, flow_code, make_date(year_no, 1, 1), hs2_code, hs4_code, hs6_code, partner_code, value_usd from mart.trade_annual),
                way as (
                  select dataset_code, reporter_code, flow_code, period_date, 'chapter' as way, sum(usd) as usd
                  from (select dataset_code, reporter_code, flow_code, period_date, hs2_code, sum(value_usd) as usd from fact group by 1, 2, 3, 4, 5) x group by 1, 2, 3, 4
                  union all
                  select dataset_code, reporter_code, flow_code, period_date, 'heading', sum(usd)
                  from (select dataset_code, reporter_code, flow_code, period_date, hs2_code, hs4_code, sum(value_usd) as usd from fact group by 1, 2, 3, 4, 5, 6) x group by 1, 2, 3, 4
                  union all
                  select dataset_code, reporter_code, flow_code, period_date, 'subheading', sum(usd)
                  from (select dataset_code, reporter_code, flow_code, period_date, hs4_code, hs6_code, sum(value_usd) as usd from fact group by 1, 2, 3, 4, 5, 6) x group by 1, 2, 3, 4
                  union all
                  select dataset_code, reporter_code, flow_code, period_date, 'partner', sum(usd)
                  from (select dataset_code, reporter_code, flow_code, period_date, partner_code, sum(value_usd) as usd from fact group by 1, 2, 3, 4, 5) x group by 1, 2, 3, 4
                  union all
                  select dataset_code, reporter_code, 'X', period_date, 'turnover', sum(export_usd) from mart.turnover where export_usd is not null group by 1, 2, 3, 4
                  union all
                  select dataset_code, reporter_code, 'M', period_date, 'turnover', sum(import_usd) from mart.turnover where import_usd is not null group by 1, 2, 3, 4
                  union all
                  select dataset_code, reporter_code, 'X', period_date, 'country', sum(export_usd) from mart.turnover_by_country where export_usd is not null group by 1, 2, 3, 4
                  union all
                  select dataset_code, reporter_code, 'M', period_date, 'country', sum(import_usd) from mart.turnover_by_country where import_usd is not null group by 1, 2, 3, 4
                  union all
                  select dataset_code, reporter_code, flow_code, from_date, 'coverage', value_usd from mart.coverage
                  union all
                  select dataset_code, reporter_code, flow_code, from_date, 'publisher', control_usd from mart.coverage where control_usd is not null)
                select dataset_code || ' ' || reporter_code || ' ' || flow_code || ' ' || period_date || ': ' || string_agg(way || ' ' || usd, ', ' order by way)
                from way group by dataset_code, reporter_code, flow_code, period_date having min(usd) <> max(usd)""")).isEmpty();
        assertThat(Integer.parseInt(loading.asked(
                                "select count(*) from mart.coverage where control_usd is not null and row_count > 0")
                        .get(0)))
                .isGreaterThanOrEqualTo(Math.min(FILES, REPORTERS.size()));
        assertThat(
                        loading.asked(
                                "select count(*) > 0 from dw.fact_trade_annual join dw.dim_status using (status_key) where row_kind = 'residual'"))
                .containsExactly("t");
    }

    @Test
    void provincesAddUpToWhatTheFileStates() throws IOException {
        var chance = new Random(SEED);
        long total = 0;
        for (String flow : List.of("import", "export")) {
            var text = new StringBuilder("\"数据年月\",\"商品编码\",\"贸易伙伴编码\",\"贸易方式编码\",\"注册地编码\",\"美元\",\n");
            for (int n = 0; n < 40; n++) {
                long usd = chance.nextInt(1_000_000);
                total += usd;
                text.append("\"2023%02d\",\"%08d\",\"%s\",\"10\",\"%s\",\"%,d\",\n"
                        .formatted(
                                1 + chance.nextInt(3),
                                1_010_101 + 100 * n,
                                chance.nextBoolean() ? "145" : "149",
                                List.of("65", "44", "31", "11").get(chance.nextInt(4)),
                                usd));
            }
            Path file = Files.writeString(home.resolve(flow + "_all-products.csv"), text, Charset.forName("GB18030"));
            var result = loading.load("cn-gacc-query-zh", file, Map.of(Field.PARTNER_SCOPE, "all"));
            assertThat(result.exitCode()).as("%s", result).isZero();
        }
        String all = String.valueOf(total);
        for (String sum : List.of(
                "sum(value_usd) from (select reporter_region_code, sum(value_usd) as value_usd from mart.trade group by 1) x",
                "sum(value_usd) from (select hs2_code, partner_code, sum(value_usd) as value_usd from mart.trade group by 1, 2) x",
                "sum(value_usd) from mart.summary_trade_area",
                "sum(turnover_usd) from mart.turnover",
                "sum(turnover_usd) from mart.turnover_by_country",
                "sum(region_usd) from mart.share_of_region_month",
                "sum(value_usd) from dw.coverage")) {
            assertThat(loading.asked("select trim_scale(" + sum.replaceFirst("\\)", "))")))
                    .as(sum)
                    .containsExactly(all);
        }
    }
}
