package org.tradehouse.publish;

import java.sql.SQLException;
import org.tradehouse.load.LoadSql;

/**
 * What is asked of all figures of a load more than once, gathered in two passes over them: {@code published} sums by slice and
 * member, {@code goods} names the products.
 */
final class RollUp {
    private final LoadSql sql;

    RollUp(LoadSql sql) {
        this.sql = sql;
    }

    void gather() throws SQLException {
        sql.run("""
                create temp table published on commit drop as
                select slice_no, is_new, flow_key, reporter_key, partner_key, terms_key, unit_key, unit2_key, currency_key, status_key, count(*) as n, sum(value_usd) as value_usd, sum(net_weight_kg) as net_weight_kg
                from want group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10""");
        sql.run("analyze published");
        sql.run("create temp table goods on commit drop as select distinct product_key from want");
        sql.run("analyze goods");
    }
}
