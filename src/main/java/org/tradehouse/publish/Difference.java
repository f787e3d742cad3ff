package org.tradehouse.publish;

import java.sql.SQLException;
import java.util.Locale;
import org.tradehouse.load.LoadSql;

/**
 * The difference between what a load wants and what is published, on the business key without status, position and load
 * (semantics 5.3). Fills one {@code diff_*} table a fact; {@link #apply} moves what is superseded to history.
 */
final class Difference {
    private static final String MEASURES =
            "value_usd, value_national, cif_usd, fob_usd, net_weight_kg, gross_weight_kg, quantity, quantity2";
    private static final String KEYS =
            "scope_key, source_row, part_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key";
    private final LoadSql sql;

    Difference(LoadSql sql) {
        this.sql = sql;
    }

    static String table(Fact fact) {
        return "diff_" + fact.name().toLowerCase(Locale.ROOT);
    }

    void compare() throws SQLException {
        for (var fact : Fact.values()) {
            compare(fact);
        }
    }

    private void compare(Fact fact) throws SQLException {
        var range = sql.list(
                "select min(from_date)::text, max(from_date)::text from slice d where " + fact.datasets(),
                row -> new String[] {row.getString(1), row.getString(2)});
        var from = range.get(0)[0];
        var between = from == null
                ? "false"
                : "f.%s between '%s' and '%s'".formatted(fact.fromColumn(), from, range.get(0)[1]);
        sql.run("""
                create temp table %1$s on commit drop as
                with cur as (
                  select f.tableoid as tid, f.ctid as rid, z.slice_no, f.* from slice z join dw.dim_area a on a.country_key = z.reporter_key
                  join dw.%2$s f on (f.dataset_key, f.%3$s, f.reporter_key, f.flow_key, f.scope_key) = (z.dataset_key, z.from_date, a.area_key, z.flow_key, z.scope_key) %4$s
                  where %5$s),
                w as (select d.ctid as wid, d.* from want d where %6$s)
                select coalesce(w.slice_no, c.slice_no) as slice_no, c.tid, c.rid, w.wid, coalesce(w.value_usd, 0) - coalesce(c.value_usd, 0) as delta_usd, coalesce(w.flow_key, c.flow_key) as flow_key, coalesce(w.status_key, c.status_key) as status_key,
                  case when c.rid is null then 'new' when w.wid is null then 'withdrawn'
                    when (w.value_usd, w.value_national, w.cif_usd, w.fob_usd, w.net_weight_kg, w.gross_weight_kg, w.quantity, w.quantity2, w.unit2_key, w.currency_key, w.status_key) is not distinct from
                         (c.value_usd, c.value_national, c.cif_usd, c.fob_usd, c.net_weight_kg, c.gross_weight_kg, c.quantity, c.quantity2, c.unit2_key, c.currency_key, c.status_key) then 'same'
                    else 'changed' end as kind
                from w full join cur c on (w.slice_no, w.product_key, w.reporter_key, w.partner_key, w.terms_key, w.unit_key) = (c.slice_no, c.product_key, c.reporter_key, c.partner_key, c.terms_key, c.unit_key)""".formatted(
                        table(fact),
                        fact.table(),
                        fact.fromColumn(),
                        fact.hasTo() ? "and f.to_date = z.to_date" : "",
                        between,
                        fact.datasets()));
        sql.run("analyze " + table(fact));
    }

    void apply() throws SQLException {
        sql.run("""
                insert into dw.dim_load (load_key, feed, source_sha256, load_no, source_name, edition_date, release_status, rows_read, rows_accepted, rows_control_total, rows_excluded, rows_rejected, rows_duplicate, published_at)
                select load_key, feed, sha256, load_no, file_name, edition_date, release_status, rows_read, rows_accepted, rows_control_total, rows_excluded, rows_rejected, rows_duplicate, clock_timestamp()
                from ops.load where load_key = $load on conflict (load_key) do nothing""");
        for (var fact : Fact.values()) {
            if (sql.number("select count(*) from " + table(fact) + " where kind <> 'same'") > 0) {
                apply(fact);
            }
        }
    }

    private void apply(Fact fact) throws SQLException {
        var to = fact.hasTo() ? ", to_date" : "";
        var columns = MEASURES + ", product_key, " + fact.fromColumn() + to + ", load_key, " + KEYS;
        sql.run("""
                insert into dw.%1$s_history (%2$s, superseded_by_load_key)
                select %3$s, $load from dw.%1$s f join %4$s d on (d.tid, d.rid) = (f.tableoid, f.ctid) where d.kind in ('changed', 'withdrawn')""".formatted(fact.table(), columns, "f." + columns.replace(", ", ", f."), table(fact)));
        sql.run(
                "delete from dw.%1$s f using %2$s d where f.ctid = d.rid and f.tableoid = d.tid and d.kind in ('changed', 'withdrawn')"
                        .formatted(fact.table(), table(fact)));
        sql.run("""
                insert into dw.%1$s (%2$s)
                select %3$s, w.product_key, w.from_date%4$s, $load, %5$s from want w join %6$s d on d.wid = w.ctid where d.kind in ('new', 'changed')""".formatted(
                        fact.table(),
                        columns,
                        "w." + MEASURES.replace(", ", ", w."),
                        fact.hasTo() ? ", w.to_date" : "",
                        "w." + KEYS.replace(", ", ", w."),
                        table(fact)));
    }
}
