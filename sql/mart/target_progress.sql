--liquibase formatted sql

--changeset mart:target_progress runOnChange:true splitStatements:false stripComments:false
create or replace view mart.target_progress as
select v.target_code, v.dataset_code, v.publisher, v.reporter_code, v.partner_code, v.measure, v.basis, v.period_date, v.to_date,
  v.year_no, v.periods_covered, v.complete, v.value_usd, v.target_usd, v.due_year,
  round(100 * v.value_usd / v.target_usd, 12) as progress_pct, v.target_usd - v.value_usd as gap_usd,
  round(v.months_left / 12.0, 12) as years_left, v.months_left,
  case when v.months_left > 0 and v.value_usd > 0 then round(100 * ((v.target_usd / v.value_usd) ^ (12.0 / v.months_left) - 1), 12) end
    as needed_growth_pct,
  case when v.months_left > 0 and v.value_usd is not null then round(greatest(v.target_usd - v.value_usd, 0) / v.months_left, 3) end as monthly_gap_usd,
  round(v.target_usd / 12, 3) as target_month_usd, v.note
from (
  select t.target_code, t.dataset_code, d.publisher, t.reporter_code, t.partner_code, t.measure, t.basis, y.period_date, y.to_date,
    y.year_no, y.periods_covered, y.complete, t.target_usd, t.due_year::int as due_year,
    case t.measure when 'export' then y.export_usd when 'import' then y.import_usd else y.turnover_usd end as value_usd,
    12 * (t.due_year - y.year_no) as months_left, t.note
  from dw.target t
  join lateral (
    select * from mart.turnover_year x
    where x.dataset_code = t.dataset_code and x.reporter_code = t.reporter_code and x.partner_code = t.partner_code
    offset 0) y on true -- a fence: each target asks for its own pair
  left join dw.dim_dataset d on d.dataset_code = t.dataset_code
  where t.basis = 'year'
  union all
  select t.target_code, t.dataset_code, d.publisher, t.reporter_code, t.partner_code, t.measure, t.basis, r.period_date, r.to_date,
    r.year_no, r.months_covered, r.complete, t.target_usd, t.due_year::int,
    case t.measure when 'export' then r.export_usd when 'import' then r.import_usd else r.turnover_usd end,
    12 * (t.due_year - r.year_no) + 12 - extract(month from r.to_date)::int, t.note
  from dw.target t
  join lateral (
    select * from mart.turnover_r12 x
    where x.dataset_code = t.dataset_code and x.reporter_code = t.reporter_code and x.partner_code = t.partner_code
    offset 0) r on true
  left join dw.dim_dataset d on d.dataset_code = t.dataset_code
  where t.basis = 'r12') v;

comment on view mart.target_progress is 'How far a target of trade policy is reached, as each source says it, side by side and never added: one row per target, dataset and year (basis year) or per twelve months (basis r12). NULL unless both flows are covered for the whole of it. Mixes FOB exports and CIF imports. Targets are rows of dw.target.';
comment on column mart.target_progress.dataset_code is 'The source of the row; its reporter may be the partner of the others.';
comment on column mart.target_progress.measure is 'turnover, export or import, seen from reporter_code.';
comment on column mart.target_progress.basis is 'year = calendar years, r12 = twelve consecutive months.';
comment on column mart.target_progress.value_usd is 'What counts towards the target in the period, US dollars; NULL until it is complete.';
comment on column mart.target_progress.target_usd is 'The target, US dollars in twelve months.';
comment on column mart.target_progress.due_year is 'Calendar year in which it is to be reached.';
comment on column mart.target_progress.progress_pct is 'value_usd in per cent of target_usd.';
comment on column mart.target_progress.gap_usd is 'What is missing; negative once the target is passed.';
comment on column mart.target_progress.months_left is 'From the end of the period to the end of due_year.';
comment on column mart.target_progress.years_left is 'months_left in years.';
comment on column mart.target_progress.needed_growth_pct is 'Growth a year that leads from value_usd to the target in time, per cent: (target / value) ^ (1 / years) - 1. NULL after the due year.';
comment on column mart.target_progress.monthly_gap_usd is 'gap_usd spread over months_left: by how much the sum of twelve months must rise each month. 0 once reached.';
comment on column mart.target_progress.target_month_usd is 'The target spread over twelve months: the pace of a month in the due year.';
comment on column mart.target_progress.target_code is 'The target; its rows are the sources that measure it.';
comment on column mart.target_progress.periods_covered is 'Periods in which both flows are covered, of the year or of the twelve months.';
comment on column mart.target_progress.note is 'What the source measures.';
