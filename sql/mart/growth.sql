--liquibase formatted sql

--changeset mart:growth_pair runOnChange:true splitStatements:false stripComments:false
create or replace view mart.growth_pair as
select t.dataset_code, t.freq, t.period_date, t.year_no, t.reporter_code, t.partner_code, t.partner_name, m.measure, m.usd,
  first_value(m.usd) over w as base_usd,
  m.is_whole and coalesce(first_value(m.is_whole) over w, false) as has_all_partners
from mart.turnover_by_country t
cross join lateral (values ('export', t.export_usd, t.has_all_exports), ('import', t.import_usd, t.has_all_imports),
  ('turnover', t.turnover_usd, t.has_all_partners)) m (measure, usd, is_whole)
where t.freq in ('A', 'M', 'Q', 'S')
window w as (partition by t.dataset_code, t.freq, t.reporter_code, t.partner_code, m.measure order by t.period_date
  range between interval '1 year' preceding and interval '1 year' preceding);

comment on view mart.growth_pair is 'Body of mart.growth and mart.contribution_by_partner: each period beside the same period of the year before.';

--changeset mart:growth runOnChange:true splitStatements:false stripComments:false
create or replace view mart.growth as
select v.dataset_code, v.freq, v.year_no, v.first_period as period_date, v.last_period, v.reporter_code, v.partner_code,
  v.partner_name, v.measure, v.periods_matched, v.periods_in_year, v.periods_matched = v.periods_in_year as complete,
  v.value_usd, v.base_usd, case when v.base_usd >= 1000 then round(100 * (v.value_usd / v.base_usd - 1), 12) end as growth_pct
from (
  select dataset_code, freq, year_no, reporter_code, partner_code, partner_name, measure,
    (count(*) filter (where usd is not null and base_usd is not null))::int as periods_matched,
    case freq when 'M' then 12 when 'Q' then 4 when 'S' then 2 else 1 end as periods_in_year,
    min(period_date) filter (where usd is not null and base_usd is not null) as first_period,
    max(period_date) filter (where usd is not null and base_usd is not null) as last_period,
    sum(usd) filter (where base_usd is not null) as value_usd,
    sum(base_usd) filter (where usd is not null) as base_usd
  from mart.growth_pair
  group by 1, 2, 3, 4, 5, 6, 7) v;

comment on view mart.growth is 'Like-for-like growth of two countries'' trade on the year before: only periods that are covered in both years count, on both sides. Exports FOB, imports CIF, turnover mixes them. Filter one dataset_code.';
comment on column mart.growth.measure is 'export, import or turnover.';
comment on column mart.growth.periods_matched is 'Periods covered in this year and in the year before: the figures are of these and no others.';
comment on column mart.growth.periods_in_year is 'How many make a year: 12, 4, 2 or 1.';
comment on column mart.growth.period_date is 'First matched period; NULL where there is none.';
comment on column mart.growth.last_period is 'First day of the last matched period.';
comment on column mart.growth.complete is 'The whole year is compared.';
comment on column mart.growth.value_usd is 'US dollars of the matched periods; NULL where there are none.';
comment on column mart.growth.base_usd is 'US dollars of the same periods of the year before; NULL where there are none.';
comment on column mart.growth.growth_pct is 'Per cent; NULL without matched periods or on a base below 1 000 USD.';
