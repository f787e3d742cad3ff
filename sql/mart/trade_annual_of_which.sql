--liquibase formatted sql

--changeset mart:trade_annual_of_which runOnChange:true splitStatements:false stripComments:false
create or replace view mart.trade_annual_of_which as
select * from mart.trade_annual_all
where flow_key not in (1, 2);

comment on view mart.trade_annual_of_which is 'Re-exports, re-imports and other parts of the exports and imports of annual datasets. Never add them to mart.trade_annual.';
comment on column mart.trade_annual_of_which.period_date is '1 January of the year.';
comment on column mart.trade_annual_of_which.is_corrected is 'True where a signed correction is in force: see mart.correction.';
comment on column mart.trade_annual_of_which.reported_usd is 'What the publisher states. Differs from value_usd only where is_corrected.';
