-- What is loaded: coverage, rows, freshness and gaps per dataset and month of 2023.
select d.dataset_code, p.month_label, count(distinct c.reporter_code) as reporters, count(distinct c.flow_code) as flows,
  bool_or(c.is_partial_scope) as partial, count(*) filter (where c.row_count = 0) as empty_slices,
  sum(c.row_count) as row_count, sum(c.rejected_usd) as rejected_usd, max(c.edition_date) as edition, max(c.published_at) as published
from dw.dim_dataset d
cross join dw.dim_period p
left join mart.coverage c on c.dataset_code = d.dataset_code and c.from_date = p.period_date
where d.freq = 'M' and p.year_no = 2023
group by 1, 2
order by 1, 2;
