--liquibase formatted sql

--changeset mart:unit_value_index runOnChange:true splitStatements:false stripComments:false
-- An item is a code in one unit: kilograms where it is weighed, else its supplementary unit. A period is compared with the average
-- of the year before; years are chained.
create or replace function mart.unit_value_index(p_dataset text, p_reporter text, p_partner text, p_flow text, p_first_year integer, p_last_year integer, p_by_month boolean default false)
returns table (period_date date, to_date date, matched_items integer, coverage_pct numeric, is_grey boolean, laspeyres numeric, paasche numeric,
  fisher numeric, chained numeric, value_index numeric, volume_index numeric, edition_changed boolean)
language sql stable parallel safe as $$
  with stored as materialized (
    select f.*, extract(year from f.period_date)::int as y
    from mart.product_figures(p_dataset, p_reporter, p_partner, p_flow, make_date(p_first_year - 1, 1, 1), make_date(p_last_year, 12, 31)) f),
  figure as materialized (
    select f.period_date, f.y, g.nomenclature || ' ' || g.code as code,
      case f.measured_in when 'weight' then 'KG' else u.unit_code end as unit, min(g.edition) as edition, sum(f.value_usd) as v,
      sum(case f.measured_in when 'weight' then f.net_weight_kg else f.quantity end) as q
    from stored f
    join dw.dim_product g on g.product_key = f.product_key
    join dw.dim_unit u on u.unit_key = f.unit_key
    where g.product_kind = 'GOODS' and (f.measured_in = 'weight' or f.measured_in = 'unit' and u.unit_key > 0)
    group by 1, 2, 3, 4),
  total as materialized (select period_date, y, sum(value_usd) as v from stored group by 1, 2),
  in_year as (
    select case freq when 'M' then 12 when 'Q' then 4 when 'S' then 2 else 1 end as n, freq = 'M' as monthly
    from dw.dim_dataset where dataset_code = p_dataset),
  covered as materialized (
    select d, extract(year from d)::int as y
    from mart.periods_covered(p_dataset, p_reporter, p_partner, p_flow, make_date(p_first_year - 1, 1, 1), make_date(p_last_year, 12, 31)) d),
  whole as (select y from covered cross join in_year group by y, n having count(*) = n),
  average as (select y, code, unit, min(edition) as edition, sum(v) / (select n from in_year) as v, sum(q) / (select n from in_year) as q from figure group by 1, 2, 3),
  point as (
    select make_date(y, 1, 1) as period_date, y, code, unit, edition, v, q, false as by_month from average
    union all
    select period_date, y, code, unit, edition, v, q, true from figure where p_by_month and (select monthly from in_year)),
  compared as (
    select t.period_date, t.y, t.by_month, count(*)::int as items, sum(t.v) as v,
      100 * sum(t.v / t.q * b.q) / sum(b.v) as l, 100 * sum(t.v) / sum(b.v / b.q * t.q) as p, bool_or(t.edition <> b.edition) as edition_changed
    from point t join average b on b.y = t.y - 1 and b.code = t.code and b.unit = t.unit
    group by 1, 2, 3),
  wanted as (
    select make_date(y, 1, 1) as period_date, (make_date(y, 1, 1) + interval '1 year - 1 day')::date as to_date, y, false as by_month,
      y in (select y from whole) and y - 1 in (select y from whole) as known
    from generate_series(p_first_year, p_last_year) y
    union all
    select c.d, (c.d + interval '1 month - 1 day')::date, c.y, true, c.y - 1 in (select y from whole)
    from covered c where p_by_month and (select monthly from in_year) and c.y >= p_first_year),
  rated as (
    select w.*, c.items, c.l, c.p, sqrt(c.l * c.p) as f, c.edition_changed, 100 * c.v / nullif(t.v, 0) as coverage, 100 * t.v / nullif(b.v, 0) as value_index
    from wanted w
    left join compared c on c.period_date = w.period_date and c.by_month = w.by_month and w.known
    left join lateral (select case when w.by_month then sum(x.v) filter (where x.period_date = w.period_date)
      else sum(x.v) / (select n from in_year) end as v from total x where x.y = w.y) t on w.known
    left join lateral (select sum(x.v) / (select n from in_year) as v from total x where x.y = w.y - 1) b on w.known),
  chain as (
    select y, case when count(f) over w = y - p_first_year + 1 then exp(sum(ln(f / 100)) over w) end as chained
    from rated where not by_month window w as (order by y))
  select r.period_date, r.to_date, r.items, round(r.coverage, 12), coalesce(r.coverage < 60, true), round(r.l, 12), round(r.p, 12), round(r.f, 12),
    round(case when r.by_month then r.f * case when r.y = p_first_year then 1 else before.chained end else 100 * own.chained end, 12),
    round(r.value_index, 12), round(100 * r.value_index / nullif(r.f, 0), 12), coalesce(r.edition_changed, false)
  from rated r
  left join chain own on own.y = r.y
  left join chain before on before.y = r.y - 1
  where r.by_month = (p_by_month and (select monthly from in_year)) and mart.knows_dataset(p_dataset)
  order by 1
$$;
comment on function mart.unit_value_index(text, text, text, text, integer, integer, boolean) is 'Unit value index of a flow by year, or by month: Laspeyres, Paasche and Fisher against the average of the year before (= 100), chained Fisher with the year before p_first_year = 100, and the volume index value / Fisher. Items are codes in one unit that stand on both sides; coverage_pct says what share of the value they are, is_grey where that is below 60 or unknown. NULL where the base year, or the year itself, is not covered as a whole; a missing link breaks the chain. Codes are matched by their number, edition_changed marks a year in which the edition changed between. FOB or CIF as the dataset reports. Partner null = all partners.';
