-- Top 15 partners of 2023 and their share: countries are ranked, the share is of everything.
select partner_name, usd, round(100 * usd / nullif(total, 0), 1) as pct
from (
  select partner_kind, partner_name, sum(turnover_usd) as usd, sum(sum(turnover_usd)) over () as total
  from mart.turnover
  where dataset_code = 'KZ_BNS/M/HS/TOTAL×country' and reporter_code = 'KZ' and year_no = 2023
  group by 1, 2) x
where partner_kind = 'country'
order by usd desc nulls last
limit 15;
