package org.tradehouse.settle;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import org.tradehouse.load.Load;
import org.tradehouse.trade.Field;

/** Stages rows of a made load by hand, so that settlement and publication can be tried without a file. */
public final class StagedRows {
    private final Connection connection;
    private final int load;
    private final String feed;
    private int row = 0;

    public StagedRows(Connection connection, String feed, LocalDate edition) throws SQLException {
        this.connection = connection;
        this.feed = feed;
        var sha = "%064x".formatted(System.nanoTime());
        run(
                "insert into ops.source_file (feed, sha256, file_name, byte_count, archive_path, acquired_at) values (?, ?, 'made.csv', 1, 'made', now())",
                feed,
                sha);
        this.load = number(
                "insert into ops.load (feed, sha256, file_name, edition_date, release_status, feed_version, mapping_version, reference_version, parser_version)"
                        + " values (?, ?, 'made.csv', ?, 'unknown', repeat('0', 64), 0, 0, '1') returning load_key",
                feed,
                sha,
                edition);
        run(
                "insert into ops.run (feed, load_key, trigger_kind, started_by) values (?, ?, 'person', 'test')",
                feed,
                load);
        number("select 1 from (select ops.create_stage(?)) x", load);
        run(
                "insert into dw.dim_status (obs_status, conf_status, row_kind) values ('A', 'F', 'leaf') on conflict do nothing");
    }

    public Load load(Map<Field, String> given) {
        return new Load(load, feed, "0".repeat(64), 1, "made.csv", Path.of("made"), LocalDate.of(2024, 1, 1), given);
    }

    public int key() {
        return load;
    }

    public long runId() throws SQLException {
        return number("select run_id::int from ops.run where load_key = ?", load);
    }

    /** A cell without breakdown. Period is {@code 2022}, {@code 2022-05} or {@code 2022-01..2022-05}. */
    public StagedRows cell(String reporter, String flow, String period, String partner, String product, String usd)
            throws SQLException {
        return cell(reporter, flow, period, partner, product, "C00", "0", "W-??", usd);
    }

    public StagedRows cell(
            String reporter,
            String flow,
            String period,
            String partner,
            String product,
            String procedure,
            String mode,
            String partner2,
            String usd)
            throws SQLException {
        row++;
        var level = product.equals("TOTAL") ? 0 : product.length();
        run(
                "insert into dw.dim_product (nomenclature, edition, code, code_level, product_name) values ('HS', ?, ?, ?, ?) on conflict do nothing",
                level == 0 ? "-" : "H6",
                product,
                level,
                product);
        run(
                "insert into dw.dim_terms (procedure_code, procedure_name, transport_code, transport_name, valuation, trade_system) values (?, ?, ?, ?, 'CIF', 'n/a') on conflict do nothing",
                procedure,
                procedure,
                mode,
                mode);
        run(
                """
                insert into stg.load_%d (value_usd, product_key, from_date, to_date, source_row, part_key, block_no, reporter_key, partner_key, partner2_key, flow_key, terms_key, status_key, supply_code)
                select ?, p.product_key, ?, ?, ?, 0, 1, r.area_key, a.area_key, b.area_key, f.flow_key, t.terms_key, s.status_key, '0'
                from dw.dim_product p, dw.dim_area r, dw.dim_area a, dw.dim_area b, dw.dim_flow f, dw.dim_terms t, dw.dim_status s
                where (p.nomenclature, p.code) = ('HS', ?) and p.edition = ? and r.area_code = ? and a.area_code = ? and b.area_code = ? and f.flow_code = ?
                  and (t.procedure_code, t.transport_code, t.valuation) = (?, ?, 'CIF') and (s.row_kind, s.usd_derived, s.net_weight_estimated, s.quantity_estimated) = ('leaf', false, false, false)
                  and not s.gross_weight_estimated and not s.quantity2_estimated and not s.is_corrected""".formatted(load),
                new BigDecimal(usd),
                from(period),
                to(period),
                row,
                product,
                level == 0 ? "-" : "H6",
                reporter,
                partner,
                partner2,
                flow,
                procedure,
                mode);
        return this;
    }

    /** A rejected row with a readable value: the partner is unknown. */
    public StagedRows reject(
            String reporter, String flow, String period, String partnerText, String product, String usd)
            throws SQLException {
        row++;
        run(
                """
                insert into ops.reject (load_key, run_id, feed, block_no, file_name, row_no, column_name, raw_row, code, offending_value, value_usd, reporter_key, flow_key, product_code, from_date, to_date)
                select ?, ?, ?, 1, 'made.csv', ?, 'partner', '[]', 'TH-2030', ?, ?, r.area_key, f.flow_key, ?, ?, ? from dw.dim_area r, dw.dim_flow f where r.area_code = ? and f.flow_code = ?""",
                load,
                runId(),
                feed,
                row,
                partnerText,
                new BigDecimal(usd),
                product,
                from(period),
                to(period),
                reporter,
                flow);
        return this;
    }

    /** Records the block, as staging does. */
    public void done() throws SQLException {
        run("""
                insert into ops.stage_block (load_key, block_no, staged_rows, control_rows, excluded_rows, rejected_rows)
                select ?, 1, (select count(*) from stg.load_%1$d), 0, 0, (select count(*) from ops.reject where load_key = ?)""".formatted(load), load, load);
    }

    private static LocalDate from(String period) {
        return LocalDate.parse(period.length() == 4 ? period + "-01-01" : period.substring(0, 7) + "-01");
    }

    private static LocalDate to(String period) {
        var month = period.length() == 4 ? period + "-12" : period.substring(period.length() - 7);
        return java.time.YearMonth.parse(month).atEndOfMonth();
    }

    private void run(String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.execute();
        }
    }

    private int number(String sql, Object... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }
}
