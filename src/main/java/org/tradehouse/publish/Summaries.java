package org.tradehouse.publish;

import java.sql.SQLException;
import org.tradehouse.load.LoadSql;

/** Keeps the summary tables and the coverage of every published slice, also of an empty one (semantics 4.4). */
final class Summaries {
    private final LoadSql sql;

    Summaries(LoadSql sql) {
        this.sql = sql;
    }

    void write() throws SQLException {
        sql.run("""
                delete from mart.summary_trade_area s using slice z, dw.dim_area a where a.country_key = z.reporter_key
                  and (s.dataset_key, s.from_date, s.to_date, s.reporter_key, s.flow_key, s.scope_key) = (z.dataset_key, z.from_date, z.to_date, a.area_key, z.flow_key, z.scope_key)""");
        sql.run("""
                insert into mart.summary_trade_area (value_usd, net_weight_kg, row_count, from_date, to_date, scope_key, dataset_key, reporter_key, partner_key, flow_key)
                select sum(w.value_usd), coalesce(sum(w.net_weight_kg), 0), sum(w.n), z.from_date, z.to_date, z.scope_key, z.dataset_key, w.reporter_key, w.partner_key, z.flow_key
                from published w join slice z using (slice_no) group by 4, 5, 6, 7, 8, 9, 10""");
        sql.run("""
                delete from dw.coverage k using slice z where (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key)
                  = (z.dataset_key, z.reporter_key, z.flow_key, z.from_date, z.to_date, z.scope_key)""");
        sql.run("""
                insert into dw.coverage (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, load_key, row_count, value_usd, control_usd, rejected_rows, rejected_usd, release_status, edition_date, corrected_usd)
                select z.dataset_key, z.reporter_key, z.flow_key, z.from_date, z.to_date, z.scope_key, $load, coalesce(w.n, 0), coalesce(w.value_usd, 0), z.control_usd, z.rejected_rows, z.rejected_usd, z.release_status, z.edition_date, z.corrected_usd
                from slice z left join (select slice_no, sum(n)::int as n, sum(value_usd) as value_usd from published group by 1) w using (slice_no) where not z.is_withdrawn""");
    }
}
