package org.tradehouse.publish;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.tradehouse.load.LoadSql;

/** What a person reads before deciding: the publisher's totals beside ours, and the figures that move most. */
final class PlanDetails {
    private static final int MOST = 20;
    private final LoadSql sql;

    PlanDetails(LoadSql sql) {
        this.sql = sql;
    }

    List<Plan.Total> totals() throws SQLException {
        return sql.list(
                """
                with w as materialized (
                  select slice_no, sum(value_usd) as usd, sum(value_usd) filter (where k.row_kind in ('residual', 'rounding')) as residual_usd
                  from stg.sum_$load join dw.dim_status k using (status_key) group by 1)
                select d.dataset_code, f.flow_code, count(*) as slices, count(s.control_usd) as stated, coalesce(sum(s.control_usd), 0) as stated_usd,
                  coalesce(sum(w.usd) filter (where s.control_usd is not null), 0) as figures_usd,
                  coalesce(sum(w.residual_usd) filter (where s.control_usd is not null), 0) as residual_usd,
                  coalesce(sum(s.rejected_usd) filter (where s.control_usd is not null), 0) as rejected_usd
                from ops.load_slice s join dw.dim_dataset d using (dataset_key) join dw.dim_flow f using (flow_key)
                left join w using (slice_no)
                where s.load_key = $load and s.fate = 'publish' and f.flow_key in (1, 2)
                group by 1, 2 order by 1, min(f.flow_key) limit %d""".formatted(MOST),
                row -> new Plan.Total(
                        row.getString("dataset_code"),
                        row.getString("flow_code"),
                        row.getLong("slices"),
                        row.getLong("stated"),
                        row.getBigDecimal("stated_usd"),
                        row.getBigDecimal("figures_usd"),
                        row.getBigDecimal("residual_usd"),
                        row.getBigDecimal("rejected_usd")));
    }

    List<Plan.Change> largest() throws SQLException {
        return sql.list(
                """
                select m.kind, d.dataset_code, f.flow_code, z.from_date, z.to_date, g.code, g.product_name, a.area_code, m.old_usd,
                  case when m.kind <> 'withdrawn' then coalesce(m.old_usd, 0) + m.delta_usd end as new_usd
                from (
                  select m.* from moved m join dw.dim_status s using (status_key)
                  where m.kind <> 'same' and s.row_kind <> 'rounding' order by abs(m.delta_usd) desc, m.slice_no, m.product_key, m.partner_key limit %d) m
                join slice z using (slice_no) join dw.dim_dataset d on d.dataset_key = z.dataset_key
                join dw.dim_flow f on f.flow_key = z.flow_key join dw.dim_product g on g.product_key = m.product_key
                join dw.dim_area a on a.area_key = m.partner_key
                order by abs(m.delta_usd) desc, z.slice_no, g.code, a.area_code""".formatted(MOST),
                row -> new Plan.Change(
                        row.getString("kind"),
                        row.getString("dataset_code"),
                        row.getString("flow_code"),
                        row.getObject("from_date", LocalDate.class),
                        row.getObject("to_date", LocalDate.class),
                        row.getString("code"),
                        row.getString("product_name"),
                        row.getString("area_code"),
                        row.getBigDecimal("old_usd"),
                        row.getBigDecimal("new_usd")));
    }
}
