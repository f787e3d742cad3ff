package org.tradehouse.publish;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;

/** Says what publishing would change and what gives cause to wait: overlapping scopes, two editions, unannounced changes. */
final class Gate {
    private final LoadSql sql;
    private final Corrections corrections;

    Gate(LoadSql sql, Corrections corrections) {
        this.sql = sql;
        this.corrections = corrections;
    }

    /** All there is to say before publishing. */
    Plan plan(Feed.Checks checks) throws SQLException {
        var findings = new ArrayList<Finding>();
        findings.addAll(overlaps());
        findings.addAll(twoEditions());
        findings.addAll(new RevisionRules(sql, checks.revisions()).findings());
        findings.addAll(
                new PendingRevisions(sql, Severity.valueOf(checks.pending().name())).findings());
        findings.addAll(corrections.findings());
        var shown = new PlanDetails(sql);
        return planned(findings, shown.totals(), shown.largest());
    }

    /** The same once more under the locks, less what depends on the load alone and what only a person reads. */
    Plan again(Feed.Revisions limits) throws SQLException {
        var findings = new ArrayList<Finding>();
        findings.addAll(overlaps());
        findings.addAll(new RevisionRules(sql, limits).findings());
        return planned(findings, List.of(), List.of());
    }

    /** What would keep a previous version from being given back: what a person takes back is no unannounced change. */
    Plan undoing() throws SQLException {
        return planned(overlaps(), List.of(), List.of());
    }

    /** Counts and hash are of all datasets together, dollars of one dataset each. */
    private Plan planned(List<Finding> findings, List<Plan.Total> totals, List<Plan.Change> largest)
            throws SQLException {
        var lines = sql.list("""
                with d as (
                  select slice_no, kind, flow_key, status_key, sum(n)::bigint as n, sum(delta_usd) as delta_usd, sum(old_usd) as old_usd, sum(abs(delta_usd)) as moved_usd,
                    bit_xor(hash_numeric_extended(delta_usd, 7)) as mix from moved group by 1, 2, 3, 4
                  union all select slice_no, 'new', flow_key, status_key, sum(n)::bigint, sum(value_usd), 0, 0, 0 from published where is_new group by 1, 2, 3, 4),
                g as (
                  select d.*, e.dataset_code, s.row_kind <> 'rounding' as is_figure, d.flow_key in (1, 2) as is_turnover
                  from d join dw.dim_status s using (status_key) join slice z using (slice_no) join dw.dim_dataset e on e.dataset_key = z.dataset_key)
                select coalesce(dataset_code, '') as dataset_code,
                  coalesce(sum(n) filter (where kind = 'new' and is_figure), 0) as fresh, coalesce(sum(n) filter (where kind = 'changed' and is_figure), 0) as changed,
                  coalesce(sum(n) filter (where kind = 'withdrawn' and is_figure), 0) as withdrawn, coalesce(sum(n) filter (where kind = 'same' and is_figure), 0) as same,
                  md5(coalesce(string_agg(concat_ws(' ', slice_no, kind, status_key, n, delta_usd, mix), ',' order by slice_no, kind, status_key, flow_key) filter (where kind <> 'same'), '')) as hash,
                  coalesce(sum(delta_usd) filter (where kind = 'new' and is_turnover), 0) as new_usd,
                  coalesce(sum(delta_usd) filter (where kind = 'changed' and is_turnover), 0) as changed_usd,
                  coalesce(sum(delta_usd) filter (where kind = 'withdrawn' and is_turnover), 0) as withdrawn_usd,
                  coalesce(sum(old_usd) filter (where kind = 'same' and is_turnover), 0) as same_usd,
                  coalesce(sum(moved_usd) filter (where is_turnover), 0) as moved_usd,
                  (select count(*) from ops.load_slice where load_key = $load and fate = 'publish') as slices,
                  (select count(*) from ops.load_slice where load_key = $load and fate = 'superseded') as superseded
                from g group by grouping sets ((), (dataset_code)) order by grouping(dataset_code) desc, dataset_code""", Gate::line);
        var all = lines.get(0);
        return new Plan(
                all.values.fresh(),
                all.values.changed(),
                all.values.withdrawn(),
                all.values.same(),
                all.slices,
                all.superseded,
                all.hash,
                findings,
                lines.stream().skip(1).map(Line::values).toList(),
                totals,
                largest);
    }

    /** One dataset, or all of them: then its dollars say nothing. */
    private record Line(Plan.Values values, long slices, long superseded, String hash) {}

    private static Line line(ResultSet row) throws SQLException {
        return new Line(
                new Plan.Values(
                        row.getString("dataset_code"),
                        row.getLong("fresh"),
                        row.getLong("changed"),
                        row.getLong("withdrawn"),
                        row.getLong("same"),
                        row.getBigDecimal("new_usd"),
                        row.getBigDecimal("changed_usd"),
                        row.getBigDecimal("withdrawn_usd"),
                        row.getBigDecimal("same_usd"),
                        row.getBigDecimal("moved_usd")),
                row.getLong("slices"),
                row.getLong("superseded"),
                row.getString("hash"));
    }

    /** Semantics 5.1: nothing outside a scope is touched, an overlap with a different live scope is a hold. */
    private List<Finding> overlaps() throws SQLException {
        return sql.list(
                """
                select e.dataset_code, r.area_code, f.flow_code, min(k.from_date), max(k.to_date), a.scope_code, b.scope_code, max(k.load_key), count(*)
                from slice z join dw.coverage k on (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date) = (z.dataset_key, z.reporter_key, z.flow_key, z.from_date, z.to_date) and k.scope_key <> z.scope_key
                join dw.scope a on a.scope_key = z.scope_key join dw.scope b on b.scope_key = k.scope_key
                join dw.dim_dataset e on e.dataset_key = z.dataset_key join dw.dim_area r on r.area_key = z.reporter_key join dw.dim_flow f on f.flow_key = z.flow_key
                where not z.is_withdrawn and (a.partners is null or b.partners is null or a.partners && b.partners)
                  and (a.product_prefixes is null or b.product_prefixes is null
                    or exists (select 1 from unnest(a.product_prefixes) x, unnest(b.product_prefixes) y where x like y || '%' or y like x || '%'))
                group by 1, 2, 3, 6, 7 order by 9 desc limit 20""",
                row -> Finding.of(
                        "S5",
                        Severity.HOLD,
                        "this file is complete for '" + row.getString(6) + "' and '" + row.getString(7)
                                + "' is live for the same figures ("
                                + row.getString(1) + ", reporter " + row.getString(2) + ", " + row.getString(3) + ", "
                                + row.getString(4) + " to " + row.getString(5)
                                + ", load " + row.getInt(8)
                                + "): publishing both would count them twice. Load a file of the same scope, or withdraw the other load first."));
    }

    /** Rule DC-5. */
    private List<Finding> twoEditions() throws SQLException {
        if (sql.number(
                        "select count(distinct p.edition) from goods join dw.dim_product p using (product_key) where p.edition <> '-'")
                < 2) {
            return List.of();
        }
        return sql.list(
                """
                select a.area_code, f.flow_code, z.from_date, e.editions from (
                  select slice_no, string_agg(edition, ' and ' order by edition) as editions from (
                    select w.slice_no, p.edition from want w join dw.dim_product p using (product_key) where p.edition <> '-' group by 1, 2) s
                  group by 1 having count(*) > 1) e
                join slice z using (slice_no) join dw.dim_area a on a.area_key = z.reporter_key join dw.dim_flow f on f.flow_key = z.flow_key
                order by 3, 1, 2 limit 20""",
                row -> Finding.of(
                        "DC-5",
                        Severity.HOLD,
                        "reporter " + row.getString(1) + ", " + row.getString(2) + ", " + row.getString(3)
                                + " is stated in two editions (" + row.getString(4)
                                + "): they would be added. Split the file by edition."));
    }
}
