--liquibase formatted sql

--changeset mart:turnover runOnChange:true splitStatements:false stripComments:false
-- Reads the small summary; asks coverage, not rows, whether a flow is known.
create or replace view mart.turnover as
select t.dataset_code, t.freq, t.from_date as period_date, t.to_date, t.year_no, t.half_label, t.quarter_label,
  t.month_label, t.prior_year_date,
  t.reporter_code, t.reporter_region_code, t.reporter_region_name, t.partner_code, t.partner_name, t.partner_kind,
    t.partner_region_code, t.partner_region_name, t.content_scope,
  case when v.x then t.x end as export_usd, case when v.m then t.m end as import_usd,
  case when v.x and v.m then t.x + t.m end as turnover_usd, case when v.x and v.m then t.x - t.m end as balance_usd
from (select d.dataset_key, d.dataset_code, d.freq, p.period_date as from_date, s.to_date, p.year_no, p.prior_year_date,
    case when d.freq = 'M' or d.freq = 'Q' or d.freq = 'S' then p.half_label end as half_label, case
      when d.freq in ('M','Q') then p.quarter_label end as quarter_label, case
      when d.freq = 'M' then p.month_label end as month_label,
    r.country_key, r.country_code as reporter_code, r.region_code as reporter_region_code,
      r.region_name as reporter_region_name,
    c.area_code as partner_area, c.country_code as partner_code, c.country_name as partner_name, case c.area_kind
      when 'region' then 'country' else c.area_kind end as partner_kind,
    c.region_code as partner_region_code, c.region_name as partner_region_name, q.content_code as content_scope,
    coalesce(sum(s.value_usd) filter (where s.flow_key = 1), 0) as x,
      coalesce(sum(s.value_usd) filter (where s.flow_key = 2), 0) as m
  from mart.summary_trade_area s join dw.dim_dataset d using (dataset_key)
    join dw.dim_period p on p.period_date = s.from_date join dw.scope q using (scope_key)
  join dw.dim_area r on r.area_key = s.reporter_key join dw.dim_area c on c.area_key = s.partner_key
  where s.flow_key in (1, 2)
  group by d.dataset_key, p.period_date, s.to_date, r.area_key, c.area_key, q.content_code) t -- keys: the names follow from them
left join lateral (select bool_or(k.flow_key = 1) as x, bool_or(k.flow_key = 2) as m from dw.coverage k
  join dw.scope q using (scope_key)
  where k.dataset_key = t.dataset_key and k.reporter_key = t.country_key and k.from_date = t.from_date
    and k.to_date = t.to_date and k.flow_key in (1, 2)
    and q.content_code = t.content_scope
      and (q.partners is null or t.partner_code = any (q.partners) or t.partner_area = any (q.partners))) v on true;

comment on view mart.turnover is 'Exports, imports, turnover (X + M) and balance by month, year or span (freq). NULL where a flow is not covered. Mixes FOB exports and CIF imports. Filter one dataset_code and one freq.';
comment on column mart.turnover.period_date is 'First day of the month, year or span; to_date is its last.';
comment on column mart.turnover.content_scope is 'Empty where the file holds all products, regions and procedures.';
comment on column mart.turnover.export_usd is '0 where exports are covered and there are none; NULL where they are not covered.';
comment on column mart.turnover.import_usd is '0 where imports are covered and there are none; NULL where they are not covered.';
