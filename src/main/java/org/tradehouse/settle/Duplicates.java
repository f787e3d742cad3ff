package org.tradehouse.settle;

import java.sql.SQLException;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.LoadSql;

/** Figures that a file states twice (rule C3): refused, summed or, where they are equal, ignored, as the feed declares. */
final class Duplicates {
    /** So many rows of a repeated figure are named; nobody reads more. */
    private static final int MOST_ROWS = 4;

    private static final String KEY =
            "reporter_key, partner_key, flow_key, from_date, to_date, product_key, terms_key, unit_key";
    private final LoadSql sql;
    private final Feed feed;

    Duplicates(LoadSql sql, Feed feed) {
        this.sql = sql;
        this.feed = feed;
    }

    Chosen resolve(Chosen chosen) throws SQLException {
        if (chosen.asStaged() && isDistinct(chosen)) {
            return chosen;
        }
        long repeated =
                sql.number("select count(*) from (select 1 from chosen group by " + KEY + " having count(*) > 1) x");
        if (repeated == 0) {
            return chosen;
        }
        switch (feed.duplicates()) {
            case REFUSE -> refuse(repeated);
            case IGNORE_EXACT -> ignoreExact();
            case SUM -> sum();
        }
        return chosen.rewritten();
    }

    /** Staging saw no row twice, and nothing by which it told rows apart is missing from the key of a figure. */
    private boolean isDistinct(Chosen chosen) throws SQLException {
        return sql.isTrue(
                "select is_distinct is true and (select count(distinct (s.partner2_key, s.supply_code)) <= 1 from stg.tally_$load s where %s) from ops.load where load_key = $load"
                        .formatted(chosen.condition("s")));
    }

    private void refuse(long repeated) throws SQLException {
        var first = sql.list(
                        """
                select array_to_string((array_agg('row ' || source_row || ' (' || value_usd || ' USD)' order by part_key, source_row))[1:%1$d], ', ')
                    || case when count(*) > %1$d then ' and ' || count(*) - %1$d || ' more' else '' end,
                  min(a.area_name), min(p.code), min(f.flow_name), min(c.from_date)
                from chosen c join dw.dim_area a on a.area_key = c.partner_key join dw.dim_product p using (product_key)
                join dw.dim_flow f using (flow_key)
                group by %2$s having count(*) > 1 order by min(source_row) limit 1""".formatted(
                                        MOST_ROWS,
                                        "c.reporter_key, c.partner_key, c.flow_key, c.from_date, c.to_date, c.product_key, c.terms_key, c.unit_key"),
                        row -> row.getString(4) + " of product " + row.getString(3) + " with " + row.getString(2) + ", "
                                + row.getString(5) + ": " + row.getString(1))
                .get(0);
        throw new LoadException(
                "TH-3010",
                repeated + " figure" + (repeated == 1 ? " is" : "s are") + " stated more than once in the file. First: "
                        + first + ".",
                "ask the publisher for a clean file, or declare 'duplicates: sum' or 'duplicates: ignore-exact' in "
                        + feed.name() + ".yaml if repeats are legitimate");
    }

    private void ignoreExact() throws SQLException {
        sql.run("""
                create temp table repeat on commit drop as
                select rid, origin, part_key, source_row, row_number() over w as n, first_value(part_key) over w as into_part, first_value(source_row) over w as into_row,
                  (value_usd, value_national, net_weight_kg, quantity, quantity2, status_key)
                    is distinct from first_value((value_usd, value_national, net_weight_kg, quantity, quantity2, status_key)) over w as differs
                from chosen window w as (partition by %s order by part_key, source_row)""".formatted(KEY));
        long differing = sql.number("select count(*) from repeat where differs");
        if (differing > 0) {
            refuse(differing);
        }
        sql.run("""
                insert into ops.merged_row (load_key, part_key, source_row, into_part_key, into_row, value_usd)
                select $load, part_key, source_row, into_part, into_row, 0 from repeat where n > 1 on conflict do nothing""");
        Breakdowns.materialise(
                sql,
                "select $columns from chosen c where not exists (select 1 from repeat r where (r.rid, r.origin) = (c.rid, c.origin) and r.n > 1)");
    }

    private void sum() throws SQLException {
        sql.run("""
                insert into ops.merged_row (load_key, part_key, source_row, into_part_key, into_row, value_usd)
                select $load, part_key, source_row, first_value(part_key) over w, first_value(source_row) over w, value_usd
                from (select *, count(*) over (partition by %1$s) as n from chosen) c where n > 1
                window w as (partition by %1$s order by part_key, source_row) on conflict do nothing""".formatted(KEY));
        Breakdowns.materialise(sql, """
                select sum(value_usd) as value_usd, sum(value_national) as value_national, sum(cif_usd) as cif_usd, sum(fob_usd) as fob_usd,
                  sum(net_weight_kg) as net_weight_kg, sum(gross_weight_kg) as gross_weight_kg, sum(quantity) as quantity,
                  case when count(distinct unit2_key) = 1 then sum(quantity2) end as quantity2,
                  product_key, from_date, to_date, (min(array[part_key, source_row]))[2] as source_row, min(part_key) as part_key, min(block_no) as block_no,
                  reporter_key, partner_key, 1::smallint as partner2_key, flow_key, terms_key, unit_key,
                  case when count(distinct unit2_key) = 1 then min(unit2_key) else 0 end::smallint as unit2_key,
                  min(currency_key) as currency_key, min(status_key) as status_key, '0'::varchar(4) as supply_code
                from chosen group by %s""".formatted(KEY));
    }
}
