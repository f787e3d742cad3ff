-- Exports of the eleven farm products to China per year, value and tonnes, as China's imports from Kazakhstan (CIF).
select pg.group_code, p.year_no, sum(f.value_usd) as usd_cif, sum(f.net_weight_kg) / 1000 as tonnes,
  bool_or(b.is_proxy) as is_proxy, count(distinct f.period_date) as months_with_trade
from dw.fact_trade f
join dw.bridge_product_group b using (product_key)
join dw.dim_product_group pg using (group_key)
join dw.dim_period p using (period_date)
join dw.dim_area r on r.area_key = f.reporter_key
join dw.dim_area a on a.area_key = f.partner_key
join dw.dim_flow w using (flow_key)
join dw.dim_dataset d using (dataset_key)
where d.dataset_code = 'CN_GACC/M/HS/8×country' and r.country_code = 'CN' and a.country_code = 'KZ' and w.flow_code = 'M'
  and p.year_no >= 2019 and pg.group_set = 'farm'
group by 1, 2
order by 1, 2;
