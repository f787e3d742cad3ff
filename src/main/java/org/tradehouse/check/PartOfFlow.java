package org.tradehouse.check;

import java.sql.SQLException;
import java.util.List;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/** Re-exports above exports, and the like: a part is never larger than the flow it is part of (rule B11). */
final class PartOfFlow implements Check {
    private static final int MOST = 20;
    private static final String STAGED =
            "s.flow_key, s.reporter_key, s.partner_key, s.partner2_key, s.product_key, s.from_date, s.to_date, s.supply_code, s.terms_key";
    private static final String CELL =
            "s.flow_key, s.reporter_key, s.partner_key, s.partner2_key, s.product_key, s.from_date, s.to_date, s.supply_code, t.procedure_code, t.transport_code";

    private static final String PARTS =
            "select flow_key from dw.dim_flow where part_of is not null and not (flow_code = 'RX' and ?::boolean) and not (flow_code = 'RM' and ?::boolean)";

    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        Feed.Dataset dataset = checked.feed().dataset();
        boolean reExports = Boolean.FALSE.equals(dataset.reExports());
        boolean reImports = Boolean.FALSE.equals(dataset.reImports());
        boolean any = checked.sql()
                .list(
                        "select exists (select from stg.load_$load s where s.flow_key in (" + PARTS + "))",
                        row -> row.getBoolean(1),
                        reExports,
                        reImports)
                .get(0);
        return any ? above(checked, reExports, reImports) : List.of();
    }

    /** Rows are summed before their terms are looked up, and no table in between: several processes then read side by side. */
    private static List<Finding> above(Checked checked, boolean reExports, boolean reImports) throws SQLException {
        return checked.sql()
                .list(
                        """
                        with staged as (
                          select %3$s, sum(s.value_usd) as usd, min(s.source_row) as source_row from stg.load_$load s where s.flow_key in (%4$s) group by %3$s),
                        part as (
                          select %2$s, f.part_of, g.flow_key as parent_key, sum(s.usd) as usd, min(s.source_row) as source_row
                          from staged s join dw.dim_flow f using (flow_key) join dw.dim_flow g on g.flow_code = f.part_of join dw.dim_terms t using (terms_key)
                          group by %2$s, f.part_of, g.flow_key),
                        whole as (
                          select %2$s, sum(s.usd) as usd from (
                            select %3$s, sum(s.value_usd) as usd from stg.load_$load s
                            where (s.flow_key, s.reporter_key, s.partner_key, s.product_key, s.from_date)
                              in (select g.flow_key, s.reporter_key, s.partner_key, s.product_key, s.from_date from stg.load_$load s
                                join dw.dim_flow f using (flow_key) join dw.dim_flow g on g.flow_code = f.part_of where s.flow_key in (%4$s))
                            group by %3$s) s join dw.dim_terms t using (terms_key)
                          group by %2$s),
                        above as (
                          select s.flow_key, s.part_of, s.reporter_key, s.from_date, s.to_date, s.partner_key, s.product_key,
                            s.usd, p.usd as parent_usd, s.source_row
                          from part s join whole p on p.flow_key = s.parent_key
                            and (p.reporter_key, p.partner_key, p.partner2_key, p.product_key, p.from_date, p.to_date, p.supply_code, p.procedure_code, p.transport_code)
                              = (s.reporter_key, s.partner_key, s.partner2_key, s.product_key, s.from_date, s.to_date, s.supply_code, s.procedure_code, s.transport_code)
                          where s.usd > p.usd + ?::numeric),
                        ranked as (
                          select *, count(*) over w as n, sum(usd - parent_usd) over w as over_usd,
                            row_number() over (partition by flow_key, reporter_key, from_date, to_date order by usd - parent_usd desc, source_row) as place
                          from above window w as (partition by flow_key, reporter_key, from_date, to_date))
                        select r.*, a.area_code, b.area_name as partner, p.code as product
                        from ranked r join dw.dim_area a on a.area_key = r.reporter_key join dw.dim_area b on b.area_key = r.partner_key
                        join dw.dim_product p using (product_key)
                        where place = 1 order by over_usd desc limit %1$d""".formatted(MOST, CELL, STAGED, PARTS),
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
                        reExports,
                        reImports,
                        reExports,
                        reImports,
                        checked.roundingUnit());
    }
}
