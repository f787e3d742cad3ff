--liquibase formatted sql

--changeset mart:revision_pending runOnChange:true splitStatements:false stripComments:false
-- Rules DC-4 and P2 on what is live; org.tradehouse.publish.PendingRevisions asks the same of what a load is about to publish.
create or replace view mart.revision_pending as
with stated as (
  select k.*, coalesce(k.control_usd, k.value_usd + k.rejected_usd - k.corrected_usd) as usd,
    case when k.control_usd is null then k.row_count else 1 end as figures, k.rejected_rows > 0 or k.corrected_usd <> 0 as is_touched,
    date_trunc('year', k.from_date)::date as year_date
  from dw.coverage k),
pair as (
  select p.dataset_key, m.dataset_key as months_key, m.span_dataset_key,
    greatest(p.rounding_unit_usd, m.rounding_unit_usd) * case when p.is_truncated or m.is_truncated then 1 else 0.5 end as each_usd
  from dw.dim_dataset p
  join dw.dim_dataset m on m.freq = 'M' and m.dataset_code = replace(p.dataset_code, '/' || p.freq || '/', '/M/')
  where p.freq <> 'M'),
compared as materialized (
  select c.*,
    case when c.months_covered < c.months_in_period then case when b.usd is not null then 'month open' end
      when c.months_status = c.period_status then 'same status'
      when c.span_dataset_key is not null and c.from_date = c.year_date then 'other status' end as kind,
    b.usd as before_usd, b.release_status as before_status
  from (
    select x.*, p.reporter_key, p.flow_key, p.scope_key, p.from_date, p.to_date, p.year_date, p.usd, p.row_count,
      p.release_status as period_status, p.edition_date, p.load_key,
      extract(month from p.to_date)::int - extract(month from p.from_date)::int + 1 as months_in_period,
      count(m.usd)::int as months_covered, sum(m.usd) as months_usd, string_agg(distinct m.release_status, '+') as months_status,
      max(m.edition_date) as months_edition_date, max(m.to_date) as months_until,
      coalesce(sum(m.figures), 0) + case when p.figures > 1 then p.figures else 0 end as addends,
      coalesce(sum(m.row_count), 0) + p.row_count as all_rows, p.is_touched or coalesce(bool_or(m.is_touched), false) as is_touched
    from pair x
    join stated p on p.dataset_key = x.dataset_key
    left join stated m on (m.dataset_key, m.reporter_key, m.flow_key, m.scope_key, m.year_date)
        = (x.months_key, p.reporter_key, p.flow_key, p.scope_key, p.year_date)
      and m.from_date >= p.from_date and m.to_date <= p.to_date
    where extract(year from p.to_date) = extract(year from p.from_date)
    group by x.dataset_key, x.months_key, x.span_dataset_key, x.each_usd, p.reporter_key, p.flow_key, p.scope_key, p.from_date,
      p.to_date, p.year_date, p.usd, p.row_count, p.release_status, p.edition_date, p.load_key, p.figures, p.is_touched) c
  left join stated b on (b.dataset_key, b.reporter_key, b.flow_key, b.scope_key, b.from_date)
      = (c.span_dataset_key, c.reporter_key, c.flow_key, c.scope_key, c.from_date)
    and c.from_date = c.year_date and b.to_date = date_trunc('month', c.to_date)::date - 1 and b.release_status <> c.period_status
    and (c.months_until is null or c.months_until < c.to_date)
    and (c.dataset_key = c.span_dataset_key or not exists (
      select from dw.coverage s where (s.dataset_key, s.reporter_key, s.flow_key, s.scope_key, s.from_date, s.to_date)
        = (c.span_dataset_key, c.reporter_key, c.flow_key, c.scope_key, c.from_date, c.to_date)))),
line as (
  select c.*, true as all_partners, null::smallint as partner_key, c.usd as line_usd, c.months_usd as line_months_usd,
    c.each_usd * c.addends as tolerance_usd
  from compared c
  where c.kind is not null
  union all
  select c.*, false, p.partner_key, coalesce(p.usd, 0), coalesce(p.months_usd, 0), c.each_usd * case when p.partner_key = 1 then c.all_rows
      else coalesce(p.month_rows, 0) + case when p.period_rows > 1 then p.period_rows else 0 end end
  from compared c
  cross join lateral ( -- one slice after the other by the index: joined as a whole, nothing tells the planner how many there are
    select a.country_key as partner_key, sum(f.value_usd) filter (where f.of = 'period') as usd,
      sum(f.value_usd) filter (where f.of = 'months') as months_usd, sum(f.row_count) filter (where f.of = 'months') as month_rows,
      sum(f.row_count) filter (where f.of = 'period') as period_rows
    from (
      select 'period' as of, s.value_usd, s.row_count, s.partner_key
      from dw.dim_area r
      join mart.summary_trade_area s on (s.dataset_key, s.from_date, s.reporter_key, s.flow_key, s.scope_key, s.to_date)
        = (c.dataset_key, c.from_date, r.area_key, c.flow_key, c.scope_key, c.to_date)
      where r.country_key = c.reporter_key
      union all
      select 'months', s.value_usd, s.row_count, s.partner_key
      from dw.dim_area r
      cross join dw.dim_period m
      join mart.summary_trade_area s on (s.dataset_key, s.from_date, s.reporter_key, s.flow_key, s.scope_key)
        = (c.months_key, m.period_date, r.area_key, c.flow_key, c.scope_key)
      where r.country_key = c.reporter_key and m.period_date >= c.from_date and m.period_date <= c.to_date) f
    join dw.dim_area a on a.area_key = f.partner_key
    group by 1) p
  where c.kind in ('same status', 'other status') and not c.is_touched)
select d.dataset_code, d.freq, m.dataset_code as months_dataset_code, l.from_date, l.to_date, r.country_code as reporter_code,
  a.area_code as partner_code, coalesce(a.area_name, 'All partners') as partner_name, w.flow_code, q.scope_code,
  l.kind, l.period_status, coalesce(case when l.kind = 'month open' then l.before_status end, l.months_status) as months_status,
  l.months_covered, l.months_in_period, l.months_covered = l.months_in_period as complete,
  l.line_usd as stated_usd, case when l.kind <> 'month open' then l.line_months_usd end as months_usd,
  case when l.kind <> 'month open' then l.line_usd - l.line_months_usd end as difference_usd,
  case when l.kind <> 'month open' then l.tolerance_usd end as tolerance_usd,
  case when l.kind = 'month open' then l.line_usd - l.before_usd end as undivided_usd,
  l.edition_date, l.months_edition_date, l.load_key, l.all_partners
from line l
join dw.dim_dataset d on d.dataset_key = l.dataset_key
join dw.dim_dataset m on m.dataset_key = l.months_key
join dw.dim_area r on r.area_key = l.reporter_key
join dw.dim_flow w on w.flow_key = l.flow_key
join dw.scope q on q.scope_key = l.scope_key
left join dw.dim_area a on a.area_key = l.partner_key
where l.kind = 'month open' or abs(l.line_usd - l.line_months_usd) > l.tolerance_usd;

comment on view mart.revision_pending is 'Revisions that are pending now (REVISION_PENDING, rules DC-4 and P2): years, half-years, quarters and spans that differ from the sum of their months in the dataset of months beside them, and months that stay open because two year-to-date spans have different release statuses. No figure is changed or added by it. One row for all partners together, then one for each partner. Rows overlap (partners, spans): never sum them.';
comment on column mart.revision_pending.dataset_code is 'Dataset of the year, half-year, quarter or span.';
comment on column mart.revision_pending.months_dataset_code is 'Dataset of the months: the same but for the frequency.';
comment on column mart.revision_pending.from_date is 'First day of the year, half-year, quarter or span.';
comment on column mart.revision_pending.to_date is 'Last day of the year, half-year, quarter or span.';
comment on column mart.revision_pending.partner_code is 'Partner country; NULL = all partners together. Partners are compared only where nothing in the slices is rejected or corrected.';
comment on column mart.revision_pending.partner_name is 'Name of the partner; All partners where partner_code is NULL.';
comment on column mart.revision_pending.kind is 'same status = period and months have one release status and differ; other status = months derived from year-to-date spans keep the figures of another status than the year; month open = the last month is not derived, because its span has another release status than the span before.';
comment on column mart.revision_pending.period_status is 'Release status of the year, half-year, quarter or span.';
comment on column mart.revision_pending.months_status is 'Release status of the months, joined with + where they differ; of the span before where a month is open.';
comment on column mart.revision_pending.months_covered is 'Months of the period that are covered.';
comment on column mart.revision_pending.months_in_period is 'Months of the period.';
comment on column mart.revision_pending.complete is 'True where all months of the period are covered.';
comment on column mart.revision_pending.stated_usd is 'What the year, half-year, quarter or span states, rejected rows included and signed corrections left out.';
comment on column mart.revision_pending.months_usd is 'Sum of all its months in the same way; NULL where a month is missing.';
comment on column mart.revision_pending.difference_usd is 'stated_usd less months_usd; NULL where a month is missing.';
comment on column mart.revision_pending.tolerance_usd is 'What rounding explains: half a unit of rounding (a whole one where the publisher truncates) for each figure that is added up; NULL where a month is missing.';
comment on column mart.revision_pending.undivided_usd is 'Where a month is open: the span less the span before, that is the open month and the revision of the months before it together; NULL otherwise.';
comment on column mart.revision_pending.edition_date is 'Edition of the year, half-year, quarter or span.';
comment on column mart.revision_pending.months_edition_date is 'Newest edition among the months; NULL where none is covered.';
comment on column mart.revision_pending.load_key is 'The load that last confirmed the year, half-year, quarter or span.';
comment on column mart.revision_pending.all_partners is 'True for the row of all partners together. A query that asks for these alone is much quicker.';
