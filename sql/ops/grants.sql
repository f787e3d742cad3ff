--liquibase formatted sql

--changeset ops:grants runOnChange:true runAlways:true splitStatements:false stripComments:false
-- Always: a function that is made anew may be called by everybody until this has run.
-- Mixes flows: only its two halves are the contract.
revoke all on mart.trade_all from trade_reader;
-- Bodies of the views of turnover: those ask for a dataset.
revoke all on mart.turnover_all, mart.turnover_pair, mart.growth_pair from trade_reader;
-- The audit trail is append only.
revoke update, delete on ops.audit from trade_loader;
revoke insert, update, delete on ops.schema_state from trade_loader;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'ops' loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trade_loader', f);
  end loop;
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'mart' loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trade_reader, trade_loader', f);
  end loop;
end $$;

--changeset ops:database_grants runAlways:true splitStatements:false stripComments:false
-- These belong to the database or the server, not to the schema: a copy of the schema needs them again.
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
  execute format('grant temporary on database %I to trade_loader', current_database());
end $$;

-- Replaces row-by-row key checks by one set-wise check.
do $$
begin
  grant set on parameter session_replication_role to trade_loader;
exception when insufficient_privilege then
  raise notice 'session_replication_role not granted: same results, differences load slower, bulk years go through attach; doctor says so';
end $$;

do $$
declare s text;
begin
  foreach s in array array['default_transaction_read_only = on', 'statement_timeout = ''60s''',
                           'idle_in_transaction_session_timeout = ''5min''', 'search_path = mart, dw', 'work_mem = ''64MB'''] loop
    execute 'alter role bi set ' || s;
  end loop;
  alter role bi connection limit 40;
exception when insufficient_privilege then
  raise notice 'limits of role bi not set here: an administrator sets them once';
end $$;
