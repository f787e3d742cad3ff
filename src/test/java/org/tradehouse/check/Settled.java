package org.tradehouse.check;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadSql;

/** A database with one load as the settlement leaves it; the tests put into it what their check looks at. */
final class Settled implements AutoCloseable {
    final TestDatabase database = TestDatabase.fresh();
    final Load load;
    Feed feed = Feeds.in(Path.of("jobs")).named("kz-bns-trade-by-country");

    Settled() {
        String sha256 = "c".repeat(64);
        database.execute(
                "insert into ops.source_file values ('kz', '%s', 'kz_2023.xlsx', null, 1, 'x', now())"
                        .formatted(sha256),
                """
                insert into ops.load (feed, sha256, file_name, edition_date, release_status, feed_version, mapping_version, reference_version, parser_version)
                values ('kz', '%s', 'kz_2023.xlsx', '2024-01-31', 'provisional', '%s', 7, 1, '0.1.0')""".formatted(sha256, sha256),
                "insert into ops.run (feed, trigger_kind, started_by) values ('kz', 'person', 'test')",
                "select ops.create_stage(1)",
                """
                insert into dw.dim_dataset (dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain, rounding_unit_usd, preference)
                select 'KZ/' || f, 'Kazakhstan', 'kz', 'BNS', f, 'HS', 0, 'country', 'country', 100, 1 from unnest(array['M','A']) f""",
                "insert into dw.dim_product (nomenclature, edition, code, code_level, product_kind, product_name) values ('HS', '-', 'TOTAL', 0, 'TOTAL', 'All') on conflict do nothing",
                "insert into dw.dim_terms (procedure_code, procedure_name, transport_code, transport_name, valuation, trade_system) values ('C00', 'All', '0', 'All', 'FOB', 'general') on conflict do nothing",
                "insert into dw.dim_status (obs_status, conf_status) values ('A', 'F') on conflict do nothing");
        load = new Load(1, "kz", sha256, 1, "kz_2023.xlsx", Path.of("x"), LocalDate.of(2024, 2, 1), Map.of());
    }

    Settled counts(long read, long accepted, long control, long excluded, long rejected) {
        database.execute(
                "update ops.load set rows_read = %d, rows_accepted = %d, rows_control_total = %d, rows_excluded = %d, rows_rejected = %d"
                        .formatted(read, accepted, control, excluded, rejected),
                "insert into ops.stage_block values (1, 1, %d, %d, %d, %d, 0)"
                        .formatted(accepted, control, excluded, rejected));
        return this;
    }

    Settled limits(long minRows, Set<Long> truncatedAt, double warn, double max) {
        feed = with(feed, new Feed.Checks(minRows, truncatedAt, warn, max, 5));
        return this;
    }

    /** A staged row: exports or imports of Kazakhstan. */
    Settled staged(int row, String partner, int flow, String usd) {
        database.execute("""
                insert into stg.load_1 (value_usd, product_key, from_date, to_date, source_row, part_key, block_no, reporter_key, partner_key, partner2_key, flow_key, terms_key, status_key, supply_code)
                select %s, (select product_key from dw.dim_product where code = 'TOTAL' and nomenclature = 'HS'), '2023-01-01', '2023-12-31', %d, 0, 1, %s, %s, 1, %d,
                  (select min(terms_key) from dw.dim_terms), (select min(status_key) from dw.dim_status), '0'""".formatted(usd, row, area("KZ"), area(partner), flow), """
                insert into stg.tally_1 (value_usd, n, from_date, to_date, reporter_key, partner_key, partner2_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key, code_level, nomenclature, supply_code)
                select value_usd, 1, from_date, to_date, reporter_key, partner_key, partner2_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key, 0, 'HS', supply_code
                from stg.load_1 where source_row = %d""".formatted(row));
        return this;
    }

    Settled control(int row, String label, int level, Integer flow, String usd) {
        database.execute(
                "insert into ops.control_total values (1, 1, 0, %d, '', '%s', %d, %s, %s, '2023-01-01', '2023-12-31', %s)"
                        .formatted(row, label, level, area("KZ"), flow == null ? "null" : flow, usd));
        return this;
    }

    Settled reject(int row, String column, String value, String suggestion, String usd) {
        database.execute(
                """
                insert into ops.reject (load_key, run_id, feed, block_no, file_name, sheet, row_no, column_name, raw_row, code, offending_value, suggestion, value_usd, flow_key, from_date, to_date)
                values (1, 1, 'kz', 1, 'kz_2023.xlsx', '', %d, '%s', '{}', 'TH-2031', '%s', %s, %s, 1, '2023-01-01', '2023-12-31')""".formatted(row, column, value, suggestion.isEmpty() ? "null" : "'" + suggestion + "'", usd));
        return this;
    }

    Settled slice(int number, String freq, int flow, String from, String to, String usd) {
        database.execute("""
                insert into ops.load_slice (load_key, slice_no, dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, row_count, value_usd)
                select 1, %d, dataset_key, %s, %d, '%s', '%s', 0, 1, %s from dw.dim_dataset where freq = '%s'""".formatted(number, area("KZ"), flow, from, to, usd, freq));
        return this;
    }

    /** A slice that an earlier load published. */
    Settled live(String freq, int flow, String from, String to, String usd) {
        database.execute(
                "insert into dw.dim_load (load_key, feed, source_sha256, source_name, edition_date, release_status, published_at)"
                        + " values (99, 'kz', repeat('d', 64), 'x', '2023-01-01', 'provisional', now()) on conflict do nothing",
                """
                insert into dw.coverage (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, load_key, row_count, value_usd, release_status, edition_date)
                select dataset_key, %s, %d, '%s', '%s', 0, 99, 1, %s, 'provisional', '2023-01-01' from dw.dim_dataset where freq = '%s'""".formatted(area("KZ"), flow, from, to, usd, freq));
        return this;
    }

    Settled figure(String partner, int flow, String usd) {
        database.execute("""
                insert into stg.made_1 (value_usd, product_key, from_date, to_date, scope_key, source_row, part_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, status_key, slice_no)
                select %s, 0, '2023-01-01', '2023-12-31', 0, 5, 0, dataset_key, %s, %s, %d, 1, 1, 1 from dw.dim_dataset where freq = 'A'""".formatted(usd, area("KZ"), area(partner), flow), """
                insert into stg.sum_1 (value_usd, n, from_date, to_date, slice_no, scope_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key)
                select %s, 1, '2023-01-01', '2023-12-31', 1, 0, dataset_key, %s, %s, %d, 1, 0, 0, 0, 1 from dw.dim_dataset where freq = 'A'""".formatted(
                        usd, area("KZ"), area(partner), flow));
        return this;
    }

    List<Finding> findings(Check check) {
        try (Connection connection = database.loader()) {
            connection.setAutoCommit(false);
            return check.findings(new Checked(new LoadSql(connection, load.key()), load, feed));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    private static String area(String code) {
        return "(select area_key from dw.dim_area where area_code = '" + (code.equals("W") ? "W-??" : code)
                + "' order by valid_to desc limit 1)";
    }

    static Feed with(Feed feed, Feed.Checks checks) {
        return new Feed(
                feed.name(),
                feed.file(),
                feed.version(),
                feed.title(),
                feed.publisher(),
                feed.dataset(),
                feed.coverage(),
                feed.scope(),
                feed.source(),
                feed.layout(),
                feed.captures(),
                feed.constants(),
                feed.columns(),
                feed.wide(),
                feed.ignore(),
                feed.totals(),
                feed.exclude(),
                feed.refuse(),
                feed.breakdowns(),
                feed.duplicates(),
                feed.edition(),
                checks,
                feed.schedule(),
                feed.aliases(),
                feed.reference());
    }
}
