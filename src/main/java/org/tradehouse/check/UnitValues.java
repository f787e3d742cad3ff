package org.tradehouse.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/**
 * Figures whose value per kilogram, or per supplementary unit, is far from what was published of the product in the 36 months
 * before (rules U1 to U5). Nothing is changed: a figure is named, with what it looks like. What is live already was looked at
 * when it came. Without a history it costs one look at the coverage.
 */
final class UnitValues implements Check {
    private static final int NAMED = 10;

    /** History is taken newest month first until there are so many figures: it tells enough, and bounds the time. */
    private static final int ENOUGH = 500_000;

    private static final String WINDOWS = """
            with mine as (select dataset_key, max(from_date) as newest from ops.load_slice where load_key = $load and not is_withdrawn group by 1),
            weighed as (select distinct dataset_key from stg.sum_$load where net_weight_kg > 0 or unit_key > 0),
            month as (
              select k.dataset_key, k.from_date, m.newest, sum(k.row_count) as n
              from mine m join weighed using (dataset_key) join dw.coverage k on k.dataset_key = m.dataset_key
                and k.from_date <= m.newest and k.from_date > m.newest - interval '36 months' and k.row_count > 0
              group by 1, 2, 3),
            newest_first as (select *, sum(n) over (partition by dataset_key order by from_date desc) - n as before from month)
            select d.dataset_key, d.dataset_code, d.freq, min(f.from_date) as from_date, max(f.newest) as to_date
            from newest_first f join dw.dim_dataset d using (dataset_key) where f.before < %d and d.span_dataset_key is null
            group by 1, 2, 3 order by 1""".formatted(ENOUGH);

    private record Window(short dataset, String code, String freq, LocalDate from, LocalDate to) {
        String fact() {
            return freq.equals("M") ? "fact_trade" : freq.equals("A") ? "fact_trade_annual" : "fact_trade_span";
        }

        String fromColumn() {
            return freq.equals("M") || freq.equals("A") ? "period_date" : "from_date";
        }

        String toToo() {
            return fact().equals("fact_trade_span") ? "and f.to_date = s.to_date" : "";
        }
    }

    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        Feed.UnitValues limits = checked.feed().checks().unitValues();
        if (!limits.checked()) {
            return List.of();
        }
        List<Window> windows = checked.sql()
                .list(
                        WINDOWS,
                        row -> new Window(
                                row.getShort("dataset_key"),
                                row.getString("dataset_code"),
                                row.getString("freq"),
                                row.getObject("from_date", LocalDate.class),
                                row.getObject("to_date", LocalDate.class)));
        List<Finding> findings = new ArrayList<>();
        for (Window window : windows) {
            findings.addAll(findings(checked, window, limits));
        }
        return findings;
    }

    private static List<Finding> findings(Checked checked, Window window, Feed.UnitValues limits) throws SQLException {
        List<OddUnitValue> odd = odd(checked, window);
        if (odd.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(together(checked, window, odd, limits));
        odd.stream().limit(NAMED).map(it -> it.flag(window.code)).forEach(findings::add);
        return findings;
    }

    /** One sentence for all; it waits for a person where much of the value or one of the largest figures is concerned. */
    private static Finding together(Checked checked, Window window, List<OddUnitValue> odd, Feed.UnitValues limits)
            throws SQLException {
        BigDecimal usd = odd.stream().map(OddUnitValue::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal all = checked.sql()
                .list(
                        "select sum(abs(value_usd)) from stg.sum_$load where dataset_key = ?",
                        row -> row.getBigDecimal(1),
                        window.dataset)
                .get(0);
        double share = usd.divide(all, MathContext.DECIMAL64).doubleValue();
        long top =
                limits.top() == 0 ? 0 : amongLargest(checked, window, odd.get(0).usd(), limits.top());
        boolean holds = share > limits.maxShare() || top > 0;
        String message = window.code + ": " + Say.count(odd.size())
                + (odd.size() == 1 ? " figure has" : " figures have")
                + " a value per unit far from what is usual, together " + Say.usd(usd) + " (" + Say.share(share)
                + " of the file's value" + (share > limits.maxShare() ? ", limit " + Say.share(limits.maxShare()) : "")
                + ")"
                + (top > 0 ? "; the largest of them is number " + top + " by value in the file" : "")
                + ". The values are kept as published; compare weights and units with the publisher"
                + (holds ? ", then approve or deny." : ".");
        return new Finding("U5", holds ? Severity.HOLD : Severity.FLAG, message, null, null, null, odd.size(), usd);
    }

    /** Its place among the largest figures of the file, 0 where it is not among so many. */
    private static long amongLargest(Checked checked, Window window, BigDecimal usd, int top) throws SQLException {
        long place = checked.sql()
                .list(
                        "select count(*) + 1 from stg.figure_$load where dataset_key = ? and value_usd > ?",
                        row -> row.getLong(1),
                        window.dataset,
                        usd)
                .get(0);
        return place <= top ? place : 0;
    }

    private static List<OddUnitValue> odd(Checked checked, Window window) throws SQLException {
        return checked
                .sql()
                .list(
                        sql(window),
                        row -> new OddUnitValue(
                                row.getString("place"),
                                row.getString("reporter"),
                                Flow.values()[row.getInt("flow_key") - 1],
                                new Period(
                                        row.getObject("from_date", LocalDate.class),
                                        row.getObject("to_date", LocalDate.class)),
                                row.getString("partner"),
                                row.getString("code"),
                                row.getString("unit"),
                                row.getBigDecimal("value_usd"),
                                row.getDouble("l"),
                                row.getDouble("med"),
                                row.getDouble("mad"),
                                row.getLong("n"),
                                row.getString("group_code")))
                .stream()
                .sorted(Comparator.comparing(OddUnitValue::usd).reversed())
                .toList();
    }

    /**
     * The median of each product's history, of its HS6, HS4 or HS2 where it has fewer than 12 figures; then the spread of those
     * groups alone that have a figure beyond a factor of three.
     */
    private static String sql(Window w) {
        String measured = """
                cross join lateral (select case when f.net_weight_kg > 0 then 0::smallint else f.unit_key end as unit_key,
                  case when f.net_weight_kg > 0 then f.net_weight_kg else f.quantity end as amount) q
                where f.value_usd >= 1000 and q.amount > 0 and (q.unit_key > 0 or f.net_weight_kg > 0)""";
        String groups = List.of("p.code", "p.hs6_code", "p.hs4_code", "p.hs2_code").stream()
                .map(
                        "select h.flow_key, h.unit_key, h.l, o.code, o.group_code, o.med from hist h join product p using (product_key) join suspect o on (o.flow_key, o.unit_key, o.group_code) = (h.flow_key, h.unit_key, %1$s) and o.level = '%1$s'"
                                ::formatted)
                .reduce((a, b) -> a + " union all " + b)
                .orElseThrow();
        return """
                with product as materialized (
                  select product_key, code, hs6_code, hs4_code, hs2_code from dw.dim_product where product_kind = 'GOODS' and hs2_code in (
                    select p.hs2_code from dw.dim_product p join stg.goods_$load using (product_key))),
                mine as materialized (
                  select f.flow_key, f.product_key, q.unit_key, ln(f.value_usd::float8 / q.amount::float8) as l, f.wid, f.origin
                  from stg.figure_$load f join product p using (product_key) %4$s and f.dataset_key = %5$d and f.from_date >= '%2$s'
                    and f.status_key in (select status_key from dw.dim_status where row_kind = 'leaf')),
                hist as materialized (
                  select f.flow_key, f.product_key, q.unit_key, ln(f.value_usd::float8 / q.amount::float8) as l
                  from dw.%1$s f join product p using (product_key) %4$s and f.dataset_key = %5$d and f.%6$s between '%2$s' and '%3$s'
                    and f.status_key in (select status_key from dw.dim_status where row_kind = 'leaf')),
                wanted as materialized (select distinct flow_key, product_key, unit_key from mine),
                own as materialized (
                  select flow_key, product_key, unit_key, count(*) as n, percentile_cont(0.5) within group (order by l) as med
                  from hist group by 1, 2, 3 having count(*) >= 12),
                rest as materialized (
                  select w.*, p.hs6_code, p.hs4_code, p.hs2_code from wanted w join product p using (product_key)
                  where not exists (select 1 from own o where (o.flow_key, o.product_key, o.unit_key) = (w.flow_key, w.product_key, w.unit_key))),
                wider as materialized (
                  select h.flow_key, h.unit_key, g.level, g.group_code, count(*) as n, percentile_cont(0.5) within group (order by h.l) as med
                  from hist h join product p using (product_key)
                  cross join lateral (values ('p.hs6_code', p.hs6_code), ('p.hs4_code', p.hs4_code), ('p.hs2_code', p.hs2_code)) g (level, group_code)
                  where (h.flow_key, h.unit_key, g.group_code) in (
                    select r.flow_key, r.unit_key, c.code from rest r cross join lateral (values (r.hs6_code), (r.hs4_code), (r.hs2_code)) c (code))
                  group by 1, 2, 3, 4 having count(*) >= 12),
                usual as materialized (
                  select o.flow_key, o.product_key, o.unit_key, 'p.code' as level, p.code as group_code, o.n, o.med from own o join product p using (product_key)
                  union all
                  (select distinct on (r.flow_key, r.product_key, r.unit_key) r.flow_key, r.product_key, r.unit_key, w.level, w.group_code, w.n, w.med
                  from rest r join wider w on (w.flow_key, w.unit_key) = (r.flow_key, r.unit_key)
                    and w.group_code = case w.level when 'p.hs6_code' then r.hs6_code when 'p.hs4_code' then r.hs4_code else r.hs2_code end
                  order by r.flow_key, r.product_key, r.unit_key, length(w.group_code) desc)),
                far as materialized (
                  select m.*, u.level, u.group_code, u.n, u.med from mine m join usual u using (flow_key, product_key, unit_key) where abs(m.l - u.med) > ln(3)),
                suspect as materialized (
                  select distinct f.flow_key, f.unit_key, f.level, f.group_code, f.med, case f.level when 'p.code' then f.product_key end as code from far f),
                spread as (
                  select g.flow_key, g.unit_key, g.group_code, g.med, percentile_cont(0.5) within group (order by abs(g.l - g.med)) as mad from (
                    %7$s) g group by 1, 2, 3, 4)
                select coalesce(nullif(concat_ws(', ', nullif(t.member, ''), case when t.sheet <> '' then 'sheet ' || t.sheet end), '') || ', ', '') || 'row ' || s.source_row as place,
                  r.area_code as reporter, s.flow_key, s.from_date, s.to_date, a.area_name as partner, p.code, coalesce(u.unit_code, 'kg') as unit,
                  s.value_usd, f.l, f.med, x.mad, f.n, f.group_code
                from far f join spread x on (x.flow_key, x.unit_key, x.group_code, x.med) = (f.flow_key, f.unit_key, f.group_code, f.med)
                join stg.figure_$load s on (s.wid, s.origin) = (f.wid, f.origin)
                join product p on p.product_key = s.product_key join dw.dim_area r on r.area_key = s.reporter_key join dw.dim_area a on a.area_key = s.partner_key
                left join dw.dim_unit u on u.unit_key = f.unit_key and f.unit_key > 0
                left join ops.source_part t on t.part_key = s.part_key and t.load_key = $load
                where abs(f.l - f.med) > 5 * 1.4826 * x.mad and not exists (
                  select 1 from dw.%1$s f where (f.dataset_key, f.%6$s, f.reporter_key, f.flow_key, f.scope_key, f.partner_key, f.product_key, f.terms_key, f.value_usd)
                    = (s.dataset_key, s.from_date, s.reporter_key, s.flow_key, s.scope_key, s.partner_key, s.product_key, s.terms_key, s.value_usd) %8$s
                    and f.net_weight_kg is not distinct from s.net_weight_kg and f.quantity is not distinct from s.quantity)""".formatted(w.fact(), w.from, w.to, measured, w.dataset, w.fromColumn(), groups, w.toToo());
    }
}
