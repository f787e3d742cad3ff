-- China's provinces by trade with Kazakhstan, 2023, China's own figures.
select reporter_region_name, sum(value_usd) as usd
from mart.trade
where dataset_code = 'CN_GACC_REG/M/HS/8×country' and reporter_code = 'CN' and partner_code = 'KZ'
  and period_date between date '2023-01-01' and date '2023-12-31'
group by 1
order by 2 desc;
