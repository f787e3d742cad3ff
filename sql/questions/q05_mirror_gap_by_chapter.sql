-- Mirror gap by HS2: Kazakhstan's exports to China as Kazakhstan says, against China's imports from Kazakhstan as China says.
with kz as (
  select hs2_code, sum(value_usd) as usd, string_agg(distinct valuation, '+') as valuation from mart.trade
  where dataset_code = 'KZ_KGD/M/HS/4×country' and reporter_code = 'KZ' and partner_code = 'CN' and flow_code = 'X'
    and period_date between date '2023-01-01' and date '2023-12-31'
  group by 1),
cn as (
  select hs2_code, sum(value_usd) as usd, string_agg(distinct valuation, '+') as valuation from mart.trade
  where dataset_code = 'CN_GACC/M/HS/8×country' and reporter_code = 'CN' and partner_code = 'KZ' and flow_code = 'M'
    and period_date between date '2023-01-01' and date '2023-12-31'
  group by 1)
select hs2_code, kz.usd as kz_says, kz.valuation as kz_valuation, cn.usd as cn_says, cn.valuation as cn_valuation,
  cn.usd - kz.usd as gap, round(100 * (cn.usd - kz.usd) / nullif(kz.usd, 0), 1) as gap_pct,
  case when kz.usd is null then 'ONLY_IMPORTER' when cn.usd is null then 'ONLY_EXPORTER' else 'BOTH' end as side
from kz
full join cn using (hs2_code)
order by abs(coalesce(cn.usd, 0) - coalesce(kz.usd, 0)) desc
limit 30;
