-- Trade with the EAEU, Central Asia and other blocs per year, with the members of each month.
select b.bloc_code, t.year_no, case when bool_and(t.turnover_usd is not null) then sum(t.turnover_usd) end as turnover_usd,
  count(distinct t.period_date) as months
from mart.turnover t
join dw.bridge_bloc_member m on m.country_code = t.partner_code and t.to_date between m.from_date and m.to_date
join dw.dim_bloc b using (bloc_key)
where t.dataset_code = 'KZ_BNS/M/HS/TOTAL×country' and t.reporter_code = 'KZ'
group by 1, 2
order by 1, 2;
