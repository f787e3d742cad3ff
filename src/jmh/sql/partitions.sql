-- RANGE(year) against LIST(dataset) -> RANGE(year) over the star that star.sql made; see src/docs/decisions/0001-years-not-datasets.md.
-- psql -f src/jmh/sql/partitions.sql, as the owner, from the project's folder. Everything is made in schema bench; drop it after.
\set ON_ERROR_STOP on
set work_mem = '64MB';
set session_replication_role = replica;
drop schema if exists bench cascade;
create schema bench;
create table bench.measured (what text, variant text, round int, ms numeric);
create table bench.question (name text, sql text);
\set q `cat sql/questions/q03*.sql`
insert into bench.question values ('Q03 farm products', :'q');
\set q `cat sql/questions/q04*.sql`
insert into bench.question values ('Q04 growing HS4', :'q');
\set q `cat sql/questions/q05*.sql`
insert into bench.question values ('Q05 mirror gap', :'q');
\set q `cat sql/questions/q09*.sql`
insert into bench.question values ('Q09 unit values', :'q');
\set q `cat sql/questions/q11*.sql`
insert into bench.question values ('Q11 provinces', :'q');
\set q `cat sql/questions/q12*.sql`
insert into bench.question values ('Q12 transport', :'q');
\set q `cat sql/questions/q13*.sql`
insert into bench.question values ('Q13 whole history', :'q');
\set q `cat sql/questions/q14*.sql`
insert into bench.question values ('Q14 concentration', :'q');

create function bench.dataset(code text) returns smallint language sql stable as $$ select dataset_key from dw.dim_dataset where dataset_code = code $$;
create function bench.leaf(variant text, d int, y int) returns text language sql as $$
  select case variant when 'range' then format('bench.range_%s', y) else format('bench.list_%s_%s', d, y) end $$;
create procedure bench.keys(t text) language plpgsql as $$
declare k record; begin
  for k in select pg_get_constraintdef(oid) as def from pg_constraint where conrelid = 'dw.fact_trade'::regclass and contype = 'f' loop
    execute format('alter table %s add %s', t, k.def);
  end loop;
end $$;
create procedure bench.indexes(t text) language plpgsql as $$
begin
  execute format('create index on %1$s (dataset_key, period_date, reporter_key)', t);
  execute format('create index on %1$s (dataset_key, partner_key, period_date)', t);
  execute format('create index on %1$s (product_key, period_date)', t);
end $$;
-- A table beside the fact, as ops.create_year and ops.attach_year do it.
create procedure bench.beside(variant text, d int, y int, rows text) language plpgsql as $$
declare t text := bench.leaf(variant, d, y); begin
  execute format('create table %s (like dw.fact_trade including defaults, check (period_date >= %L and period_date < %L)%s)',
    t, make_date(y, 1, 1), make_date(y + 1, 1, 1), case variant when 'list' then format(', check (dataset_key = %s)', d) else '' end);
  call bench.keys(t);
  commit;
  set local session_replication_role = replica;
  execute format('insert into %s %s', t, rows);
  call bench.indexes(t);
  execute format('analyze %s', t);
  execute format('alter table %s attach partition %s for values from (%L) to (%L)',
    case variant when 'range' then 'bench.range' else format('bench.list_%s', d) end, t, make_date(y, 1, 1), make_date(y + 1, 1, 1));
  commit;
end $$;

-- Both facts, the same rows.
create table bench.range (like dw.fact_trade including defaults) partition by range (period_date);
create table bench.list (like dw.fact_trade including defaults) partition by list (dataset_key);
do $$ declare d int; begin
  for d in select dataset_key from dw.dim_dataset loop
    execute format('create table bench.list_%1$s partition of bench.list for values in (%1$s) partition by range (period_date)', d);
  end loop;
end $$;
call bench.keys('bench.range');
call bench.keys('bench.list');
call bench.indexes('bench.range');
call bench.indexes('bench.list');
do $$ declare d int; y int; begin
  for y in select generate_series(2017, 2024) loop
    call bench.beside('range', 0, y, format('select * from dw.fact_trade where period_date between %L and %L', make_date(y, 1, 1), make_date(y, 12, 31)));
    for d in select dataset_key from dw.dim_dataset loop
      call bench.beside('list', d, y, format('select * from dw.fact_trade where dataset_key = %s and period_date between %L and %L', d, make_date(y, 1, 1), make_date(y, 12, 31)));
    end loop;
  end loop;
end $$;
do $$ declare v text; begin
  foreach v in array array['range', 'list'] loop
    execute format('create view bench.trade_%1$s as %2$s where f.flow_key in (1, 2)', v,
      rtrim(replace(pg_get_viewdef('mart.trade_all'), 'dw.fact_trade f', format('bench.%s f', v)), '; '));
  end loop;
end $$;
vacuum analyze;

create procedure bench.note(what text, variant text, round int, since timestamptz) language plpgsql as $$
begin
  insert into bench.measured values (what, variant, round, 1000 * extract(epoch from clock_timestamp() - since));
  commit;
end $$;

-- Loading a year nobody has, and a year that other datasets have already (375 000 rows of China's provinces).
do $$
declare d int := bench.dataset('CN_GACC_REG/M/HS/8×country'); cols text; n int; v text; t timestamptz; begin
  select string_agg(case attname when 'period_date' then format('(period_date + %L::interval)::date', '%s years') else attname::text end, ', ' order by attnum) into cols
  from pg_attribute where attrelid = 'dw.fact_trade'::regclass and attnum > 0 and not attisdropped;
  for n in 1 .. 3 loop
    foreach v in array case n % 2 when 1 then array['range', 'list'] else array['list', 'range'] end loop
      execute format('create table bench.rows as select %s from dw.fact_trade where dataset_key = %s and period_date between %L and %L',
        replace(cols, '%s', (n)::text), d, '2024-01-01', '2024-12-31');
      commit;
      t := clock_timestamp();
      call bench.beside(v, d, 2024 + n, 'select * from bench.rows');
      call bench.note('load a year nobody has', v, n, t);
      drop table bench.rows;
    end loop;
  end loop;
end $$;
delete from bench.range where dataset_key = bench.dataset('CN_GACC_REG/M/HS/8×country') and period_date < '2020-01-01';
do $$ declare y int; begin
  for y in 2017 .. 2019 loop
    execute format('drop table %s', bench.leaf('list', bench.dataset('CN_GACC_REG/M/HS/8×country'), y));
  end loop;
end $$;
vacuum analyze bench.range;
do $$
declare d int := bench.dataset('CN_GACC_REG/M/HS/8×country'); n int; v text; t timestamptz; begin
  for n in 1 .. 3 loop
    foreach v in array case n % 2 when 1 then array['range', 'list'] else array['list', 'range'] end loop
      execute format('create table bench.rows as select * from dw.fact_trade where dataset_key = %s and period_date between %L and %L', d, make_date(2016 + n, 1, 1), make_date(2016 + n, 12, 31));
      commit;
      t := clock_timestamp();
      if v = 'range' then
        set local session_replication_role = replica;
        insert into bench.range select * from bench.rows;
      else
        call bench.beside(v, d, 2016 + n, 'select * from bench.rows');
      end if;
      call bench.note('load a year that other datasets have', v, n, t);
      drop table bench.rows;
    end loop;
  end loop;
end $$;
vacuum analyze bench.range; vacuum analyze bench.list;

-- Replacing a month of one dataset as a difference: one row in a hundred changed (31 000 rows of China by country).
do $$
declare d int := bench.dataset('CN_GACC/M/HS/8×country'); n int; v text; t timestamptz; m date; begin
  for n in 1 .. 5 loop
    m := make_date(2021, n, 1);
    foreach v in array case n % 2 when 1 then array['range', 'list'] else array['list', 'range'] end loop
      execute format('create table bench.rows as select * from dw.fact_trade where dataset_key = %s and period_date = %L', d, m);
      update bench.rows set value_usd = value_usd + 1 where source_row % 100 = 7;
      analyze bench.rows;
      commit;
      t := clock_timestamp();
      set local session_replication_role = replica;
      create table bench.slice as select distinct dataset_key, period_date, a.country_key as reporter_key, flow_key, scope_key from bench.rows f join dw.dim_area a on a.area_key = f.reporter_key;
      analyze bench.slice;
      execute format($f$create table bench.diff as
        with cur as (select f.tableoid as tid, f.ctid as rid, f.* from bench.slice z join dw.dim_area a on a.country_key = z.reporter_key
          join bench.%s f on (f.dataset_key, f.period_date, f.reporter_key, f.flow_key, f.scope_key) = (z.dataset_key, z.period_date, a.area_key, z.flow_key, z.scope_key)
          where f.period_date between %L and %L)
        select c.tid, c.rid, w.ctid as wid, case when c.rid is null then 'new' when w.value_usd is null then 'withdrawn'
          when (w.value_usd, w.net_weight_kg, w.status_key) is not distinct from (c.value_usd, c.net_weight_kg, c.status_key) then 'same' else 'changed' end as kind
        from (select ctid, * from bench.rows) w full join cur c
          on (w.product_key, w.reporter_key, w.partner_key, w.terms_key, w.unit_key, w.flow_key) = (c.product_key, c.reporter_key, c.partner_key, c.terms_key, c.unit_key, c.flow_key)$f$, v, m, m);
      analyze bench.diff;
      execute format('delete from bench.%s f using bench.diff x where f.ctid = x.rid and f.tableoid = x.tid and x.kind <> ''same'' and f.period_date between %L and %L', v, m, m);
      execute format('insert into bench.%s select w.* from bench.rows w join bench.diff x on x.wid = w.ctid where x.kind <> ''same''', v);
      call bench.note('replace a month by difference', v, n, t);
      drop table bench.rows, bench.slice, bench.diff;
    end loop;
  end loop;
end $$;

-- Questions: warm, three rounds; then planning and locks, with the years and datasets there are and with many more.
create procedure bench.ask(rounds int) language plpgsql as $$
declare q record; n int; v text; t timestamptz; s text; begin
  for q in select * from bench.question loop
    for n in 0 .. rounds loop
      foreach v in array case n % 2 when 1 then array['range', 'list'] else array['list', 'range'] end loop
        s := rtrim(regexp_replace(regexp_replace(q.sql, 'mart\.trade\M', 'bench.trade_' || v, 'g'), 'dw\.fact_trade\M', 'bench.' || v, 'g'), E'; \n');
        t := clock_timestamp();
        execute 'create temp table answer as ' || s;
        if n > 0 then
          call bench.note(q.name, v, n, t);
        end if;
        drop table answer;
        commit;
      end loop;
    end loop;
  end loop;
end $$;
create procedure bench.plan(label text) language plpgsql as $$
declare q record; n int; v text; s text; p json; begin
  for q in select * from bench.question where name ~ 'Q04|Q13' loop
    for n in 1 .. 5 loop
      foreach v in array array['range', 'list'] loop
        s := regexp_replace(regexp_replace(q.sql, 'mart\.trade\M', 'bench.trade_' || v, 'g'), 'dw\.fact_trade\M', 'bench.' || v, 'g');
        commit;
        execute 'explain (summary, format json) ' || s into p;
        insert into bench.measured values ('planning ' || q.name || label, v, n, (p -> 0 ->> 'Planning Time')::numeric);
        insert into bench.measured select 'relations locked ' || q.name || label, v, n, count(*) from pg_locks where pid = pg_backend_pid() and locktype = 'relation';
        commit;
      end loop;
    end loop;
  end loop;
end $$;
call bench.ask(3);
call bench.plan(', 5 datasets x 8 years');
insert into bench.measured select 'partitions', v, 1, (select count(*) from pg_partition_tree(('bench.' || v)::regclass) where isleaf) from unnest(array['range', 'list']) v;
insert into bench.measured select 'pages of heap and indexes', v, 1, (select sum(pg_total_relation_size(relid)) / 8192 from pg_partition_tree(('bench.' || v)::regclass)) from unnest(array['range', 'list']) v;
do $$ declare d int; y int; begin
  for y in 1990 .. 2016 loop
    execute format('create table %s partition of bench.range for values from (%L) to (%L)', bench.leaf('range', 0, y), make_date(y, 1, 1), make_date(y + 1, 1, 1));
    for d in select dataset_key from dw.dim_dataset union all select 100 + generate_series(1, 19) loop
      if y = 1990 and d > 100 then
        execute format('create table bench.list_%1$s partition of bench.list for values in (%1$s) partition by range (period_date)', d);
      end if;
      execute format('create table %s partition of bench.list_%s for values from (%L) to (%L)', bench.leaf('list', d, y), d, make_date(y, 1, 1), make_date(y + 1, 1, 1));
    end loop;
    commit;
  end loop;
end $$;
call bench.plan(', 24 datasets x 35 years');

select what, round(percentile_cont(0.5) within group (order by ms) filter (where variant = 'range')::numeric, 1) as range,
  round(percentile_cont(0.5) within group (order by ms) filter (where variant = 'list')::numeric, 1) as list,
  round((percentile_cont(0.5) within group (order by ms) filter (where variant = 'list')
    / nullif(percentile_cont(0.5) within group (order by ms) filter (where variant = 'range'), 0))::numeric, 2) as "list / range"
from bench.measured group by what order by min(ctid);
