--liquibase formatted sql

--changeset mart:trade_annual runOnChange:true splitStatements:false stripComments:false
create or replace view mart.trade_annual as
select * from mart.trade_annual_all
where flow_key in (1, 2);

comment on view mart.trade_annual is 'Exports and imports of annual datasets, as published. Never add them to mart.trade. Filter one dataset_code.';
comment on column mart.trade_annual.is_self is 'Trade of a country with itself.';
comment on column mart.trade_annual.is_partial_scope is 'The file holds only part of the reporter''s trade.';
comment on column mart.trade_annual.is_corrected is 'True where a signed correction is in force: see mart.correction.';
comment on column mart.trade_annual.reported_usd is 'What the publisher states. Differs from value_usd only where is_corrected.';
comment on column mart.trade_annual.period_date is '1 January of the year.';
