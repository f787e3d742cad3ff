package org.tradehouse.publish;

import java.sql.SQLException;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.LoadSql;

/** What must be true at every publish, whatever came before: sums equal the publisher's own top cell, no key is an orphan. */
final class Invariants {
    private final LoadSql sql;

    Invariants(LoadSql sql) {
        this.sql = sql;
    }

    void hold() throws SQLException {
        sums();
        orphans();
    }

    private void sums() throws SQLException {
        var broken = sql.list(
                """
                select a.area_code, f.flow_code, z.from_date, z.to_date, coalesce(w.v, 0), z.rejected_usd, z.control_usd, z.corrected_usd
                from slice z left join (select slice_no, sum(value_usd) as v from published group by 1) w using (slice_no)
                join dw.dim_area a on a.area_key = z.reporter_key join dw.dim_flow f using (flow_key)
                where z.control_usd is not null and not z.is_withdrawn and coalesce(w.v, 0) + z.rejected_usd - z.corrected_usd <> z.control_usd limit 1""",
                row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + ".." + row.getString(4)
                        + ": figures " + row.getBigDecimal(5) + " + rejected " + row.getBigDecimal(6)
                        + " - corrected " + row.getBigDecimal(8) + " is not the stated " + row.getBigDecimal(7)
                        + " USD");
        if (!broken.isEmpty()) {
            throw new LoadException(
                    "TH-3030",
                    "a slice does not add up to the publisher's own total: " + broken.get(0)
                            + ". Nothing was published.",
                    "this is a fault of Tradehouse: keep the file and report it with the output of 'tradehouse show'");
        }
    }

    private void orphans() throws SQLException {
        long orphans = sql.number("""
                select (select count(*) from goods w where not exists (select 1 from dw.dim_product p where p.product_key = w.product_key))
                  + (select coalesce(sum(w.n), 0) from published w join slice z using (slice_no)
                left join dw.dim_area r on r.area_key = w.reporter_key left join dw.dim_area a on a.area_key = w.partner_key
                left join dw.dim_flow f on f.flow_key = w.flow_key left join dw.dim_terms t using (terms_key) left join dw.dim_unit u using (unit_key) left join dw.dim_unit v on v.unit_key = w.unit2_key
                left join dw.dim_currency y using (currency_key) left join dw.dim_status s using (status_key) left join dw.dim_period d on d.period_date = z.from_date
                left join dw.dim_dataset e using (dataset_key) left join dw.scope q using (scope_key)
                where r.area_key is null or a.area_key is null or f.flow_key is null or t.terms_key is null or u.unit_key is null or v.unit_key is null or y.currency_key is null
                  or s.status_key is null or d.period_date is null or e.dataset_key is null or q.scope_key is null)""");
        if (orphans > 0) {
            throw new LoadException(
                    "TH-3031",
                    orphans + " figures name a member that is in no dimension. Nothing was published.",
                    "this is a fault of Tradehouse: keep the file and report it with the output of 'tradehouse show'");
        }
    }
}
