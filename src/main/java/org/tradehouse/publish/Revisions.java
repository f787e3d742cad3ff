package org.tradehouse.publish;

import java.sql.SQLException;
import org.tradehouse.load.LoadSql;

/**
 * Keeps the vintage of every published slice in {@code dw.revision}: what was new, changed, withdrawn and same, and the
 * largest change. All of it is known from the difference; a slice that is new as a whole costs one row. Call before the
 * coverage is replaced, which still says what was there.
 */
final class Revisions {
    private static final String SLICE =
            "(k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key) = (z.dataset_key, z.reporter_key, z.flow_key, z.from_date, z.to_date, z.scope_key)";
    private final LoadSql sql;

    Revisions(LoadSql sql) {
        this.sql = sql;
    }

    void write() throws SQLException {
        sql.run("""
                insert into dw.revision (load_key, dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, is_first, is_withdrawn,
                  new_rows, changed_rows, withdrawn_rows, same_rows, new_usd, changed_usd, withdrawn_usd, moved_usd, previous_usd, value_usd,
                  control_usd, rejected_rows, rejected_usd, release_status, edition_date, largest_product_key, largest_partner_key, largest_old_usd, largest_new_usd)
                with kept as (
                  select p.slice_no, sum(p.value_usd) as usd, sum(p.n) filter (where s.row_kind <> 'rounding') as n
                  from published p join dw.dim_status s using (status_key) group by 1),
                figure as not materialized (select m.* from moved m join dw.dim_status s using (status_key) where s.row_kind <> 'rounding'),
                change as (
                  select m.slice_no, sum(n) filter (where kind = 'new') as new_rows, sum(n) filter (where kind = 'changed') as changed_rows,
                    sum(n) filter (where kind = 'withdrawn') as withdrawn_rows, sum(n) filter (where kind = 'same') as same_rows,
                    sum(delta_usd) filter (where kind = 'new') as new_usd, sum(delta_usd) filter (where kind = 'changed') as changed_usd,
                    sum(delta_usd) filter (where kind = 'withdrawn') as withdrawn_usd, sum(abs(delta_usd)) as moved_usd
                  from figure m group by 1),
                largest as (
                  select distinct on (m.slice_no) m.*
                  from figure m join (select slice_no, max(abs(delta_usd)) as most from figure where kind <> 'same' group by 1) x on x.slice_no = m.slice_no and abs(m.delta_usd) = x.most
                  where m.kind <> 'same' order by m.slice_no, m.product_key, m.partner_key)
                select $load, z.dataset_key, z.reporter_key, z.flow_key, z.from_date, z.to_date, z.scope_key, k.load_key is null, z.is_withdrawn,
                  case when z.is_new then coalesce(p.n, 0) else coalesce(c.new_rows, 0) end, coalesce(c.changed_rows, 0), coalesce(c.withdrawn_rows, 0), coalesce(c.same_rows, 0),
                  case when z.is_new then coalesce(p.usd, 0) else coalesce(c.new_usd, 0) end, coalesce(c.changed_usd, 0), coalesce(c.withdrawn_usd, 0), coalesce(c.moved_usd, 0),
                  k.value_usd, coalesce(p.usd, 0), z.control_usd, z.rejected_rows, z.rejected_usd, z.release_status, z.edition_date,
                  l.product_key, l.partner_key, l.old_usd, case when l.kind <> 'withdrawn' then coalesce(l.old_usd, 0) + l.delta_usd end
                from slice z left join dw.coverage k on %s
                left join kept p using (slice_no) left join change c using (slice_no) left join largest l using (slice_no)
                order by z.slice_no""".formatted(SLICE));
    }
}
