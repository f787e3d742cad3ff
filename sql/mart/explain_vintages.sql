--liquibase formatted sql

--changeset mart:explain_vintages runOnChange:true splitStatements:false stripComments:false
-- Every figure there is or was, with the way back to its cell. is_current is a constant of each branch: where only current
-- figures are asked for, history is not touched.
create or replace view mart.explain_vintages as
select d.dataset_code, d.freq, f.from_date, f.to_date, r.area_code as reporter_area_code, c.area_code as partner_area_code,
  w.flow_code, g.nomenclature, g.edition, g.code as product_code, t.procedure_code, t.transport_code, t.valuation,
  t.trade_system, u.unit_code,
  f.value_usd, case when s.is_corrected then x.reported_usd else f.value_usd end as reported_usd, s.is_corrected,
  x.correction_id, s.row_kind, f.value_national, y.currency_code, s.usd_derived,
  case when s.usd_derived then e.per_usd end as per_usd, case when s.usd_derived then d.rate_source end as rate_source,
  f.net_weight_kg, f.quantity,
  o.feed, o.source_name, coalesce(m.member, '') as archive_member, coalesce(m.sheet, '') as sheet, f.source_row,
  o.source_sha256, a.archive_path, f.load_key, o.load_no, o.edition_date, o.release_status,
  l.published_at, n.published_at as superseded_at, f.is_current,
  f.dataset_key, f.reporter_key, r.country_key as reporter_country_key, f.partner_key, f.product_key, f.flow_key,
  f.terms_key, f.unit_key, f.scope_key, f.part_key, f.superseded_by_load_key, o.load_key as source_load_key
from (
  select value_usd, value_national, net_weight_kg, quantity, product_key, period_date as from_date,
    (period_date + interval '1 month - 1 day')::date as to_date, load_key, scope_key, source_row, part_key, dataset_key,
    reporter_key, partner_key, flow_key, terms_key, unit_key, currency_key, status_key, null::integer as superseded_by_load_key,
    true as is_current
  from dw.fact_trade
  union all
  select value_usd, value_national, net_weight_kg, quantity, product_key, period_date,
    (period_date + interval '1 year - 1 day')::date, load_key, scope_key, source_row, part_key, dataset_key,
    reporter_key, partner_key, flow_key, terms_key, unit_key, currency_key, status_key, null, true
  from dw.fact_trade_annual
  union all
  select value_usd, value_national, net_weight_kg, quantity, product_key, from_date, to_date, load_key, scope_key, source_row,
    part_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, currency_key, status_key, null, true
  from dw.fact_trade_span
  union all
  select value_usd, value_national, net_weight_kg, quantity, product_key, period_date,
    (period_date + interval '1 month - 1 day')::date, load_key, scope_key, source_row, part_key, dataset_key,
    reporter_key, partner_key, flow_key, terms_key, unit_key, currency_key, status_key, superseded_by_load_key, false
  from dw.fact_trade_history
  union all
  select value_usd, value_national, net_weight_kg, quantity, product_key, period_date,
    (period_date + interval '1 year - 1 day')::date, load_key, scope_key, source_row, part_key, dataset_key,
    reporter_key, partner_key, flow_key, terms_key, unit_key, currency_key, status_key, superseded_by_load_key, false
  from dw.fact_trade_annual_history
  union all
  select value_usd, value_national, net_weight_kg, quantity, product_key, from_date, to_date, load_key, scope_key, source_row,
    part_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, currency_key, status_key,
    superseded_by_load_key, false
  from dw.fact_trade_span_history) f
left join dw.dim_dataset d using (dataset_key)
left join dw.dim_area r on r.area_key = f.reporter_key
left join dw.dim_area c on c.area_key = f.partner_key
left join dw.dim_product g using (product_key)
left join dw.dim_flow w using (flow_key)
left join dw.dim_terms t using (terms_key)
left join dw.dim_unit u using (unit_key)
left join dw.dim_currency y using (currency_key)
left join dw.dim_status s using (status_key)
left join dw.dim_load l on l.load_key = f.load_key
left join dw.dim_load n on n.load_key = f.superseded_by_load_key
left join ops.source_part m on m.part_key = f.part_key
-- What an undo gave back was published by the undo and stands in the file of an earlier load.
left join dw.dim_load o on o.load_key = coalesce(m.load_key, f.load_key)
left join ops.source_file a on a.feed = o.feed and a.sha256 = o.source_sha256
left join dw.fx_rate e on e.currency_code = y.currency_code and e.period_date = f.from_date and e.rate_source = d.rate_source
left join lateral (
  select k.correction_id, k.reported_usd from dw.correction k
  where s.is_corrected and (k.dataset_key, k.from_date, k.to_date, k.reporter_key, k.partner_key, k.product_key, k.flow_key, k.terms_key, k.unit_key)
    = (f.dataset_key, f.from_date, f.to_date, f.reporter_key, f.partner_key, f.product_key, f.flow_key, f.terms_key, f.unit_key)
    and k.value_usd = f.value_usd and k.load_key <= f.load_key
  order by k.correction_key desc limit 1) x on true;

comment on view mart.explain_vintages is 'Every figure there is and was, of all datasets and periods, with its place in the publisher''s file and from when to when it was published. Overlaps in every way: for one figure at a time, never to be summed over.';

do $$
declare v text; c record;
begin
  foreach v in array array['explain_vintages'] loop
    for c in select * from (values
      ('dataset_code', 'Dataset of the figure: ask for one.'),
      ('freq', 'M month, A year, Q quarter, S half-year, C cumulative.'),
      ('from_date', 'First day of the month, year or span.'),
      ('to_date', 'Last day of the month, year or span.'),
      ('reporter_area_code', 'Who declares: country or region.'),
      ('partner_area_code', 'Country or region traded with; W-?? = World, not broken down.'),
      ('flow_code', 'X exports, M imports, or a part of them.'),
      ('nomenclature', 'Nomenclature of the product code.'),
      ('edition', 'Edition of the nomenclature.'),
      ('product_code', 'Product as reported; TOTAL where the dataset has no products.'),
      ('procedure_code', 'Customs procedure; C00 = all.'),
      ('transport_code', 'Mode of transport; 0 = all.'),
      ('valuation', 'CIF, FOB, FCA or n/a, as the row says.'),
      ('trade_system', 'general or special trade.'),
      ('unit_code', 'Unit of quantity.'),
      ('value_usd', 'The figure.'),
      ('reported_usd', 'What the publisher states: differs from value_usd only where a signed correction is in force.'),
      ('is_corrected', 'True where a signed correction is in force.'),
      ('correction_id', 'That correction: see mart.correction.'),
      ('row_kind', 'leaf as published; residual and rounding = what the publisher''s total states beyond its parts; month and implied are derived from spans.'),
      ('value_national', 'Value in currency_code, as published.'),
      ('currency_code', 'Currency of value_national.'),
      ('usd_derived', 'Dollars were computed: value_national / per_usd, half up to thousandths.'),
      ('per_usd', 'Rate of the month as it stands now: units of the currency for one dollar.'),
      ('rate_source', 'Who states the rate.'),
      ('net_weight_kg', 'Net weight in kilograms.'),
      ('quantity', 'Supplementary quantity in unit_code.'),
      ('feed', 'Feed that brought it.'),
      ('source_name', 'Name of the publisher''s file.'),
      ('archive_member', 'Member of an archive; empty for a plain file.'),
      ('sheet', 'Sheet of a workbook; empty for text.'),
      ('source_row', 'Row of the sheet or line of the text, counted from 1; of a merged figure the first, of a residual that of its total.'),
      ('source_sha256', 'SHA-256 of the archived file.'),
      ('archive_path', 'The immutable copy, below TRADEHOUSE_HOME.'),
      ('load_key', 'The load that published this version.'),
      ('source_load_key', 'The load of the file the figure stands in: another than load_key where an undo gave it back.'),
      ('load_no', 'Which load of that content it is.'),
      ('edition_date', 'Date of the publisher''s file.'),
      ('release_status', 'provisional, revised, final or unknown.'),
      ('published_at', 'When this version was published.'),
      ('superseded_at', 'When another version took its place; null for the current one.'),
      ('is_current', 'True for what the facts hold now.'),
      ('dataset_key', 'Key of the dataset.'),
      ('reporter_key', 'Key of the reporter.'),
      ('reporter_country_key', 'Key of the reporter''s country, as in dw.coverage.'),
      ('partner_key', 'Key of the partner.'),
      ('product_key', 'Key of the product.'),
      ('flow_key', 'Key of the flow.'),
      ('terms_key', 'Key of the terms.'),
      ('unit_key', 'Key of the unit.'),
      ('scope_key', 'What the file was complete for.'),
      ('part_key', 'Key of archive member and sheet; 0 = the whole file.'),
      ('superseded_by_load_key', 'The load that replaced or withdrew it.')) k (name, says)
    loop
      execute format('comment on column mart.%I.%I is %L', v, c.name, c.says);
    end loop;
  end loop;
end $$;
