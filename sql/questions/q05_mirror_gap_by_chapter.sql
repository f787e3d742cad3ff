-- Mirror gap by HS2: Kazakhstan's exports to China as Kazakhstan says, against China's imports from Kazakhstan as China says, in
-- the months of 2023 that both cover.
select product_code as hs2_code, periods_compared as months, exporter_says_usd as kz_says, exporter_valuation as kz_valuation,
  importer_says_usd as cn_says, importer_valuation as cn_valuation, gap_usd, round(100 * (ratio - 1), 1) as gap_pct, mirror_class
from mart.mirror_by_product('KZ_KGD/M/HS/4×country', 'CN_GACC/M/HS/8×country', 'KZ', 'CN', '2023-01-01', '2023-12-31', 2)
order by abs(gap_usd) desc
limit 30;
