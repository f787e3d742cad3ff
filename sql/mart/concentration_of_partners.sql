--liquibase formatted sql

--changeset mart:concentration_of_partners runOnChange:true splitStatements:false stripComments:false
create or replace view mart.concentration_of_partners as
select v.dataset_code, v.freq, v.year_no, v.reporter_code, v.measure, v.periods_covered, v.periods_in_year, v.complete,
  case when v.complete then v.partners end as partners, case when v.complete then v.named_usd end as named_usd,
  case when v.complete then v.total_usd end as total_usd,
  case when v.complete then round(100 * v.named_usd / nullif(v.total_usd, 0), 12) end as named_pct,
  case when v.complete then round(v.hhi, 12) end as hhi,
  case when v.complete and v.partners > 1 then round((v.hhi - 1.0 / v.partners) / (1 - 1.0 / v.partners), 12) end as hhi_normalised,
  case when v.complete then round(v.largest_usd / nullif(v.named_usd, 0), 12) end as largest_share
from (
  select p.dataset_code, p.freq, p.year_no, p.reporter_code, p.measure,
    case p.freq when 'M' then 12 when 'Q' then 4 when 'S' then 2 else 1 end as periods_in_year,
    min(p.periods)::int as periods_covered,
    min(p.periods) = case p.freq when 'M' then 12 when 'Q' then 4 when 'S' then 2 else 1 end as complete,
    (count(*) filter (where p.is_named and p.usd > 0))::int as partners,
    sum(p.usd) filter (where p.is_named) as named_usd, sum(p.usd) as total_usd, max(p.usd) filter (where p.is_named) as largest_usd,
    sum(p.usd * p.usd) filter (where p.is_named) / nullif(sum(p.usd) filter (where p.is_named) ^ 2, 0) as hhi
  from (
    select t.dataset_code, t.freq, t.year_no, t.reporter_code, m.measure, t.partner_code,
      t.partner_kind = 'country' and t.partner_code <> t.reporter_code as is_named,
      count(m.usd) filter (where m.is_whole) as periods,
      coalesce(sum(m.usd) filter (where m.is_whole), 0) as usd
    from mart.turnover_by_country t
    cross join lateral (values ('export', t.export_usd, t.has_all_exports), ('import', t.import_usd, t.has_all_imports),
      ('turnover', t.turnover_usd, t.has_all_partners)) m (measure, usd, is_whole)
    where t.freq in ('A', 'M', 'Q', 'S')
    group by 1, 2, 3, 4, 5, 6, 7) p
  group by 1, 2, 3, 4, 5) v;

comment on view mart.concentration_of_partners is 'Herfindahl index of a reporter''s partners by calendar year. Only named countries and never the reporter itself; special and unnamed partners stand in total_usd alone. NULL unless every period of the year is covered with all partners. Exports FOB, imports CIF, turnover mixes them. Filter one dataset_code.';
comment on column mart.concentration_of_partners.measure is 'export, import or turnover.';
comment on column mart.concentration_of_partners.periods_covered is 'Periods of the year that are covered with all partners; for turnover in both flows.';
comment on column mart.concentration_of_partners.periods_in_year is 'How many make a year: 12, 4, 2 or 1.';
comment on column mart.concentration_of_partners.partners is 'Named countries with trade in the year.';
comment on column mart.concentration_of_partners.named_usd is 'US dollars with named countries: what the index is of.';
comment on column mart.concentration_of_partners.total_usd is 'US dollars with everyone.';
comment on column mart.concentration_of_partners.named_pct is 'named_usd in per cent of total_usd: how much of the trade the index speaks of.';
comment on column mart.concentration_of_partners.hhi is 'Sum of squared shares, 0 to 1.';
comment on column mart.concentration_of_partners.hhi_normalised is '(hhi - 1/n) / (1 - 1/n), 0 = evenly spread over n partners; NULL for a single partner.';
comment on column mart.concentration_of_partners.largest_share is 'Share of the largest named partner, 0 to 1.';
