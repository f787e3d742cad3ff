--liquibase formatted sql

--changeset mart:dim_reporter runOnChange:true splitStatements:false stripComments:false
create or replace view mart.dim_reporter as
select area_key as reporter_key, area_code as reporter_area_code, country_code as reporter_code,
  country_name as reporter_name, region_code as reporter_region_code, region_name as reporter_region_name
from dw.dim_area;

comment on view mart.dim_reporter is 'Areas as reporters, for pick-lists and for tools that allow one relation between two tables.';
