--liquibase formatted sql

--changeset mart:dim_partner runOnChange:true splitStatements:false stripComments:false
create or replace view mart.dim_partner as
select area_key as partner_key, area_code as partner_area_code, country_code as partner_code, country_name as partner_name,
  region_code as partner_region_code, region_name as partner_region_name, area_kind as partner_kind,
  area_name as partner_area_name, area_name_ru as partner_area_name_ru, area_name_kk as partner_area_name_kk,
  area_name_zh as partner_area_name_zh, iso3 as partner_iso3, m49 as partner_m49, continent as partner_continent
from dw.dim_area;

comment on view mart.dim_partner is 'Areas as partners, for pick-lists and for tools that allow one relation between two tables.';
