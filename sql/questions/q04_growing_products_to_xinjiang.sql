-- Top 20 growing HS4 to Xinjiang, 2023 on 2022, as Xinjiang's imports from Kazakhstan.
select hs4_code, hs4_name, coalesce(sum(value_usd) filter (where year_no = 2023), 0) as usd_2023,
  coalesce(sum(value_usd) filter (where year_no = 2022), 0) as usd_2022,
  coalesce(sum(value_usd) filter (where year_no = 2023), 0) - coalesce(sum(value_usd) filter (where year_no = 2022), 0) as growth
from mart.trade
where dataset_code = 'CN_GACC_REG/M/HS/8×country' and reporter_region_code = 'CN-XJ' and partner_code = 'KZ' and flow_code = 'M'
  and hs4_code is not null and period_date between date '2022-01-01' and date '2023-12-31'
group by 1, 2
order by growth desc
limit 20;
