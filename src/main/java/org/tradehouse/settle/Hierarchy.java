package org.tradehouse.settle;

import java.math.BigDecimal;
import java.sql.SQLException;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.LoadSql;

/**
 * Finds the deepest reported cells and what their ancestors state beyond them (semantics 3.2 and 3.3, rules DC-1 to DC-3),
 * for products and partners alike. Levels are worked through deepest first: a cell with nothing stored below it is a figure,
 * any other is a control total whose residual is stored at it. Rejected rows with a readable value count as stored.
 * Fills {@code node}, the cells that are
 * no figures, and {@code extra}, what is stored beside them.
 */
final class Hierarchy {
    private final LoadSql sql;
    private final Feed feed;
    private final long runId;

    /** Depth by product (digits) and breadth by partner (0 World, 1 country, 2 region). */
    private record Level(int depth, int breadth) {
        boolean isAbove(Level other) {
            return depth <= other.depth && breadth <= other.breadth && !equals(other);
        }
    }

    Hierarchy(LoadSql sql, Feed feed, long runId) {
        this.sql = sql;
        this.feed = feed;
        this.runId = runId;
    }

    void resolve() throws SQLException {
        sql.run("""
                create temp table extra (rid tid, origin int, shape_no int, grp int, code text, depth int, breadth int, partner_key int, partner_country int,
                  source_row int, part_key int, value_usd numeric, kind text) on commit drop""");
        sql.run("""
                create temp table node (rid tid, origin int, shape_no int, grp int, code text, depth int, breadth int, partner_key int, partner_country int, source_row int, part_key int,
                  is_rejected boolean, value_usd numeric, below numeric, leaves numeric, addends bigint, tolerance numeric, is_root boolean default true) on commit drop""");
        var levels = sql.list(
                "select distinct depth, breadth from shape order by 1 desc, 2 desc",
                row -> new Level(row.getInt(1), row.getInt(2)));
        for (var level : levels) {
            if (levels.stream().anyMatch(level::isAbove)) {
                gather(level);
                for (var above : levels) {
                    if (above.isAbove(level)) {
                        unroot(level, above);
                    }
                }
                storeResiduals(level);
            }
        }
        sql.run("analyze node");
        uncross();
        findings();
    }

    /** True for a cell {@code c} with nothing stored below it. */
    static String isLeaf() {
        return "not exists (select 1 from node n where n.rid = c.rid and n.origin = c.origin and n.shape_no = s.shape_no)";
    }

    /** Cells of this level with something stored below them. */
    private void gather(Level level) throws SQLException {
        var partner = switch (level.breadth()) {
            case 0 -> "1";
            case 1 -> "partner_country";
            default -> "partner_key";
        };
        sql.run("drop table if exists below");
        sql.run("analyze node");
        sql.run("create temp table below on commit drop as "
                + (level.depth() == 0 && level.breadth() == 0 ? everything() : below(level, partner)));
        sql.run("analyze below");
        sql.run("""
                insert into node
                select c.rid, c.origin, c.shape_no, c.grp, c.code, c.depth, c.breadth, c.partner_key, c.partner_country, c.source_row, c.part_key,
                  c.is_rejected, c.value_usd, b.value_usd, b.leaves, b.addends, b.addends * ?::numeric
                from cell c join below b on (b.grp, b.code, b.partner_key) = (c.grp, c.code, c.partner_key)
                where c.depth = ? and c.breadth = ?""", tolerance(), level.depth(), level.breadth());
    }

    private static String below(Level level, String partner) {
        return """
                select grp, left(code, %1$d) as code, %2$s as partner_key, sum(value_usd) as value_usd,
                  coalesce(sum(value_usd) filter (where kind = 'leaf'), 0) as leaves, count(*) filter (where kind = 'leaf') as addends
                from (
                  select grp, code, partner_key, partner_country, value_usd, 'leaf' as kind from cell s
                  where depth >= %1$d and breadth >= %3$d and (depth, breadth) <> (%1$d, %3$d) and %4$s
                  union all
                  select grp, code, partner_key, partner_country, value_usd, case kind when 'rejected' then 'leaf' else kind end from extra
                  where depth >= %1$d and breadth >= %3$d and (depth, breadth) <> (%1$d, %3$d)) x
                group by 1, 2, 3""".formatted(level.depth(), partner, level.breadth(), isLeaf().replace("c.", "s."));
    }

    /** Below the top cell lies all the rest: shapes know their sums, nodes among them are no figures. */
    private static String everything() {
        return """
                select grp, ''::text as code, 1 as partner_key, sum(value_usd) as value_usd,
                  coalesce(sum(value_usd) filter (where kind = 'leaf'), 0) as leaves, coalesce(sum(n) filter (where kind = 'leaf'), 0)::bigint as addends
                from (
                  select grp, value_usd, n, 'leaf' as kind from shape where (depth, breadth) <> (0, 0)
                  union all select grp, -value_usd, -1, 'leaf' from node where (depth, breadth) <> (0, 0)
                  union all select grp, value_usd, 1, case kind when 'rejected' then 'leaf' else kind end from extra where (depth, breadth) <> (0, 0)) x
                group by 1 having sum(n) > 0""";
    }

    private BigDecimal tolerance() {
        var unit = feed.dataset().roundingUnit();
        return feed.dataset().truncated() ? unit : unit.divide(BigDecimal.valueOf(2));
    }

    private void unroot(Level level, Level above) throws SQLException {
        var partner = switch (above.breadth()) {
            case 0 -> "1";
            case 1 -> "n.partner_country";
            default -> "n.partner_key";
        };
        sql.run("""
                update node n set is_root = false from cell a
                where n.depth = ? and n.breadth = ? and a.depth = ? and a.breadth = ? and not a.is_rejected
                  and a.grp = n.grp and a.code = left(n.code, ?) and a.partner_key = %s""".formatted(partner), level.depth(), level.breadth(), above.depth(), above.breadth(), above.depth());
    }

    private void storeResiduals(Level level) throws SQLException {
        sql.run("""
                insert into extra
                select rid, origin, shape_no, grp, code, depth, breadth, partner_key, partner_country, source_row, part_key, value_usd - below,
                  case when is_rejected then 'rejected' when abs(value_usd - below) <= tolerance then 'rounding' else 'residual' end
                from node where depth = ? and breadth = ? and value_usd <> below and (is_root and not is_rejected or abs(value_usd - below) > tolerance)""", level.depth(), level.breadth());
    }

    /**
     * World by product and a country without products may state the same money: the corner residual takes it out, and it is
     * no reason to doubt the root. At most the smaller of the two sides is stated twice.
     */
    private void uncross() throws SQLException {
        var exceeded = "n.is_root and not n.is_rejected and n.leaves > n.value_usd + n.tolerance";
        if (sql.number("select count(*) from node n where " + exceeded) == 0) {
            return;
        }
        sql.run("""
                create temp table leaf on commit drop as
                select s.grp, s.code, length(s.code) as digits, s.breadth, s.partner_key, s.partner_country, sum(s.value_usd) as value_usd
                from cell s where %s group by 1, 2, 3, 4, 5, 6""".formatted(isLeaf().replace("c.", "s.")));
        sql.run("analyze leaf");
        sql.run("""
                create temp table crossing (broad tid, deep tid, broad_usd numeric, deep_usd numeric, grp int, code text, partner_key int, partner_country int) on commit drop""");
        // Length by length, so that a heading is found by its code: a file has as many leaves as rows.
        for (int digits : sql.list("select distinct digits from leaf order by 1", row -> row.getInt(1))) {
            sql.run("""
                    insert into crossing
                    select broad.ctid, deep.ctid, broad.value_usd, deep.value_usd, broad.grp, broad.code, broad.partner_key, broad.partner_country
                    from leaf broad join leaf deep on deep.grp = broad.grp and left(deep.code, %1$d) = broad.code
                    where broad.digits = %1$d and deep.digits > %1$d and deep.breadth < broad.breadth""".formatted(digits));
        }
        sql.run("""
                update node n set leaves = greatest(n.leaves - x.twice, n.value_usd)
                from node o cross join lateral (
                  select least(
                    (select sum(usd) from (select distinct broad, broad_usd as usd from crossing c where %1$s) b),
                    (select sum(usd) from (select distinct deep, deep_usd as usd from crossing c where %1$s) d)) as twice) x
                where (o.rid, o.origin, o.shape_no) = (n.rid, n.origin, n.shape_no) and x.twice > 0 and %2$s""".formatted(
                        "c.grp = o.grp and left(c.code, length(o.code)) = o.code and (o.breadth = 0 or c.partner_country = o.partner_country)",
                        exceeded));
    }

    /** A root whose leaves exceed it does not reconcile: HOLD. So does one that its leaves hardly explain (Harvard's rule). */
    private void findings() throws SQLException {
        sql.run("""
                insert into ops.finding (load_key, run_id, rule_id, severity, dataset_key, reporter_key, flow_key, from_date, to_date, part_key, source_row, message_args, row_count, value_usd)
                select $load, ?, 'DC-2',
                  case when n.is_root and (n.leaves > n.value_usd + n.tolerance or n.unexplained) then 'HOLD' when n.unexplained or n.value_usd < n.below then 'FLAG' else 'INFO' end,
                  c.dataset_key, c.reporter_country, c.flow_key, c.from_date, c.to_date, n.part_key, n.source_row,
                  jsonb_build_object('message', case when n.value_usd < n.below then 'the rows below ' else 'the rows below do not explain ' end
                    || coalesce(nullif(n.code, ''), 'TOTAL') || ' with ' || a.area_name || ' in ' || to_char(c.from_date, 'YYYY-MM') || '..' || to_char(c.to_date, 'YYYY-MM') || ' (row ' || n.source_row || '): stated '
                    || n.value_usd || ', below ' || n.below || ', difference ' || (n.value_usd - n.below) || ' USD, tolerance ' || n.tolerance),
                  n.addends, n.value_usd - n.below
                from (select *, value_usd > 100000000 and (value_usd - leaves > 25000000 and value_usd > leaves * 1.2 or leaves < 100000) as unexplained from node) n
                join shape c using (shape_no) join dw.dim_area a on a.area_key = n.partner_key
                where not n.is_rejected and abs(n.value_usd - n.below) > n.tolerance
                order by abs(n.value_usd - n.below) desc limit 200""", runId);
    }
}
