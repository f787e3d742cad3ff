package org.tradehouse.publish;

import java.sql.SQLException;
import org.tradehouse.load.LoadSql;

/**
 * What is asked of all figures that will be published: {@code published} sums by slice and member, {@code goods} names the
 * products. Settlement has gathered both; months derived from spans are added.
 */
final class RollUp {
    private final LoadSql sql;
    private final Corrections corrections;

    RollUp(LoadSql sql, Corrections corrections) {
        this.sql = sql;
        this.corrections = corrections;
    }

    void gather() throws SQLException {
        sql.run("""
                create temp table published as
                select s.slice_no, z.is_new, s.flow_key, s.reporter_key, s.partner_key, s.terms_key, s.unit_key, s.unit2_key, s.currency_key, s.status_key, s.n, s.value_usd, s.net_weight_kg
                from stg.sum_$load s join slice z using (slice_no) where not z.is_withdrawn
                union all
                select slice_no, bool_and(z.is_new), d.flow_key, d.reporter_key, partner_key, terms_key, unit_key, unit2_key, currency_key, status_key, count(*), sum(value_usd), sum(net_weight_kg)
                from derived d join slice z using (slice_no) group by 1, 3, 4, 5, 6, 7, 8, 9, 10""");
        if (corrections.any()) {
            correct();
        }
        sql.run("analyze published");
        sql.run("""
                create temp table goods as
                select product_key from stg.goods_$load union select product_key from derived""");
        sql.run("analyze goods");
    }

    /** A corrected figure leaves the sums of reported ones and enters its own. */
    private void correct() throws SQLException {
        sql.run("""
                insert into published
                select h.slice_no, z.is_new, h.flow_key, h.reporter_key, h.partner_key, h.terms_key, h.unit_key, h.unit2_key, h.currency_key, x.status_key, x.n, x.value_usd, h.net_weight_kg * x.n
                from hit h join slice z using (slice_no) cross join lateral (
                  values (h.status_key, -1, -h.source_usd), (h.corrected_status, 1, h.new_value)) x (status_key, n, value_usd)
                where h.outcome = 'applied'""");
    }
}
