--liquibase formatted sql

--changeset mart:trade_of_which runOnChange:true splitStatements:false stripComments:false
create or replace view mart.trade_of_which as
select * from mart.trade_all
where flow_key not in (1, 2);

comment on view mart.trade_of_which is 'Re-exports, re-imports and other parts of exports and imports. Never add them to mart.trade.';
comment on column mart.trade_of_which.part_of is 'X or M: the flow this is a part of.';
comment on column mart.trade_of_which.dataset_key is 'As in mart.trade.';
