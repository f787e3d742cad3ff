package org.tradehouse.publish;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;

/** Says what publishing would change and what gives cause to wait: overlapping scopes, two editions, a changed final figure. */
final class Gate {
    private final LoadSql sql;
    private final Corrections corrections;

    Gate(LoadSql sql, Corrections corrections) {
        this.sql = sql;
        this.corrections = corrections;
    }

    /** All there is to say before publishing. */
    Plan plan() throws SQLException {
        var findings = new ArrayList<Finding>();
        findings.addAll(overlaps());
        findings.addAll(twoEditions());
        findings.addAll(changedFinals());
        findings.addAll(corrections.findings());
        return planned(findings);
    }

    /** The same once more under the locks, less what depends on the load alone. */
    Plan again() throws SQLException {
        var findings = new ArrayList<Finding>();
        findings.addAll(overlaps());
        findings.addAll(changedFinals());
        return planned(findings);
    }

    private Plan planned(List<Finding> findings) throws SQLException {
        var counts = sql.list("""
                with d as (
                  select slice_no, kind, flow_key, status_key, count(*) as n, sum(delta_usd) as delta_usd, bit_xor(hash_numeric_extended(delta_usd, 7)) as mix from (
                    select slice_no, kind, delta_usd, flow_key, status_key from diff_month union all select slice_no, kind, delta_usd, flow_key, status_key from diff_year
                    union all select slice_no, kind, delta_usd, flow_key, status_key from diff_span) x group by 1, 2, 3, 4
                  union all select slice_no, 'new', flow_key, status_key, sum(n)::bigint, sum(value_usd), 0 from published where is_new group by 1, 2, 3, 4),
                g as (select d.*, s.row_kind <> 'rounding' as is_figure from d join dw.dim_status s using (status_key))
                select coalesce(sum(n) filter (where kind = 'new' and is_figure), 0), coalesce(sum(n) filter (where kind = 'changed' and is_figure), 0),
                  coalesce(sum(n) filter (where kind = 'withdrawn' and is_figure), 0), coalesce(sum(n) filter (where kind = 'same' and is_figure), 0),
                  coalesce(sum(delta_usd) filter (where flow_key in (1, 2)), 0),
                  md5(coalesce(string_agg(concat_ws(' ', slice_no, kind, status_key, n, delta_usd, mix), ',' order by slice_no, kind, status_key, flow_key) filter (where kind <> 'same'), ''))
                from g""", row -> new Object[] {
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getBigDecimal(5),
                    row.getString(6)
                })
                .get(0);
        return new Plan(
                (Long) counts[0],
                (Long) counts[1],
                (Long) counts[2],
                (Long) counts[3],
                (BigDecimal) counts[4],
                sql.number("select count(*) from ops.load_slice where load_key = $load and fate = 'publish'"),
                sql.number("select count(*) from ops.load_slice where load_key = $load and fate = 'superseded'"),
                (String) counts[5],
                findings);
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

    /** Rule R1; a signed correction that comes or goes has its four eyes already. */
    private List<Finding> changedFinals() throws SQLException {
        return sql.list(
                """
                select e.dataset_code, a.area_code, f.flow_code, z.from_date, z.to_date, count(*), sum(abs(d.delta_usd)) from (
                  select slice_no, kind, delta_usd from diff_month union all select slice_no, kind, delta_usd from diff_year union all select slice_no, kind, delta_usd from diff_span) d
                join slice z using (slice_no)
                join dw.coverage k on (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key) = (z.dataset_key, z.reporter_key, z.flow_key, z.from_date, z.to_date, z.scope_key)
                join dw.dim_dataset e on e.dataset_key = z.dataset_key join dw.dim_area a on a.area_key = z.reporter_key join dw.dim_flow f on f.flow_key = z.flow_key
                where d.kind <> 'same' and k.release_status = 'final' and k.rejected_rows = 0 and k.load_key <> $load group by 1, 2, 3, 4, 5
                having sum(abs(d.delta_usd)) <> max(abs(z.corrected_usd - k.corrected_usd)) or max(abs(z.corrected_usd - k.corrected_usd)) = 0 order by 7 desc limit 20""",
                row -> Finding.of(
                        "R1",
                        Severity.HOLD,
                        row.getLong(6) + " final figures would change (" + row.getString(1) + ", " + row.getString(2)
                                + " " + row.getString(3) + ", " + row.getString(4) + " to " + row.getString(5) + ", "
                                + row.getBigDecimal(7) + " USD in all)."));
    }
}
