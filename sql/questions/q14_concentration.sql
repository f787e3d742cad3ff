-- Concentration of exports: Herfindahl index of partners per HS4, 2023; countries and goods only.
with s as (
  select hs4_code, partner_code, sum(value_usd) as usd from mart.trade
  where dataset_code = 'KZ_KGD/M/HS/4×country' and flow_code = 'X' and partner_kind = 'country' and not is_self
    and product_kind = 'GOODS' and hs4_code is not null and period_date between date '2023-01-01' and date '2023-12-31'
  group by 1, 2)
select hs4_code, sum(usd) as total, sum((usd / nullif(whole, 0)) ^ 2) as hhi
from (select *, sum(usd) over (partition by hs4_code) as whole from s) x
group by 1
order by 2 desc
limit 50;
