--liquibase formatted sql

--changeset mart:coverage runOnChange:true splitStatements:false stripComments:false
create or replace view mart.coverage as
select d.dataset_code, d.freq, k.from_date, k.to_date, r.country_code as reporter_code, w.flow_code, q.scope_code,
  not q.is_full as is_partial_scope, q.partners, q.content_code,
  k.row_count, k.value_usd, k.control_usd, k.rejected_rows, k.rejected_usd, k.release_status, k.edition_date,
    l.published_at, k.load_key
from dw.coverage k
join dw.dim_dataset d using (dataset_key)
join dw.dim_area r on r.area_key = k.reporter_key
join dw.dim_flow w using (flow_key)
join dw.scope q using (scope_key)
join dw.dim_load l using (load_key);

comment on view mart.coverage is 'What is in, by dataset, reporter, flow, period and scope. A covered slice without rows is zero; one that is not here is not known.';
comment on column mart.coverage.partners is 'Partners the file is complete for; null = all.';
comment on column mart.coverage.content_code is 'Products, regions or procedures the file is complete for; empty = all.';
comment on column mart.coverage.control_usd is 'The publisher''s own top cell, where there is one.';
comment on column mart.coverage.load_key is 'The load that last confirmed the slice.';
