--liquibase formatted sql

--changeset mart:flow_by_product runOnChange:true splitStatements:false stripComments:false
-- What the functions below share: value and weight of one dataset, flow and pair by product, period and unit. The dataset is found
-- first, so that the planner sees a key and leaves out years; p_partner null = all partners.
create or replace function mart.product_figures(p_dataset text, p_reporter text, p_partner text, p_flow text, p_from date, p_to date)
returns table (period_date date, product_key integer, terms_key smallint, unit_key smallint, measured_in text,
  value_usd numeric, net_weight_kg numeric, quantity numeric)
language plpgsql stable parallel safe as $$
declare
  k smallint; annual boolean; reporters smallint[]; partners smallint[];
  f smallint := (select flow_key from dw.dim_flow where flow_code = p_flow and is_turnover);
begin
  select dataset_key, freq = 'A' into k, annual from dw.dim_dataset where dataset_code = p_dataset;
  if k is null then
    return; -- not loaded yet: the mirror of two answers nothing then, the functions of one ask mart.knows_dataset
  elsif f is null then
    raise exception '''%'' is neither X nor M', p_flow using errcode = 'invalid_parameter_value', hint = 'Next: say X for exports or M for imports';
  end if;
  reporters := array(select area_key from dw.dim_area where country_code = p_reporter or p_reporter is null);
  partners := array(select area_key from dw.dim_area where country_code = p_partner);
  return query execute format($q$
    select f.period_date, f.product_key, f.terms_key, f.unit_key,
      case when f.value_usd > 0 and f.net_weight_kg > 0 then 'weight' when f.value_usd > 0 and f.quantity > 0 then 'unit' end,
      sum(f.value_usd), sum(f.net_weight_kg), sum(f.quantity)
    from dw.%I f
    where f.dataset_key = %s and f.flow_key = %s and f.period_date between %L and %L and f.reporter_key = any (%L) %s
      and f.scope_key in (select scope_key from dw.scope where content_code = '')
    group by 1, 2, 3, 4, 5
  $q$, case when annual then 'fact_trade_annual' else 'fact_trade' end, k, f, p_from, p_to, reporters,
    case when p_partner is null then '' else format('and f.partner_key = any (%L)', partners) end);
end $$;
comment on function mart.product_figures(text, text, text, text, date, date) is 'Figures of one dataset, reporter, partner (null = all) and flow from the months or years between two days, added up by period, product, terms and unit, those with a weight apart from those with another quantity; files of single products or regions are left out. Body of the functions by product.';

create or replace function mart.periods_covered(p_dataset text, p_reporter text, p_partner text, p_flow text, p_from date, p_to date)
returns setof date language sql stable parallel safe as $$
  select distinct k.from_date
  from dw.coverage k
  join dw.dim_dataset d on d.dataset_key = k.dataset_key and d.dataset_code = p_dataset
  join dw.dim_area r on r.area_key = k.reporter_key and r.country_code = p_reporter
  join dw.dim_flow w on w.flow_key = k.flow_key and w.flow_code = p_flow
  join dw.scope q on q.scope_key = k.scope_key and q.content_code = ''
  where k.from_date between p_from and p_to and (q.partners is null or p_partner = any (q.partners))
$$;
comment on function mart.periods_covered(text, text, text, text, date, date) is 'First days of the periods in which a dataset covers a flow with all products; partner null asks for all partners.';

--changeset mart:contribution_by_product runOnChange:true splitStatements:false stripComments:false
create or replace function mart.contribution_by_product(p_dataset text, p_reporter text, p_partner text, p_flow text, p_year integer, p_digits integer default 4)
returns table (product_code text, periods_matched integer, value_usd numeric, base_usd numeric, change_usd numeric,
  contribution_pp numeric, change_kind text, total_growth_pct numeric)
language sql stable parallel safe as $$
  with matched as (
    select now.d from mart.periods_covered(p_dataset, p_reporter, p_partner, p_flow, make_date(p_year, 1, 1), make_date(p_year, 12, 31)) now (d)
    join mart.periods_covered(p_dataset, p_reporter, p_partner, p_flow, make_date(p_year - 1, 1, 1), make_date(p_year - 1, 12, 31)) base (d)
      on base.d = (now.d - interval '1 year')::date),
  figure as (
    select case when g.code_level >= p_digits then left(g.code, p_digits) else g.code end as code,
      coalesce(sum(f.value_usd) filter (where f.period_date >= make_date(p_year, 1, 1)), 0) as v,
      coalesce(sum(f.value_usd) filter (where f.period_date < make_date(p_year, 1, 1)), 0) as v0
    from mart.product_figures(p_dataset, p_reporter, p_partner, p_flow, make_date(p_year - 1, 1, 1), make_date(p_year, 12, 31)) f
    join dw.dim_product g on g.product_key = f.product_key
    where f.period_date in (select d from matched union all select (d - interval '1 year')::date from matched)
    group by 1)
  select f.code, (select count(*)::int from matched), f.v, f.v0, f.v - f.v0,
    case when sum(f.v0) over () >= 1000 then round(100 * (f.v - f.v0) / sum(f.v0) over (), 12) end,
    case when f.v0 = 0 then 'new' when f.v = 0 then 'lost' else 'both' end,
    case when sum(f.v0) over () >= 1000 then round(100 * (sum(f.v) over () / sum(f.v0) over () - 1), 12) end
  from figure f
  where (f.v <> 0 or f.v0 <> 0) and mart.knows_dataset(p_dataset)
$$;
comment on function mart.contribution_by_product(text, text, text, text, integer, integer) is 'What each product (cut to a number of digits) adds to the growth of a flow in a year on the year before, in percentage points that add up to the total; new and lost goods named. Like for like: months covered in both years. A code with fewer digits (a residual, TOTAL) stands for itself. No rows where no month is matched; NULL on a base below 1 000 USD. Partner null = all partners.';

--changeset mart:concentration_of_products runOnChange:true splitStatements:false stripComments:false
create or replace function mart.concentration_of_products(p_dataset text, p_reporter text, p_partner text, p_flow text, p_year integer, p_digits integer default 4)
returns table (complete boolean, products integer, goods_usd numeric, total_usd numeric, goods_pct numeric, hhi numeric, hhi_normalised numeric)
language sql stable parallel safe as $$
  with good as (
    select left(g.code, p_digits) as code, g.product_kind = 'GOODS' and g.code_level >= p_digits as is_good, sum(f.value_usd) as v
    from mart.product_figures(p_dataset, p_reporter, p_partner, p_flow, make_date(p_year, 1, 1), make_date(p_year, 12, 31)) f
    join dw.dim_product g on g.product_key = f.product_key
    group by 1, 2),
  known as (
    select (select count(*) from mart.periods_covered(p_dataset, p_reporter, p_partner, p_flow, make_date(p_year, 1, 1), make_date(p_year, 12, 31)))
      = case freq when 'M' then 12 when 'Q' then 4 when 'S' then 2 else 1 end as whole
    from dw.dim_dataset where dataset_code = p_dataset),
  sums as (
    select (count(*) filter (where is_good and v > 0))::int as n, coalesce(sum(v) filter (where is_good), 0) as goods, coalesce(sum(v), 0) as total,
      sum(v * v) filter (where is_good) / nullif(sum(v) filter (where is_good) ^ 2, 0) as h
    from good)
  select k.whole, case when k.whole then s.n end, case when k.whole then s.goods end, case when k.whole then s.total end,
    case when k.whole then round(100 * s.goods / nullif(s.total, 0), 12) end, case when k.whole then round(s.h, 12) end,
    case when k.whole and s.n > 1 then round((s.h - 1.0 / s.n) / (1 - 1.0 / s.n), 12) end
  from known k cross join sums s
  where mart.knows_dataset(p_dataset)
$$;
comment on function mart.concentration_of_products(text, text, text, text, integer, integer) is 'Herfindahl index of the products (cut to a number of digits) of a flow in a calendar year. Goods alone: unspecified, national and confidential codes and residuals above the level stand in total_usd only, goods_pct says how much the index speaks of. NULL unless the whole year is covered. Partner null = all partners.';

--changeset mart:mirror_by_product runOnChange:true splitStatements:false stripComments:false
create or replace function mart.mirror_by_product(p_exporter_dataset text, p_importer_dataset text, p_exporter text, p_importer text, p_from date, p_to date, p_digits integer default 2)
returns table (product_code text, periods_compared integer, exporter_says_usd numeric, exporter_valuation text, importer_says_usd numeric,
  importer_valuation text, mirror_class text, gap_usd numeric, gap_relative numeric, gap_symmetric numeric, ratio numeric)
language sql stable parallel safe as $$
  with both_cover as materialized (
    select d from mart.periods_covered(p_exporter_dataset, p_exporter, p_importer, 'X', p_from, p_to) x (d)
    join mart.periods_covered(p_importer_dataset, p_importer, p_exporter, 'M', p_from, p_to) m (d) using (d)
    where (select count(distinct freq) from dw.dim_dataset where dataset_code in (p_exporter_dataset, p_importer_dataset)) = 1),
  x as (
    select case when g.code_level >= p_digits then left(g.code, p_digits) else g.code end as code, sum(f.value_usd) as usd,
      string_agg(distinct t.valuation, '+' order by t.valuation) as valuation
    from mart.product_figures(p_exporter_dataset, p_exporter, p_importer, 'X', p_from, p_to) f
    join dw.dim_product g on g.product_key = f.product_key
    join dw.dim_terms t on t.terms_key = f.terms_key
    where f.period_date in (select d from both_cover)
    group by 1),
  m as (
    select case when g.code_level >= p_digits then left(g.code, p_digits) else g.code end as code, sum(f.value_usd) as usd,
      string_agg(distinct t.valuation, '+' order by t.valuation) as valuation
    from mart.product_figures(p_importer_dataset, p_importer, p_exporter, 'M', p_from, p_to) f
    join dw.dim_product g on g.product_key = f.product_key
    join dw.dim_terms t on t.terms_key = f.terms_key
    where f.period_date in (select d from both_cover)
    group by 1)
  select code, (select count(*)::int from both_cover), coalesce(x.usd, 0), x.valuation, coalesce(m.usd, 0), m.valuation,
    case when x.usd is null then 'only importer' when m.usd is null then 'only exporter' else 'both' end,
    coalesce(m.usd, 0) - coalesce(x.usd, 0),
    round((coalesce(m.usd, 0) - coalesce(x.usd, 0)) / nullif((coalesce(m.usd, 0) + coalesce(x.usd, 0)) / 2, 0), 12),
    round(abs(coalesce(m.usd, 0) - coalesce(x.usd, 0)) / nullif(coalesce(m.usd, 0) + coalesce(x.usd, 0), 0), 12),
    round(coalesce(m.usd, 0) / nullif(x.usd, 0), 12)
  from x full join m using (code)
$$;
comment on function mart.mirror_by_product(text, text, text, text, date, date, integer) is 'What the exporter and the importer say about the same goods (cut to a number of digits), in the periods both datasets cover: value, valuation as the rows say, who reports it, and the difference absolute, relative, symmetric and as a ratio. HS2 or HS4 over twelve months first: codes differ below. Datasets of different frequency give no rows, and so does one that is not loaded yet.';

--changeset mart:comparative_advantage runOnChange:true splitStatements:false stripComments:false
create or replace function mart.comparative_advantage(p_dataset text, p_reporter text, p_year integer, p_digits integer default 4, p_min_reporters integer default 100)
returns table (product_code text, export_usd numeric, share numeric, world_usd numeric, world_share numeric, rca numeric, rsca numeric, world_reporters integer)
language sql stable parallel safe as $$
  with world as materialized (
    select c.reporter_code from mart.coverage_year c
    where c.dataset_code = p_dataset and c.year_no = p_year and c.export_periods = c.periods_in_year),
  n as (select count(*)::int as reporters, bool_or(reporter_code = p_reporter) as is_in from world),
  figure as (
    select left(g.code, p_digits) as code, sum(f.value_usd) filter (where r.country_code = p_reporter) as x, sum(f.value_usd) as w
    from dw.dim_dataset d
    cross join lateral (
      select t.reporter_key, t.product_key, t.value_usd from dw.fact_trade t
      where d.freq <> 'A' and t.dataset_key = d.dataset_key and t.flow_key = 1
        and t.period_date between make_date(p_year, 1, 1) and make_date(p_year, 12, 31)
      union all
      select t.reporter_key, t.product_key, t.value_usd from dw.fact_trade_annual t
      where d.freq = 'A' and t.dataset_key = d.dataset_key and t.flow_key = 1 and t.period_date = make_date(p_year, 1, 1)) f
    join dw.dim_area r on r.area_key = f.reporter_key
    join dw.dim_product g on g.product_key = f.product_key
    where d.dataset_code = p_dataset and g.product_kind = 'GOODS' and g.code_level >= p_digits
      and r.country_code in (select reporter_code from world)
    group by 1),
  share as (
    select code, coalesce(x, 0) as x, w, coalesce(x, 0) / nullif(sum(x) over (), 0) as sx, w / nullif(sum(w) over (), 0) as sw from figure)
  select s.code, s.x, round(s.sx, 12), s.w, case when n.reporters >= p_min_reporters then round(s.sw, 12) end,
    case when n.reporters >= p_min_reporters then round(s.sx / nullif(s.sw, 0), 12) end,
    case when n.reporters >= p_min_reporters then round((s.sx / nullif(s.sw, 0) - 1) / (s.sx / nullif(s.sw, 0) + 1), 12) end, n.reporters
  from share s cross join n
  where n.is_in and mart.knows_dataset(p_dataset)
$$;
comment on function mart.comparative_advantage(text, text, integer, integer, integer) is 'Revealed comparative advantage (share of a product in the reporter''s exports over its share in the world''s) and its symmetric form (rca - 1) / (rca + 1), goods alone. The world is every reporter the dataset covers with all partners and products for the whole year; NULL where they are fewer than p_min_reporters, no rows where the reporter is not among them.';

create or replace function mart.intra_industry_trade(p_dataset text, p_reporter text, p_partner text, p_year integer, p_digits integer default 4)
returns table (complete boolean, products integer, export_usd numeric, import_usd numeric, grubel_lloyd numeric)
language sql stable parallel safe as $$
  with figure as (
    select left(g.code, p_digits) as code, f.flow, sum(f.value_usd) as v
    from (
      select 'X' as flow, x.* from mart.product_figures(p_dataset, p_reporter, p_partner, 'X', make_date(p_year, 1, 1), make_date(p_year, 12, 31)) x
      union all
      select 'M', m.* from mart.product_figures(p_dataset, p_reporter, p_partner, 'M', make_date(p_year, 1, 1), make_date(p_year, 12, 31)) m) f
    join dw.dim_product g on g.product_key = f.product_key
    where g.product_kind = 'GOODS' and g.code_level >= p_digits
    group by 1, 2),
  good as (
    select code, coalesce(sum(v) filter (where flow = 'X'), 0) as x, coalesce(sum(v) filter (where flow = 'M'), 0) as m from figure group by 1),
  known as (
    select (select count(*) from mart.periods_covered(p_dataset, p_reporter, p_partner, 'X', make_date(p_year, 1, 1), make_date(p_year, 12, 31)) x (d)
        join mart.periods_covered(p_dataset, p_reporter, p_partner, 'M', make_date(p_year, 1, 1), make_date(p_year, 12, 31)) m (d) using (d))
      = case freq when 'M' then 12 when 'Q' then 4 when 'S' then 2 else 1 end as whole
    from dw.dim_dataset where dataset_code = p_dataset)
  select k.whole, case when k.whole then s.n end, case when k.whole then s.x end, case when k.whole then s.m end, case when k.whole then s.gl end
  from known k
  cross join (select count(*)::int as n, sum(x) as x, sum(m) as m, round(1 - sum(abs(x - m)) / nullif(sum(x + m), 0), 12) as gl from good) s
  where mart.knows_dataset(p_dataset)
$$;
comment on function mart.intra_industry_trade(text, text, text, integer, integer) is 'Grubel-Lloyd index of a year: 1 - sum |x - m| / sum (x + m) over goods cut to a number of digits (HS4 unless said). Mixes FOB exports and CIF imports. NULL unless both flows are covered for the whole year. Partner null = all partners.';

create or replace function mart.cagr(p_first numeric, p_last numeric, p_years numeric) returns numeric
language sql immutable parallel safe as $$
  select case when p_first > 0 and p_last > 0 and p_years > 0 then round(100 * ((p_last / p_first) ^ (1 / p_years) - 1), 12) end
$$;
comment on function mart.cagr(numeric, numeric, numeric) is 'Mean growth a year from the first to the last value, per cent; NULL where a value or the number of years is not positive.';
