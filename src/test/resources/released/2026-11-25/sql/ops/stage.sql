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

--changeset ops:stage_functions runOnChange:true splitStatements:false stripComments:false
create or replace function ops.create_figures(load integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare what text;
begin
  foreach what in array array['figure', 'sum', 'goods'] loop
    if to_regclass(format('stg.%s_%s', what, load)) is null then
      execute format('create unlogged table stg.%s_%s (like stg.%s_template including all)', what, load, what);
    end if;
  end loop;
end $$;
comment on function ops.create_figures(integer) is 'Makes what settlement fills where it is missing: stg.figure_N, stg.sum_N, stg.goods_N. Unlogged: a restart settles again from stg.load_N, which is logged.';

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
  execute format('truncate stg.figure_%1$s, stg.sum_%1$s, stg.goods_%1$s', load);
end $$;
comment on function ops.truncate_figures(integer) is 'Empties the figures of a load: it is settled again.';

create or replace function ops.truncate_stage(load integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format('truncate stg.load_%s', load);
  perform ops.truncate_figures(load);
end $$;
comment on function ops.truncate_stage(integer) is 'Empties the stage tables of a load: it is staged again from zero.';

create or replace function ops.drop_stage(load integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format('drop table if exists stg.load_%1$s, stg.figure_%1$s, stg.sum_%1$s, stg.goods_%1$s', load);
end $$;
comment on function ops.drop_stage(integer) is 'Drops the stage tables of a load.';

create or replace function ops.analyze_table(name text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare t regclass := to_regclass(name);
begin
  if t is null or not exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                              where c.oid = t and n.nspname in ('stg', 'dw', 'dw_part', 'mart')) then
    raise exception '% is no table of stg, dw, dw_part or mart', name;
  end if;
  execute format('analyze %s', t);
end $$;
comment on function ops.analyze_table(text) is 'Refreshes the planner''s statistics of a table, which only its owner may do: after staging and after a large load.';
