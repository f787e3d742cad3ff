package org.tradehouse.settle;

import java.sql.SQLException;
import org.tradehouse.load.LoadSql;

/**
 * The candidates summed over products ({@code stg.tally_N}) and the products they name ({@code stg.goods_N}). Staging counts
 * along; what it could not finish, because it was interrupted or there was too much of it, is summed here once.
 */
final class Tallies {
    private final LoadSql sql;

    Tallies(LoadSql sql) {
        this.sql = sql;
    }

    void make() throws SQLException {
        if (!isComplete()) {
            sum();
        }
        sql.list("select ops.analyze_table('stg.tally_$load')", row -> 0);
        sql.list("select ops.analyze_table('stg.goods_$load')", row -> 0);
    }

    /** The tables are not logged: after a crash of the server they are empty. */
    boolean isComplete() throws SQLException {
        return sql.isTrue("""
                select coalesce((select sum(n) from stg.tally_$load), 0) = coalesce((select sum(staged_rows) from ops.stage_block where load_key = $load), 0)
                  and (exists (select from stg.goods_$load) or not exists (select from stg.load_$load))""");
    }

    private void sum() throws SQLException {
        sql.run("delete from stg.tally_$load");
        sql.run("delete from stg.goods_$load");
        sql.run("""
                insert into stg.tally_$load (value_usd, net_weight_kg, n, from_date, to_date, reporter_key, partner_key, partner2_key, flow_key, terms_key, unit_key, unit2_key,
                  currency_key, status_key, code_level, nomenclature, supply_code)
                select sum(s.value_usd), sum(s.net_weight_kg), count(*), s.from_date, s.to_date, s.reporter_key, s.partner_key, s.partner2_key, s.flow_key, s.terms_key, s.unit_key, s.unit2_key,
                  s.currency_key, s.status_key, p.code_level, p.nomenclature, s.supply_code
                from stg.load_$load s join dw.dim_product p using (product_key) group by 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17""");
        sql.run("insert into stg.goods_$load (product_key) select distinct product_key from stg.load_$load");
    }
}
