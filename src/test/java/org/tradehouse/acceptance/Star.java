package org.tradehouse.acceptance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.tradehouse.database.TestDatabase;

/** A star small enough to compute by hand: slices with their coverage, figures and summaries as publishing leaves them. */
final class Star implements AutoCloseable {
    private final TestDatabase database = TestDatabase.fresh();
    private final Connection reader = database.reader();
    private final List<String> statements = new ArrayList<>();

    Star() {
        say(
                "insert into dw.dim_load (load_key, feed, source_sha256, source_name, edition_date, release_status, published_at)"
                        + " values (1, 'made', repeat('a', 64), 'made.csv', '2024-01-31', 'final', '2024-02-01')");
        say(
                "insert into dw.dim_terms values (1, '-', 'none', '0', 'All modes', 'FOB', 'general'), (2, '-', 'none', '0', 'All modes', 'CIF', 'general')");
        say("insert into dw.dim_status (status_key, obs_status, conf_status) values (1, 'A', 'F')");
    }

    private void say(String sql) {
        statements.add(sql);
    }

    /** A dataset of this code; frequency, depth and partner breakdown are read from it. */
    Star dataset(String code, String publisher, String reporterGrain, int preference) {
        String[] parts = code.split("/");
        String level = parts[3].substring(0, parts[3].indexOf('×'));
        say("""
                insert into dw.dim_dataset (dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain, preference)
                values ('%s', 'made', '%s', '%s', '%s', 'HS', %s, '%s', 'country', %d)""".formatted(
                        code,
                        parts[0].toLowerCase(java.util.Locale.ROOT),
                        publisher,
                        parts[1],
                        level.equals("TOTAL") ? "0" : level,
                        reporterGrain,
                        preference));
        return this;
    }

    Star dataset(String code) {
        return dataset(code, code.substring(0, code.indexOf('/')), "country", 1);
    }

    /** Says that the months of one dataset come from the spans of another. */
    Star spans(String months, String spans) {
        say(
                "update dw.dim_dataset m set span_dataset_key = s.dataset_key from dw.dim_dataset s where m.dataset_code = '%s' and s.dataset_code = '%s'"
                        .formatted(months, spans));
        return this;
    }

    /** A covered slice of all partners and products; period is {@code 2022}, {@code 2022-05} or {@code 2022-01..2022-05}. */
    Slice slice(String dataset, String reporter, String flow, String period) {
        return slice(dataset, reporter, flow, period, "all", "2024-01-31");
    }

    /** A covered slice; scope is {@code all}, {@code partner=RU} or {@code product=1201}. */
    Slice slice(String dataset, String reporter, String flow, String period, String scope, String edition) {
        boolean partner = scope.startsWith("partner=");
        boolean product = scope.startsWith("product=");
        String part = scope.substring(scope.indexOf('=') + 1);
        say(
                "insert into dw.scope (scope_code, partners, product_prefixes, content_code) values ('%s', %s, %s, '%s') on conflict do nothing"
                        .formatted(
                                scope,
                                partner ? "'{" + part + "}'" : "null",
                                product ? "'{" + part + "}'" : "null",
                                product ? scope : ""));
        say("""
                insert into dw.coverage (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, load_key, row_count, value_usd, release_status, edition_date)
                select d.dataset_key, r.country_key, w.flow_key, '%s', '%s', q.scope_key, 1, 0, 0, 'final', '%s' from dw.dim_dataset d, dw.dim_area r, dw.dim_flow w, dw.scope q
                where d.dataset_code = '%s' and r.area_code = '%s' and w.flow_code = '%s' and q.scope_code = '%s'
                on conflict do nothing""".formatted(from(period), to(period), edition, dataset, reporter, flow, scope));
        return new Slice(dataset, reporter, flow, period, scope);
    }

    /** Both flows of a month or year with one partner. */
    Star trade(String dataset, String reporter, String partner, String period, long exports, long imports) {
        slice(dataset, reporter, "X", period).cell(partner, "TOTAL", exports);
        slice(dataset, reporter, "M", period).cell(partner, "TOTAL", imports);
        return this;
    }

    /** Figures of one slice. */
    final class Slice {
        private final String dataset;
        private final String reporter;
        private final String flow;
        private final String period;
        private final String scope;

        private Slice(String dataset, String reporter, String flow, String period, String scope) {
            this.dataset = dataset;
            this.reporter = reporter;
            this.flow = flow;
            this.period = period;
            this.scope = scope;
        }

        Slice cell(String partner, String product, long usd) {
            return cell(partner, product, usd, null);
        }

        Slice cell(String partner, String product, long usd, Long kilograms) {
            boolean total = product.equals("TOTAL");
            say("""
                    insert into dw.dim_product (nomenclature, edition, code, code_level, product_kind, product_name, hs2_code, hs4_code)
                    values ('HS', '%s', '%s', %d, '%s', '%s', %s, %s) on conflict do nothing""".formatted(
                            total ? "-" : "H6",
                            product,
                            total ? 0 : product.length(),
                            total ? "TOTAL" : product.startsWith("9999") ? "UNSPECIFIED" : "GOODS",
                            product,
                            total ? "null" : "'" + product.substring(0, 2) + "'",
                            total || product.length() < 4 ? "null" : "'" + product.substring(0, 4) + "'"));
            String freq = dataset.split("/")[1];
            String table = freq.equals("M") ? "fact_trade" : freq.equals("A") ? "fact_trade_annual" : "fact_trade_span";
            boolean span = table.endsWith("span");
            if (freq.equals("M")) {
                say("select ops.ensure_year(" + period.substring(0, 4) + ")");
            }
            say("""
                    insert into dw.%s (value_usd, net_weight_kg, product_key, %s load_key, source_row, scope_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, status_key)
                    select %d, %s, g.product_key, %s 1, 1, q.scope_key, d.dataset_key, r.area_key, p.area_key, w.flow_key, w.flow_key, 1
                    from dw.dim_product g, dw.dim_area r, dw.dim_area p, dw.dim_flow w, dw.dim_dataset d, dw.scope q
                    where g.code = '%s' and r.area_code = '%s' and p.area_code = '%s' and w.flow_code = '%s' and d.dataset_code = '%s' and q.scope_code = '%s'""".formatted(
                            table,
                            span ? "from_date, to_date," : "period_date,",
                            usd,
                            kilograms,
                            "'" + from(period) + "'," + (span ? "'" + to(period) + "'," : ""),
                            product,
                            reporter,
                            partner,
                            flow,
                            dataset,
                            scope));
            say("""
                    insert into mart.summary_trade_area (value_usd, net_weight_kg, row_count, from_date, to_date, scope_key, dataset_key, reporter_key, partner_key, flow_key)
                    select %d, %s, 1, '%s', '%s', q.scope_key, d.dataset_key, r.area_key, p.area_key, w.flow_key from dw.dim_area r, dw.dim_area p, dw.dim_flow w, dw.dim_dataset d, dw.scope q
                    where r.area_code = '%s' and p.area_code = '%s' and w.flow_code = '%s' and d.dataset_code = '%s' and q.scope_code = '%s'""".formatted(
                            usd,
                            kilograms == null ? "0" : kilograms,
                            from(period),
                            to(period),
                            reporter,
                            partner,
                            flow,
                            dataset,
                            scope));
            say("""
                    update dw.coverage k set row_count = row_count + 1, value_usd = k.value_usd + %d from dw.dim_dataset d, dw.dim_area r, dw.dim_flow w, dw.scope q
                    where (k.dataset_key, k.reporter_key, k.flow_key, k.scope_key, k.from_date, k.to_date) = (d.dataset_key, r.country_key, w.flow_key, q.scope_key, '%s', '%s')
                      and d.dataset_code = '%s' and r.area_code = '%s' and w.flow_code = '%s' and q.scope_code = '%s'""".formatted(usd, from(period), to(period), dataset, reporter, flow, scope));
            return this;
        }
    }

    /** Any other statement of the loader. */
    Star and(String sql) {
        say(sql);
        return this;
    }

    private static LocalDate from(String period) {
        return LocalDate.parse(period.length() == 4 ? period + "-01-01" : period.substring(0, 7) + "-01");
    }

    private static LocalDate to(String period) {
        return YearMonth.parse(period.length() == 4 ? period + "-12" : period.substring(period.length() - 7))
                .atEndOfMonth();
    }

    /** Rows of a query as BI sees them, cells joined with {@code |}, numbers without trailing zeros, null as empty. */
    List<String> ask(String sql) {
        if (!statements.isEmpty()) {
            database.execute(statements.toArray(String[]::new));
            statements.clear();
        }
        try (var statement = reader.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                List<String> cells = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    cells.add(text(rows.getObject(column)));
                }
                lines.add(String.join("|", cells));
            }
            return lines;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    private static String text(Object cell) {
        if (cell instanceof java.math.BigDecimal number) {
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        return cell == null ? "" : cell.toString();
    }

    @Override
    public void close() {
        try (reader) {
            statements.clear();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        database.close();
    }
}
