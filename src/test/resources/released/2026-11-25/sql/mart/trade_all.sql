--liquibase formatted sql

--changeset mart:trade_all runOnChange:true splitStatements:false stripComments:false
-- LEFT JOIN on purpose: PostgreSQL drops an unused LEFT JOIN on a unique key, never an inner join.
create or replace view mart.trade_all as
select d.dataset_code, d.freq, d.preference = 1 as is_headline, f.period_date, p.year_no, p.half_label, p.quarter_label,
  p.month_label,
  r.country_code as reporter_code, r.country_name as reporter_name, r.region_code as reporter_region_code,
    r.region_name as reporter_region_name,
  c.country_code as partner_code, c.country_name as partner_name, c.region_code as partner_region_code,
    c.region_name as partner_region_name,
  case c.area_kind when 'region' then 'country' else c.area_kind end as partner_kind,
    r.country_key = c.country_key as is_self,
  g.nomenclature, g.edition, g.code as product_code, g.product_name, g.product_kind, g.hs2_code, g.hs2_name, g.hs4_code,
    g.hs4_name, g.hs6_code, g.hs6_name, g.hs6_unified, g.is_agri_food,
  w.flow_code, w.flow_name, w.direction, w.is_turnover, w.part_of, w.balance_sign,
  t.procedure_code, t.transport_code, t.transport_name, t.valuation, s.obs_status, s.conf_status, s.row_kind, s.usd_derived,
    s.net_weight_estimated, s.quantity_estimated,
  q.scope_code, not q.is_full as is_partial_scope, u.unit_code, v.unit_code as unit2_code, y.currency_code,
    l.release_status, l.edition_date, l.published_at,
  f.value_usd, f.value_national, f.cif_usd, f.fob_usd, f.net_weight_kg, f.gross_weight_kg, f.quantity, f.quantity2,
    f.product_key, f.flow_key, f.load_key, f.part_key, f.source_row, f.dataset_key
from dw.fact_trade f
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
left join dw.dim_unit v on v.unit_key = f.unit2_key
left join dw.dim_currency y using (currency_key)
left join dw.dim_load l on l.load_key = f.load_key;

comment on view mart.trade_all is 'Body of mart.trade and mart.trade_of_which. Mixes flows that must not be added: read one of the two.';
