--liquibase formatted sql

--changeset mart:turnover_ytd runOnChange:true splitStatements:false stripComments:false
create or replace view mart.turnover_ytd as
with so_far as (
  select t.dataset_code, t.reporter_code, t.partner_code, t.year_no, t.to_date,
    sum(t.export_usd) over w as export_usd, sum(t.import_usd) over w as import_usd,
    (count(t.turnover_usd) over w)::int as months_covered
  from mart.turnover_by_country t
  where t.freq = 'M'
  window w as (partition by t.dataset_code, t.reporter_code, t.partner_code, t.year_no order by t.period_date
    rows between unbounded preceding and current row)),
choice as (
  select u.dataset_code, u.reporter_code, u.partner_code, u.year_no, u.to_date,
    extract(month from u.to_date)::int as months_in_period,
    coalesce(max(u.months_covered), 0) as months_covered,
    coalesce(bool_or(u.basis = 'months' and u.months_covered = extract(month from u.to_date)), false) as whole,
    coalesce(bool_or(u.basis = 'span' and u.export_usd is not null and u.import_usd is not null), false) as span,
    max(u.export_usd) filter (where u.basis = 'months') as m_export, max(u.import_usd) filter (where u.basis = 'months') as m_import,
    max(u.export_usd) filter (where u.basis = 'span') as s_export, max(u.import_usd) filter (where u.basis = 'span') as s_import
  from (
    select dataset_code, reporter_code, partner_code, year_no, to_date, 'months' as basis, months_covered, export_usd, import_usd
    from so_far
    union all
    select m.dataset_code, t.reporter_code, t.partner_code, t.year_no, t.to_date, 'span', null, t.export_usd, t.import_usd
    from dw.dim_dataset m
    join dw.dim_dataset e on e.dataset_key = m.span_dataset_key
    join mart.turnover_by_country t on t.dataset_code = e.dataset_code
    where m.freq = 'M' and t.freq = 'C' and t.period_date = date_trunc('year', t.period_date)::date) u
  group by 1, 2, 3, 4, 5),
figure as (
  select c.*,
    case when c.whole then c.m_export when c.span then c.s_export end as export_usd,
    case when c.whole then c.m_import when c.span then c.s_import end as import_usd
  from choice c)
select f.dataset_code, 'M'::char(1) as freq, p.month_label, make_date(f.year_no, 1, 1) as period_date, f.to_date,
  f.year_no, f.months_in_period, f.reporter_code, f.partner_code, a.country_name as partner_name, f.months_covered,
  case when f.whole then 'months' when f.span then 'span' end as basis, f.whole or f.span as complete,
  f.export_usd, f.import_usd, f.export_usd + f.import_usd as turnover_usd, f.export_usd - f.import_usd as balance_usd,
  case when f.base_usd >= 1000 then round(100 * ((f.export_usd + f.import_usd) / f.base_usd - 1), 12) end as yoy_pct
from (
  select g.*, min(g.export_usd + g.import_usd) over (partition by g.dataset_code, g.reporter_code, g.partner_code,
    g.months_in_period order by g.year_no range between 1 preceding and 1 preceding) as base_usd
  from figure g) f
left join dw.dim_period p on p.end_date = f.to_date
left join dw.dim_area a on a.area_code = f.partner_code
where mart.names_dataset('turnover_ytd');

comment on view mart.turnover_ytd is 'January up to each month, of two countries: complete months, else the published year-to-date span, never both. NULL until complete. yoy_pct compares the same months of the year before. Mixes FOB exports and CIF imports. Rows overlap: never sum them. Filter one dataset_code.';
comment on column mart.turnover_ytd.months_in_period is 'Months from January to to_date.';
comment on column mart.turnover_ytd.months_covered is 'Those of them in which both flows are covered.';
comment on column mart.turnover_ytd.basis is 'months or span; NULL where neither is complete.';
comment on column mart.turnover_ytd.yoy_pct is 'Growth of turnover on the same months of the year before, per cent; NULL where one of the two is not complete or the base is below 1 000 USD.';
