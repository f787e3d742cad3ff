--liquibase formatted sql

--changeset mart:correction runOnChange:true splitStatements:false stripComments:false
create or replace view mart.correction as
select c.correction_id, d.dataset_code, d.freq, c.from_date, c.to_date, r.area_code as reporter_area_code,
  p.area_code as partner_area_code, w.flow_code, g.nomenclature, g.edition, g.code as product_code,
  c.reported_usd, c.value_usd, c.value_usd - c.reported_usd as corrected_usd, c.correction_type, c.reason, c.author,
  c.approver, c.ended_by_load_key is null as is_in_force, l.published_at as in_force_from, e.published_at as in_force_to,
  c.load_key, c.ended_by_load_key
from dw.correction c
join dw.dim_dataset d using (dataset_key)
join dw.dim_area r on r.area_key = c.reporter_key
join dw.dim_area p on p.area_key = c.partner_key
join dw.dim_flow w using (flow_key)
join dw.dim_product g using (product_key)
join dw.dim_load l on l.load_key = c.load_key
left join dw.dim_load e on e.load_key = c.ended_by_load_key;

comment on view mart.correction is 'Figures that were changed by a signed correction, with the publisher''s own value, the reason and who signed; also those that ended. Every figure that is not here is the publisher''s.';
comment on column mart.correction.correction_id is 'Number of the correction: tradehouse correction show N.';
comment on column mart.correction.dataset_code is 'Dataset of the figure.';
comment on column mart.correction.freq is 'M month, A year, else a span.';
comment on column mart.correction.from_date is 'First day of the month, year or span.';
comment on column mart.correction.to_date is 'Last day of the month, year or span.';
comment on column mart.correction.reporter_area_code is 'Who declares: country or region.';
comment on column mart.correction.partner_area_code is 'Country or region traded with.';
comment on column mart.correction.flow_code is 'X exports, M imports, or a part of them.';
comment on column mart.correction.nomenclature is 'Nomenclature of the product code.';
comment on column mart.correction.edition is 'Edition of the nomenclature.';
comment on column mart.correction.product_code is 'Product as reported.';
comment on column mart.correction.reported_usd is 'What the publisher states.';
comment on column mart.correction.value_usd is 'What the warehouse shows, or showed while it was in force.';
comment on column mart.correction.corrected_usd is 'value_usd less reported_usd.';
comment on column mart.correction.correction_type is 'unit_factor, wrong_code, mirror, outlier or manual.';
comment on column mart.correction.reason is 'Why, in the author''s words.';
comment on column mart.correction.author is 'Who proposed it.';
comment on column mart.correction.approver is 'Who signed it; never the author.';
comment on column mart.correction.is_in_force is 'True where the facts hold value_usd now.';
comment on column mart.correction.in_force_from is 'When it was published.';
comment on column mart.correction.in_force_to is 'When the publisher''s figure came back or was corrected otherwise; null while in force.';
comment on column mart.correction.load_key is 'The load that brought it in.';
comment on column mart.correction.ended_by_load_key is 'The load that ended it.';
