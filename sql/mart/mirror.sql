--liquibase formatted sql

--changeset mart:mirror runOnChange:true splitStatements:false stripComments:false
-- Coverage of both sides makes the pairs; the figures of each are looked up in the summary.
create or replace view mart.mirror as
select v.exporter_dataset, v.importer_dataset, v.freq, v.period_date, v.to_date, v.year_no, v.exporter_code, v.importer_code,
  v.exporter_says_usd, v.exporter_valuation, v.importer_says_usd, v.importer_valuation,
  case when v.importer_says_usd = 0 then 'only exporter' when v.exporter_says_usd = 0 then 'only importer' else 'both' end
    as mirror_class,
  v.importer_says_usd - v.exporter_says_usd as gap_usd,
  round((v.importer_says_usd - v.exporter_says_usd) / nullif((v.importer_says_usd + v.exporter_says_usd) / 2, 0), 12) as gap_relative,
  round(abs(v.importer_says_usd - v.exporter_says_usd) / nullif(v.importer_says_usd + v.exporter_says_usd, 0), 12) as gap_symmetric,
  round(v.importer_says_usd / nullif(v.exporter_says_usd, 0), 12) as ratio,
  v.exporter_partner_basis, v.importer_partner_basis, v.exporter_edition, v.importer_edition
from (
  select x.dataset_code as exporter_dataset, m.dataset_code as importer_dataset, x.freq, x.from_date as period_date, x.to_date,
    extract(year from x.from_date)::int as year_no, x.country_code as exporter_code, m.country_code as importer_code,
    coalesce(e.usd, 0) as exporter_says_usd, x.valuation as exporter_valuation,
    coalesce(i.usd, 0) as importer_says_usd, m.valuation as importer_valuation,
    x.partner_basis as exporter_partner_basis, m.partner_basis as importer_partner_basis,
    x.edition_date as exporter_edition, m.edition_date as importer_edition
  from (
    select d.dataset_key, d.dataset_code, d.freq, d.valuation_export as valuation, d.partner_basis, r.area_key, r.country_code,
      k.from_date, k.to_date, q.partners, max(k.edition_date) as edition_date
    from dw.coverage k
    join dw.dim_dataset d on d.dataset_key = k.dataset_key
    join dw.dim_area r on r.area_key = k.reporter_key
    join dw.scope q on q.scope_key = k.scope_key
    where k.flow_key = 1 and q.content_code = '' and d.partner_grain <> 'world'
    group by d.dataset_key, r.area_key, k.from_date, k.to_date, q.partners) x
  join (
    select d.dataset_key, d.dataset_code, d.freq, d.valuation_import as valuation, d.partner_basis, r.area_key, r.country_code,
      k.from_date, k.to_date, q.partners, max(k.edition_date) as edition_date
    from dw.coverage k
    join dw.dim_dataset d on d.dataset_key = k.dataset_key
    join dw.dim_area r on r.area_key = k.reporter_key
    join dw.scope q on q.scope_key = k.scope_key
    where k.flow_key = 2 and q.content_code = '' and d.partner_grain <> 'world'
    group by d.dataset_key, r.area_key, k.from_date, k.to_date, q.partners) m
    on m.freq = x.freq and m.from_date = x.from_date and m.to_date = x.to_date and m.area_key <> x.area_key
      and (x.partners is null or m.country_code = any (x.partners)) and (m.partners is null or x.country_code = any (m.partners))
  left join lateral (
    select sum(s.value_usd) as usd
    from dw.dim_area c
    join mart.summary_trade_area s on s.partner_key = c.area_key
    join dw.dim_area r on r.area_key = s.reporter_key
    join dw.scope q on q.scope_key = s.scope_key
    where c.country_key = m.area_key and s.dataset_key = x.dataset_key and s.from_date = x.from_date and s.to_date = x.to_date
      and s.flow_key = 1 and r.country_key = x.area_key and q.content_code = '') e on true
  left join lateral (
    select sum(s.value_usd) as usd
    from dw.dim_area c
    join mart.summary_trade_area s on s.partner_key = c.area_key
    join dw.dim_area r on r.area_key = s.reporter_key
    join dw.scope q on q.scope_key = s.scope_key
    where c.country_key = x.area_key and s.dataset_key = m.dataset_key and s.from_date = m.from_date and s.to_date = m.to_date
      and s.flow_key = 2 and r.country_key = m.area_key and q.content_code = '') i on true) v
where v.exporter_says_usd <> 0 or v.importer_says_usd <> 0;

comment on view mart.mirror is 'The same trade as the exporter and as the importer say it, for every two datasets of one frequency in which both sides cover the period: FOB against CIF as labelled, origin against destination, never reconciled. Ask for one exporter_code or importer_code. By product: mart.mirror_by_product().';
comment on column mart.mirror.exporter_dataset is 'Dataset of the exporter''s own figure.';
comment on column mart.mirror.importer_dataset is 'Dataset of the importer''s own figure.';
comment on column mart.mirror.exporter_says_usd is 'Exports as the exporter reports them; 0 where it reports none to this partner.';
comment on column mart.mirror.exporter_valuation is 'How the exporter''s publisher values exports, as a rule FOB.';
comment on column mart.mirror.importer_says_usd is 'Imports as the importer reports them; 0 where it reports none from this partner.';
comment on column mart.mirror.importer_valuation is 'How the importer''s publisher values imports, as a rule CIF.';
comment on column mart.mirror.mirror_class is 'both, only exporter or only importer: who reports this trade. Both sides cover the period in every row.';
comment on column mart.mirror.gap_usd is 'Importer less exporter, US dollars: freight and insurance are part of it.';
comment on column mart.mirror.gap_relative is 'gap_usd over the mean of both, -2 to 2.';
comment on column mart.mirror.gap_symmetric is 'Difference without sign over the sum of both, 0 to 1.';
comment on column mart.mirror.ratio is 'Importer over exporter; NULL where the exporter reports nothing.';
comment on column mart.mirror.exporter_partner_basis is 'What partner means to the exporter''s publisher.';
comment on column mart.mirror.importer_partner_basis is 'What partner means to the importer''s publisher.';
comment on column mart.mirror.exporter_edition is 'Edition of the exporter''s file.';
comment on column mart.mirror.importer_edition is 'Edition of the importer''s file.';
