--liquibase formatted sql

--changeset mart:turnover_r12 runOnChange:true splitStatements:false stripComments:false
create or replace view mart.turnover_r12 as
select v.dataset_code, v.freq, v.month_label, (v.month_start - interval '11 months')::date as period_date, v.to_date, v.year_no,
  v.reporter_code, v.partner_code, v.partner_name, v.partner_kind, v.months_covered, v.months_covered = 12 as complete,
  case when v.months_covered = 12 then v.x end as export_usd, case when v.months_covered = 12 then v.m end as import_usd,
  case when v.months_covered = 12 then v.x + v.m end as turnover_usd, case when v.months_covered = 12 then v.x - v.m end as balance_usd
from (
  select t.dataset_code, t.freq, t.month_label, t.period_date as month_start, t.to_date, t.year_no, t.reporter_code,
    t.partner_code, t.partner_name, t.partner_kind,
    (count(t.turnover_usd) over w)::int as months_covered, sum(t.export_usd) over w as x, sum(t.import_usd) over w as m
  from mart.turnover_by_country t
  where t.freq = 'M'
  window w as (partition by t.dataset_code, t.reporter_code, t.partner_code order by t.period_date
    range between interval '11 months' preceding and current row)) v
where mart.names_dataset('turnover_r12');

comment on view mart.turnover_r12 is 'Twelve consecutive months up to each month, of two countries. NULL where one of the twelve is not covered in both flows; a covered month without trade is 0. Mixes FOB exports and CIF imports. Rows overlap: never sum them. Filter one dataset_code.';
comment on column mart.turnover_r12.month_label is 'The last of the twelve months.';
comment on column mart.turnover_r12.months_covered is 'Of the twelve months, those in which both flows are covered.';
