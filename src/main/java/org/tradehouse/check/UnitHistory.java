package org.tradehouse.check;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.tradehouse.load.LoadSql;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/**
 * What a unit of a product usually costs, from the figures of one dataset that are live, and the figures of a load that are far
 * from it (rule U2). Only figures that are not live as they are, and only the products they name, are looked at. In temporary
 * tables with statistics: as one statement the planner takes hundreds of thousands of rows for one. The figures of a load of
 * which nothing is live yet are not copied: they are read twice, once for the products and once for what is far.
 */
final class UnitHistory {
    /** Kilograms where the weight is known, else the unit of the quantity; a figure of less than 1 000 USD says too little. */
    private static final String MEASURED = """
            cross join lateral (select case when f.net_weight_kg > 0 then 0::smallint else f.unit_key end as unit_key,
              case when f.net_weight_kg > 0 then f.net_weight_kg else f.quantity end as amount) q
            where f.value_usd >= 1000 and q.amount > 0 and (q.unit_key > 0 or f.net_weight_kg > 0)
              and f.status_key in (select status_key from dw.dim_status where row_kind = 'leaf')""";

    private static final String L = "ln(f.value_usd::float8 / q.amount::float8) as l";

    /** So far from the median that the logarithm need not be asked; a little nearer than a factor of three, which it decides. */
    private static final String NEAR_ENOUGH = "2.9999";

    /** Less than one for so many products is few. */
    private static final int FEW = 4;

    private final LoadSql sql;
    private final Window window;
    private final String restated;

    /** @param restated a query of the figures that are not live as they are; empty where that is to be found out */
    UnitHistory(LoadSql sql, Window window, String restated) {
        this.sql = sql;
        this.window = window;
        this.restated = restated;
    }

    /**
     * The live figures that tell what is usual.
     *
     * @param from first day of the first period
     * @param to first day of the last one
     */
    record Window(short dataset, String code, String freq, LocalDate from, LocalDate to) {
        private String fact() {
            return freq.equals("M") ? "fact_trade" : freq.equals("A") ? "fact_trade_annual" : "fact_trade_span";
        }

        private String fromColumn() {
            return freq.equals("M") || freq.equals("A") ? "period_date" : "from_date";
        }

        private String sameTo() {
            return fact().equals("fact_trade_span") ? "and l.to_date = f.to_date" : "";
        }
    }

    /** Figures whose value a unit is odd, the largest first. */
    List<OddUnitValue> odd() throws SQLException {
        boolean isCopied = mine();
        wanted(isCopied);
        List<OddUnitValue> odd = sql.number("select count(*) from unit_wanted") > 0 ? compared() : List.of();
        sql.run(isCopied ? "drop table unit_mine" : "drop view unit_mine");
        sql.run("drop table if exists unit_wanted, unit_own, unit_wide, unit_usual, unit_bounds, unit_far");
        return odd;
    }

    private List<OddUnitValue> compared() throws SQLException {
        own();
        for (Level level : Level.values()) {
            wide(level);
        }
        far();
        return sql.number("select count(*) from unit_far") > 0 ? beyondSpread() : List.of();
    }

    /** The headings a product is in, the narrowest first: only what that has too few figures of is asked for by the next. */
    private enum Level {
        HS6("hs6_code", 6),
        HS4("hs4_code", 4),
        HS2("hs2_code", 2);

        private final String column;
        private final int digits;

        Level(String column, int digits) {
            this.column = column;
            this.digits = digits;
        }
    }

    /** What the load states and is not live as it is: a table, or a view where nothing need be compared. True for a table. */
    private boolean mine() throws SQLException {
        String notLive = restated.isEmpty() ? notLive() : "";
        boolean isCopied = !notLive.isEmpty() || !restated.isEmpty();
        sql.run("""
                create temp %s as
                select f.flow_key, f.product_key, q.unit_key, q.amount, %s, f.value_usd, f.from_date, f.to_date, f.reporter_key, f.partner_key, f.part_key, f.source_row
                from %s f %s and f.dataset_key = %d and f.from_date >= '%s'%s""".formatted(
                        isCopied ? "table unit_mine on commit drop" : "view unit_mine",
                        L,
                        restated.isEmpty() ? "stg.figure_$load" : "(" + restated + ")",
                        MEASURED,
                        window.dataset,
                        window.from,
                        notLive));
        if (isCopied) {
            sql.run("analyze unit_mine");
        }
        return isCopied;
    }

    /** Looks among the live figures of the load's own periods; nothing is looked up where none of them is there yet. */
    private String notLive() throws SQLException {
        return sql.list(
                        """
                        select min(s.from_date)::text, max(s.from_date)::text from ops.load_slice s
                        join dw.coverage k using (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key)
                        where s.load_key = $load and s.dataset_key = ? and k.row_count > 0""",
                        row -> row.getString(1) == null
                                ? ""
                                : """
                                 and not exists (
                                  select from dw.%1$s l where l.dataset_key = %2$d and l.%3$s between '%4$s' and '%5$s' and l.value_usd >= 1000
                                    and (l.%3$s, l.reporter_key, l.flow_key, l.scope_key, l.partner_key, l.product_key, l.terms_key, l.value_usd)
                                      = (f.from_date, f.reporter_key, f.flow_key, f.scope_key, f.partner_key, f.product_key, f.terms_key, f.value_usd) %6$s
                                    and l.net_weight_kg is not distinct from f.net_weight_kg and l.quantity is not distinct from f.quantity)""".formatted(
                                                window.fact(),
                                                window.dataset,
                                                window.fromColumn(),
                                                row.getString(1),
                                                row.getString(2),
                                                window.sameTo()),
                        window.dataset)
                .get(0);
    }

    /** Where nothing is live yet: every product of the load with every flow and unit, which may be more than it states and costs no look at its figures. */
    private void wanted(boolean isCopied) throws SQLException {
        String asked = isCopied
                ? "select distinct flow_key, product_key, unit_key from unit_mine"
                : """
                        select distinct s.flow_key, g.product_key, u.unit_key from stg.goods_$load g
                        cross join (select distinct flow_key, unit_key from stg.sum_$load where dataset_key = %d) s
                        cross join lateral (values (s.unit_key), (0::smallint)) u (unit_key)""".formatted(window.dataset);
        sql.run("""
                create temp table unit_wanted on commit drop as
                select m.*, p.hs6_code, p.hs4_code, p.hs2_code from (%s) m
                join dw.dim_product p using (product_key) where p.product_kind = 'GOODS'""".formatted(asked));
        sql.run("analyze unit_wanted");
    }

    /** The history of the products that are asked for. */
    private void own() throws SQLException {
        sql.run("""
                create temp table unit_own on commit drop as
                select p.flow_key, p.product_key, p.unit_key, %s from %s %s and q.unit_key = p.unit_key""".formatted(L, history("unit_wanted"), MEASURED));
        byPages(false);
        sql.run("analyze unit_own");
        sql.run("""
                create temp table unit_usual on commit drop as
                select h.flow_key, h.product_key, h.unit_key, p.code as group_code, 0 as digits, count(*) as n, percentile_cont(0.5) within group (order by h.l) as med
                from unit_own h join dw.dim_product p using (product_key)
                group by 1, 2, 3, 4 having count(*) >= 12""");
        answered();
        sql.run(
                "create temp table unit_wide (flow_key smallint, unit_key smallint, code text, digits int, l float8) on commit drop");
    }

    /**
     * The history of a heading, for those that have fewer than twelve figures by themselves and by narrower headings; one that holds a
     * single product knows no more than that.
     */
    private void wide(Level level) throws SQLException {
        sql.run("""
                create temp table unit_product on commit drop as
                select product_key, flow_key, unit_key, code from (
                  select *, count(*) over (partition by flow_key, unit_key, code) as members from (
                    select distinct p.product_key, w.flow_key, w.unit_key, w.%1$s::text as code
                    from unit_wanted w join dw.dim_product p on p.%1$s = w.%1$s where p.product_kind = 'GOODS') p) p
                where members > 1""".formatted(level.column));
        sql.run("analyze unit_product");
        if (sql.number("select count(*) from unit_product") > 0) {
            wider(level);
        }
        sql.run("drop table unit_product");
    }

    private void wider(Level level) throws SQLException {
        sql.run("""
                insert into unit_wide
                select p.flow_key, p.unit_key, p.code, %d, %s from %s %s and q.unit_key = p.unit_key""".formatted(level.digits, L, history("unit_product"), MEASURED));
        byPages(false);
        sql.run("""
                insert into unit_usual
                select w.flow_key, w.product_key, w.unit_key, u.code, %1$d, u.n, u.med
                from unit_wanted w join (
                  select flow_key, unit_key, code, count(*) as n, percentile_cont(0.5) within group (order by l) as med
                  from unit_wide where digits = %1$d group by 1, 2, 3 having count(*) >= 12) u
                  on (u.flow_key, u.unit_key, u.code) = (w.flow_key, w.unit_key, w.%2$s::text)""".formatted(level.digits, level.column));
        answered();
    }

    private void answered() throws SQLException {
        sql.run(
                "delete from unit_wanted w using unit_usual u where (u.flow_key, u.product_key, u.unit_key) = (w.flow_key, w.product_key, w.unit_key)");
    }

    /**
     * The live figures {@code f} of a flow and product, with who asks for them, {@code p}. Where the products are few beside those of
     * the load, the pages that hold them are found by index and each is read once; else all is read from end to end.
     */
    private String history(String asking) throws SQLException {
        boolean areFew = sql.isTrue(
                "select count(*) * %d < (select count(*) from stg.goods_$load) from %s".formatted(FEW, asking));
        String live = "dw." + window.fact();
        if (areFew) {
            byPages(true);
            String products = sql.list(
                            "select array_agg(distinct product_key)::text from " + asking, row -> row.getString(1))
                    .get(0);
            live =
                    "(select product_key, flow_key, unit_key, status_key, value_usd, net_weight_kg, quantity from %s f where f.product_key = any ('%s'::int[]) and %s offset 0)"
                            .formatted(live, products, within());
        }
        return "%s p join %s f on (f.product_key, f.flow_key) = (p.product_key, p.flow_key)%s"
                .formatted(asking, live, areFew ? "" : " and " + within());
    }

    /** Figures of a product are scattered: looked up one after the other, the same pages would be read again and again. */
    private void byPages(boolean wanted) throws SQLException {
        sql.list("select set_config('enable_indexscan', ?, true)", row -> 0, wanted ? "off" : "on");
    }

    /** Comparing two products of numbers costs a fraction of a logarithm. */
    private void far() throws SQLException {
        sql.run("""
                create temp table unit_bounds on commit drop as
                select *, (exp(med) * %1$s)::numeric as high, (exp(med) / %1$s)::numeric as low from unit_usual""".formatted(NEAR_ENOUGH));
        sql.run("analyze unit_bounds");
        sql.run("""
                create temp table unit_far on commit drop as
                select m.*, u.group_code, u.digits, u.n, u.med from unit_mine m join unit_bounds u using (flow_key, product_key, unit_key)
                where (m.value_usd > m.amount * u.high or m.value_usd < m.amount * u.low) and abs(m.l - u.med) > ln(3)""");
        sql.run("analyze unit_far");
    }

    /** The spread of those groups alone that have a figure beyond a factor of three. */
    private List<OddUnitValue> beyondSpread() throws SQLException {
        return sql.list("""
                        with suspect as (
                          select distinct flow_key, unit_key, group_code, digits, case digits when 0 then product_key else 0 end as product_key, med from unit_far),
                        spread as (
                          select o.flow_key, o.unit_key, o.group_code, o.digits, o.product_key, percentile_cont(0.5) within group (order by abs(h.l - o.med)) as mad
                          from unit_own h join suspect o on o.digits = 0 and (o.flow_key, o.unit_key, o.product_key) = (h.flow_key, h.unit_key, h.product_key)
                          group by 1, 2, 3, 4, 5
                          union all
                          select o.flow_key, o.unit_key, o.group_code, o.digits, o.product_key, percentile_cont(0.5) within group (order by abs(h.l - o.med))
                          from unit_wide h join suspect o on o.digits > 0 and (o.flow_key, o.unit_key, o.group_code) = (h.flow_key, h.unit_key, h.code)
                          group by 1, 2, 3, 4, 5)
                        select coalesce(nullif(concat_ws(', ', nullif(t.member, ''), case when t.sheet <> '' then 'sheet ' || t.sheet end), '') || ', ', '') || 'row ' || f.source_row as place,
                          r.area_code as reporter, f.flow_key, f.from_date, f.to_date, a.area_name as partner, p.code, coalesce(u.unit_code, 'kg') as unit,
                          f.value_usd, f.l, f.med, x.mad, f.n, f.group_code
                        from unit_far f join spread x on (x.flow_key, x.unit_key, x.group_code, x.digits, x.product_key)
                          = (f.flow_key, f.unit_key, f.group_code, f.digits, case f.digits when 0 then f.product_key else 0 end)
                        join dw.dim_product p on p.product_key = f.product_key join dw.dim_area r on r.area_key = f.reporter_key join dw.dim_area a on a.area_key = f.partner_key
                        left join dw.dim_unit u on u.unit_key = f.unit_key and f.unit_key > 0
                        left join ops.source_part t on t.part_key = f.part_key and t.load_key = $load
                        where abs(f.l - f.med) > 5 * 1.4826 * x.mad""", UnitHistory::odd).stream()
                .sorted(Comparator.comparing(OddUnitValue::usd).reversed())
                .toList();
    }

    private String within() {
        return "f.dataset_key = %d and f.%s between '%s' and '%s'"
                .formatted(window.dataset, window.fromColumn(), window.from, window.to);
    }

    private static OddUnitValue odd(ResultSet row) throws SQLException {
        return new OddUnitValue(
                row.getString("place"),
                row.getString("reporter"),
                Flow.values()[row.getInt("flow_key") - 1],
                new Period(row.getObject("from_date", LocalDate.class), row.getObject("to_date", LocalDate.class)),
                row.getString("partner"),
                row.getString("code"),
                row.getString("unit"),
                row.getBigDecimal("value_usd"),
                row.getDouble("l"),
                row.getDouble("med"),
                row.getDouble("mad"),
                row.getLong("n"),
                row.getString("group_code"));
    }
}
