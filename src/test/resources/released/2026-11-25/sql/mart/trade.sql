--liquibase formatted sql

--changeset mart:trade runOnChange:true splitStatements:false stripComments:false
create or replace view mart.trade as
select * from mart.trade_all
where flow_key in (1, 2);

comment on view mart.trade is 'All monthly facts of exports and imports with readable codes and names: the one table to point a dashboard at. Filter one dataset_code. is_partial_scope = the file holds only part of the reporter''s trade.';
comment on column mart.trade.partner_region_code is 'ISO 3166-2 region of the partner, e.g. CN-XJ for Xinjiang; CN-?? when the source does not say.';
comment on column mart.trade.is_headline is 'The preferred source for its reporter.';
comment on column mart.trade.is_self is 'Trade of a country with itself.';
comment on column mart.trade.partner_kind is 'country for countries and their regions; only these enter rankings.';
comment on column mart.trade.valuation is 'CIF, FOB, FCA or n/a, as the row says.';
comment on column mart.trade.row_kind is 'leaf as published; residual and rounding stand at their parent; month and implied are derived from spans.';
comment on column mart.trade.usd_derived is 'Dollars were computed from the national currency at the monthly rate.';
comment on column mart.trade.value_usd is 'Statistical value in US dollars. Additive within one dataset.';
comment on column mart.trade.dataset_key is 'Over a whole history ask dataset_key = (select dataset_key from dw.dim_dataset where dataset_code = ...): the planner then knows how much there is, and reads side by side.';
