-- Share of Xinjiang in the turnover of Kazakhstan and China per year, by place of registration of the trading firm, per China
-- customs; the same months and edition above and below the line. Coverage = all provinces over the country file.
with e as (
  select dataset_code, from_date, max(edition_date) as edition from mart.coverage
  where reporter_code = 'CN' and (partners is null or 'KZ' = any (partners)) and content_code = ''
  group by 1, 2),
p as (
  select period_date, year_no, sum(turnover_usd) as total,
    coalesce(sum(turnover_usd) filter (where reporter_region_code = 'CN-XJ'), 0) as xinjiang,
    bool_and(turnover_usd is not null) as covered
  from mart.turnover
  where dataset_code = 'CN_GACC_REG/M/HS/8×country' and reporter_code = 'CN' and partner_code = 'KZ' and content_scope = ''
  group by 1, 2),
c as (
  select period_date, sum(turnover_usd) as total from mart.turnover
  where dataset_code = 'CN_GACC/M/HS/8×country' and reporter_code = 'CN' and partner_code = 'KZ' and content_scope = ''
  group by 1)
select p.year_no, count(*) filter (where p.covered) as months,
  bool_and(c.total is not null and f.edition = e.edition) as against_country_file,
  case when bool_and(p.covered) then round(100 * sum(p.xinjiang) / nullif(
    case when bool_and(c.total is not null and f.edition = e.edition) then sum(c.total) else sum(p.total) end, 0), 1) end as xinjiang_pct,
  case when bool_and(p.covered and c.total is not null and f.edition = e.edition)
    then round(100 * sum(p.total) / nullif(sum(c.total), 0), 1) end as coverage_pct
from p
join e on e.dataset_code = 'CN_GACC_REG/M/HS/8×country' and e.from_date = p.period_date
left join c using (period_date)
left join e f on f.dataset_code = 'CN_GACC/M/HS/8×country' and f.from_date = p.period_date
group by 1
order by 1;
