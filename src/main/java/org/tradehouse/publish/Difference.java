package org.tradehouse.publish;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tradehouse.load.LoadSql;

/**
 * The difference between what a load wants and what is published, on the business key without status, position and load
 * (semantics 5.3). Slices that are new as a whole are not compared. Fills one {@code diff_*} table a fact with what differs, and
 * {@code unchanged}, which counts what does not; {@link #apply} moves what is superseded to history.
 */
final class Difference {
    private static final String MEASURES =
            "value_usd, value_national, cif_usd, fob_usd, net_weight_kg, gross_weight_kg, quantity, quantity2";
    private static final String KEYS =
            "scope_key, source_row, part_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key";
    /** The columns of a figure; of one that is withdrawn, what says where it was. */
    private static final String FIGURE_OR_LIVE = PublishedSlices.FIGURE
            .replace("f.", "w.")
            .replaceAll("w\\.((product|partner|flow|status)_key)", "coalesce(w.$1, c.$1) as $1")
            .replace("slice_no", "coalesce(w.slice_no, c.slice_no) as slice_no");

    private final LoadSql sql;

    Difference(LoadSql sql) {
        this.sql = sql;
    }

    static String table(Fact fact) {
        return "diff_" + fact.name().toLowerCase(Locale.ROOT);
    }

    /** Compares all facts with what is {@code published} then; {@link #view} says what it found, whatever the fact. */
    void compare() throws SQLException {
        for (var fact : Fact.values()) {
            compare(fact);
        }
        sql.run("""
                create temp table unchanged as
                select p.slice_no, p.flow_key, p.status_key, p.n - coalesce(d.n, 0) as n, p.usd - coalesce(d.usd, 0) as old_usd
                from (select slice_no, flow_key, status_key, sum(n)::bigint as n, sum(value_usd) as usd from published where not is_new group by 1, 2, 3) p
                left join (select slice_no, flow_key, status_key, count(*) as n, sum(value_usd) as usd from (%s) d where kind in ('new', 'changed') group by 1, 2, 3) d
                  using (slice_no, flow_key, status_key)
                where p.n > coalesce(d.n, 0)""".formatted(all("slice_no, flow_key, status_key, value_usd, kind", "")));
    }

    /** The view {@code moved}: what differs, figure by figure, and what is the same, {@code n} figures of a slice and status together. */
    void view() throws SQLException {
        sql.run("create temp view moved as "
                + all(
                        "slice_no, product_key, old_usd, delta_usd, partner_key, flow_key, status_key, kind, 1::bigint as n",
                        "")
                + " union all select slice_no, null, old_usd, 0, null, flow_key, status_key, 'same', n from unchanged");
    }

    private static String all(String columns, String where) {
        return Arrays.stream(Fact.values())
                .map(fact -> "select " + columns + " from " + table(fact) + where)
                .collect(Collectors.joining(" union all "));
    }

    /** A query of the figures whose value, weight or quantity is not the one that is live, in slices that are live. */
    static String restated() {
        return all("*", " where is_restated");
    }

    /** In a revision most figures are the same: what differs is kept, as it is to be published, and the rest is what is left of the sums. */
    private void compare(Fact fact) throws SQLException {
        sql.run(
                "create temp table " + table(fact) + " as select " + PublishedSlices.FIGURE
                        + ", 0::oid as tid, f.ctid as rid, f.value_usd as old_usd, f.value_usd as delta_usd, '' as kind, true as is_restated from derived f where false");
        if (sql.number("select count(*) from slice d where not d.is_new and " + fact.datasets()) == 0) {
            return;
        }
        hashed(true);
        sql.run("""
                with cur as (
                  select f.tableoid as tid, f.ctid as rid, z.slice_no, f.* from slice z join dw.dim_area a on a.country_key = z.reporter_key
                  join dw.%2$s f on (f.dataset_key, f.%3$s, f.reporter_key, f.flow_key, f.scope_key) = (z.dataset_key, z.from_date, a.area_key, z.flow_key, z.scope_key) %4$s
                  where not z.is_new and %5$s),
                w as (select d.* from want d where not d.is_new and %6$s),
                compared as (
                  select %7$s, c.tid, c.rid, c.value_usd as old_usd, coalesce(w.value_usd, 0) - coalesce(c.value_usd, 0) as delta_usd,
                    case when c.rid is null then 'new' when w.wid is null then 'withdrawn'
                      when (w.value_usd, w.value_national, w.cif_usd, w.fob_usd, w.net_weight_kg, w.gross_weight_kg, w.quantity, w.quantity2, w.unit2_key, w.currency_key, w.status_key) is not distinct from
                           (c.value_usd, c.value_national, c.cif_usd, c.fob_usd, c.net_weight_kg, c.gross_weight_kg, c.quantity, c.quantity2, c.unit2_key, c.currency_key, c.status_key) then 'same'
                      else 'changed' end as kind,
                    w.wid is not null and (w.value_usd, w.net_weight_kg, w.quantity) is distinct from (c.value_usd, c.net_weight_kg, c.quantity) as is_restated
                  from w full join cur c on (w.slice_no, w.product_key, w.reporter_key, w.partner_key, w.terms_key, w.unit_key) = (c.slice_no, c.product_key, c.reporter_key, c.partner_key, c.terms_key, c.unit_key))
                insert into %1$s select * from compared where kind <> 'same'""".formatted(
                        table(fact),
                        fact.table(),
                        fact.fromColumn(),
                        fact.hasTo() ? "and f.to_date = z.to_date" : "",
                        concerned(fact),
                        fact.datasets(),
                        FIGURE_OR_LIVE));
        hashed(false);
        sql.run("analyze " + table(fact));
    }

    /** What is read once from end to end is neither to be looked up slice by slice nor sorted by slice. */
    private void hashed(boolean wanted) throws SQLException {
        sql.list(
                "select set_config('enable_nestloop', ?, true), set_config('enable_mergejoin', ?, true)",
                row -> 0,
                wanted ? "off" : "on",
                wanted ? "off" : "on");
    }

    /**
     * The figures that are compared, by constants: they are read once from the index that begins with these columns, and not
     * once for each flow.
     */
    private String concerned(Fact fact) throws SQLException {
        return sql.list(
                        """
                        select array_agg(distinct d.dataset_key)::text, array_agg(distinct d.from_date)::text, array_agg(distinct a.area_key)::text
                        from slice d join dw.dim_area a on a.country_key = d.reporter_key where not d.is_new and %s""".formatted(fact.datasets()),
                        row -> row.getString(1) == null
                                ? "false"
                                : "f.dataset_key = any ('%s'::smallint[]) and f.%s = any ('%s'::date[]) and f.reporter_key = any ('%s'::smallint[])"
                                        .formatted(
                                                row.getString(1),
                                                fact.fromColumn(),
                                                row.getString(2),
                                                row.getString(3)))
                .get(0);
    }

    /** @param beside years that are put into the fact after: bare ones are filled under {@code dw_part.beside_N_Y} */
    void apply(Years.Beside beside) throws SQLException {
        sql.run("""
                insert into dw.dim_load (load_key, feed, source_sha256, load_no, source_name, edition_date, release_status, rows_read, rows_accepted, rows_control_total, rows_excluded, rows_rejected, rows_duplicate, published_at)
                select load_key, feed, sha256, load_no, file_name, edition_date, release_status, rows_read, rows_accepted, rows_control_total, rows_excluded, rows_rejected, rows_duplicate, clock_timestamp()
                from ops.load where load_key = $load on conflict (load_key) do nothing""");
        for (var fact : Fact.values()) {
            if (sql.number("select count(*) from " + table(fact)) > 0) {
                replace(fact);
            }
            if (any(fact, "")) {
                insertNew(fact, fact == Fact.MONTH ? beside : Years.Beside.NONE);
            }
        }
    }

    private void replace(Fact fact) throws SQLException {
        var columns = columns(fact);
        var concerned =
                "f.ctid = d.rid and f.tableoid = d.tid and d.kind in ('changed', 'withdrawn') and " + concerned(fact);
        sql.run("""
                insert into dw.%1$s_history (%2$s, superseded_by_load_key)
                select %3$s, $load from dw.%1$s f, %4$s d where %5$s""".formatted(fact.table(), columns, "f." + columns.replace(", ", ", f."), table(fact), concerned));
        sql.run("delete from dw.%1$s f using %2$s d where %3$s".formatted(fact.table(), table(fact), concerned));
        insert(fact, "dw." + fact.table(), "select * from " + table(fact) + " where kind in ('new', 'changed')");
    }

    /** The new figures of live years that were left out, because rebuilt ones were to take their place. */
    void insertInto(List<Integer> years) throws SQLException {
        hashed(true);
        insert(
                Fact.MONTH,
                "dw." + Fact.MONTH.table(),
                "select d.* from want d where d.is_new and " + Fact.MONTH.datasets() + " and " + within(years));
        hashed(false);
    }

    /** Puts monthly figures that are live in some years into a table of the fact's shape. */
    void copyLive(String table, List<Integer> years) throws SQLException {
        var columns = columns(Fact.MONTH);
        sql.run("insert into %1$s (%2$s) select %2$s from dw.%3$s f where %4$s"
                .formatted(
                        table,
                        columns,
                        Fact.MONTH.table(),
                        years.stream()
                                .map(year -> "f.period_date between '%1$s-01-01' and '%1$s-12-31'".formatted(year))
                                .collect(Collectors.joining(" or "))));
    }

    /** Puts monthly figures into a table of the fact's shape; how many there are. */
    long fill(String table, String figures) throws SQLException {
        return insert(Fact.MONTH, table, figures);
    }

    /** New as a whole: read once from end to end, never looked up slice by slice. */
    private void insertNew(Fact fact, Years.Beside beside) throws SQLException {
        hashed(true);
        insertNew(fact, "select d.* from want d where d.is_new and " + fact.datasets(), beside);
        hashed(false);
    }

    private void insertNew(Fact fact, String figures, Years.Beside beside) throws SQLException {
        var elsewhere = beside.all().isEmpty() ? "" : " and not " + within(beside.all());
        if (!beside.bare().isEmpty()) {
            insert(
                    fact,
                    "dw_part.beside_$load_" + beside.bare().get(0),
                    figures
                            + (any(fact, elsewhere) || !beside.complete().isEmpty()
                                    ? " and " + within(beside.bare())
                                    : ""));
        }
        if (any(fact, elsewhere)) {
            insert(fact, "dw." + fact.table(), figures + elsewhere);
        }
    }

    private boolean any(Fact fact, String where) throws SQLException {
        return sql.isTrue("select exists (select from slice d where d.is_new and " + fact.datasets() + where + ")");
    }

    private static String within(List<Integer> years) {
        return "extract(year from d.from_date) in (" + Years.listed(years) + ")";
    }

    private long insert(Fact fact, String table, String figures) throws SQLException {
        return sql.run("insert into %1$s (%2$s) select %3$s, product_key, from_date%4$s, $load, %5$s from (%6$s) w"
                .formatted(table, columns(fact), MEASURES, fact.hasTo() ? ", to_date" : "", KEYS, figures));
    }

    private static String columns(Fact fact) {
        return MEASURES + ", product_key, " + fact.fromColumn() + (fact.hasTo() ? ", to_date" : "") + ", load_key, "
                + KEYS;
    }
}
