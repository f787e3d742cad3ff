--liquibase formatted sql

--changeset mart:mirror_by_reporter runOnChange:true splitStatements:false stripComments:false
create or replace view mart.mirror_by_reporter as
select m.exporter_dataset as dataset_code, m.importer_dataset as mirror_dataset_code, m.freq, m.period_date, m.to_date, m.year_no,
  m.exporter_code as reporter_code, m.importer_code as partner_code, 'X' as flow_code,
  m.exporter_says_usd as reporter_says_usd, m.exporter_valuation as reporter_valuation,
  m.importer_says_usd as partner_says_usd, m.importer_valuation as partner_valuation, m.mirror_class,
  m.importer_says_usd - m.exporter_says_usd as gap_usd, round(m.importer_says_usd / nullif(m.exporter_says_usd, 0), 12) as ratio
from mart.mirror m
union all
select m.importer_dataset, m.exporter_dataset, m.freq, m.period_date, m.to_date, m.year_no, m.importer_code, m.exporter_code, 'M',
  m.importer_says_usd, m.importer_valuation, m.exporter_says_usd, m.exporter_valuation, m.mirror_class,
  m.exporter_says_usd - m.importer_says_usd, round(m.exporter_says_usd / nullif(m.importer_says_usd, 0), 12)
from mart.mirror m;

comment on view mart.mirror_by_reporter is 'mart.mirror as one country sees it: what it says of its exports and imports beside what the partner says of the same trade. FOB against CIF as labelled, never reconciled. Each trade stands here twice, once for each side: ask for one reporter_code. Filter one dataset_code.';
comment on column mart.mirror_by_reporter.dataset_code is 'Dataset of the reporter''s own figure.';
comment on column mart.mirror_by_reporter.mirror_dataset_code is 'Dataset of the partner''s figure.';
comment on column mart.mirror_by_reporter.reporter_code is 'The country whose view this is.';
comment on column mart.mirror_by_reporter.flow_code is 'X exports or M imports of the reporter.';
comment on column mart.mirror_by_reporter.reporter_says_usd is 'US dollars as the reporter reports them; 0 where it covers the period and reports none.';
comment on column mart.mirror_by_reporter.reporter_valuation is 'How the reporter''s publisher values the flow.';
comment on column mart.mirror_by_reporter.partner_says_usd is 'US dollars as the partner reports them; 0 where it covers the period and reports none.';
comment on column mart.mirror_by_reporter.partner_valuation is 'How the partner''s publisher values its side.';
comment on column mart.mirror_by_reporter.mirror_class is 'both, only exporter or only importer: who reports this trade.';
comment on column mart.mirror_by_reporter.gap_usd is 'Partner less reporter, US dollars: for exports freight and insurance are part of it, for imports they lessen it.';
comment on column mart.mirror_by_reporter.ratio is 'Partner over reporter; NULL where the reporter reports nothing.';
