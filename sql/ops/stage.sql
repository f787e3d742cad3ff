--liquibase formatted sql

--changeset ops:stage_templates splitStatements:false stripComments:false
-- Every load gets two logged tables made from these; logged, because a restart compares the staged blocks.
create table stg.template (
  value_usd numeric(19,3) not null,
  value_national numeric(19,3),
  cif_usd numeric(19,3),
  fob_usd numeric(19,3),
  net_weight_kg numeric(19,3),
  gross_weight_kg numeric(19,3),
  quantity numeric(19,3),
  quantity2 numeric(19,3),
  product_key integer not null,
  from_date date not null,
  to_date date not null,
  source_row integer not null,
  part_key integer not null default 0,
  block_no integer not null,
  reporter_key smallint not null,
  partner_key smallint not null,
  partner2_key smallint not null,
  flow_key smallint not null,
  terms_key smallint not null,
  unit_key smallint not null default 0,
  unit2_key smallint not null default 0,
  currency_key smallint not null default 0,
  status_key smallint not null,
  supply_code varchar(4) not null
);
comment on table stg.template is 'Shape of stg.load_N: the candidates of load N as read, keys resolved, before settlement.';
comment on column stg.template.partner2_key is 'Second partner; 1 = World, the total over second partners.';
comment on column stg.template.supply_code is 'Mode of supply; 0 = total.';
comment on column stg.template.block_no is 'The block that staged the row; its count is recorded in ops.stage_block.';

create table stg.figure_template (like dw.fact_trade_span including defaults including comments);
alter table stg.figure_template drop column load_key;
alter table stg.figure_template add column slice_no integer not null;
comment on table stg.figure_template is 'Shape of stg.figure_N: the figures of load N after settlement, what publishing compares with the warehouse.';
comment on column stg.figure_template.slice_no is 'ops.load_slice of the figure.';

--changeset ops:stage_sums splitStatements:false stripComments:false
create table stg.sum_template (
  value_usd numeric(22,3) not null,
  net_weight_kg numeric(22,3),
  n bigint not null,
  from_date date not null,
  to_date date not null,
  slice_no integer not null,
  scope_key integer not null,
  dataset_key smallint not null,
  reporter_key smallint not null,
  partner_key smallint not null,
  flow_key smallint not null,
  terms_key smallint not null,
  unit_key smallint not null,
  unit2_key smallint not null,
  currency_key smallint not null,
  status_key smallint not null
);
comment on table stg.sum_template is 'Shape of stg.sum_N: the figures of load N summed over products, so that checks, plan and publishing need not go through them again.';
comment on column stg.sum_template.n is 'Figures that are summed.';
create table stg.goods_template (product_key integer not null);
comment on table stg.goods_template is 'Shape of stg.goods_N: the products that the figures of load N name.';

--changeset ops:stage_tallies splitStatements:false stripComments:false
create table stg.tally_template (
  value_usd numeric(22,3) not null,
  net_weight_kg numeric(22,3),
  n bigint not null,
  from_date date not null,
  to_date date not null,
  reporter_key smallint not null,
  partner_key smallint not null,
  partner2_key smallint not null,
  flow_key smallint not null,
  terms_key smallint not null,
  unit_key smallint not null,
  unit2_key smallint not null,
  currency_key smallint not null,
  status_key smallint not null,
  code_level smallint not null,
  nomenclature varchar(12) not null,
  supply_code varchar(4) not null
);
comment on table stg.tally_template is 'Shape of stg.tally_N: the candidates of load N summed over products. Staging counts along; where it could not, settlement sums once.';
comment on column stg.tally_template.n is 'Candidates that are summed.';
create table stg.place_template (
  from_date date not null,
  to_date date not null,
  slice_no integer not null,
  scope_key integer not null,
  dataset_key smallint not null,
  reporter_key smallint not null,
  flow_key smallint not null
);
comment on table stg.place_template is 'Shape of stg.place_N: to which slice the figures of load N belong, where reporter, flow and period say it.';
alter table ops.load add column is_distinct boolean;
comment on column ops.load.is_distinct is 'True where staging saw that no candidate is stated twice; null where it did not look at all of them.';
comment on table stg.figure_template is 'Shape of stg.made_N: the figures that settlement of load N made; stg.figure_N shows them together with the staged rows that are figures as they are.';

--changeset ops:stage_defaults splitStatements:false stripComments:false
-- Columns that no row of a file fills are not sent. Stages that wait for a restart get the defaults too.
do $$
declare t regclass;
begin
  for t in select c.oid::regclass from pg_class c where c.relnamespace = 'stg'::regnamespace and (c.relname = 'template' or c.relname ~ '^load_[0-9]+$') loop
    execute format('alter table %s alter column partner2_key set default 1, alter column supply_code set default ''0''', t);
  end loop;
end $$;

--changeset ops:stage_fixed_first splitStatements:false stripComments:false
-- Columns of fixed width first: settling and checks look at keys, and find them without stepping over the measures of a row. Stages that
-- wait for a restart keep their order; nothing relies on it.
alter table stg.template rename to template_before;
create table stg.template (
  product_key integer not null,
  from_date date not null,
  to_date date not null,
  source_row integer not null,
  part_key integer not null default 0,
  block_no integer not null,
  reporter_key smallint not null,
  partner_key smallint not null,
  partner2_key smallint not null default 1,
  flow_key smallint not null,
  terms_key smallint not null,
  unit_key smallint not null default 0,
  unit2_key smallint not null default 0,
  currency_key smallint not null default 0,
  status_key smallint not null,
  value_usd numeric(19,3) not null,
  value_national numeric(19,3),
  cif_usd numeric(19,3),
  fob_usd numeric(19,3),
  net_weight_kg numeric(19,3),
  gross_weight_kg numeric(19,3),
  quantity numeric(19,3),
  quantity2 numeric(19,3),
  supply_code varchar(4) not null default '0'
);
comment on table stg.template is 'Shape of stg.load_N: the candidates of load N as read, keys resolved, before settlement.';
comment on column stg.template.partner2_key is 'Second partner; 1 = World, the total over second partners.';
comment on column stg.template.supply_code is 'Mode of supply; 0 = total.';
comment on column stg.template.block_no is 'The block that staged the row; its count is recorded in ops.stage_block.';
drop table stg.template_before;

--changeset ops:stage_functions runOnChange:true splitStatements:false stripComments:false
create or replace function ops.left_out(keys text, of text) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare few integer[]; kind text := (select format_type(atttypid, null) from pg_attribute where attrelid = 'stg.template'::regclass and attname = keys);
begin
  execute format('select array_agg(x.%1$I) from (select %2$s limit 1001) x', keys, of) into few;
  return case when few is null then ''
    when cardinality(few) > 1000 then format(' and h.%I not in (select %s)', keys, of)
    else format(' and h.%I <> all (%L::%s[])', keys, few, kind) end;
end $$;
comment on function ops.left_out(text, text) is 'A condition that leaves out the keys of a query: as constants where they are few, for a row is compared with them fastest. Runs as who calls it.';

create or replace function ops.view_figures(load integer, in_place boolean, terms smallint[], whole_supply boolean, whole_partner2 boolean,
  of_nomenclature text, of_depth integer, of_breadth integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  columns text := 'value_usd, value_national, cif_usd, fob_usd, net_weight_kg, gross_weight_kg, quantity, quantity2, product_key, from_date, to_date, %1$s.scope_key,'
    ' source_row, part_key, %1$s.dataset_key, %2$s.reporter_key, partner_key, %2$s.flow_key, terms_key, unit_key, unit2_key, currency_key, status_key, %1$s.slice_no, %3$s as wid, %4$s as origin';
  staged text := '';
begin
  if (select relkind from pg_class where oid = to_regclass(format('stg.figure_%s', load))) = 'r' then
    execute format('drop table stg.figure_%s', load);
  end if;
  execute format('drop view if exists stg.figure_%1$s, stg.staged_%1$s', load);
  if in_place then
    staged := case when terms is null then '' else format(' and h.terms_key = any (%L::smallint[])', terms) end
      || case when whole_supply then ' and h.supply_code = ''0''' else '' end
      || case when whole_partner2 then ' and h.partner2_key = 1' else '' end;
    if of_depth is not null then
      staged := staged
        || ops.left_out('product_key', format('p.product_key from dw.dim_product p join stg.goods_%s g using (product_key) where p.nomenclature <> %L or p.code_level <> %s', load, of_nomenclature, of_depth))
        || ops.left_out('partner_key', format('a.area_key as partner_key from dw.dim_area a where case when a.area_key = 1 then 0 when a.area_kind = ''region'' then 2 else 1 end <> %s', of_breadth));
    end if;
    execute format('create view stg.staged_%1$s as select h.*, h.ctid as wid from stg.load_%1$s h where true', load) || staged;
    execute format('comment on view stg.staged_%1$s is %2$L', load, format('The staged rows of load %s that are figures as they are.', load));
    staged := ' union all select ' || format(columns, 'z', 'h', 'h.wid', 2)
      || format(' from stg.staged_%1$s h join stg.place_%1$s z using (reporter_key, flow_key, from_date, to_date)', load);
  end if;
  execute format('create view stg.figure_%1$s as select ', load) || format(columns, 'm', 'm', 'm.ctid', 0) || format(' from stg.made_%s m', load) || staged;
  execute format('comment on view stg.figure_%1$s is %2$L', load, format('The figures of load %s after settlement: what publishing compares with the warehouse.', load));
end $$;
comment on function ops.view_figures(integer, boolean, smallint[], boolean, boolean, text, integer, integer) is
  'Makes stg.figure_N: the figures that settlement made and, in place, staged rows as they are (stg.staged_N), in the slices that stg.place_N names: rows of these terms, of all modes of supply and second partners, of one nomenclature, depth and breadth; null and false = any.';

create or replace function ops.create_figures(load integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare what text;
begin
  foreach what in array array['made', 'sum', 'goods', 'tally', 'place'] loop
    if to_regclass(format('stg.%s_%s', what, load)) is null then
      execute format('create unlogged table stg.%s_%s (like stg.%s_template including all)', what, load, case what when 'made' then 'figure' else what end);
    end if;
  end loop;
  perform ops.view_figures(load, false, null, false, false, null, null, null);
end $$;
comment on function ops.create_figures(integer) is 'Makes what settlement fills where it is missing: stg.made_N, stg.sum_N, stg.goods_N, stg.tally_N, stg.place_N and the view stg.figure_N. Unlogged: a restart settles again from stg.load_N, which is logged.';

create or replace function ops.create_stage(load integer) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if load is null or load < 1 then
    raise exception 'load % has no stage', load;
  end if;
  perform pg_advisory_xact_lock(5, load);
  if to_regclass(format('stg.load_%s', load)) is null then
    execute format('create table stg.load_%s (like stg.template including all)', load);
  end if;
  perform ops.create_figures(load);
  return format('stg.load_%s', load);
end $$;
comment on function ops.create_stage(integer) is 'Makes the stage tables of a load where they are missing and returns the name of the first, stg.load_N.';

create or replace function ops.truncate_figures(load integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ops.create_figures(load);
  execute format('truncate stg.made_%1$s, stg.sum_%1$s, stg.place_%1$s', load);
end $$;
comment on function ops.truncate_figures(integer) is 'Empties the figures of a load: it is settled again.';

create or replace function ops.truncate_stage(load integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ops.truncate_figures(load);
  execute format('truncate stg.load_%1$s, stg.tally_%1$s, stg.goods_%1$s', load);
end $$;
comment on function ops.truncate_stage(integer) is 'Empties the stage tables of a load: it is staged again from zero.';

create or replace function ops.drop_stage(load integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  list text;
begin
  if (select relkind from pg_class where oid = to_regclass(format('stg.figure_%s', load))) = 'v' then
    execute format('drop view if exists stg.figure_%1$s, stg.staged_%1$s', load);
  else
    execute format('drop table if exists stg.figure_%s', load);
  end if;
  execute format('drop table if exists stg.load_%1$s, stg.made_%1$s, stg.sum_%1$s, stg.goods_%1$s, stg.tally_%1$s, stg.place_%1$s', load);
  foreach list in array array['fx_quote', 'product_name', 'concordance'] loop
    if to_regclass('stg.' || list) is not null then
      execute format('delete from stg.%I where load_key = %s', list, load);
    end if;
  end loop;
end $$;
comment on function ops.drop_stage(integer) is 'Drops the stage tables of a load, and what it has staged in the tables that lists share.';

drop function if exists ops.analyze_table(text);
create or replace function ops.analyze_table(name text, columns name[] default '{}') returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare t regclass := to_regclass(name);
begin
  if t is null or not exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                              where c.oid = t and n.nspname in ('stg', 'dw', 'dw_part', 'mart')) then
    raise exception '% is no table of stg, dw, dw_part or mart', name;
  end if;
  execute format('analyze %s', t) || coalesce((select '(' || string_agg(quote_ident(c), ', ') || ')' from unnest(columns) c), '');
end $$;
comment on function ops.analyze_table(text, name[]) is 'Refreshes the planner''s statistics of a table, or of some of its columns, which only its owner may do: after staging and after a large load.';

--changeset ops:stages_nobody_needs splitStatements:false stripComments:false
-- What was staged before such tables were dropped: refused loads, and loads whose file was loaded once more.
do $$
declare one integer;
begin
  for one in select l.load_key from ops.load l
             where l.state = 'refused'
               or to_regclass(format('stg.load_%s', l.load_key)) is not null
                 and exists (select 1 from ops.load n where (n.feed, n.sha256) = (l.feed, l.sha256) and n.load_no > l.load_no and n.state <> 'planned')
  loop
    perform ops.drop_stage(one);
  end loop;
end $$;
