package org.tradehouse.publish;

import java.sql.SQLException;
import org.tradehouse.load.LoadSql;

/**
 * What is asked of all figures that will be published: {@code published} sums by slice and member, {@code goods} names the
 * products. Settlement has gathered both; months derived from spans are added.
 */
final class RollUp {
    private final LoadSql sql;

    RollUp(LoadSql sql) {
        this.sql = sql;
    }

    void gather() throws SQLException {
        sql.run("""
                create temp table published on commit drop as
                select s.slice_no, z.is_new, s.flow_key, s.reporter_key, s.partner_key, s.terms_key, s.unit_key, s.unit2_key, s.currency_key, s.status_key, s.n, s.value_usd, s.net_weight_kg
                from stg.sum_$load s join slice z using (slice_no) where not z.is_withdrawn
                union all
                select slice_no, bool_and(z.is_new), d.flow_key, d.reporter_key, partner_key, terms_key, unit_key, unit2_key, currency_key, status_key, count(*), sum(value_usd), sum(net_weight_kg)
                from derived d join slice z using (slice_no) group by 1, 3, 4, 5, 6, 7, 8, 9, 10""");
        sql.run("analyze published");
        sql.run("""
                create temp table goods on commit drop as
                select product_key from stg.goods_$load union select product_key from derived""");
        sql.run("analyze goods");
    }
}
