--liquibase formatted sql

--changeset mart:share_of_region_month runOnChange:true splitStatements:false stripComments:false
-- Both from the reporter's own customs, the same period and the same editions; else no share.
create or replace view mart.share_of_region_month as
select v.dataset_code, v.freq, v.period_date, v.to_date, v.year_no, v.month_label, v.reporter_code, v.region_code, v.region_name,
  v.partner_code, v.partner_name, v.region_usd, v.regions_usd, v.regions_reported, v.regions_known,
  v.country_dataset_code, v.country_usd, v.denominator,
  case v.denominator when 'country file' then v.country_usd when 'all regions' then v.regions_usd end as denominator_usd,
  case v.denominator when 'country file' then round(100 * v.region_usd / nullif(v.country_usd, 0), 12)
    when 'all regions' then round(100 * v.region_usd / nullif(v.regions_usd, 0), 12) end as share_pct,
  case v.denominator when 'country file' then round(100 * v.regions_usd / nullif(v.country_usd, 0), 12) end as coverage_pct,
  case when v.denominator is not null then null
    when v.regions_usd is null then 'a flow is not covered'
    when v.country_usd is not null then 'the country file is of another edition'
    else 'no country file for this period, and ' || v.regions_reported || ' of ' || v.regions_known || ' regions' end as why_null,
  'by place of registration of the trading firm, per ' || case v.reporter_code when 'CN' then 'China customs' else v.publisher end as label
from (
  select t.dataset_code, t.freq, t.period_date, t.to_date, t.year_no, t.month_label, t.reporter_code, a.region_code, a.region_name,
    t.partner_code, t.partner_name, d.publisher,
    case when t.turnover_usd is not null then coalesce(s.usd, 0) end as region_usd, t.turnover_usd as regions_usd,
    coalesce(n.regions, 0)::int as regions_reported, a.regions_known, e.dataset_code as country_dataset_code,
    c.turnover_usd as country_usd,
    case when t.turnover_usd is null then null
      when c.turnover_usd is not null and c.export_edition = t.export_edition and c.import_edition = t.import_edition
        then 'country file'
      when n.regions >= a.regions_known then 'all regions' end as denominator
  from mart.turnover_by_country t
  join dw.dim_dataset d on d.dataset_code = t.dataset_code and d.reporter_grain = 'region'
  join (
    select country_code, region_code, region_name, (count(*) over (partition by country_code))::int as regions_known
    from dw.dim_area
    where area_kind = 'region') a on a.country_code = t.reporter_code
  left join lateral (
    select x.dataset_code from dw.dim_dataset x
    where x.publisher = d.publisher and x.freq = d.freq and x.nomenclature = d.nomenclature and x.reporter_grain = 'country'
      and exists (select 1 from dw.coverage k where k.dataset_key = x.dataset_key)
    order by x.preference, x.product_level desc, x.dataset_code
    limit 1) e on true
  left join mart.turnover_by_country c on c.dataset_code = e.dataset_code and c.reporter_code = t.reporter_code
    and c.partner_code = t.partner_code and c.period_date = t.period_date and c.to_date = t.to_date
  left join (
    select d.dataset_code, s.from_date, r.country_code as reporter_code, r.region_code, c.country_code as partner_code,
      sum(s.value_usd) as usd
    from mart.summary_trade_area s
    join dw.dim_dataset d on d.dataset_key = s.dataset_key
    join dw.dim_area r on r.area_key = s.reporter_key and r.area_kind = 'region'
    join dw.dim_area c on c.area_key = s.partner_key
    join dw.scope q on q.scope_key = s.scope_key
    where s.flow_key in (1, 2) and q.content_code = '' and d.reporter_grain = 'region'
    group by 1, 2, 3, 4, 5) s on s.dataset_code = t.dataset_code and s.from_date = t.period_date
      and s.reporter_code = t.reporter_code and s.region_code = a.region_code and s.partner_code = t.partner_code
  left join (
    select d.dataset_code, s.from_date, r.country_code as reporter_code, count(distinct r.area_key) as regions
    from mart.summary_trade_area s
    join dw.dim_dataset d on d.dataset_key = s.dataset_key
    join dw.dim_area r on r.area_key = s.reporter_key and r.area_kind = 'region'
    join dw.scope q on q.scope_key = s.scope_key
    where s.flow_key in (1, 2) and q.content_code = '' and d.reporter_grain = 'region'
    group by 1, 2, 3) n on n.dataset_code = t.dataset_code and n.from_date = t.period_date and n.reporter_code = t.reporter_code
  where t.freq in ('A', 'M')) v;

comment on view mart.share_of_region_month is 'Share of a region of the reporter in the turnover with a partner, by month (or year of an annual dataset), by place of registration of the trading firm, per the reporter''s customs: for Xinjiang region_code = CN-XJ, partner_code = KZ. Above and below the line the same publisher, period and editions. Never multiply it with the partner''s own figures. Mixes FOB exports and CIF imports. Filter one dataset_code.';

--changeset mart:share_of_region runOnChange:true splitStatements:false stripComments:false
create or replace view mart.share_of_region as
select v.dataset_code, v.freq, v.year_no, v.period_date, v.to_date, v.reporter_code, v.region_code, v.region_name, v.partner_code,
  v.partner_name, v.periods, v.periods = v.periods_in_year as complete,
  case when v.comparable then v.region_usd end as region_usd, case when v.comparable then v.regions_usd end as regions_usd,
  v.country_dataset_code, v.denominator, v.denominator_usd,
  case when v.comparable then round(100 * v.region_usd / nullif(v.denominator_usd, 0), 12) end as share_pct,
  case when v.denominator = 'country file' then round(100 * v.regions_usd / nullif(v.denominator_usd, 0), 12) end as coverage_pct,
  v.why_null, v.label
from (
  select dataset_code, freq, year_no, min(period_date) as period_date, max(to_date) as to_date, reporter_code, region_code,
    region_name, partner_code, partner_name, label, country_dataset_code, count(*)::int as periods,
    case freq when 'M' then 12 else 1 end as periods_in_year, bool_and(denominator is not null) as comparable,
    sum(region_usd) as region_usd, sum(regions_usd) as regions_usd,
    case when bool_and(denominator is not null) then sum(denominator_usd) end as denominator_usd,
    case when not bool_and(denominator is not null) then null
      when min(denominator) = max(denominator) then min(denominator) else 'country file or all regions' end as denominator,
    min(why_null) || case when min(why_null) <> max(why_null) then '; ' || max(why_null) else '' end as why_null
  from mart.share_of_region_month
  group by dataset_code, freq, year_no, reporter_code, region_code, region_name, partner_code, partner_name, label, country_dataset_code) v;

comment on view mart.share_of_region is 'Share of a region of the reporter in the turnover with a partner, by calendar year as far as it is covered, by place of registration of the trading firm, per the reporter''s customs. NULL where one of its months has no proper denominator. Never multiply it with the partner''s own figures. Mixes FOB exports and CIF imports. Filter one dataset_code.';

--changeset mart:share_of_region_comments runOnChange:true splitStatements:false stripComments:false
do $$
declare v text; c record;
begin
  foreach v in array array['share_of_region', 'share_of_region_month'] loop
    for c in select * from (values
      ('dataset_code', 'The dataset by region that the share is computed from.'),
      ('period_date', 'First day of the period, or of the first one the year has.'),
      ('to_date', 'Last day of the period, or of the last one the year has.'),
      ('region_code', 'Region of the reporter, ISO 3166-2: CN-XJ is Xinjiang.'),
      ('region_usd', 'Exports and imports of the region with the partner, US dollars; NULL where a flow is not covered.'),
      ('regions_usd', 'The same of all regions together and of what is not allocated to one.'),
      ('regions_reported', 'Regions for which the dataset holds anything in the period, with whatever partner.'),
      ('regions_known', 'Regions the reporter has: 31 for China.'),
      ('country_dataset_code', 'The publisher''s dataset for the whole country; NULL where none is loaded.'),
      ('country_usd', 'Turnover with the partner in the country file; NULL where a flow is not covered there.'),
      ('denominator', 'What the share is of: country file (same period and editions), else all regions where each is reported; NULL where neither is there.'),
      ('denominator_usd', 'US dollars below the line; NULL without a denominator.'),
      ('share_pct', 'Per cent; NULL without a denominator.'),
      ('coverage_pct', 'All regions together over the country file, per cent; NULL where the country file is not the denominator.'),
      ('why_null', 'Why there is no share.'),
      ('label', 'What the share means: it must stand beside the number.'),
      ('periods', 'Periods of the year that the dataset has.'),
      ('complete', 'The whole year is there.')) x (name, says)
      where exists (select 1 from pg_attribute where attrelid = ('mart.' || v)::regclass and attname = x.name)
    loop
      execute format('comment on column mart.%I.%I is %L', v, c.name, c.says);
    end loop;
  end loop;
end $$;
