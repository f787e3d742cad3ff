--liquibase formatted sql

--changeset mart:unit_value runOnChange:true splitStatements:false stripComments:false
create or replace view mart.unit_value as
select t.dataset_code, t.freq, t.period_date, t.year_no, t.month_label, t.reporter_code, t.partner_code, t.flow_code,
  t.nomenclature, t.edition, t.product_code, t.product_name, t.hs2_code, t.hs4_code, t.hs6_code, t.unit_code,
  string_agg(distinct t.valuation, '+' order by t.valuation) as valuation,
  sum(t.value_usd) as value_usd, sum(t.net_weight_kg) as net_weight_kg,
  round(sum(t.value_usd) filter (where t.value_usd > 0 and t.net_weight_kg > 0)
    / sum(t.net_weight_kg) filter (where t.value_usd > 0 and t.net_weight_kg > 0), 12) as usd_per_kg,
  round(100 * coalesce(sum(t.value_usd) filter (where t.value_usd > 0 and t.net_weight_kg > 0), 0) / nullif(sum(t.value_usd), 0), 12)
    as weight_covered_pct,
  sum(t.quantity) as quantity,
  round(sum(t.value_usd) filter (where t.value_usd > 0 and t.quantity > 0)
    / sum(t.quantity) filter (where t.value_usd > 0 and t.quantity > 0), 12) as usd_per_unit,
  round(100 * coalesce(sum(t.value_usd) filter (where t.value_usd > 0 and t.quantity > 0), 0) / nullif(sum(t.value_usd), 0), 12)
    as quantity_covered_pct,
  bool_or(t.net_weight_estimated) as net_weight_estimated, bool_or(t.quantity_estimated) as quantity_estimated
from mart.trade t
where t.product_kind = 'GOODS' and t.row_kind not in ('residual', 'rounding')
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16;

comment on view mart.unit_value is 'Dollars a kilogram and a supplementary unit by month, two countries, product as reported and unit. From rows that have both value and quantity; *_covered_pct says how much of the value they are. CIF or FOB as valuation says. Residuals are left out. Filter one dataset_code, a flow and a partner or a product.';
comment on column mart.unit_value.unit_code is 'Supplementary unit: a product in two units is two rows.';
comment on column mart.unit_value.valuation is 'CIF, FOB or FCA, as the rows say; joined with + where they differ.';
comment on column mart.unit_value.value_usd is 'US dollars of all rows, with quantity or not.';
comment on column mart.unit_value.net_weight_kg is 'Net weight in kilograms; NULL where no row has one.';
comment on column mart.unit_value.usd_per_kg is 'US dollars a kilogram of the rows with value and weight; NULL without one.';
comment on column mart.unit_value.weight_covered_pct is 'Share of value_usd that usd_per_kg stands for, per cent.';
comment on column mart.unit_value.quantity is 'Supplementary quantity in unit_code; NULL where no row has one.';
comment on column mart.unit_value.usd_per_unit is 'US dollars a unit_code of the rows with value and quantity; NULL without one.';
comment on column mart.unit_value.quantity_covered_pct is 'Share of value_usd that usd_per_unit stands for, per cent.';
comment on column mart.unit_value.net_weight_estimated is 'The publisher estimated a weight in it.';
comment on column mart.unit_value.quantity_estimated is 'The publisher estimated a quantity in it.';
