-- The whole history of a dataset by year, HS2 and flow, all partners: the worst pivot a dashboard asks.
select year_no, hs2_code, flow_code, sum(value_usd) as usd, sum(net_weight_kg) as net_weight_kg
from mart.trade
where dataset_code = 'CN_GACC/M/HS/8×country'
group by 1, 2, 3;
