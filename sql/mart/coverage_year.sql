--liquibase formatted sql

--changeset mart:coverage_year runOnChange:true splitStatements:false stripComments:false
create or replace view mart.coverage_year as
select v.dataset_code, v.freq, v.year_no, v.reporter_code, v.periods_in_year, v.export_periods, v.import_periods,
  v.export_periods = v.periods_in_year and v.import_periods = v.periods_in_year as complete
from (
  select d.dataset_code, d.freq, extract(year from k.from_date)::int as year_no, r.country_code as reporter_code,
    case d.freq when 'M' then 12 when 'Q' then 4 when 'S' then 2 else 1 end as periods_in_year,
    (count(distinct k.from_date) filter (where k.flow_key = 1))::int as export_periods,
    (count(distinct k.from_date) filter (where k.flow_key = 2))::int as import_periods
  from dw.coverage k
  join dw.dim_dataset d on d.dataset_key = k.dataset_key
  join dw.dim_area r on r.area_key = k.reporter_key
  join dw.scope q on q.scope_key = k.scope_key
  where q.is_full and k.flow_key in (1, 2) and d.freq in ('A', 'M', 'Q', 'S')
  group by 1, 2, 3, 4) v;

comment on view mart.coverage_year is 'How much of a calendar year a dataset covers for a reporter with all partners and all products; files of single partners, products or regions do not count.';
comment on column mart.coverage_year.periods_in_year is 'How many periods of the dataset make a year: 12, 4, 2 or 1.';
comment on column mart.coverage_year.export_periods is 'Periods of the year in which exports are covered.';
comment on column mart.coverage_year.import_periods is 'Periods of the year in which imports are covered.';
