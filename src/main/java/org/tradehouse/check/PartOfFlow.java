package org.tradehouse.check;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/** Re-exports above exports, and the like: a part is never larger than the flow it is part of (rule B11). */
final class PartOfFlow implements Check {
    private static final int MOST = 20;

    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        List<Finding> findings = compare(checked) ? largest(checked) : List.of();
        forget(checked);
        return findings;
    }

    /**
     * Looks for parts that are larger than their whole, into {@code flow_above}; asks nothing of what settling makes, so that it
     * can go on beside it. The table stays in the session until {@link #forget}.
     *
     * <p>The parts are few: they are numbered, and the rows of the whole flow are read once to find those of the same cells. Terms
     * of one procedure and mode of transport count as the same, by the lowest of their keys. In a temporary table with statistics:
     * without, the planner hashes the whole flow and looks up the parts.
     *
     * @return false where the load has no flow that is part of another
     */
    static boolean compare(Checked checked) throws SQLException {
        Feed.Dataset dataset = checked.feed().dataset();
        // Keys as constants: the planner then knows how few these rows are.
        var parents = new TreeMap<Integer, Integer>();
        checked.sql()
                .list(
                        """
                        select f.flow_key, g.flow_key from dw.dim_flow f join dw.dim_flow g on g.flow_code = f.part_of
                        where not (f.flow_code = 'RX' and ?::boolean) and not (f.flow_code = 'RM' and ?::boolean)
                          and exists (select from stg.tally_$load s where s.flow_key = f.flow_key)""",
                        row -> parents.put(row.getInt(1), row.getInt(2)),
                        Boolean.FALSE.equals(dataset.reExports()),
                        Boolean.FALSE.equals(dataset.reImports()));
        forget(checked);
        if (!parents.isEmpty()) {
            above(checked, parents);
        }
        return !parents.isEmpty();
    }

    /** @param parents the flow that each part is part of */
    private static void above(Checked checked, Map<Integer, Integer> parents) throws SQLException {
        String parent = LoadSql.constants(parents) + "[s.flow_key]";
        String moved = LoadSql.constants(moved(checked)) + "[s.terms_key]";
        checked.sql().run("""
                create temp table flow_part on commit drop as
                select row_number() over () as cell, s.* from (
                  select s.flow_key, %1$s as parent_key, s.reporter_key, s.partner_key, s.partner2_key, s.product_key, s.from_date, s.to_date, s.supply_code, %2$s as moved,
                    sum(s.value_usd) as usd, min(s.source_row) as source_row
                  from stg.load_$load s where s.flow_key in (%3$s) group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) s""".formatted(parent, moved, listed(parents.keySet())));
        checked.sql().run("analyze flow_part");
        checked.sql().run("""
                create temp table flow_above as
                select s.flow_key, f.part_of, s.reporter_key, s.from_date, s.to_date, s.partner_key, s.product_key, s.usd, w.parent_usd, s.source_row
                from flow_part s join dw.dim_flow f using (flow_key) join (
                  select p.cell, sum(s.value_usd) as parent_usd from stg.load_$load s
                  join flow_part p on (p.parent_key, p.product_key, p.partner_key, p.from_date, p.to_date, p.reporter_key, p.partner2_key, p.supply_code, p.moved)
                    = (s.flow_key, s.product_key, s.partner_key, s.from_date, s.to_date, s.reporter_key, s.partner2_key, s.supply_code, %1$s)
                  where s.flow_key in (%2$s) group by p.cell) w using (cell)
                where s.usd > w.parent_usd""".formatted(moved, listed(new TreeSet<>(parents.values()))));
        checked.sql().run("drop table flow_part");
    }

    /** For each terms the lowest key of those with its procedure and mode of transport. */
    private static Map<Integer, Integer> moved(Checked checked) throws SQLException {
        var moved = new TreeMap<Integer, Integer>();
        checked.sql()
                .list(
                        "select terms_key, min(terms_key) over (partition by procedure_code, transport_code) from dw.dim_terms",
                        row -> moved.put(row.getInt(1), row.getInt(2)));
        return moved;
    }

    private static String listed(Collection<Integer> keys) {
        return keys.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** The largest of what {@link #compare} has found, above what rounding explains. */
    static List<Finding> largest(Checked checked) throws SQLException {
        List<Finding> findings = checked.sql()
                .list(
                        """
                        with ranked as (
                          select *, count(*) over w as n, sum(usd - parent_usd) over w as over_usd,
                            row_number() over (partition by flow_key, reporter_key, from_date, to_date order by usd - parent_usd desc, source_row) as place
                          from flow_above where usd > parent_usd + ?::numeric window w as (partition by flow_key, reporter_key, from_date, to_date))
                        select r.*, a.area_code, b.area_name as partner, p.code as product
                        from ranked r join dw.dim_area a on a.area_key = r.reporter_key join dw.dim_area b on b.area_key = r.partner_key
                        join dw.dim_product p using (product_key)
                        where place = 1 order by over_usd desc limit %d""".formatted(MOST),
                        row -> {
                            Flow flow = Checked.flow(row.getInt("flow_key"));
                            Period period = Checked.period(row, "from_date", "to_date");
                            long cells = row.getLong("n");
                            String message = flow.title() + " of " + row.getString("area_code") + ", " + period.label()
                                    + ", are above " + flow.direction().title() + " they are part of in "
                                    + Say.count(cells) + (cells == 1 ? " cell" : " cells") + ", by "
                                    + Say.usd(row.getBigDecimal("over_usd")) + " in all. Largest: product "
                                    + row.getString("product") + " with " + row.getString("partner") + ", "
                                    + Say.usd(row.getBigDecimal("usd")) + " of "
                                    + Say.usd(row.getBigDecimal("parent_usd")) + " (row " + row.getInt("source_row")
                                    + "). Look whether the publisher counts them apart.";
                            return new Finding(
                                    "B11",
                                    Severity.FLAG,
                                    message,
                                    row.getString("area_code"),
                                    flow,
                                    period,
                                    cells,
                                    row.getBigDecimal("over_usd"));
                        },
                        checked.roundingUnit());
        return findings;
    }

    /** Drops what {@link #compare} has found. */
    static void forget(Checked checked) throws SQLException {
        checked.sql().run("drop table if exists pg_temp.flow_above");
    }
}
