-- Kazakhstan's turnover with China per half-year, growth on the same half a year before, progress to the 40 bn target.
with h as (
  select * from mart.turnover_half
  where dataset_code = 'KZ_BNS/M/HS/TOTAL×country' and reporter_code = 'KZ' and partner_code = 'CN')
select h.half_label, h.turnover_usd, h.basis, h.complete, h.months_covered,
  case when h.complete and b.complete then round(100 * (h.turnover_usd / nullif(b.turnover_usd, 0) - 1), 1) end as yoy_pct,
  case when bool_and(h.complete) over y and (h.half_no = 1 or count(*) over y = 2)
    then round(100 * sum(h.turnover_usd) over y / t.target_usd, 1) end as target_pct,
  t.basis as target_basis, t.due_year
from h
left join h b on b.year_no = h.year_no - 1 and b.half_no = h.half_no
left join dw.target t on t.target_code = 'KZ_CN_40BN' and t.dataset_code = h.dataset_code
window y as (partition by h.year_no order by h.half_no)
order by 1;
