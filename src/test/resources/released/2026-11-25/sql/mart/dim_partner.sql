--liquibase formatted sql

--changeset mart:dim_partner runOnChange:true splitStatements:false stripComments:false
create or replace view mart.dim_partner as
select area_key as partner_key, area_code as partner_area_code, country_code as partner_code, country_name as partner_name,
  region_code as partner_region_code, region_name as partner_region_name, area_kind as partner_kind
from dw.dim_area;

comment on view mart.dim_partner is 'Areas as partners, for pick-lists and for tools that allow one relation between two tables.';
