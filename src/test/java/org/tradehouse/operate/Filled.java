package org.tradehouse.operate;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tradehouse.database.TestDatabase;

/** A small house with a past: two sources of turnover, provinces, products, a held run, a dead one, rejects. */
public final class Filled {
    private Filled() {}

    /** What {@code feed} runs and rejects are about. */
    public static final String FEED = "cn-gacc-query-en";

    /** Fills a fresh database. */
    public static TestDatabase database() {
        TestDatabase database = TestDatabase.fresh();
        loads(database);
        figures(database);
        runs(database);
        rejects(database);
        return database;
    }

    private static void loads(TestDatabase database) {
        database.execute("""
                insert into ops.source_file (feed, sha256, file_name, byte_count, archive_path, acquired_at) values
                  ('kz-bns-trade-by-country', repeat('a', 64), '12_2022.xlsx', 38200, 'archive/aa/a.xlsx', '2023-02-01T00:00Z'),
                  ('cn-gacc-query-en', repeat('b', 64), 'demo-import_2023.csv', 4096000, 'archive/bb/b.csv', '2024-02-01T00:00Z'),
                  ('cn-gacc-query-en', repeat('c', 64), 'import_2024_10.csv', 1000, 'archive/cc/c.csv', '2024-11-20T00:00Z')""", """
                insert into ops.load (feed, sha256, file_name, edition_date, release_status, feed_version, mapping_version, reference_version, parser_version, state) values
                  ('kz-bns-trade-by-country', repeat('a', 64), '12_2022.xlsx', '2023-02-01', 'provisional', repeat('0', 64), 1, 1, '1', 'published'),
                  ('cn-gacc-query-en', repeat('b', 64), 'demo-import_2023.csv', '2024-02-01', 'unknown', repeat('0', 64), 1, 1, '1', 'published'),
                  ('cn-gacc-query-en', repeat('c', 64), 'import_2024_10.csv', '2024-11-20', 'unknown', repeat('0', 64), 1, 1, '1', 'held')""", """
                insert into dw.dim_load (load_key, feed, source_sha256, source_name, edition_date, release_status, published_at)
                select load_key, feed, sha256, file_name, edition_date, release_status, edition_date + interval '12 hours' from ops.load where state = 'published'""");
    }

    private static void figures(TestDatabase database) {
        dataset(
                database,
                1,
                "KZ_BNS/A/HS/TOTAL×country",
                "kz-bns-trade-by-country",
                "Bureau of National Statistics",
                "A",
                0,
                "country");
        dataset(database, 2, "CN_GACC/M/HS/8×country", FEED, "China customs", "M", 8, "country");
        dataset(database, 3, "CN_GACC_REG/M/HS/8×country", FEED, "China customs", "M", 8, "region");
        slice(database, 1, "KZ", "KZ", "CN", 1, "2022-01-01", "2022-12-31", 1, "13060205420.300");
        slice(database, 1, "KZ", "KZ", "CN", 2, "2022-01-01", "2022-12-31", 1, "11143739788.000");
        for (int month = 1; month <= 12; month++) {
            String from = "2023-%02d-01".formatted(month);
            String to = java.time.YearMonth.of(2023, month).atEndOfMonth().toString();
            slice(database, 2, "CN", "CN", "KZ", 2, from, to, 2, "1000000000.000");
            if (month != 7) {
                slice(database, 2, "CN", "CN", "KZ", 1, from, to, 2, "1500000000.000");
            }
            slice(database, 3, "CN", "CN-XJ", "KZ", 2, from, to, 2, "400000000.000");
            slice(database, 3, "CN", "CN-XJ", "KZ", 1, from, to, 2, "1100000000.000");
            database.execute(
                    "insert into mart.summary_trade_area values (500000000, null, 1, '%s', '%s', 0, 3, %s, %s, 2)"
                            .formatted(from, to, area("CN-GD"), area("KZ")));
        }
        products(database);
    }

    static void dataset(
            TestDatabase database,
            int key,
            String code,
            String feed,
            String publisher,
            String freq,
            int level,
            String grain) {
        database.execute("""
                insert into dw.dim_dataset (dataset_key, dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain, preference)
                values (%d, '%s', '%s', '%s', '%s', '%s', 'HS', %d, '%s', 'country', 1)""".formatted(key, code, code, feed, publisher, freq, level, grain));
    }

    static void slice(
            TestDatabase database,
            int dataset,
            String country,
            String reporter,
            String partner,
            int flow,
            String from,
            String to,
            int load,
            String usd) {
        database.execute(
                """
                insert into dw.coverage (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, load_key, row_count, value_usd, release_status, edition_date)
                values (%d, %s, %d, '%s', '%s', 0, %d, 1, %s, 'unknown', (select edition_date from dw.dim_load where load_key = %d))""".formatted(dataset, area(country), flow, from, to, load, usd, load),
                "insert into mart.summary_trade_area values (%s, null, 1, '%s', '%s', 0, %d, %s, %s, %d)"
                        .formatted(usd, from, to, dataset, area(reporter), area(partner), flow));
    }

    private static void products(TestDatabase database) {
        database.execute(
                "select ops.ensure_year(2023)",
                "insert into dw.dim_product (product_key, nomenclature, edition, code, code_level, product_name) values (70190, 'HS', 'H6', '07019000', 8, 'Potatoes')",
                "insert into dw.bridge_product_group (group_key, product_key) select group_key, 70190 from dw.dim_product_group where group_code = 'POTATOES'",
                "insert into dw.dim_terms values (77, 'C00', 'all', '0', 'all', 'CIF', 'n/a')",
                "insert into dw.dim_status (status_key, obs_status, conf_status) values (77, 'A', 'F')",
                """
                insert into dw.fact_trade (value_usd, net_weight_kg, product_key, period_date, load_key, source_row, dataset_key, reporter_key, partner_key, flow_key, terms_key, status_key)
                values (1234567.890, 4321000.000, 70190, '2023-05-01', 2, 5, 2, %s, %s, 2, 77, 77)""".formatted(area("CN"), area("KZ")));
    }

    private static void runs(TestDatabase database) {
        database.execute("""
                insert into ops.run (feed, load_key, trigger_kind, started_by, state, step, started_at, ended_at, rows_read, rows_accepted, rows_control_total, rows_excluded, rows_rejected, rows_duplicate) values
                  ('kz-bns-trade-by-country', 1, 'person', 'aidos', 'done', 'publish', '2023-02-01T12:00Z', '2023-02-01T12:00:04.2Z', 310, 304, 6, 0, 0, 0),
                  ('cn-gacc-query-en', 2, 'schedule', 'schedule', 'done', 'publish', '2024-02-01T12:00Z', '2024-02-01T12:01:00Z', 100, 100, 0, 0, 0, 0)""", """
                insert into ops.run (feed, load_key, trigger_kind, started_by, state, step, started_at, ended_at, error_code, error_text, rows_read, rows_accepted, rows_control_total, rows_excluded, rows_rejected, rows_duplicate) values
                  ('cn-gacc-query-en', 3, 'schedule', 'schedule', 'held', 'plan', '2024-11-20T22:00Z', '2024-11-20T22:00:31Z', 'TH-3100',
                   E'3 of 412911 rows are rejected, 0.4 %% of value; the feed allows 0.1 %%\\nNext: tradehouse approve cn-gacc-query-en#3 --reason "..."', 412911, 412908, 0, 0, 3, 0)""".replace("%%", "%"), """
                insert into ops.finding (load_key, run_id, rule_id, severity, message_args, row_count, value_usd)
                values (3, 3, 'DC-2', 'FLAG', '{"message": "the rows below do not explain TOTAL with World"}', 2, 815.5)""", """
                insert into ops.load_slice (load_key, slice_no, dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, control_usd, row_count, value_usd, rejected_rows, rejected_usd, fate)
                values (3, 1, 2, %s, 2, '2024-10-01', '2024-10-31', 0, 990.000, 412908, 981.300, 3, 8.700, 'publish')""".formatted(area("CN")), """
                insert into ops.run (feed, trigger_kind, started_by, state, step, started_at, host, pid)
                values ('un-comtrade', 'person', 'dana', 'running', 'stage', now() - interval '10 minutes', 'etl1', 2210)""");
    }

    private static void rejects(TestDatabase database) {
        String rows = IntStream.of(118, 204, 391)
                .mapToObj(row ->
                        "(3, 3, '%s', 1, 'import_2024_10.csv', '', %d, 'Registration code', '{\"Date\": \"2024\", \"Registration code\": \"СУАР\", \"=Unit\": \"=1+1\"}', 'TH-2031', 'СУАР', 'no list names it', 'CN-XJ', 0.93, 2900000)"
                                .formatted(FEED, row))
                .collect(Collectors.joining(","));
        database.execute(
                "insert into ops.reject (load_key, run_id, feed, block_no, file_name, sheet, row_no, column_name, raw_row, code, offending_value, detail, suggestion, suggestion_score, value_usd) values "
                        + rows,
                "insert into ops.reject (load_key, run_id, feed, block_no, file_name, sheet, row_no, column_name, raw_row, code, offending_value) values "
                        + "(2, 2, 'cn-gacc-query-en', 1, 'demo-import_2023.csv', '', 7, 'Date of data', '{\"Date of data\": \"13/2026\"}', 'TH-2044', '13/2026')");
    }

    private static String area(String code) {
        return "(select area_key from dw.dim_area where area_code = '" + code + "')";
    }
}
