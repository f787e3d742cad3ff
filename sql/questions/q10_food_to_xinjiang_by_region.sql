-- Which regions of Kazakhstan export food to Xinjiang, as Xinjiang's imports. China customs does not name the Kazakh region: the
-- row then reads "not allocated".
select partner_region_name, sum(value_usd) as usd
from mart.trade
where dataset_code = 'CN_GACC_REG/M/HS/8×country' and reporter_region_code = 'CN-XJ' and partner_code = 'KZ' and flow_code = 'M'
  and is_agri_food and period_date between date '2023-01-01' and date '2023-12-31'
group by 1
order by 2 desc;
