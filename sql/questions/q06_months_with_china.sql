-- Monthly exports, imports and balance of Kazakhstan with China.
select month_label, sum(export_usd) as export_usd, sum(import_usd) as import_usd,
  case when bool_and(balance_usd is not null) then sum(balance_usd) end as balance_usd
from mart.turnover
where dataset_code = 'KZ_BNS/M/HS/TOTAL×country' and reporter_code = 'KZ' and partner_code = 'CN' and period_date >= date '2022-01-01'
group by 1
order by 1;
