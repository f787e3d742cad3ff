--liquibase formatted sql

--changeset mart:turnover_quarter runOnChange:true splitStatements:false stripComments:false
create or replace view mart.turnover_quarter as
select v.dataset_code, v.freq, p.quarter_label, v.period_date, (v.period_date + interval '3 months - 1 day')::date as to_date,
  p.year_no, p.quarter_no, v.reporter_code, v.partner_code, c.country_name as partner_name,
  v.months_covered,
  case when v.published then 'published' when v.months_covered = 3 then 'months' when v.span then 'span' end as basis,
  v.published or v.months_covered = 3 or v.span as complete,
  case when v.published then v.q_export when v.months_covered = 3 then v.m_export when v.span then v.s_export end as export_usd,
  case when v.published then v.q_import when v.months_covered = 3 then v.m_import when v.span then v.s_import end as import_usd,
  case when v.published then v.q_export + v.q_import when v.months_covered = 3 then v.m_export + v.m_import
    when v.span then v.s_export + v.s_import end as turnover_usd,
  case when v.published then v.q_export - v.q_import when v.months_covered = 3 then v.m_export - v.m_import
    when v.span then v.s_export - v.s_import end as balance_usd
from (
  select u.dataset_code, u.freq, u.reporter_code, u.partner_code, u.period_date,
    (count(*) filter (where u.basis = 'M' and u.turnover_usd is not null))::int as months_covered,
    coalesce(bool_or(u.basis = 'Q' and u.turnover_usd is not null), false) as published,
    coalesce(bool_or(u.basis = 'C' and u.turnover_usd is not null), false) as span,
    sum(u.export_usd) filter (where u.basis = 'M') as m_export, sum(u.import_usd) filter (where u.basis = 'M') as m_import,
    sum(u.export_usd) filter (where u.basis = 'Q') as q_export, sum(u.import_usd) filter (where u.basis = 'Q') as q_import,
    sum(u.export_usd) filter (where u.basis = 'C') as s_export, sum(u.import_usd) filter (where u.basis = 'C') as s_import
  from (
    select t.dataset_code, t.freq, t.reporter_code, t.partner_code, date_trunc('quarter', t.period_date)::date as period_date,
      t.freq as basis, t.export_usd, t.import_usd, t.turnover_usd
    from mart.turnover_by_country t
    where t.freq in ('M', 'Q')
    union all
    select m.dataset_code, m.freq, t.reporter_code, t.partner_code, t.period_date, 'C', t.export_usd, t.import_usd,
      t.turnover_usd
    from dw.dim_dataset m
    join dw.dim_dataset e on e.dataset_key = m.span_dataset_key
    join mart.turnover_by_country t on t.dataset_code = e.dataset_code
    where m.freq = 'M' and t.freq = 'C' and t.period_date = date_trunc('quarter', t.period_date)::date
      and t.to_date = (t.period_date + interval '3 months - 1 day')::date) u
  group by 1, 2, 3, 4, 5) v
left join dw.dim_period p on p.period_date = v.period_date
left join dw.dim_area c on c.area_code = v.partner_code
where mart.names_dataset('turnover_quarter');

comment on view mart.turnover_quarter is 'Quarters of two countries: as published, else three complete months, else the published span, never two of them. NULL until complete. Mixes FOB exports and CIF imports. Filter one dataset_code.';
comment on column mart.turnover_quarter.months_covered is 'Months of the quarter in which both flows are covered.';
comment on column mart.turnover_quarter.basis is 'published (a quarterly dataset), months or span; NULL where none of them is there.';
