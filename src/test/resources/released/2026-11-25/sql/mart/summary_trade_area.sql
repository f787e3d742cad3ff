--liquibase formatted sql

--changeset mart:summary_trade_area splitStatements:false stripComments:false
create table mart.summary_trade_area (
  value_usd numeric(22,3) not null,
  net_weight_kg numeric(19,3),
  row_count integer not null,
  from_date date not null,
  to_date date not null,
  scope_key integer not null,
  dataset_key smallint not null,
  reporter_key smallint not null,
  partner_key smallint not null,
  flow_key smallint not null
);
create index summary_trade_area_slice on mart.summary_trade_area (dataset_key, from_date, reporter_key);
comment on table mart.summary_trade_area is 'Value by slice and partner without products, of all three facts; kept in the publishing transaction. mart.turnover reads it.';
comment on column mart.summary_trade_area.reporter_key is 'Area as reported: the region is kept.';
comment on column mart.summary_trade_area.partner_key is 'Area as reported: the region is kept.';
comment on column mart.summary_trade_area.from_date is 'First day of the month, year or span.';
comment on column mart.summary_trade_area.to_date is 'Last day of the month, year or span.';

--changeset mart:summary_trade_area_partner splitStatements:false stripComments:false
create index summary_trade_area_partner on mart.summary_trade_area (dataset_key, partner_key, from_date);
