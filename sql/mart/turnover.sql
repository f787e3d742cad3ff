--liquibase formatted sql

--changeset mart:turnover runOnChange:true splitStatements:false stripComments:false
create or replace view mart.turnover as
select * from mart.turnover_all
where mart.names_dataset('turnover');

comment on view mart.turnover is 'Exports, imports, turnover (X + M), balance and cover by month, year or span (freq). NULL where a flow is not covered. Mixes FOB exports and CIF imports. Filter one dataset_code and one freq: a query that names no dataset is refused.';
comment on column mart.turnover.period_date is 'First day of the month, year or span; to_date is its last.';
comment on column mart.turnover.content_scope is 'Empty where the file holds all products, regions and procedures.';
comment on column mart.turnover.export_usd is '0 where exports are covered and there are none; NULL where they are not covered.';
comment on column mart.turnover.import_usd is '0 where imports are covered and there are none; NULL where they are not covered.';
