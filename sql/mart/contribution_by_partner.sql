--liquibase formatted sql

--changeset mart:contribution_by_partner runOnChange:true splitStatements:false stripComments:false
create or replace view mart.contribution_by_partner as
select v.dataset_code, v.freq, v.year_no, v.reporter_code, v.partner_code, v.partner_name, v.measure, v.periods_matched,
  v.value_usd, v.base_usd, v.value_usd - v.base_usd as change_usd,
  case when v.total_base_usd >= 1000 then round(100 * (v.value_usd - v.base_usd) / v.total_base_usd, 12) end as contribution_pp,
  case when v.base_usd = 0 then 'new' when v.value_usd = 0 then 'lost' else 'both' end as change_kind,
  v.total_usd, v.total_base_usd,
  case when v.total_base_usd >= 1000 then round(100 * (v.total_usd / v.total_base_usd - 1), 12) end as total_growth_pct
from (
  select g.*, sum(g.value_usd) over w as total_usd, sum(g.base_usd) over w as total_base_usd
  from (
    select dataset_code, freq, year_no, reporter_code, partner_code, partner_name, measure, count(*)::int as periods_matched,
      sum(usd) as value_usd, sum(base_usd) as base_usd
    from mart.growth_pair
    where usd is not null and base_usd is not null and has_all_partners
    group by 1, 2, 3, 4, 5, 6, 7) g
  window w as (partition by g.dataset_code, g.freq, g.year_no, g.reporter_code, g.measure)) v
where v.value_usd <> 0 or v.base_usd <> 0;

comment on view mart.contribution_by_partner is 'What each partner adds to the growth of a reporter''s trade on the year before, in percentage points that add up to the total growth. Like for like: periods covered in both years with all partners, no others; no row where there is none. Exports FOB, imports CIF, turnover mixes them. Filter one dataset_code. By product: mart.contribution_by_product().';
comment on column mart.contribution_by_partner.measure is 'export, import or turnover.';
comment on column mart.contribution_by_partner.periods_matched is 'Periods covered in this year and in the year before: the figures are of these and no others.';
comment on column mart.contribution_by_partner.value_usd is 'US dollars of the matched periods.';
comment on column mart.contribution_by_partner.base_usd is 'US dollars of the same periods of the year before.';
comment on column mart.contribution_by_partner.change_usd is 'value_usd - base_usd.';
comment on column mart.contribution_by_partner.contribution_pp is 'Percentage points of the reporter''s growth; NULL where all partners together were below 1 000 USD.';
comment on column mart.contribution_by_partner.change_kind is 'new (nothing the year before), lost (nothing this year) or both.';
comment on column mart.contribution_by_partner.total_usd is 'All partners together in the matched periods, nes included.';
comment on column mart.contribution_by_partner.total_base_usd is 'All partners together in the same periods of the year before.';
comment on column mart.contribution_by_partner.total_growth_pct is 'Growth of all partners together: the sum of contribution_pp.';
