--liquibase formatted sql

--changeset mart:revision runOnChange:true splitStatements:false stripComments:false
create or replace view mart.revision as
select d.dataset_code, d.freq, v.from_date, v.to_date, r.country_code as reporter_code, w.flow_code, q.scope_code,
  l.published_at, v.edition_date, v.release_status, l.feed, l.source_name, v.is_first, v.is_withdrawn,
  row_number() over (partition by v.dataset_key, v.reporter_key, v.flow_key, v.from_date, v.to_date, v.scope_key order by v.revision_key)::int as vintage_no,
  lead(v.revision_key) over (partition by v.dataset_key, v.reporter_key, v.flow_key, v.from_date, v.to_date, v.scope_key order by v.revision_key) is null as is_live,
  v.new_rows, v.changed_rows, v.withdrawn_rows, v.same_rows, v.new_usd, v.changed_usd, v.withdrawn_usd, v.moved_usd,
  v.previous_usd, v.value_usd, v.value_usd - coalesce(v.previous_usd, 0) as delta_usd,
  v.control_usd, v.rejected_rows, v.rejected_usd,
  g.code as largest_product_code, p.area_code as largest_partner_code, v.largest_old_usd, v.largest_new_usd,
  v.load_key, v.dataset_key, v.revision_key
from dw.revision v
join dw.dim_dataset d using (dataset_key)
join dw.dim_area r on r.area_key = v.reporter_key
join dw.dim_flow w using (flow_key)
join dw.scope q using (scope_key)
join dw.dim_load l using (load_key)
left join dw.dim_product g on g.product_key = v.largest_product_key
left join dw.dim_area p on p.area_key = v.largest_partner_key;

comment on view mart.revision is 'The vintages of every slice and what each changed: new, changed, withdrawn and same figures, by load. Mixes flows, frequencies and datasets: filter one dataset_code. Values of two vintages of a slice are never added.';
comment on column mart.revision.dataset_code is 'Dataset of the slice; the one filter every question needs.';
comment on column mart.revision.freq is 'M months, A calendar years, Q, S, C spans.';
comment on column mart.revision.from_date is 'First day of the period.';
comment on column mart.revision.to_date is 'Last day of the period.';
comment on column mart.revision.reporter_code is 'Reporting country.';
comment on column mart.revision.flow_code is 'Flow of the slice.';
comment on column mart.revision.scope_code is 'What the file was complete for; all = everything.';
comment on column mart.revision.published_at is 'When this vintage became visible; the moment for mart.trade_as_of.';
comment on column mart.revision.edition_date is 'Date of the publisher''s file.';
comment on column mart.revision.release_status is 'provisional, revised, final or unknown.';
comment on column mart.revision.feed is 'The feed that published it.';
comment on column mart.revision.source_name is 'Name of the publisher''s file.';
comment on column mart.revision.is_first is 'True where nothing of the slice was live before.';
comment on column mart.revision.is_withdrawn is 'True where the slice left the warehouse with this vintage.';
comment on column mart.revision.vintage_no is '1 for the first vintage of the slice, then 2, 3.';
comment on column mart.revision.is_live is 'True for the vintage that reports show now.';
comment on column mart.revision.new_rows is 'Figures that were not there before; NULL for what was published before revisions were kept.';
comment on column mart.revision.changed_rows is 'Figures with another value, weight, quantity or status.';
comment on column mart.revision.withdrawn_rows is 'Figures the slice no longer has.';
comment on column mart.revision.same_rows is 'Figures that stayed as they were.';
comment on column mart.revision.new_usd is 'Value of the new figures.';
comment on column mart.revision.changed_usd is 'Net change of the changed figures.';
comment on column mart.revision.withdrawn_usd is 'What the slice lost with the withdrawn figures, negative.';
comment on column mart.revision.moved_usd is 'Sum of all changes regardless of sign; 0 for a first load.';
comment on column mart.revision.previous_usd is 'Value of the slice before; NULL for a first load.';
comment on column mart.revision.value_usd is 'Value of the slice after.';
comment on column mart.revision.delta_usd is 'Value after less value before; the whole value for a first load.';
comment on column mart.revision.control_usd is 'The publisher''s own top cell, where there is one.';
comment on column mart.revision.rejected_rows is 'Rejected rows that belong to the slice.';
comment on column mart.revision.rejected_usd is 'Readable value of the rejected rows.';
comment on column mart.revision.largest_product_code is 'Product of the figure that moved most; NULL where none moved or all are new.';
comment on column mart.revision.largest_partner_code is 'Partner of the figure that moved most.';
comment on column mart.revision.largest_old_usd is 'Its value before; NULL where it is new.';
comment on column mart.revision.largest_new_usd is 'Its value after; NULL where it is withdrawn.';
comment on column mart.revision.load_key is 'The load; argument of mart.revision_change.';
comment on column mart.revision.dataset_key is 'Key of the dataset.';
comment on column mart.revision.revision_key is 'Grows with every vintage of a slice.';

--changeset mart:revision_change runOnChange:true splitStatements:false stripComments:false
-- Found in facts and history, where both figures stand: nothing is kept twice.
do $$
declare t text; body text := '';
begin
  foreach t in array array['fact_trade', 'fact_trade_annual', 'fact_trade_span'] loop
    body := body || format($f$
      union all
      select true, s.revision_key, h.product_key, h.reporter_key, h.partner_key, h.terms_key, h.unit_key, h.value_usd, h.net_weight_kg, h.quantity, h.status_key
      from s join dw.dim_area a on a.country_key = s.reporter_key
      join dw.%1$s_history h on (h.dataset_key, h.%2$s, h.reporter_key, h.flow_key, h.scope_key) = (s.dataset_key, s.from_date, a.area_key, s.flow_key, s.scope_key)
        and h.superseded_by_load_key = $1 %3$s
      union all
      select false, s.revision_key, h.product_key, h.reporter_key, h.partner_key, h.terms_key, h.unit_key, h.value_usd, h.net_weight_kg, h.quantity, h.status_key
      from s join dw.dim_area a on a.country_key = s.reporter_key
      join dw.%1$s_history h on (h.dataset_key, h.%2$s, h.reporter_key, h.flow_key, h.scope_key) = (s.dataset_key, s.from_date, a.area_key, s.flow_key, s.scope_key)
        and h.load_key = $1 %3$s
      union all
      select false, s.revision_key, f.product_key, f.reporter_key, f.partner_key, f.terms_key, f.unit_key, f.value_usd, f.net_weight_kg, f.quantity, f.status_key
      from s join dw.dim_area a on a.country_key = s.reporter_key
      join dw.%1$s f on (f.dataset_key, f.%2$s, f.reporter_key, f.flow_key, f.scope_key) = (s.dataset_key, s.from_date, a.area_key, s.flow_key, s.scope_key)
        and f.load_key = $1 %4$s$f$,
      t, case t when 'fact_trade_span' then 'from_date' else 'period_date' end,
      case t when 'fact_trade_span' then 'and h.to_date = s.to_date' else '' end,
      case t when 'fact_trade_span' then 'and f.to_date = s.to_date' else '' end);
  end loop;
  execute $f$
    create or replace function mart.revision_change(load integer)
    returns table (kind text, dataset_code varchar, from_date date, to_date date, reporter_code varchar, partner_code varchar, flow_code varchar,
      product_code varchar, product_edition varchar, old_usd numeric, new_usd numeric, delta_usd numeric,
      old_net_weight_kg numeric, new_net_weight_kg numeric, old_quantity numeric, new_quantity numeric)
    language sql stable as $b$
      with s as (select * from dw.revision v where v.load_key = $1 and not v.is_first),
      side (is_old, revision_key, product_key, reporter_key, partner_key, terms_key, unit_key, value_usd, net_weight_kg, quantity, status_key) as ($f$
      || regexp_replace(body, '^\s*union all', '') || $f$),
      old as (select * from side where is_old), new as (select * from side where not is_old),
      pair as (
        select coalesce(o.revision_key, n.revision_key) as revision_key, coalesce(o.product_key, n.product_key) as product_key,
          coalesce(o.reporter_key, n.reporter_key) as reporter_key, coalesce(o.partner_key, n.partner_key) as partner_key,
          coalesce(n.status_key, o.status_key) as status_key,
          case when o.revision_key is null then 'new' when n.revision_key is null then 'withdrawn' else 'changed' end as kind,
          o.value_usd as old_usd, n.value_usd as new_usd, o.net_weight_kg as old_kg, n.net_weight_kg as new_kg, o.quantity as old_q, n.quantity as new_q
        from old o full join new n on (o.revision_key, o.product_key, o.reporter_key, o.partner_key, o.terms_key, o.unit_key)
          = (n.revision_key, n.product_key, n.reporter_key, n.partner_key, n.terms_key, n.unit_key))
      select p.kind, d.dataset_code, s.from_date, s.to_date, r.area_code, a.area_code, w.flow_code, g.code, g.edition,
        p.old_usd, p.new_usd, coalesce(p.new_usd, 0) - coalesce(p.old_usd, 0), p.old_kg, p.new_kg, p.old_q, p.new_q
      from pair p join s using (revision_key) join dw.dim_dataset d using (dataset_key) join dw.dim_flow w using (flow_key)
      join dw.dim_area r on r.area_key = p.reporter_key join dw.dim_area a on a.area_key = p.partner_key
      join dw.dim_product g on g.product_key = p.product_key join dw.dim_status k on k.status_key = p.status_key
      where k.row_kind <> 'rounding'
    $b$ $f$;
end $$;
comment on function mart.revision_change(integer) is 'Every figure that a load made, changed or withdrew in slices that were published before, with the value before and after. A first load has none: all of it is new.';
revoke all on function mart.revision_change(integer) from public;
grant execute on function mart.revision_change(integer) to trade_reader, trade_loader;

--changeset mart:coverage_as_of runOnChange:true splitStatements:false stripComments:false
create or replace function mart.coverage_as_of(at timestamptz)
returns table (dataset_code varchar, from_date date, to_date date, reporter_code varchar, flow_code varchar, scope_code varchar,
  value_usd numeric, control_usd numeric, rejected_rows integer, rejected_usd numeric, release_status varchar, edition_date date, load_key integer)
language sql stable as $$
  select d.dataset_code, v.from_date, v.to_date, r.country_code, w.flow_code, q.scope_code,
    v.value_usd, v.control_usd, v.rejected_rows, v.rejected_usd, v.release_status, v.edition_date, v.load_key
  from (
    select distinct on (x.dataset_key, x.reporter_key, x.flow_key, x.from_date, x.to_date, x.scope_key) x.*
    from dw.revision x join dw.dim_load l on l.load_key = x.load_key where l.published_at <= $1
    order by x.dataset_key, x.reporter_key, x.flow_key, x.from_date, x.to_date, x.scope_key, x.revision_key desc) v
  join dw.dim_dataset d on d.dataset_key = v.dataset_key
  join dw.dim_area r on r.area_key = v.reporter_key
  join dw.dim_flow w on w.flow_key = v.flow_key
  join dw.scope q on q.scope_key = v.scope_key
  where not v.is_withdrawn
$$;
comment on function mart.coverage_as_of(timestamptz) is 'What was in at a moment, by slice, with the status and edition it had then: the companion of mart.trade_as_of.';
revoke all on function mart.coverage_as_of(timestamptz) from public;
grant execute on function mart.coverage_as_of(timestamptz) to trade_reader, trade_loader;
