--liquibase formatted sql

--changeset mart:coverage_calendar runOnChange:true splitStatements:false stripComments:false
create or replace view mart.coverage_calendar as
select c.feed, c.dataset_code, c.freq, c.period_date, (c.next_period - 1)::date as to_date, c.reporter_code,
  case when v.flows is null then case when c.period_date > c.newest then 'late' else 'missing' end
    when v.flows < 2 then 'one flow' when v.is_partial then 'partial' when v.row_count = 0 then 'empty' else 'loaded' end as state,
  coalesce(v.has_export, false) as has_export, coalesce(v.has_import, false) as has_import,
  v.row_count, v.value_usd, v.rejected_rows, v.rejected_usd, v.edition_date, v.published_at, v.release_status, c.usual_lag_days
from (
  select r.*, g.period_date::date as period_date, (g.period_date + r.step)::date as next_period
  from (
    select d.feed, d.dataset_key, d.dataset_code, d.freq, a.area_key, a.country_code as reporter_code, min(k.from_date) as oldest,
      max(k.from_date) as newest, percentile_disc(0.5) within group (order by k.edition_date - k.to_date) as usual_lag_days,
      case d.freq when 'M' then interval '1 month' when 'Q' then interval '3 months' when 'S' then interval '6 months'
        else interval '1 year' end as step
    from dw.coverage k
    join dw.dim_dataset d on d.dataset_key = k.dataset_key
    join dw.dim_area a on a.area_key = k.reporter_key
    where k.flow_key in (1, 2) and d.freq <> 'C'
    group by d.dataset_key, a.area_key) r
  cross join lateral generate_series(r.oldest::timestamp, greatest(r.newest,
    current_date - greatest(r.usual_lag_days, 0) - 31 - (r.step - interval '1 day'))::timestamp, r.step) g (period_date)) c
left join lateral (
  select count(distinct k.flow_key) as flows, bool_or(k.flow_key = 1) as has_export, bool_or(k.flow_key = 2) as has_import,
    not bool_or(q.is_full) as is_partial, sum(k.row_count) as row_count, sum(k.value_usd) as value_usd,
    sum(k.rejected_rows) as rejected_rows, sum(k.rejected_usd) as rejected_usd, max(k.edition_date) as edition_date,
    max(l.published_at) as published_at, string_agg(distinct k.release_status, '+') as release_status
  from dw.coverage k
  join dw.scope q on q.scope_key = k.scope_key
  join dw.dim_load l on l.load_key = k.load_key
  where k.dataset_key = c.dataset_key and k.reporter_key = c.area_key and k.from_date = c.period_date and k.flow_key in (1, 2)
  having count(*) > 0) v on true;

comment on view mart.coverage_calendar is 'Every period of every dataset and reporter from the first one loaded to now, loaded or not: the calendar of what is there, what is empty, what is missing in between and what is late. value_usd adds exports (FOB) and imports (CIF) and serves to spot gaps only.';
comment on column mart.coverage_calendar.state is 'loaded; empty (covered, no rows: zero); partial (only single partners, products or regions); one flow; missing (a gap: not known); late (after the newest loaded period, although such a file usually is there by now).';
comment on column mart.coverage_calendar.has_export is 'Exports are covered, at least in part.';
comment on column mart.coverage_calendar.has_import is 'Imports are covered, at least in part.';
comment on column mart.coverage_calendar.row_count is 'Figures of both flows; NULL where nothing is covered.';
comment on column mart.coverage_calendar.value_usd is 'US dollars of both flows; NULL where nothing is covered.';
comment on column mart.coverage_calendar.rejected_rows is 'Rejects of the slices that are not repaired.';
comment on column mart.coverage_calendar.rejected_usd is 'Readable values of those rejects, US dollars.';
comment on column mart.coverage_calendar.release_status is 'provisional, revised, final or unknown; joined with + where the flows differ.';
comment on column mart.coverage_calendar.usual_lag_days is 'Median days from the end of a period to the edition that holds it; late = 31 days more.';
