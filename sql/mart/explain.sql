--liquibase formatted sql

--changeset mart:explain runOnChange:true splitStatements:false stripComments:false
-- The slice beside each figure says whether the whole it belongs to equals the publisher's own total.
create or replace view mart.explain as
select v.*, k.value_usd as slice_usd, k.rejected_usd as slice_rejected_usd, k.corrected_usd as slice_corrected_usd,
  k.control_usd as slice_control_usd, k.load_key as confirmed_by_load_key
from mart.explain_vintages v
left join dw.coverage k on k.dataset_key = v.dataset_key and k.reporter_key = v.reporter_country_key and k.flow_key = v.flow_key
  and k.from_date = v.from_date and k.to_date = v.to_date and k.scope_key = v.scope_key
where v.is_current;

comment on view mart.explain is 'Where each current figure comes from: file, sheet, row and hash, what was done to it, and whether its slice equals the publisher''s own total. For drilling through from a figure of mart.trade or mart.trade_annual: same dataset_code, codes and dates. Mixes flows and overlapping spans: filter, never sum.';
do $$
declare c record;
begin
  for c in select attname, col_description(attrelid, attnum) as says from pg_attribute
    where attrelid = 'mart.explain_vintages'::regclass and attnum > 0
  loop
    execute format('comment on column mart.explain.%I is %L', c.attname, c.says);
  end loop;
end $$;
comment on column mart.explain.slice_usd is 'Sum of the published figures of the slice.';
comment on column mart.explain.slice_rejected_usd is 'Readable values of its rows that stand open as rejects.';
comment on column mart.explain.slice_corrected_usd is 'What signed corrections added to it.';
comment on column mart.explain.slice_control_usd is 'The publisher''s own total: slice_usd + slice_rejected_usd - slice_corrected_usd. Null where the file has none.';
comment on column mart.explain.confirmed_by_load_key is 'The load that last confirmed the slice; load_key published this very figure and may be older.';
