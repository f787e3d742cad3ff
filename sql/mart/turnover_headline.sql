--liquibase formatted sql

--changeset mart:turnover_headline runOnChange:true splitStatements:false stripComments:false
-- One dataset for each reporter and year, so that sums over partners and years never count a trade twice.
create or replace view mart.turnover_headline as
with chosen as materialized ( -- small, and asked once whatever the planner thinks of it
  select distinct on (k.reporter_code, k.year_no) k.reporter_code, k.year_no, k.dataset_code, d.publisher,
    (count(*) over (partition by k.reporter_code, k.year_no))::int as sources
  from mart.coverage_year k
  join dw.dim_dataset d on d.dataset_code = k.dataset_code
  where k.complete and d.partner_grain <> 'world'
  order by k.reporter_code, k.year_no, d.preference, d.freq, d.reporter_grain, d.product_level, k.dataset_code)
select y.dataset_code, y.freq, c.publisher, y.year_no, y.period_date, y.to_date, y.reporter_code, y.partner_code, y.partner_name,
  y.partner_kind, y.export_usd, y.import_usd, y.turnover_usd, y.balance_usd, y.cover_ratio, c.sources
from mart.turnover_year y
join chosen c on c.dataset_code = y.dataset_code and c.reporter_code = y.reporter_code and c.year_no = y.year_no
where y.turnover_usd <> 0;

comment on view mart.turnover_headline is 'Complete calendar years of each reporter from one dataset, the one of highest preference that covers all partners and products: may be added over partners and years without counting a trade twice. Not over reporters: the partner reports the same trade. Mixes FOB exports and CIF imports. Sources side by side: mart.turnover_year.';
comment on column mart.turnover_headline.dataset_code is 'The dataset that was chosen for the reporter and year.';
comment on column mart.turnover_headline.sources is 'Datasets that cover the reporter''s year completely; this is one of them.';
