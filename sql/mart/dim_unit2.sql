--liquibase formatted sql

--changeset mart:dim_unit2 runOnChange:true splitStatements:false stripComments:false
create or replace view mart.dim_unit2 as
select unit_key as unit2_key, unit_code as unit2_code, unit_name as unit2_name, sdmx_unit, to_base, is_weight
from dw.dim_unit;

comment on view mart.dim_unit2 is 'Units as units of quantity2, for tools that allow one relation between two tables.';
comment on column mart.dim_unit2.to_base is 'Factor to the base unit of the same kind (kg for weights).';
