package org.tradehouse.publish;

import java.sql.SQLException;
import org.tradehouse.load.LoadSql;

/**
 * Recomputes the months that published year-to-date spans touch (semantics 4.2, rule P2): a month is its span less the span
 * before, of one release status. A negative month is an implied revision and kept; a month whose spans are not both there
 * is withdrawn. Adds slices to {@code slice} and rows to {@code derived}.
 */
final class MonthsFromSpans {
    private static final String KEY = "dataset_key, reporter_key, flow_key, scope_key";
    private final LoadSql sql;

    MonthsFromSpans(LoadSql sql) {
        this.sql = sql;
    }

    void derive() throws SQLException {
        long spans =
                sql.number("select count(*) from slice where freq = 'C' and from_date = date_trunc('year', from_date)");
        if (spans == 0) {
            return;
        }
        datasets();
        spansAfterwards();
        slices();
        rows();
    }

    private void datasets() throws SQLException {
        sql.run("""
                insert into dw.dim_dataset (dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain, partner_basis,
                  valuation_export, valuation_import, x_includes_rx, m_includes_rm, rounding_unit_usd, is_truncated, rate_source, span_dataset_key, note, preference)
                select replace(dataset_code, '/C/', '/M/'), replace(dataset_name, 'cumulative', 'months'), feed, publisher, 'M', nomenclature, product_level, reporter_grain, partner_grain, partner_basis,
                  valuation_export, valuation_import, x_includes_rx, m_includes_rm, rounding_unit_usd, is_truncated, rate_source, dataset_key, 'derived from the year-to-date spans', preference
                from dw.dim_dataset where dataset_key in (select dataset_key from slice where freq = 'C')
                on conflict (dataset_code) do update set span_dataset_key = excluded.span_dataset_key where dim_dataset.span_dataset_key is distinct from excluded.span_dataset_key""");
    }

    private void spansAfterwards() throws SQLException {
        sql.run("""
                create temp table touched as
                select distinct %1$s, from_date as year_date from slice where freq = 'C' and from_date = date_trunc('year', from_date)""".formatted(KEY));
        sql.run("""
                create temp table span_now as
                select z.dataset_key, z.reporter_key, z.flow_key, z.scope_key, z.from_date, z.to_date, z.control_usd, z.rejected_rows, z.rejected_usd, z.corrected_usd, z.release_status, z.edition_date, z.slice_no
                from slice z where z.freq = 'C' and not z.is_withdrawn and z.from_date = date_trunc('year', z.from_date)
                union all
                select k.dataset_key, k.reporter_key, k.flow_key, k.scope_key, k.from_date, k.to_date, k.control_usd, k.rejected_rows, k.rejected_usd, k.corrected_usd, k.release_status, k.edition_date, null
                from dw.coverage k join touched t on (t.dataset_key, t.reporter_key, t.flow_key, t.scope_key, t.year_date) = (k.dataset_key, k.reporter_key, k.flow_key, k.scope_key, k.from_date)
                where not exists (select 1 from slice z where (z.dataset_key, z.reporter_key, z.flow_key, z.scope_key, z.from_date, z.to_date)
                  = (k.dataset_key, k.reporter_key, k.flow_key, k.scope_key, k.from_date, k.to_date))""");
    }

    private void slices() throws SQLException {
        sql.run("""
                create temp table month_slice as
                select a.dataset_key as span_dataset_key, m.dataset_key, a.reporter_key, a.flow_key, a.scope_key, date_trunc('month', a.to_date)::date as from_date, a.to_date,
                  case when b.to_date is null then a.control_usd else a.control_usd - b.control_usd end as control_usd,
                  a.rejected_rows, a.rejected_usd - coalesce(b.rejected_usd, 0) as rejected_usd, a.corrected_usd - coalesce(b.corrected_usd, 0) as corrected_usd, a.release_status, a.edition_date, a.slice_no as a_slice, b.slice_no as b_slice, b.to_date as b_to
                from span_now a
                join dw.dim_dataset m on m.span_dataset_key = a.dataset_key and m.freq = 'M'
                left join span_now b on (b.dataset_key, b.reporter_key, b.flow_key, b.scope_key, b.from_date, b.release_status) = (a.dataset_key, a.reporter_key, a.flow_key, a.scope_key, a.from_date, a.release_status)
                  and b.to_date = (date_trunc('month', a.to_date) - interval '1 day')::date
                where (b.to_date is not null or extract(month from a.to_date) = 1) and (a.slice_no is not null or b.slice_no is not null)""");
        sql.run("""
                insert into slice (slice_no, freq, dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, control_usd, rejected_rows, rejected_usd, corrected_usd, is_withdrawn, release_status, edition_date, is_new)
                select (select coalesce(max(slice_no), 0) from slice) + row_number() over (order by dataset_key, reporter_key, flow_key, from_date, scope_key),
                  'M', dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, control_usd, rejected_rows, rejected_usd, corrected_usd, false, release_status, edition_date, true
                from month_slice""");
        sql.run("""
                insert into slice (slice_no, freq, dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, rejected_rows, rejected_usd, corrected_usd, is_withdrawn, release_status, edition_date, is_new)
                select (select coalesce(max(slice_no), 0) from slice) + row_number() over (order by k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.scope_key),
                  'M', k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key, 0, 0, 0, true, k.release_status, k.edition_date, true
                from dw.coverage k join dw.dim_dataset m on m.dataset_key = k.dataset_key
                join touched t on (t.dataset_key, t.reporter_key, t.flow_key, t.scope_key) = (m.span_dataset_key, k.reporter_key, k.flow_key, k.scope_key)
                  and k.from_date >= t.year_date and k.from_date < t.year_date + interval '1 year'
                where not exists (
                  select 1 from span_now a where (a.dataset_key, a.reporter_key, a.flow_key, a.scope_key, a.to_date) = (t.dataset_key, k.reporter_key, k.flow_key, k.scope_key, k.to_date)
                  and (extract(month from a.to_date) = 1 or exists (select 1 from span_now b where (b.dataset_key, b.reporter_key, b.flow_key, b.scope_key, b.from_date, b.release_status)
                    = (a.dataset_key, a.reporter_key, a.flow_key, a.scope_key, a.from_date, a.release_status) and b.to_date = (k.from_date - interval '1 day')::date)))""");
    }

    private void rows() throws SQLException {
        sql.run("""
                insert into dw.dim_status (obs_status, conf_status, row_kind)
                select 'A', 'F', k.kind from (values ('month'), ('implied')) k (kind)
                where not exists (select from dw.dim_status s where s.row_kind = k.kind) on conflict do nothing""");
        sql.run("""
                create temp table span_row as
                select f.dataset_key, f.flow_key, f.scope_key, a.country_key as reporter_country, f.to_date, f.product_key, f.reporter_key, f.partner_key, f.terms_key, f.unit_key,
                  f.value_usd, f.net_weight_kg, f.quantity, f.source_row, f.part_key
                from want f join dw.dim_area a on a.area_key = f.reporter_key where f.freq = 'C' and f.from_date = date_trunc('year', f.from_date)
                union all
                select f.dataset_key, f.flow_key, f.scope_key, a.country_key, f.to_date, f.product_key, f.reporter_key, f.partner_key, f.terms_key, f.unit_key,
                  f.value_usd, f.net_weight_kg, f.quantity, f.source_row, f.part_key
                from span_now s join dw.dim_area a on a.country_key = s.reporter_key
                join dw.fact_trade_span f on (f.dataset_key, f.from_date, f.to_date, f.reporter_key, f.flow_key, f.scope_key) = (s.dataset_key, s.from_date, s.to_date, a.area_key, s.flow_key, s.scope_key)
                where s.slice_no is null""");
        sql.run("""
                insert into derived (value_usd, net_weight_kg, quantity, product_key, from_date, to_date, scope_key, source_row, part_key, dataset_key, reporter_key, partner_key, flow_key, terms_key,
                  unit_key, unit2_key, currency_key, status_key, slice_no)
                select v.value_usd, v.net_weight_kg, v.quantity, v.product_key, v.from_date, v.to_date, v.scope_key, v.source_row, v.part_key, v.dataset_key, v.reporter_key, v.partner_key, v.flow_key, v.terms_key,
                  v.unit_key, 0, 0, k.status_key, v.slice_no
                from (
                  select z.slice_no, m.dataset_key, m.from_date, m.to_date, m.scope_key, m.flow_key, r.product_key, r.reporter_key, r.partner_key, r.terms_key, r.unit_key,
                    coalesce(sum(r.value_usd) filter (where r.to_date = m.to_date), 0) - coalesce(sum(r.value_usd) filter (where r.to_date = m.b_to), 0) as value_usd,
                    case when count(r.net_weight_kg) > 0 then coalesce(sum(r.net_weight_kg) filter (where r.to_date = m.to_date), 0) - coalesce(sum(r.net_weight_kg) filter (where r.to_date = m.b_to), 0) end as net_weight_kg,
                    case when count(r.quantity) > 0 then coalesce(sum(r.quantity) filter (where r.to_date = m.to_date), 0) - coalesce(sum(r.quantity) filter (where r.to_date = m.b_to), 0) end as quantity,
                    coalesce(min(r.source_row) filter (where r.to_date = m.to_date), min(r.source_row)) as source_row, coalesce(min(r.part_key) filter (where r.to_date = m.to_date), min(r.part_key)) as part_key
                  from month_slice m
                  join slice z on z.freq = 'M' and not z.is_withdrawn and (z.dataset_key, z.reporter_key, z.flow_key, z.scope_key, z.from_date) = (m.dataset_key, m.reporter_key, m.flow_key, m.scope_key, m.from_date)
                  join span_row r on (r.dataset_key, r.reporter_country, r.flow_key, r.scope_key) = (m.span_dataset_key, m.reporter_key, m.flow_key, m.scope_key) and (r.to_date = m.to_date or r.to_date = m.b_to)
                  group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) v
                join dw.dim_status k on (k.obs_status, k.conf_status, k.row_kind, k.usd_derived, k.net_weight_estimated, k.gross_weight_estimated, k.quantity_estimated, k.quantity2_estimated, k.is_corrected)
                  = ('A', 'F', case when v.value_usd < 0 then 'implied' else 'month' end, false, false, false, false, false, false)
                where v.value_usd <> 0 or v.net_weight_kg <> 0 or v.quantity <> 0""");
    }
}
