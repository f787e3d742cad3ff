-- The whole history of a dataset by year, HS2 and flow, all partners: the worst pivot a dashboard asks. The key of the dataset is
-- found first: only then are several processes put to it.
select year_no, hs2_code, flow_code, sum(value_usd) as usd, sum(net_weight_kg) as net_weight_kg
from mart.trade
where dataset_key = (select dataset_key from dw.dim_dataset where dataset_code = 'CN_GACC/M/HS/8×country')
group by 1, 2, 3;
