-- Dollars a kilogram of horse meat exported to China by month, from rows with both value and weight, and the share of value
-- they stand for. 0205 also holds asses: a proxy.
select month_label,
  sum(value_usd) filter (where value_usd > 0 and net_weight_kg > 0)
    / nullif(sum(net_weight_kg) filter (where value_usd > 0 and net_weight_kg > 0), 0) as usd_per_kg,
  round(100 * sum(value_usd) filter (where value_usd > 0 and net_weight_kg > 0) / nullif(sum(value_usd), 0), 1) as value_covered_pct,
  string_agg(distinct valuation, '+') as valuation
from mart.trade
where dataset_code = 'CN_GACC/M/HS/8×country' and reporter_code = 'CN' and partner_code = 'KZ' and hs4_code = '0205' and flow_code = 'M'
group by 1
order by 1;
