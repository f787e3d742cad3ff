--liquibase formatted sql

--changeset mart:trade_annual runOnChange:true splitStatements:false stripComments:false
-- LEFT JOIN on purpose: PostgreSQL drops an unused LEFT JOIN on a unique key, never an inner join.
create or replace view mart.trade_annual as
select d.dataset_code, d.preference = 1 as is_headline, p.year_no,
  r.country_code as reporter_code, r.country_name as reporter_name, r.region_code as reporter_region_code,
    c.country_code as partner_code, c.country_name as partner_name,
  c.region_code as partner_region_code, case c.area_kind when 'region' then 'country' else c.area_kind end as partner_kind,
    r.country_key = c.country_key as is_self,
  g.nomenclature, g.edition, g.code as product_code, g.product_name, g.product_kind, g.hs2_code, g.hs4_code, g.hs6_code,
  w.flow_code, w.direction, w.balance_sign, t.valuation, s.row_kind, s.usd_derived, q.scope_code,
    not q.is_full as is_partial_scope, l.release_status, l.edition_date, l.published_at,
  f.value_usd, f.value_national, f.cif_usd, f.fob_usd, f.net_weight_kg, f.gross_weight_kg, f.quantity, u.unit_code,
    f.quantity2, f.product_key, f.load_key, f.part_key, f.source_row
from dw.fact_trade_annual f
left join dw.dim_dataset d using (dataset_key)
left join dw.dim_period p using (period_date)
left join dw.dim_area r on r.area_key = f.reporter_key
left join dw.dim_area c on c.area_key = f.partner_key
left join dw.dim_product g using (product_key)
left join dw.dim_flow w using (flow_key)
left join dw.dim_terms t using (terms_key)
left join dw.dim_status s using (status_key)
left join dw.scope q using (scope_key)
left join dw.dim_unit u using (unit_key)
left join dw.dim_load l on l.load_key = f.load_key
where f.flow_key in (1, 2);

comment on view mart.trade_annual is 'Exports and imports of annual datasets, as published. Never add them to mart.trade. Filter one dataset_code.';
comment on column mart.trade_annual.is_self is 'Trade of a country with itself.';
comment on column mart.trade_annual.is_partial_scope is 'The file holds only part of the reporter''s trade.';
