--liquibase formatted sql

--changeset mart:as_of runOnChange:true splitStatements:false stripComments:false
-- As of a moment: current rows published by then, plus rows that were superseded only after it. One function per fact.
do $$
declare t text; columns text;
begin
  foreach t in array array['fact_trade', 'fact_trade_annual', 'fact_trade_span'] loop
    select string_agg('h.' || attname, ', ' order by attnum) into columns
    from pg_attribute where attrelid = ('dw.' || t)::regclass and attnum > 0 and not attisdropped;
    execute format($f$
      create or replace function mart.%2$I(at timestamptz) returns setof dw.%1$I language sql stable as $b$
        with k as materialized (select load_key from dw.dim_load where published_at <= at)
        select f.* from dw.%1$I f where f.load_key in (select load_key from k)
        union all
        select %3$s from dw.%4$I h
        where h.load_key in (select load_key from k) and h.superseded_by_load_key not in (select load_key from k)
      $b$ $f$, t, replace(t, 'fact_', '') || '_as_of', columns, t || '_history');
  end loop;
end $$;

comment on function mart.trade_as_of(timestamptz) is 'Months as they stood at a moment: the vintage a report of that day was made from.';
comment on function mart.trade_annual_as_of(timestamptz) is 'Calendar years as they stood at a moment.';
comment on function mart.trade_span_as_of(timestamptz) is 'Spans as they stood at a moment.';
