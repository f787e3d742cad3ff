--liquibase formatted sql

--changeset ops:year_functions runOnChange:true splitStatements:false stripComments:false
-- No default partition. A year is built beside the fact and attached: ATTACH lets readers go on, PARTITION OF waits for every
-- open reader. Owned by the migrator, callable by the loader.
drop function if exists ops.lock_dimensions();
create or replace function ops.lock_dimensions(mode text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare tables text;
begin
  if mode not in ('share row exclusive', 'access exclusive') then
    raise exception '% is no mode in which dimensions are locked', mode;
  end if;
  select string_agg(distinct confrelid::regclass::text, ', ') into tables
  from pg_constraint where conrelid = 'dw.fact_trade'::regclass and contype = 'f';
  loop
    begin
      set local lock_timeout = '200ms';
      execute format('lock table %s in %s mode', tables, mode);
      set local lock_timeout = 0;
      return;
    exception when lock_not_available then
      perform pg_sleep(0.1 + random() / 5);
    end;
  end loop;
end $$;
comment on function ops.lock_dimensions(text) is 'Takes the locks that a foreign key to every dimension needs (share row exclusive), or adopting a filled year with its keys (access exclusive), all or none: who uses a dimension meanwhile is waited for and never stopped, who comes new waits 0.2 s at most, and two never wait in a circle.';

create or replace function ops.year_keys(y integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k record; t regclass := to_regclass(format('dw_part.fact_trade_%s', y));
begin
  for k in select pg_get_constraintdef(oid) as def from pg_constraint where conrelid = 'dw.fact_trade'::regclass and contype = 'f' loop
    if not exists (select 1 from pg_constraint c where c.conrelid = t and c.contype = 'f' and pg_get_constraintdef(c.oid) = k.def) then
      execute format('alter table %s add %s', t, k.def);
    end if;
  end loop;
end $$;
comment on function ops.year_keys(integer) is 'Gives the table of a year the foreign keys of dw.fact_trade that it lacks.';

create or replace function ops.create_year(y integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from dw.dim_period where year_no = y) then
    raise exception 'year % is not in dw.dim_period', y;
  end if;
  perform pg_advisory_xact_lock(4, y);
  if to_regclass(format('dw_part.fact_trade_%s', y)) is not null then
    return false;
  end if;
  execute format('create table dw_part.fact_trade_%s (like dw.fact_trade including defaults including comments, constraint fact_trade_%s_year check (period_date >= %L and period_date < %L))',
                 y, y, make_date(y, 1, 1), make_date(y + 1, 1, 1));
  execute format('comment on table dw_part.fact_trade_%s is %L', y, format('Months of %s of dw.fact_trade.', y));
  -- Keys of an empty table cost nothing. A loader that cannot silence their triggers gets them at the end instead.
  if has_parameter_privilege('trade_loader', 'session_replication_role', 'SET') then
    perform ops.lock_dimensions('share row exclusive');
    perform ops.year_keys(y);
  end if;
  return true;
end $$;
comment on function ops.create_year(integer) is 'Makes the bare table of a year that is not there yet and returns true. In a transaction of its own; the loader then fills it in the one that calls ops.attach_year.';

create or replace function ops.bare_year(y integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i regclass;
begin
  perform pg_advisory_xact_lock(4, y);
  if ops.year_is_live(y) then
    raise exception 'year % is part of dw.fact_trade already', y;
  end if;
  -- What a transaction writes into a table it has emptied itself need not be logged where wal_level is minimal.
  execute format('truncate dw_part.fact_trade_%s', y);
  for i in select indexrelid::regclass from pg_index where indrelid = format('dw_part.fact_trade_%s', y)::regclass loop
    execute format('drop index %s', i);
  end loop;
  delete from ops.filled_year where year_no = y;
end $$;
comment on function ops.bare_year(integer) is 'Empties the table of a year that is not part of dw.fact_trade and drops its indexes, whoever left it filled.';

create or replace function ops.gather_years(load integer, years integer[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y integer; beside text := format('dw_part.beside_%s_%s', load, years[1]);
begin
  execute format('create table %s (like dw.fact_trade including defaults) partition by range (period_date)', beside);
  foreach y in array years loop
    perform ops.bare_year(y);
    execute format('alter table %s attach partition dw_part.fact_trade_%s for values from (%L) to (%L)',
                   beside, y, make_date(y, 1, 1), make_date(y + 1, 1, 1));
  end loop;
end $$;
comment on function ops.gather_years(integer, integer[]) is 'Puts the tables of years that are not there yet, ascending, under dw_part.beside_N_Y (load and first year), empty, so that one insert fills them all; ops.part_years takes them apart.';

create or replace function ops.part_years(load integer, years integer[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y integer; beside text := format('dw_part.beside_%s_%s', load, years[1]);
begin
  foreach y in array years loop
    execute format('alter table %s detach partition dw_part.fact_trade_%s', beside, y);
    perform ops.index_year(y);
  end loop;
  execute format('drop table %s', beside);
end $$;
comment on function ops.part_years(integer, integer[]) is 'Takes the years of ops.gather_years apart again, filled, and indexes them.';

create or replace function ops.index_year(y integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k record; t regclass := to_regclass(format('dw_part.fact_trade_%s', y));
begin
  if exists (select from pg_index where indrelid = t) then
    return;
  end if;
  for k in select indexdef from pg_indexes where schemaname = 'dw' and tablename = 'fact_trade' loop
    execute regexp_replace(k.indexdef, '^CREATE INDEX \S+ ON (ONLY )?dw\.fact_trade', format('create index on %s', t));
  end loop;
  -- What questions filter and join by; the measures need no statistics.
  execute format('analyze %s (dataset_key, period_date, scope_key, reporter_key, partner_key, flow_key, product_key, terms_key, status_key)', t);
end $$;
comment on function ops.index_year(integer) is 'Gives the table of a year the indexes of dw.fact_trade and statistics, where it has none.';

create or replace function ops.years_filled(load integer, token bigint, years integer[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y integer;
begin
  foreach y in array years loop
    insert into ops.filled_year (year_no, load_key, fencing_token) values (y, load, token);
  end loop;
end $$;
comment on function ops.years_filled(integer, bigint, integer[]) is 'Notes that years hold the figures of a load, filled under a lease. In the transaction that filled them.';

create or replace function ops.year_is_filled(y integer, load integer, token bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(4, y);
  return not ops.year_is_live(y) and exists (select from ops.filled_year where (year_no, load_key, fencing_token) = (y, load, token));
end $$;
comment on function ops.year_is_filled(integer, integer, bigint) is 'True where a year beside dw.fact_trade holds the figures of a load, filled under this lease. Nobody else fills it until the transaction ends.';

create or replace function ops.empty_filled_years(of_feed text, token bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y integer;
begin
  for y in select year_no from ops.filled_year f join ops.load using (load_key)
           where feed = of_feed and f.fencing_token = coalesce(token, f.fencing_token) order by 1 loop
    perform pg_advisory_xact_lock(4, y);
    if not ops.year_is_live(y) and exists (select from ops.filled_year f join ops.load using (load_key)
                                           where year_no = y and feed = of_feed and f.fencing_token = coalesce(token, f.fencing_token)) then
      perform ops.bare_year(y);
    end if;
  end loop;
end $$;
comment on function ops.empty_filled_years(text, bigint) is 'Empties the years that loads of a feed have filled and not published: under one lease, or all (null) for who holds the lock of the feed.';

create or replace function ops.year_is_live(y integer) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from pg_inherits where inhrelid = to_regclass(format('dw_part.fact_trade_%s', y)))
$$;
comment on function ops.year_is_live(integer) is 'True where the year is part of dw.fact_trade.';

create or replace function ops.attach_year(y integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(4, y);
  if ops.year_is_live(y) then
    return;
  end if;
  -- Indexes and keys first, so that ATTACH only adopts them.
  perform ops.index_year(y);
  perform ops.lock_dimensions('share row exclusive');
  perform ops.year_keys(y);
  -- ATTACH drops the triggers of the keys it adopts, which takes each dimension from its readers until the transaction ends.
  perform ops.lock_dimensions('access exclusive');
  execute format('alter table dw.fact_trade attach partition dw_part.fact_trade_%s for values from (%L) to (%L)',
                 y, make_date(y, 1, 1), make_date(y + 1, 1, 1));
  delete from ops.filled_year where year_no = y;
end $$;
comment on function ops.attach_year(integer) is 'Indexes the table of a year where it is not, gives it its keys and attaches it to dw.fact_trade. A filled year: inside the publishing transaction, after its dim_load row and last of all, because nobody reads the dimensions until it ends.';

create or replace function ops.ensure_year(y integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ops.create_year(y);
  if not ops.year_is_live(y) then
    perform ops.bare_year(y);
    perform ops.attach_year(y);
  end if;
end $$;
comment on function ops.ensure_year(integer) is 'Makes and attaches an empty year where it is missing. In a transaction of its own, before publishing.';
