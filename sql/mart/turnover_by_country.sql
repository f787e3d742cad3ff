--liquibase formatted sql

--changeset mart:turnover_pair runOnChange:true splitStatements:false stripComments:false
-- Two halves that are grouped into one row: what is stored, and the calendar that coverage gives every pair of countries. Filters
-- on datasets, countries and periods reach into both.
create or replace view mart.turnover_pair as
select u.dataset_code, u.freq, u.from_date, u.to_date, u.reporter_code, u.partner_code,
  bool_or(u.flow_key = 1) as has_export, bool_or(u.flow_key = 2) as has_import, sum(u.x) as x, sum(u.m) as m,
  coalesce(bool_or(u.flow_key = 1 and u.is_whole), false) as has_all_exports,
  coalesce(bool_or(u.flow_key = 2 and u.is_whole), false) as has_all_imports,
  max(u.edition_date) filter (where u.flow_key = 1) as export_edition,
  max(u.edition_date) filter (where u.flow_key = 2) as import_edition
from (
  select d.dataset_code, d.freq, s.from_date, s.to_date, r.country_code as reporter_code, c.country_code as partner_code,
    coalesce(sum(s.value_usd) filter (where s.flow_key = 1), 0) as x,
    coalesce(sum(s.value_usd) filter (where s.flow_key = 2), 0) as m,
    null::smallint as flow_key, null::boolean as is_whole, null::date as edition_date
  from mart.summary_trade_area s
  join dw.dim_dataset d on d.dataset_key = s.dataset_key
  join dw.dim_area r on r.area_key = s.reporter_key
  join dw.dim_area c on c.area_key = s.partner_key
  join dw.scope q on q.scope_key = s.scope_key
  where s.flow_key in (1, 2) and q.content_code = ''
  group by 1, 2, 3, 4, 5, 6
  union all
  select p.dataset_code, p.freq, k.from_date, k.to_date, p.reporter_code, p.partner_code, 0, 0,
    k.flow_key, q.partners is null, k.edition_date
  from (
    select distinct d.dataset_key, d.dataset_code, d.freq, r.country_key, r.country_code as reporter_code,
      c.country_code as partner_code
    from mart.summary_trade_area s
    join dw.dim_dataset d on d.dataset_key = s.dataset_key
    join dw.dim_area r on r.area_key = s.reporter_key
    join dw.dim_area c on c.area_key = s.partner_key
    where s.flow_key in (1, 2)) p
  join dw.coverage k on k.dataset_key = p.dataset_key and k.reporter_key = p.country_key and k.flow_key in (1, 2)
  join dw.scope q on q.scope_key = k.scope_key and q.content_code = ''
    and (q.partners is null or p.partner_code = any (q.partners))) u
group by 1, 2, 3, 4, 5, 6;

comment on view mart.turnover_pair is 'Body of mart.turnover_by_country and of the views above it. Read mart.turnover_by_country.';

--changeset mart:turnover_by_country runOnChange:true splitStatements:false stripComments:false
create or replace view mart.turnover_by_country as
select t.dataset_code, t.freq, t.from_date as period_date, t.to_date, p.year_no,
  case when t.freq in ('M', 'Q', 'S') then p.half_label end as half_label,
  case when t.freq in ('M', 'Q') then p.quarter_label end as quarter_label,
  case when t.freq = 'M' then p.month_label end as month_label,
  t.reporter_code, t.partner_code, c.country_name as partner_name,
  case c.area_kind when 'region' then 'country' else c.area_kind end as partner_kind,
  case when t.has_export then t.x end as export_usd, case when t.has_import then t.m end as import_usd,
  case when t.has_export and t.has_import then t.x + t.m end as turnover_usd,
  case when t.has_export and t.has_import then t.x - t.m end as balance_usd,
  case when t.has_export and t.has_import then round(t.x / nullif(t.m, 0), 12) end as cover_ratio,
  t.has_all_exports and t.has_all_imports as has_all_partners, t.export_edition, t.import_edition,
  t.has_all_exports, t.has_all_imports
from mart.turnover_pair t
left join dw.dim_period p on p.period_date = t.from_date
left join dw.dim_area c on c.area_code = t.partner_code
where mart.names_dataset('turnover_by_country');

comment on view mart.turnover_by_country is 'Exports, imports, turnover, balance and cover of two countries by month, quarter, half-year, year or span (freq), on the calendar of coverage: a covered period without trade is a row with 0, a period whose flow is not covered is NULL. Regions are rolled up to countries; files of single products or regions are left out. Mixes FOB exports and CIF imports. Filter one dataset_code and one freq; spans overlap.';
