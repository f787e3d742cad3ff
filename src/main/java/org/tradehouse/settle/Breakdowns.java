package org.tradehouse.settle;

import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.LoadSql;
import org.tradehouse.trade.Field;

/**
 * Chooses among the breakdowns of a figure (semantics 3.1, rule A8). Where the row with every declared breakdown at its
 * total exists, it is the figure. Else rows with all procedures if there are any; for each second partner all modes if
 * stated, else the modes are summed, never a mode and its group; second partners are summed. The rest is excluded.
 * Makes the view {@code chosen}: one row per figure, straight from the stage table where it is stated ({@code origin} 0),
 * else from {@code merged} (1); {@code rid} says which row. What was merged stands in {@code ops.merged_row}.
 */
final class Breakdowns {
    private static final String COLUMNS =
            "value_usd, value_national, cif_usd, fob_usd, net_weight_kg, gross_weight_kg, quantity, quantity2, product_key, from_date, to_date, source_row, part_key, block_no,"
                    + " reporter_key, partner_key, partner2_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key, supply_code";
    private final LoadSql sql;
    private final Feed feed;
    private Chosen totals = Chosen.ALL;

    Breakdowns(LoadSql sql, Feed feed) {
        this.sql = sql;
        this.feed = feed;
    }

    Chosen choose() throws SQLException {
        if (feed.breakdowns().isEmpty()) {
            return view(Chosen.ALL);
        }
        totals = new Chosen(
                true,
                totalTerms(),
                has(Field.SUPPLY) && any("supply_code <> '0'"),
                has(Field.PARTNER2) && any("partner2_key <> 1"));
        if (!any("not (" + isTotal() + ")")) {
            return view(Chosen.ALL);
        }
        if (noneWithoutTotal()) {
            return view(totals);
        }
        candidates();
        mergeTerms();
        merge();
        rememberMerged();
        return view(totals.rewritten());
    }

    private Chosen view(Chosen chosen) throws SQLException {
        sql.run("create temp view chosen as select %1$s, ctid as rid, 0 as origin from stg.load_$load s where %2$s%3$s"
                .formatted(
                        COLUMNS,
                        chosen.condition("s"),
                        chosen.asStaged()
                                ? ""
                                : " union all select " + COLUMNS + ", ctid as rid, 1 as origin from merged"));
        return chosen;
    }

    /** Asks the sums of all candidates: what none of them has need not be asked of each row. */
    private boolean any(String what) throws SQLException {
        return sql.isTrue("select exists (select 1 from stg.tally_$load s where " + what + ")");
    }

    /**
     * Fills {@code broken}, where there are any: the keys that are stated by breakdown only. Most files state the total of every
     * breakdown: their rows are read twice, for the keys of breakdowns and for the totals of these.
     */
    private boolean noneWithoutTotal() throws SQLException {
        var keys = "reporter_key, partner_key, flow_key, from_date, to_date, product_key, like_terms";
        var rows = "select " + keys.replace("like_terms", likeTerms() + " as like_terms")
                + " from stg.load_$load s where ";
        sql.run("create temp table part_of_total on commit drop as select distinct * from (" + rows + "not ("
                + isTotal() + ")) s");
        sql.run("analyze part_of_total");
        boolean haveTotals = sql.isTrue(
                "select (select count(*) from part_of_total) = (select count(*) from (select distinct %1$s from (%2$s) s join part_of_total using (%1$s)) y)"
                        .formatted(keys, rows + isTotal()));
        sql.run("drop table part_of_total");
        if (haveTotals) {
            return true;
        }
        sql.run("""
                create temp table broken on commit drop as
                select distinct %s from stg.load_$load s join dw.dim_terms t using (terms_key) where not (%s)""".formatted(key(), isTotal()));
        sql.run("analyze broken");
        sql.run("""
                delete from broken b using (select %1$s from stg.load_$load s join dw.dim_terms t using (terms_key) where %2$s) x
                where (%3$s) = (%4$s)""".formatted(key(), isTotal(), key("b"), key("x")));
        return false;
    }

    /** A number for all terms that differ in declared breakdowns only. Terms are few: an array of constants needs no join. */
    private String likeTerms() throws SQLException {
        var numbers = new TreeMap<Integer, Integer>();
        sql.list(
                "select terms_key, dense_rank() over (order by %s) from dw.dim_terms"
                        .formatted(key().substring(key().indexOf("trade_system"))),
                row -> numbers.put(row.getInt(1), row.getInt(2)));
        return LoadSql.constants(numbers) + "[s.terms_key]";
    }

    /** The columns of a figure without the declared breakdowns: a dimension that is no breakdown stays part of the key. */
    private String key() {
        var key = "reporter_key, partner_key, flow_key, from_date, to_date, product_key, trade_system";
        return key
                + (has(Field.PROCEDURE) ? "" : ", procedure_code")
                + (has(Field.TRANSPORT) ? "" : ", transport_code");
    }

    private String key(String table) {
        return table + "." + key().replace(", ", ", " + table + ".");
    }

    private boolean has(Field field) {
        return feed.breakdowns().containsKey(field);
    }

    private String isTotal() {
        return totals.condition("s");
    }

    private List<Integer> totalTerms() throws SQLException {
        return sql.list(
                "select terms_key from dw.dim_terms where %s and %s"
                        .formatted(
                                has(Field.PROCEDURE) ? "procedure_code = 'C00'" : "true",
                                has(Field.TRANSPORT) ? "transport_code = '0'" : "true"),
                row -> row.getInt(1));
    }

    private void candidates() throws SQLException {
        sql.run("""
                create temp table candidate on commit drop as
                with k as (
                  select s.*, t.procedure_code, t.transport_code, t.valuation, t.trade_system, bool_or(t.procedure_code = 'C00') over w as has_all_procedures
                  from stg.load_$load s join dw.dim_terms t using (terms_key)
                  where not (%1$s) and (%3$s) in (select %2$s from broken)
                  window w as (partition by %2$s)),
                p as (
                  select *, bool_or(partner2_key = 1) over w as has_all_partners
                  from k where procedure_code = 'C00' or not has_all_procedures
                  window w as (partition by %2$s, procedure_code)),
                m as (
                  select *, bool_or(transport_code = '0') over w as has_all_modes,
                    array_agg(transport_code) over w as modes
                  from p where partner2_key = 1 or not has_all_partners
                  window w as (partition by %2$s, procedure_code, partner2_key)),
                f as (
                  select *, bool_or(supply_code = '0') over (partition by %2$s, procedure_code, partner2_key, transport_code) as has_all_supplies
                  from m
                  where transport_code = '0' or not has_all_modes
                    and not (left(transport_code, 1) || '000' = any (modes) and transport_code <> left(transport_code, 1) || '000')
                    and not (left(transport_code, 2) || '00' = any (modes) and transport_code <> left(transport_code, 2) || '00'))
                select *, dense_rank() over (order by %2$s) as figure
                from f where supply_code = '0' or not has_all_supplies""".formatted(isTotal(), key(), qualified("s", "t")));
        sql.run("analyze candidate");
    }

    private String qualified(String row, String terms) {
        return key(row).replace(row + ".trade_system", terms + ".trade_system")
                .replace(row + ".procedure_code", terms + ".procedure_code")
                .replace(row + ".transport_code", terms + ".transport_code");
    }

    /** A figure stands for every breakdown, whichever rows it was made of. */
    private void mergeTerms() throws SQLException {
        sql.run("""
                insert into dw.dim_terms (procedure_code, procedure_name, transport_code, transport_name, valuation, trade_system)
                select distinct on (1, 3, 5, 6) %s, %s, v.valuation, v.trade_system
                from (select distinct procedure_code, transport_code, valuation, trade_system from candidate
                      union select distinct procedure_code, transport_code, 'n/a', trade_system from candidate) v
                join dw.dim_terms t using (procedure_code, transport_code, trade_system)
                on conflict do nothing""".formatted(
                        has(Field.PROCEDURE) ? "'C00', 'All procedures'" : "t.procedure_code, t.procedure_name",
                        has(Field.TRANSPORT) ? "'0', 'All modes of transport'" : "t.transport_code, t.transport_name"));
    }

    private void merge() throws SQLException {
        sql.run("""
                create temp table merged on commit drop as
                with g as (
                  select figure, case when count(distinct valuation) = 1 then min(valuation) else 'n/a' end as valuation,
                    sum(value_usd) as value_usd, sum(value_national) as value_national, sum(cif_usd) as cif_usd, sum(fob_usd) as fob_usd,
                    sum(net_weight_kg) as net_weight_kg, sum(gross_weight_kg) as gross_weight_kg,
                    case when count(distinct unit_key) = 1 then sum(quantity) end as quantity,
                    case when count(distinct unit2_key) = 1 then sum(quantity2) end as quantity2,
                    case when count(distinct unit_key) = 1 then min(unit_key) else 0 end as unit_key,
                    case when count(distinct unit2_key) = 1 then min(unit2_key) else 0 end as unit2_key
                  from candidate group by figure),
                first as (select distinct on (figure) * from candidate order by figure, part_key, source_row)
                select g.value_usd, g.value_national, g.cif_usd, g.fob_usd, g.net_weight_kg, g.gross_weight_kg, g.quantity, g.quantity2,
                  a.product_key, a.from_date, a.to_date, a.source_row, a.part_key, a.block_no, a.reporter_key, a.partner_key, 1::smallint as partner2_key, a.flow_key,
                  n.terms_key, g.unit_key::smallint as unit_key, g.unit2_key::smallint as unit2_key, a.currency_key, a.status_key, '0'::varchar(4) as supply_code
                from g join first a using (figure)
                join dw.dim_terms n on (n.procedure_code, n.transport_code, n.valuation, n.trade_system) = (%s, g.valuation, a.trade_system)""".formatted((has(Field.PROCEDURE) ? "'C00'" : "a.procedure_code") + ", "
                + (has(Field.TRANSPORT) ? "'0'" : "a.transport_code")));
        sql.run("analyze merged");
    }

    private void rememberMerged() throws SQLException {
        sql.run("""
                insert into ops.merged_row (load_key, part_key, source_row, into_part_key, into_row, value_usd)
                select $load, part_key, source_row,
                  first_value(part_key) over w, first_value(source_row) over w, value_usd
                from candidate where figure in (select figure from candidate group by 1 having count(*) > 1)
                window w as (partition by figure order by part_key, source_row)
                on conflict do nothing""");
    }

    /** Puts a table of the same columns in the place of the view, where rows of it must go. */
    static void materialise(LoadSql sql, String select) throws SQLException {
        sql.run("create temp table picked on commit drop as " + select.replace("$columns", COLUMNS));
        sql.run("drop view chosen");
        sql.run("create temp view chosen as select " + COLUMNS + ", ctid as rid, 1 as origin from picked");
        sql.run("analyze picked");
    }
}
