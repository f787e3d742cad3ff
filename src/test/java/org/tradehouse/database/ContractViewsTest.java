package org.tradehouse.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each figure of a fact stands in exactly one view of mart, and under the right words. */
class ContractViewsTest {
    private static TestDatabase database;

    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        database.execute(
                """
                insert into dw.dim_load (load_key, feed, source_sha256, source_name, edition_date, release_status, published_at)
                values (1, 'x', repeat('a', 64), 'x.csv', '2024-01-31', 'final', '2024-02-01T00:00Z')""",
                """
                insert into dw.dim_dataset (dataset_key, dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain, preference) values
                  (1, 'X/A/HS/TOTAL×country', 'X', 'x', 'X', 'A', 'HS', 0, 'country', 'country', 1),
                  (2, 'X/C/HS/TOTAL×country', 'X', 'x', 'X', 'C', 'HS', 0, 'country', 'country', 2)""",
                "insert into dw.dim_product (product_key, nomenclature, edition, code, code_level, product_kind, product_name) values (1, 'HS', '-', 'TOTAL', 0, 'TOTAL', 'All products')",
                "insert into dw.dim_terms values (1, 'C00', 'all', '0', 'all', 'FOB', 'n/a')",
                "insert into dw.dim_status (status_key, obs_status, conf_status) values (1, 'A', 'F')");
        annual("X", 100);
        annual("M", 50);
        annual("RX", 30);
        annual("FM", 20);
        span("2023-01-01", "2023-06-30", 60);
        span("2023-01-01", "2023-02-28", 20);
        span("2022-07-01", "2023-06-30", 110);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void partsOfAnnualFlowsNeverStandBesideThem() {
        assertThat(database.query(
                        "select flow_code, value_usd, period_date, flow_name from mart.trade_annual order by 1"))
                .containsExactly("M|50.000|2023-01-01|Imports", "X|100.000|2023-01-01|Exports");
        assertThat(database.query("select flow_code, part_of, value_usd from mart.trade_annual_of_which order by 1"))
                .containsExactly("FM|M|20.000", "RX|X|30.000");
    }

    @Test
    void spansSayHowLongTheyAre() {
        assertThat(
                        database.query(
                                "select from_date, to_date, month_count, year_no, value_usd, freq from mart.trade_span order by 3"))
                .containsExactly(
                        "2023-01-01|2023-02-28|2|2023|20.000|C",
                        "2023-01-01|2023-06-30|6|2023|60.000|C",
                        "2022-07-01|2023-06-30|12|2022|110.000|C");
    }

    @Test
    void monthsYearsAndSpansHaveTheSameWordsForTheSameThings() {
        assertThat(database.query("""
                        select column_name from information_schema.columns where table_schema = 'mart' and table_name = 'trade'
                        except select column_name from information_schema.columns where table_schema = 'mart' and table_name = 'trade_annual'""")).containsExactlyInAnyOrder("freq", "half_label", "quarter_label", "month_label");
        assertThat(database.query("""
                        select column_name from information_schema.columns where table_schema = 'mart' and table_name = 'trade_span'
                        except select column_name from information_schema.columns where table_schema = 'mart' and table_name = 'trade'""")).containsExactlyInAnyOrder("from_date", "to_date", "month_count");
    }

    @Test
    void dimensionsInTheirSecondRoleHaveOneRowForEachKeyOfTheFirst() {
        assertThat(database.query("""
                select (select count(*) from mart.dim_reporter r join dw.dim_area a on a.area_key = r.reporter_key and a.area_code = r.reporter_area_code)
                    = (select count(*) from dw.dim_area),
                  (select count(*) from mart.dim_partner p join dw.dim_area a on a.area_key = p.partner_key and a.area_name = p.partner_area_name)
                    = (select count(*) from dw.dim_area),
                  (select count(*) from mart.dim_unit2 join dw.dim_unit on unit_key = unit2_key) = (select count(*) from dw.dim_unit),
                  (select count(*) from mart.dim_span_end join dw.dim_period on end_date = to_date) = (select count(*) from dw.dim_period)""")).containsExactly("t|t|t|t");
    }

    private static void annual(String flow, int usd) {
        database.execute("""
                insert into dw.fact_trade_annual (value_usd, product_key, period_date, load_key, source_row, dataset_key, reporter_key, partner_key, flow_key, terms_key, status_key)
                select %d, 1, '2023-01-01', 1, 1, 1, r.area_key, p.area_key, w.flow_key, 1, 1
                from dw.dim_area r, dw.dim_area p, dw.dim_flow w where r.area_code = 'KZ' and p.area_code = 'CN' and w.flow_code = '%s'""".formatted(usd, flow));
    }

    private static void span(String from, String to, int usd) {
        database.execute("""
                insert into dw.fact_trade_span (value_usd, product_key, from_date, to_date, load_key, source_row, dataset_key, reporter_key, partner_key, flow_key, terms_key, status_key)
                select %d, 1, '%s', '%s', 1, 1, 2, r.area_key, p.area_key, 1, 1, 1
                from dw.dim_area r, dw.dim_area p where r.area_code = 'KZ' and p.area_code = 'CN'""".formatted(usd, from, to));
    }
}
