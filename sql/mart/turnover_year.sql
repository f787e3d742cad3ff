--liquibase formatted sql

--changeset mart:turnover_year runOnChange:true splitStatements:false stripComments:false
create or replace view mart.turnover_year as
select w.dataset_code, w.freq, w.year_no, make_date(w.year_no, 1, 1) as period_date, make_date(w.year_no, 12, 31) as to_date,
  w.reporter_code, w.partner_code, c.country_name as partner_name,
  case c.area_kind when 'region' then 'country' else c.area_kind end as partner_kind,
  w.periods_covered, w.periods_in_year,
  case when w.whole then case w.freq when 'A' then 'published' else 'months' end when w.span then 'span' end as basis,
  w.whole or w.span as complete,
  case when w.whole then w.p_export when w.span then w.s_export end as export_usd,
  case when w.whole then w.p_import when w.span then w.s_import end as import_usd,
  case when w.whole then w.p_export + w.p_import when w.span then w.s_export + w.s_import end as turnover_usd,
  case when w.whole then w.p_export - w.p_import when w.span then w.s_export - w.s_import end as balance_usd,
  case when w.whole then round(w.p_export / nullif(w.p_import, 0), 12) when w.span then round(w.s_export / nullif(w.s_import, 0), 12) end as cover_ratio,
  w.has_all_partners
from (
  select v.*, v.periods_covered = v.periods_in_year as whole
  from (
    select u.dataset_code, u.freq, u.reporter_code, u.partner_code, u.year_no,
      (count(*) filter (where u.basis <> 'C' and u.turnover_usd is not null))::int as periods_covered,
      case u.freq when 'M' then 12 when 'Q' then 4 when 'S' then 2 else 1 end as periods_in_year,
      coalesce(bool_or(u.basis = 'C' and u.turnover_usd is not null), false) as span,
      bool_and(u.has_all_partners) as has_all_partners,
      sum(u.export_usd) filter (where u.basis <> 'C') as p_export, sum(u.import_usd) filter (where u.basis <> 'C') as p_import,
      sum(u.export_usd) filter (where u.basis = 'C') as s_export, sum(u.import_usd) filter (where u.basis = 'C') as s_import
    from (
      select t.dataset_code, t.freq, t.reporter_code, t.partner_code, extract(year from t.period_date)::int as year_no,
        t.freq as basis, t.export_usd, t.import_usd, t.turnover_usd, t.has_all_partners
      from mart.turnover_by_country t
      where t.freq in ('A', 'M', 'Q', 'S')
      union all
      select m.dataset_code, m.freq, t.reporter_code, t.partner_code, extract(year from t.period_date)::int, 'C', t.export_usd,
        t.import_usd, t.turnover_usd, t.has_all_partners
      from dw.dim_dataset m
      join dw.dim_dataset e on e.dataset_key = m.span_dataset_key
      join mart.turnover_by_country t on t.dataset_code = e.dataset_code
      where m.freq = 'M' and t.freq = 'C' and t.period_date = date_trunc('year', t.period_date)::date
        and t.to_date = (t.period_date + interval '1 year - 1 day')::date) u
    group by 1, 2, 3, 4, 5) v) w
left join dw.dim_area c on c.area_code = w.partner_code
where mart.names_dataset('turnover_year');

comment on view mart.turnover_year is 'Calendar years of two countries: as published by an annual dataset, or all months (quarters, half-years) of the year, else the published span of January to December. NULL until complete. Mixes FOB exports and CIF imports. Filter one dataset_code.';
comment on column mart.turnover_year.periods_covered is 'Months (quarters, half-years, years) of the dataset in which both flows are covered.';
comment on column mart.turnover_year.periods_in_year is 'How many make a year: 12, 4, 2 or 1.';
comment on column mart.turnover_year.basis is 'published (an annual dataset), months (or what the dataset''s frequency is) or span; NULL where the year is not complete.';
