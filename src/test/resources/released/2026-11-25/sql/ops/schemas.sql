--liquibase formatted sql

--changeset ops:schemas splitStatements:false stripComments:false
create schema dw;
create schema mart;
create schema stg;
create schema dw_part;
create schema batch;

comment on schema dw is 'The star: dimensions, facts, bridges and coverage.';
comment on schema mart is 'The contract with BI tools: views, summaries and as-of functions.';
comment on schema stg is 'Staged rows of the loads in work, one table a load.';
comment on schema dw_part is 'Years of dw.fact_trade. Closed to BI: read dw.fact_trade.';
comment on schema ops is 'Runs, loads, files, findings, rejects, aliases, corrections, leases, holds and the audit trail.';
comment on schema batch is 'Job repository of Spring Batch.';

--changeset ops:roles splitStatements:false stripComments:false
-- Roles belong to the whole server: made only where missing and allowed.
do $$
declare r text;
begin
  foreach r in array array['trade_reader', 'trade_loader'] loop
    if not exists (select 1 from pg_roles where rolname = r) then
      execute format('create role %I nologin', r);
    end if;
  end loop;
  if not exists (select 1 from pg_roles where rolname = 'bi') then
    create role bi login in role trade_reader;
  end if;
exception when insufficient_privilege then
  raise exception 'roles trade_reader, trade_loader and bi are missing and may not be created here: an administrator creates them once'
    using hint = 'create role trade_reader nologin; create role trade_loader nologin; create role bi login in role trade_reader;';
end $$;

-- Before any table: default privileges hold for everything the migrator creates here and in later changesets.
grant usage on schema mart, dw to trade_reader;
grant usage on schema dw, mart, stg, ops, batch, dw_part to trade_loader;
alter default privileges in schema mart grant select on tables to trade_reader;
-- information_schema shows foreign keys only to roles with more than SELECT; REFERENCES is harmless without CREATE.
alter default privileges in schema dw grant select, references on tables to trade_reader;
alter default privileges in schema dw, mart, stg, ops, batch, dw_part grant select, insert, update, delete on tables to trade_loader;
alter default privileges in schema dw, stg, ops, batch grant usage, select on sequences to trade_loader;

--changeset ops:schema_state splitStatements:false stripComments:false
create table ops.schema_state (
  is_current boolean primary key default true check (is_current),
  schema_hash char(64) not null,
  reference_hash varchar(64) not null default '',
  migrated_at timestamptz not null default clock_timestamp()
);
comment on table ops.schema_state is 'One row: which state of the sql folder this database is in. Commands compare it before they read or write.';
comment on column ops.schema_state.schema_hash is 'SHA-256 over the changelog and every file it includes.';
comment on column ops.schema_state.reference_hash is 'SHA-256 over the code lists loaded last; empty before the first load.';
