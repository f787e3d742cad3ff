--liquibase formatted sql

--changeset mart:turnover runOnChange:true splitStatements:false stripComments:false
create or replace view mart.turnover as
select * from mart.turnover_all
where mart.names_dataset('turnover');

comment on view mart.turnover is 'Exports, imports, turnover (X + M), balance and cover by month, year or span (freq). NULL where a flow is not covered. Mixes FOB exports and CIF imports. Filter one dataset_code and one freq: a query that names no dataset is refused.';
