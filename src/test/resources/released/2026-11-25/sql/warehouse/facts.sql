--liquibase formatted sql

--changeset warehouse:facts splitStatements:false stripComments:false
-- Three facts of one shape. Grain: one dataset, period, scope, reporting area, partner area, product as reported, flow, terms
-- and unit. Status, position and load are not part of it. Widest columns first.
create table dw.fact_trade (
  value_usd numeric(19,3) not null,
  value_national numeric(19,3),
  cif_usd numeric(19,3),
  fob_usd numeric(19,3),
  net_weight_kg numeric(19,3),
  gross_weight_kg numeric(19,3),
  quantity numeric(19,3),
  quantity2 numeric(19,3),
  product_key integer not null,
  period_date date not null,
  load_key integer not null,
  scope_key integer not null default 0,
  source_row integer not null,
  part_key integer not null default 0,
  dataset_key smallint not null,
  reporter_key smallint not null,
  partner_key smallint not null,
  flow_key smallint not null,
  terms_key smallint not null,
  unit_key smallint not null default 0,
  unit2_key smallint not null default 0,
  currency_key smallint not null default 0,
  status_key smallint not null
) partition by range (period_date);

create table dw.fact_trade_annual (like dw.fact_trade including defaults);
create table dw.fact_trade_span (like dw.fact_trade including defaults);
alter table dw.fact_trade_span rename column period_date to from_date;
alter table dw.fact_trade_span add column to_date date not null;
create table dw.fact_trade_history (like dw.fact_trade, superseded_by_load_key integer not null);
create table dw.fact_trade_annual_history (like dw.fact_trade_annual, superseded_by_load_key integer not null);
create table dw.fact_trade_span_history (like dw.fact_trade_span, superseded_by_load_key integer not null);

create index fact_trade_slice on dw.fact_trade (dataset_key, period_date, reporter_key);
create index fact_trade_partner on dw.fact_trade (partner_key, period_date);
create index fact_trade_product on dw.fact_trade (product_key, period_date);
create index fact_trade_annual_slice on dw.fact_trade_annual (dataset_key, period_date, reporter_key);
create index fact_trade_annual_partner on dw.fact_trade_annual (partner_key, period_date);
create index fact_trade_annual_product on dw.fact_trade_annual (product_key, period_date);
create index fact_trade_span_slice on dw.fact_trade_span (dataset_key, from_date, reporter_key);
create index fact_trade_span_partner on dw.fact_trade_span (partner_key, from_date);
create index fact_trade_span_product on dw.fact_trade_span (product_key, from_date);
create index fact_trade_history_slice on dw.fact_trade_history (dataset_key, period_date, reporter_key);
create index fact_trade_annual_history_slice on dw.fact_trade_annual_history (dataset_key, period_date, reporter_key);
create index fact_trade_span_history_slice on dw.fact_trade_span_history (dataset_key, from_date, reporter_key);

-- What BI tools read joins from. Loader sessions skip the row triggers where they may and check set-wise.
do $$
declare t text;
begin
  foreach t in array array['fact_trade', 'fact_trade_annual', 'fact_trade_span'] loop
    execute format('alter table dw.%I
      add foreign key (product_key) references dw.dim_product,
      add foreign key (%I) references dw.dim_period,
      add foreign key (load_key) references dw.dim_load,
      add foreign key (dataset_key) references dw.dim_dataset,
      add foreign key (reporter_key) references dw.dim_area,
      add foreign key (partner_key) references dw.dim_area,
      add foreign key (flow_key) references dw.dim_flow,
      add foreign key (terms_key) references dw.dim_terms,
      add foreign key (unit_key) references dw.dim_unit,
      add foreign key (unit2_key) references dw.dim_unit,
      add foreign key (currency_key) references dw.dim_currency,
      add foreign key (status_key) references dw.dim_status,
      add foreign key (scope_key) references dw.scope',
      t, case t when 'fact_trade_span' then 'from_date' else 'period_date' end);
  end loop;
end $$;
alter table dw.fact_trade_span add foreign key (to_date) references dw.dim_period (end_date);

comment on table dw.fact_trade is 'Merchandise trade by month, current version. One row per dataset, month, scope, reporting area, partner area, product, flow, terms and unit. Filter one dataset_code: datasets overlap. Holds "of which" flows too: see dim_flow.is_turnover.';
comment on table dw.fact_trade_annual is 'Calendar years as published; same columns as fact_trade, period_date is 1 January. Never add them to months.';
comment on table dw.fact_trade_span is 'Year-to-date, quarter, half-year and January-February figures as published. Spans overlap: never sum them.';
comment on table dw.fact_trade_history is 'Superseded months: what fact_trade held before a revision.';
comment on table dw.fact_trade_annual_history is 'Superseded years: what fact_trade_annual held before a revision.';
comment on table dw.fact_trade_span_history is 'Superseded spans: what fact_trade_span held before a revision.';

--changeset warehouse:fact_comments splitStatements:false stripComments:false
do $$
declare t text; c record;
begin
  foreach t in array array['fact_trade', 'fact_trade_annual', 'fact_trade_span', 'fact_trade_history', 'fact_trade_annual_history', 'fact_trade_span_history'] loop
    for c in select * from (values
      ('value_usd', 'Statistical value in US dollars, thousandths. Exports FOB, imports CIF unless dim_terms.valuation says otherwise. Additive within X and M.'),
      ('value_national', 'Value in the currency of currency_key, as published; null where the publisher gives none.'),
      ('cif_usd', 'Value including cost, insurance and freight, where the publisher gives it.'),
      ('fob_usd', 'Value free on board, where the publisher gives it.'),
      ('net_weight_kg', 'Net weight in kilograms; null where not given.'),
      ('gross_weight_kg', 'Gross weight in kilograms; null where not given.'),
      ('quantity', 'Supplementary quantity in unit_key. Additive only within one unit.'),
      ('quantity2', 'A second quantity that is not a weight, in unit2_key.'),
      ('period_date', 'First day of the month; 1 January in the annual fact.'),
      ('from_date', 'First day of the span.'),
      ('to_date', 'Last day of the span.'),
      ('load_key', 'The load that published this figure.'),
      ('scope_key', 'What the file was complete for.'),
      ('source_row', 'First row of the figure in the archived file; with part_key and load_key the way back to the cell.'),
      ('part_key', 'Archive member, sheet or block of the file; 0 = the whole file.'),
      ('reporter_key', 'Who declares: a country or one of its regions.'),
      ('partner_key', 'The country, region or special partner traded with.'),
      ('currency_key', 'Currency of value_national; 0 = none.'),
      ('superseded_by_load_key', 'The load that replaced or withdrew this figure.')) v (name, says)
      where exists (select 1 from pg_attribute where attrelid = ('dw.' || t)::regclass and attname = v.name)
    loop
      execute format('comment on column dw.%I.%I is %L', t, c.name, c.says);
    end loop;
  end loop;
end $$;

--changeset warehouse:fact_partner_by_dataset splitStatements:false stripComments:false
-- Nearly every question names a dataset and a partner: as wide as the index by partner and month it takes the place of.
drop index dw.fact_trade_partner;
create index fact_trade_partner on dw.fact_trade (dataset_key, partner_key, period_date);
drop index dw.fact_trade_annual_partner;
create index fact_trade_annual_partner on dw.fact_trade_annual (dataset_key, partner_key, period_date);
drop index dw.fact_trade_span_partner;
create index fact_trade_span_partner on dw.fact_trade_span (dataset_key, partner_key, from_date);

--changeset warehouse:dim_area_kind splitStatements:false stripComments:false
-- The kind as mart says it: without, the planner takes countries for a rarity and looks each of them up.
create statistics dw.dim_area_kind on (case area_kind when 'region' then 'country' else area_kind end) from dw.dim_area;
