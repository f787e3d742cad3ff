-- Modes of transport of exports to China by quarter.
select quarter_label, transport_name, sum(value_usd) as usd, sum(net_weight_kg) as net_weight_kg
from mart.trade
where dataset_code = 'KZ_KGD/M/HS/4×country' and partner_code = 'CN' and flow_code = 'X' and period_date >= date '2020-01-01'
group by 1, 2
order by 1, 2;
