-- Share of Xinjiang in the turnover of Kazakhstan and China per year, by place of registration of the trading firm, per China
-- customs; the same months and editions above and below the line. Coverage = all provinces over the country file.
select year_no, periods as months, denominator, round(share_pct, 1) as xinjiang_pct, round(coverage_pct, 1) as coverage_pct, why_null, label
from mart.share_of_region
where dataset_code = 'CN_GACC_REG/M/HS/8×country' and reporter_code = 'CN' and region_code = 'CN-XJ' and partner_code = 'KZ'
order by 1;
