--liquibase formatted sql

--changeset mart:dim_reporter runOnChange:true splitStatements:false stripComments:false
create or replace view mart.dim_reporter as
select area_key as reporter_key, area_code as reporter_area_code, country_code as reporter_code,
  country_name as reporter_name, region_code as reporter_region_code, region_name as reporter_region_name,
  area_name as reporter_area_name, area_name_ru as reporter_area_name_ru, area_name_kk as reporter_area_name_kk,
  area_name_zh as reporter_area_name_zh, iso3 as reporter_iso3, m49 as reporter_m49, continent as reporter_continent
from dw.dim_area;

comment on view mart.dim_reporter is 'Areas as reporters, for pick-lists and for tools that allow one relation between two tables.';
