package org.tradehouse.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who belongs to a bloc when, and trade with it. */
class BlocTest {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        database.execute(
                """
                insert into dw.dim_dataset (dataset_key, dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain, preference)
                values (1, 'KZ_BNS/M/HS/TOTAL×country', 'n', 'f', 'p', 'M', 'HS', 0, 'country', 'country', 1)""",
                "insert into dw.dim_load (load_key, feed, source_sha256, source_name, edition_date, release_status, published_at) values (1, 'f', repeat('a', 64), 's', '2024-01-31', 'final', now())");
        month("2020-01-01", "GB", 1, 100);
        month("2020-01-01", "DE", 1, 50);
        month("2020-01-01", "DE", 2, 7);
        month("2020-02-01", "GB", 1, 90);
        month("2020-02-01", "DE", 1, 40);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static void month(String month, String partner, int flow, int usd) {
        String last = "(date '" + month + "' + interval '1 month - 1 day')::date";
        database.execute("""
                insert into mart.summary_trade_area (value_usd, net_weight_kg, row_count, from_date, to_date, scope_key, dataset_key, reporter_key, partner_key, flow_key)
                select %s, 1, 1, '%s', %s, 0, 1, r.area_key, p.area_key, %s from dw.dim_area r, dw.dim_area p where r.area_code = 'KZ' and p.area_code = '%s'""".formatted(usd, month, last, flow, partner), """
                insert into dw.coverage (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, load_key, row_count, value_usd, release_status, edition_date)
                select 1, area_key, %s, '%s', %s, 0, 1, 1, 1, 'final', '2024-01-31' from dw.dim_area where area_code = 'KZ' on conflict do nothing""".formatted(flow, month, last));
    }

    @ParameterizedTest
    @CsvSource({
        "EU, 2003-12-31, 15",
        "EU, 2004-05-31, 25",
        "EU, 2013-06-30, 27",
        "EU, 2013-07-31, 28",
        "EU, 2020-01-31, 28",
        "EU, 2020-02-29, 27",
        "EAEU, 2014-12-31, 0",
        "EAEU, 2015-01-31, 4",
        "EAEU, 2015-07-31, 4",
        "EAEU, 2015-08-31, 5",
        "SCO, 2016-12-31, 6",
        "SCO, 2017-06-30, 8",
        "SCO, 2023-06-30, 8",
        "SCO, 2023-07-31, 9",
        "SCO, 2024-07-31, 10",
        "CA5, 2020-12-31, 5"
    })
    void membersComeAndGo(String bloc, String day, int members) {
        assertThat(database.query("""
                select count(*) from dw.bridge_bloc_member join dw.dim_bloc using (bloc_key)
                where bloc_code = '%s' and date '%s' between from_date and to_date and country_code !~ '^X-'""".formatted(bloc, day))).containsExactly(Integer.toString(members));
    }

    @Test
    void aMemberThatLeavesTakesItsTradeWithItFromTheNextMonth() throws SQLException {
        try (Connection reader = database.reader();
                var rows = reader.createStatement()
                        .executeQuery(
                                "select string_agg(concat_ws('|', month_label, export_usd, coalesce(turnover_usd::text, 'null'), members_with_trade, members), ' ' order by month_label) from mart.bloc_trade where bloc_code = 'EU'")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("2020-01|150.000|157.000|2|28 2020-02|40.000|null|1|27");
        }
    }
}
