--liquibase formatted sql

--changeset mart:bloc_trade runOnChange:true splitStatements:false stripComments:false
create or replace view mart.bloc_trade as
select t.dataset_code, t.freq, t.period_date, t.to_date, t.year_no, t.half_label, t.quarter_label, t.month_label,
  t.reporter_code, t.reporter_region_code, b.bloc_code, b.bloc_name, t.content_scope,
  case when bool_and(t.export_usd is not null) then sum(t.export_usd) end as export_usd,
  case when bool_and(t.import_usd is not null) then sum(t.import_usd) end as import_usd,
  case when bool_and(t.turnover_usd is not null) then sum(t.turnover_usd) end as turnover_usd,
  case when bool_and(t.balance_usd is not null) then sum(t.balance_usd) end as balance_usd,
  count(distinct t.partner_code) as members_with_trade,
  (select count(*) from dw.bridge_bloc_member x
   where x.bloc_key = b.bloc_key and t.to_date between x.from_date and x.to_date and x.country_code <> t.reporter_code) as members
from mart.turnover_all t
join dw.bridge_bloc_member m on m.country_code = t.partner_code and t.to_date between m.from_date and m.to_date
join dw.dim_bloc b using (bloc_key)
where t.partner_code <> t.reporter_code and mart.names_dataset('bloc_trade')
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, b.bloc_key, b.bloc_code, b.bloc_name, t.content_scope;

comment on view mart.bloc_trade is 'Trade with blocs. A country counts in a period when it is a member on the period''s last day; trade with oneself is left out. Blocs overlap: never add them. NULL where a flow of a member is not covered. Filter one dataset_code and one freq.';
comment on column mart.bloc_trade.dataset_code is 'The one filter every question needs.';
comment on column mart.bloc_trade.freq is 'M month, Q quarter, S half-year, A year, C cumulative.';
comment on column mart.bloc_trade.period_date is 'First day of the month, year or span.';
comment on column mart.bloc_trade.to_date is 'Its last day: membership is asked on it.';
comment on column mart.bloc_trade.year_no is 'Calendar year of the first day.';
comment on column mart.bloc_trade.half_label is '2023-H1; null for years.';
comment on column mart.bloc_trade.quarter_label is '2023-Q2; null above quarters.';
comment on column mart.bloc_trade.month_label is '2023-05; null above months.';
comment on column mart.bloc_trade.reporter_code is 'Who declares.';
comment on column mart.bloc_trade.reporter_region_code is 'Region of the reporter where the dataset knows it.';
comment on column mart.bloc_trade.bloc_code is 'EAEU, CIS, SCO, CA5, EU.';
comment on column mart.bloc_trade.bloc_name is 'The bloc in words.';
comment on column mart.bloc_trade.content_scope is 'Empty where the file holds all products, regions and procedures.';
comment on column mart.bloc_trade.export_usd is 'Exports to the members (FOB).';
comment on column mart.bloc_trade.import_usd is 'Imports from the members (CIF).';
comment on column mart.bloc_trade.turnover_usd is 'Exports plus imports.';
comment on column mart.bloc_trade.balance_usd is 'Exports minus imports.';
comment on column mart.bloc_trade.members_with_trade is 'Members with a figure in the period.';
comment on column mart.bloc_trade.members is 'Members on the last day of the period, without the reporter.';
