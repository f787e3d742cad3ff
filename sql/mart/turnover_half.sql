--liquibase formatted sql

--changeset mart:turnover_half runOnChange:true splitStatements:false stripComments:false
create or replace view mart.turnover_half as
select v.dataset_code, p.half_label, p.year_no, p.half_no, v.half_start, v.reporter_code, v.partner_code, v.months_covered,
  case when v.published then 'published' when v.months_covered < 6 and v.span then 'span' else 'months' end as basis,
  v.published or v.months_covered = 6 or v.span as complete,
  case when v.published then v.h_export when v.months_covered = 6 then v.m_export when v.span then v.s_export end as export_usd,
  case when v.published then v.h_import when v.months_covered = 6 then v.m_import when v.span then v.s_import end as import_usd,
  case when v.published then v.h_export + v.h_import when v.months_covered = 6 then v.m_export + v.m_import
    when v.span then v.s_export + v.s_import end as turnover_usd
from (
  select u.dataset_code, u.reporter_code, u.partner_code, u.half_start,
    (count(*) filter (where u.basis = 'M' and u.turnover_usd is not null))::int as months_covered,
    coalesce(bool_or(u.basis = 'S' and u.turnover_usd is not null), false) as published,
    coalesce(bool_or(u.basis = 'C' and u.turnover_usd is not null), false) as span,
    sum(u.export_usd) filter (where u.basis = 'M') as m_export, sum(u.import_usd) filter (where u.basis = 'M') as m_import,
    sum(u.export_usd) filter (where u.basis = 'S') as h_export, sum(u.import_usd) filter (where u.basis = 'S') as h_import,
    sum(u.export_usd) filter (where u.basis = 'C') as s_export, sum(u.import_usd) filter (where u.basis = 'C') as s_import
  from (
    select t.dataset_code, t.reporter_code, t.partner_code,
      make_date(t.year_no, case when extract(month from t.period_date) <= 6 then 1 else 7 end, 1) as half_start,
      t.freq as basis, t.export_usd, t.import_usd, t.turnover_usd
    from mart.turnover_by_country t
    where t.freq in ('M', 'S')
    union all
    select m.dataset_code, t.reporter_code, t.partner_code, t.period_date, 'C', t.export_usd, t.import_usd, t.turnover_usd
    from dw.dim_dataset m
    join dw.dim_dataset e on e.dataset_key = m.span_dataset_key
    join mart.turnover_by_country t on t.dataset_code = e.dataset_code
    where m.freq = 'M' and t.freq = 'C' and extract(month from t.period_date) in (1, 7)
      and t.to_date = (t.period_date + interval '6 months - 1 day')::date) u
  group by 1, 2, 3, 4) v
join dw.dim_period p on p.period_date = v.half_start
where mart.names_dataset('turnover_half');

comment on view mart.turnover_half is 'Half-years of two countries: as published, else six complete months, else the published span, never two of them; basis and complete say which. NULL until complete. Mixes FOB exports and CIF imports. Regions are rolled up to countries. Filter one dataset_code.';
comment on column mart.turnover_half.months_covered is 'Months of the half-year in which both flows are covered.';
comment on column mart.turnover_half.basis is 'published (a half-yearly dataset), months or span.';
comment on column mart.turnover_half.complete is 'False where neither six months nor a published half-year are there.';
