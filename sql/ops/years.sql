--liquibase formatted sql

--changeset ops:year_functions runOnChange:true splitStatements:false stripComments:false
-- No default partition. A year is built beside the fact and attached: ATTACH lets readers go on, PARTITION OF waits for every
-- open reader. Owned by the migrator, callable by the loader.
drop function if exists ops.gather_years(integer, integer[]);
drop function if exists ops.lock_dimensions();
drop function if exists ops.lock_dimensions(text);
drop function if exists ops.lock_together(regclass[], text, integer);
create or replace function ops.waits_for_me(tables regclass[], wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  -- Held locks alone: a session that tries for 0.2 s and then lets go waits for nobody.
  with recursive in_my_way as (
    select l.pid from pg_locks l
    where l.locktype = 'relation' and l.granted and l.pid <> pg_backend_pid()
      and l.database = (select oid from pg_database where datname = current_database()) and l.relation = any (tables)
      and (wanted = 'access exclusive' or l.mode not in ('AccessShareLock', 'RowShareLock'))
    union
    select unnest(pg_blocking_pids(w.pid)) from in_my_way w where w.pid <> pg_backend_pid())
  select exists (select from in_my_way where pid = pg_backend_pid())
$$;
comment on function ops.waits_for_me(regclass[], text) is 'True where who holds one of the tables against a lock waits in turn for the caller: none of them would ever end.';

create or replace function ops.lock_together(tables regclass[], mode text, tries integer, years integer[] default '{}') returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare statement text; y integer;
begin
  if mode not in ('share row exclusive', 'access exclusive') then
    raise exception '% is no mode in which tables are locked together', mode;
  end if;
  -- Only: years of the fact that are not named are not waited for.
  statement := format('lock table %s in %s mode', (select string_agg('only ' || t, ', ') from unnest(tables) t), mode);
  for try in 1 .. coalesce(tries, 2147483647) loop
    begin
      foreach y in array years loop
        if not pg_try_advisory_xact_lock(4, y) then
          raise lock_not_available;
        end if;
      end loop;
      if cardinality(tables) > 0 then
        set local lock_timeout = '200ms';
        execute statement;
        set local lock_timeout = 0;
      end if;
      return true;
    exception when lock_not_available then
      -- Whoever waits longer than this looks for circles; tries are shorter, so nobody else would.
      if ops.waits_for_me(tables, mode) then
        raise exception using errcode = 'deadlock_detected', message = 'another session waits for this one and holds what this one needs',
          hint = 'Try again: the other goes on as soon as this transaction has ended.';
      end if;
      perform pg_sleep(0.1 + random() / 5);
    end;
  end loop;
  return false;
end $$;
comment on function ops.lock_together(regclass[], text, integer, integer[]) is 'Takes a lock on tables, and years for the caller, all or none: who uses one meanwhile is waited for and never stopped, who comes new waits 0.2 s at most, and two never wait in a circle. Tries again without end, or so many times; false where it has none then.';

create or replace function ops.key_dimensions() returns regclass[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array_agg(distinct confrelid)::regclass[] from pg_constraint where conrelid = 'dw.fact_trade'::regclass and contype = 'f'
$$;
comment on function ops.key_dimensions() is 'The tables that dw.fact_trade has keys to.';

create or replace function ops.year_is_live(y integer) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from pg_inherits where inhrelid = to_regclass(format('dw_part.fact_trade_%s', y)) and inhparent = 'dw.fact_trade'::regclass)
$$;
comment on function ops.year_is_live(integer) is 'True where the year is part of dw.fact_trade.';

create or replace function ops.year_beside(y integer) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select format(case when ops.year_is_live(y) then 'dw_part.rebuilt_%s' else 'dw_part.fact_trade_%s' end, y)
$$;
comment on function ops.year_beside(integer) is 'The table beside dw.fact_trade in which a year is filled: its own while the year is no part of the fact, else the one that is to take its place.';

create or replace function ops.year_stamp(y integer) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select md5(coalesce(string_agg(ctid::text || xmin::text, ' ' order by ctid), ''))
  from dw.coverage where from_date between make_date(y, 1, 1) and make_date(y, 12, 31)
$$;
comment on function ops.year_stamp(integer) is 'Another text as soon as anything is published into a year: every publication writes the coverage of its slices anew.';

drop function if exists ops.year_keys(integer);
create or replace function ops.keys_lacking(y integer, unpublished boolean default false) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(pg_get_constraintdef(k.oid)), '{}') from pg_constraint k
  where k.conrelid = 'dw.fact_trade'::regclass and k.contype = 'f' and not (unpublished and k.confrelid = 'dw.dim_load'::regclass)
    and not exists (select from pg_constraint c where c.conrelid = ops.year_beside(y)::regclass and c.contype = 'f' and pg_get_constraintdef(c.oid) = pg_get_constraintdef(k.oid))
$$;
comment on function ops.keys_lacking(integer, boolean) is 'The foreign keys of dw.fact_trade that the table of a year beside it has not; of an unpublished one without that to its load, which is in no dimension yet.';

create or replace function ops.year_keys(y integer, unpublished boolean default false) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare def text;
begin
  foreach def in array ops.keys_lacking(y, unpublished) loop
    execute format('alter table %s add %s', ops.year_beside(y), def);
  end loop;
end $$;
comment on function ops.year_keys(integer, boolean) is 'Gives the table of a year beside the fact the foreign keys of dw.fact_trade that it lacks. For who has the dimensions in share row exclusive mode.';

create or replace function ops.key_filled_year(y integer, load integer, token bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from ops.filled_year where (year_no, load_key, fencing_token) = (y, load, token)) or cardinality(ops.keys_lacking(y, true)) = 0 then
    return;
  end if;
  perform ops.lock_together(ops.key_dimensions(), 'share row exclusive', null, array[y]);
  if exists (select from ops.filled_year where (year_no, load_key, fencing_token) = (y, load, token)) then
    perform ops.year_keys(y, true);
  end if;
end $$;
comment on function ops.key_filled_year(integer, integer, bigint) is 'Gives a year filled under a lease the keys it lacks, all but that to its load, and checks them while readers go on. In a transaction of its own that holds nothing else.';

create or replace function ops.create_beside(y integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare t text := ops.year_beside(y); name text; is_silent boolean := has_parameter_privilege('trade_loader', 'session_replication_role', 'SET');
begin
  if to_regclass(t) is not null then
    return false;
  end if;
  -- Nothing is held while it waits, so that nobody can wait for it meanwhile.
  perform ops.lock_together(case when is_silent then ops.key_dimensions() else '{}' end, 'share row exclusive', null, array[y]);
  t := ops.year_beside(y);
  if to_regclass(t) is not null then
    return false;
  end if;
  if not exists (select 1 from dw.dim_period where year_no = y) then
    raise exception 'year % is not in dw.dim_period', y;
  end if;
  name := split_part(t, '.', 2);
  execute format('create table %s (like dw.fact_trade including defaults including comments, constraint %I check (period_date >= %L and period_date < %L))',
                 t, name || '_year', make_date(y, 1, 1), make_date(y + 1, 1, 1));
  execute format('comment on table %s is %L', t, format('Months of %s of dw.fact_trade.', y));
  -- Keys of an empty table cost nothing. A loader that cannot silence their triggers gets them when it is filled.
  if is_silent then
    perform ops.year_keys(y);
  end if;
  return true;
end $$;
comment on function ops.create_beside(integer) is 'Makes the bare table beside the fact that a year can be filled in, where it is missing, and returns true. In a transaction of its own that holds nothing else.';

create or replace function ops.create_year(y integer) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select case when ops.year_is_live(y) then false else ops.create_beside(y) end
$$;
comment on function ops.create_year(integer) is 'Makes the bare table of a year that is not there yet and returns true. In a transaction of its own that holds nothing else; the loader then fills it in the one that calls ops.attach_year.';

create or replace function ops.bare_year(y integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i regclass; t text;
begin
  perform pg_advisory_xact_lock(4, y);
  t := ops.year_beside(y);
  if to_regclass(t) is null then
    raise exception 'year % has no table beside dw.fact_trade', y;
  end if;
  -- What a transaction writes into a table it has emptied itself need not be logged where wal_level is minimal.
  execute format('truncate %s', t);
  for i in select indexrelid::regclass from pg_index where indrelid = t::regclass loop
    execute format('drop index %s', i);
  end loop;
  delete from ops.filled_year where year_no = y;
end $$;
comment on function ops.bare_year(integer) is 'Empties the table of a year beside dw.fact_trade and drops its indexes, whoever left it filled.';

create or replace function ops.gather_years(load integer, years integer[]) returns integer[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y integer; gathered integer[] := '{}'; beside text;
begin
  -- Before anything is locked that a publication waits for.
  foreach y in array years loop
    perform pg_advisory_xact_lock(4, y);
    if to_regclass(ops.year_beside(y)) is not null then
      gathered := gathered || y;
    end if;
  end loop;
  if cardinality(gathered) = 0 then
    return gathered;
  end if;
  beside := format('dw_part.beside_%s_%s', load, gathered[1]);
  execute format('create table %s (like dw.fact_trade including defaults) partition by range (period_date)', beside);
  foreach y in array gathered loop
    perform ops.bare_year(y);
    execute format('alter table %s attach partition %s for values from (%L) to (%L)',
                   beside, ops.year_beside(y), make_date(y, 1, 1), make_date(y + 1, 1, 1));
  end loop;
  return gathered;
end $$;
comment on function ops.gather_years(integer, integer[]) is 'Puts the tables of years beside the fact, ascending, under dw_part.beside_N_Y (load and first year), empty, so that one insert fills them all; ops.part_years takes them apart. Returns those it found: another load may have attached one meanwhile.';

create or replace function ops.part_years(load integer, years integer[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y integer; beside text := format('dw_part.beside_%s_%s', load, years[1]);
begin
  foreach y in array years loop
    execute format('alter table %s detach partition %s', beside, ops.year_beside(y));
    perform ops.index_year(y);
  end loop;
  execute format('drop table %s', beside);
end $$;
comment on function ops.part_years(integer, integer[]) is 'Takes the years of ops.gather_years apart again, filled, and indexes them.';

create or replace function ops.index_year(y integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare k record; t regclass := ops.year_beside(y)::regclass;
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
comment on function ops.index_year(integer) is 'Gives the table of a year beside the fact the indexes of dw.fact_trade and statistics, where it has none.';

create or replace function ops.years_filled(load integer, token bigint, years integer[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y integer;
begin
  foreach y in array years loop
    insert into ops.filled_year (year_no, load_key, fencing_token, replaces)
    values (y, load, token, case when ops.year_is_live(y) then ops.year_stamp(y) end);
  end loop;
end $$;
comment on function ops.years_filled(integer, bigint, integer[]) is 'Notes that years hold the figures of a load, filled under a lease, and what else was live in them. In the transaction that fills them, before it reads what is live.';

create or replace function ops.year_is_filled(y integer, load integer, token bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(4, y);
  return exists (select from ops.filled_year where (year_no, load_key, fencing_token) = (y, load, token)
                   and replaces is not distinct from case when ops.year_is_live(y) then ops.year_stamp(y) end);
end $$;
comment on function ops.year_is_filled(integer, integer, bigint) is 'True where a year beside dw.fact_trade holds the figures of a load, filled under this lease, and all that is live in the year besides. Nobody else fills it until the transaction ends.';

create or replace function ops.empty_filled_years(of_feed text, token bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y integer;
begin
  for y in select year_no from ops.filled_year f join ops.load using (load_key)
           where feed = of_feed and f.fencing_token = coalesce(token, f.fencing_token) order by 1 loop
    perform pg_advisory_xact_lock(4, y);
    if exists (select from ops.filled_year f join ops.load using (load_key)
               where year_no = y and feed = of_feed and f.fencing_token = coalesce(token, f.fencing_token)) then
      perform ops.bare_year(y);
    end if;
  end loop;
end $$;
comment on function ops.empty_filled_years(text, bigint) is 'Empties the years that loads of a feed have filled and not published: under one lease, or all (null) for who holds the lock of the feed.';

drop function if exists ops.attach_year(integer);
create or replace function ops.attach_year(y integer, tries integer default null) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(4, y);
  if ops.year_is_live(y) then
    return true;
  end if;
  perform ops.index_year(y);
  -- One lock, taken at once and last: who has it already and waits for more would have others wait for it. ATTACH drops the triggers of
  -- the keys it adopts, which takes each dimension from its readers until the transaction ends; keys that it makes itself it checks while
  -- they go on.
  if not ops.lock_together(ops.key_dimensions(), case when cardinality(ops.keys_lacking(y)) = 0 then 'access exclusive' else 'share row exclusive' end, tries) then
    return false;
  end if;
  execute format('alter table dw.fact_trade attach partition dw_part.fact_trade_%s for values from (%L) to (%L)',
                 y, make_date(y, 1, 1), make_date(y + 1, 1, 1));
  delete from ops.filled_year where year_no = y;
  return true;
end $$;
comment on function ops.attach_year(integer, integer) is 'Indexes the table of a year where it is not and attaches it, with its keys, to dw.fact_trade; false where readers of the dimensions have not left in so many tries. A filled year: inside the publishing transaction, after its dim_load row and last of all, because nobody reads the dimensions until it ends.';

create or replace function ops.readers_have_left(tries integer) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select ops.lock_together(ops.key_dimensions(), 'access exclusive', tries)
$$;
comment on function ops.readers_have_left(integer) is 'Waits, so many tries, for a moment in which nobody reads a dimension; true when there was one. In a transaction of its own that holds nothing else and ends at once.';

create or replace function ops.exchange_years(years integer[], tries integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y integer; was text; is_now text; named record;
begin
  -- Checking all keys takes longer than readers are to wait.
  if exists (select from unnest(years) n where cardinality(ops.keys_lacking(n, true)) > 0) then
    return false;
  end if;
  if not ops.lock_together(ops.key_dimensions() || 'dw.fact_trade'::regclass || (select array_agg(format('dw_part.fact_trade_%s', n)::regclass) from unnest(years) n),
                           'access exclusive', tries) then
    return false;
  end if;
  foreach y in array years loop
    was := format('fact_trade_%s', y);
    is_now := format('rebuilt_%s', y);
    perform ops.year_keys(y);
    execute format('drop table dw_part.%s', was);
    for named in select conname as name from pg_constraint where conrelid = format('dw_part.%s', is_now)::regclass and starts_with(conname, is_now) loop
      execute format('alter table dw_part.%s rename constraint %I to %I', is_now, named.name, was || substr(named.name, length(is_now) + 1));
    end loop;
    for named in select relname as name from pg_index join pg_class on oid = indexrelid
                 where indrelid = format('dw_part.%s', is_now)::regclass and starts_with(relname, is_now) loop
      execute format('alter index dw_part.%I rename to %I', named.name, was || substr(named.name, length(is_now) + 1));
    end loop;
    execute format('alter table dw_part.%s rename to %s', is_now, was);
    execute format('alter table dw.fact_trade attach partition dw_part.%s for values from (%L) to (%L)', was, make_date(y, 1, 1), make_date(y + 1, 1, 1));
    delete from ops.filled_year where year_no = y;
  end loop;
  return true;
end $$;
comment on function ops.exchange_years(integer[], integer) is 'Puts filled tables in the place of the years they were filled for, and returns true; false where readers have not left these years in so many tries or a table lacks a key, and nothing was done. Inside the publishing transaction, which publishes alone, after its dim_load row and last of all: nobody reads the fact until it ends.';

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
