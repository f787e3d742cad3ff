--liquibase formatted sql

--changeset mart:product_in_edition runOnChange:true splitStatements:false stripComments:false
create or replace function mart.product_in_edition(wanted text)
returns table (product_key integer, to_code text, method text, basis text, is_estimated boolean, weight_by_value numeric, weight_by_kg numeric,
  other_values numeric[], other_kgs numeric[]) language sql stable as $$
  with product as (
    select p.product_key, p.edition, p.product_kind, p.code,
      case when p.nomenclature in ('HS', 'TNVED', 'CNHS') then left(p.code, least(p.code_level, 6)) else p.code end as hs
    from dw.dim_product p),
  linked as (
    select p.*, c.to_code, c.method, c.weight_by_value, c.weight_by_kg,
      case when 'equal' in (c.basis_by_value, c.basis_by_kg) then 'equal' when 'kept' in (c.basis_by_value, c.basis_by_kg) then 'kept'
        when 'data' in (c.basis_by_value, c.basis_by_kg) then 'data' else c.basis_by_value end as basis
    from product p
    left join dw.concordance c on c.from_edition = p.edition and c.to_edition = wanted and c.from_code = p.hs and p.product_kind = 'GOODS'),
  settled as (
    select l.product_key,
      case when l.product_kind = 'TOTAL' then l.code
        when l.edition = wanted then l.hs
        when l.hs like '9999%' then '999999'
        when l.to_code is not null then l.to_code
        when l.product_kind = 'GOODS' and exists (select from dw.concordance x where x.from_edition = l.edition and x.to_edition = wanted and x.to_code = l.hs) then l.hs
        else 'XXXXXX' end as to_code,
      l.method, l.basis, l.edition = wanted or l.product_kind = 'TOTAL' or l.hs like '9999%' as is_same,
      coalesce(l.weight_by_value, 1) as weight_by_value, coalesce(l.weight_by_kg, 1) as weight_by_kg
    from linked l)
  select s.product_key, s.to_code,
    case when s.is_same then '1:1' else s.method end,
    case when s.is_same then 'certain' when s.to_code = 'XXXXXX' then 'unknown' else coalesce(s.basis, 'kept') end,
    not s.is_same and (s.to_code = 'XXXXXX' or coalesce(s.basis, 'kept') <> 'certain'),
    s.weight_by_value, s.weight_by_kg,
    case when row_number() over (partition by s.product_key order by s.weight_by_value desc, s.to_code) = 1
      then array_remove(array_agg(s.weight_by_value) over every_code, null) end,
    case when row_number() over (partition by s.product_key order by s.weight_by_kg desc, s.to_code) = 1
      then array_remove(array_agg(s.weight_by_kg) over every_code, null) end
  from settled s
  where mart.knows_edition(wanted)
  window every_code as (partition by s.product_key)
$$;
comment on function mart.product_in_edition(text) is 'Every product with the codes of the wanted edition it goes into: weights, how sure they are. XXXXXX = no table says where it goes. An edition that is not in dw.dim_edition is refused.';

create or replace function mart.allocated(amount numeric, weight numeric, all_weights numeric[]) returns numeric language sql immutable as $$
  -- The largest part, the one that knows all weights, takes what rounding leaves: the parts add up to the last digit.
  select case when all_weights is null or cardinality(all_weights) = 1 then round(amount * weight, 3)
    else amount - (select sum(round(amount * w, 3)) from unnest(all_weights) w) + round(amount * weight, 3) end
$$;
comment on function mart.allocated(numeric, numeric, numeric[]) is 'A part of an amount. The largest part takes the rounding difference.';

--changeset mart:trade_in_edition runOnChange:true splitStatements:false stripComments:false
create or replace function mart.trade_in_edition(wanted text)
returns table (dataset_code varchar, period_date date, year_no smallint, month_label varchar, reporter_code varchar, reporter_region_code varchar,
  partner_code varchar, partner_region_code varchar, partner_kind varchar, flow_code varchar, nomenclature varchar, edition varchar, product_code varchar,
  to_edition text, to_code text, to_hs4 text, to_hs2 text, method text, basis text, is_estimated boolean,
  value_usd numeric, net_weight_kg numeric, quantity numeric, unit_code varchar, load_key integer, part_key integer, source_row integer)
language sql stable as $$
  select t.dataset_code, t.period_date, t.year_no, t.month_label, t.reporter_code, t.reporter_region_code,
    t.partner_code, t.partner_region_code, t.partner_kind::varchar, t.flow_code, t.nomenclature, t.edition, t.product_code,
    wanted, p.to_code, case when p.to_code ~ '^\d{4}' then left(p.to_code, 4) end, case when p.to_code ~ '^\d{2}' then left(p.to_code, 2) end,
    p.method, p.basis, p.is_estimated,
    mart.allocated(t.value_usd, p.weight_by_value, p.other_values), mart.allocated(t.net_weight_kg, p.weight_by_kg, p.other_kgs),
    mart.allocated(t.quantity, p.weight_by_kg, p.other_kgs), t.unit_code, t.load_key, t.part_key, t.source_row
  from mart.trade t join mart.product_in_edition(wanted) p using (product_key)
  where mart.knows_edition(wanted)
$$;
comment on function mart.trade_in_edition(text) is 'Monthly exports and imports in the codes of one edition: mart.trade_in_edition(''H4''). The original code stays beside; parts of a figure add up to it to the last digit. is_estimated = the part was allocated. XXXXXX = no table says where the code goes; ask mart.edition_quality first. Filter one dataset_code.';

create or replace function mart.trade_annual_in_edition(wanted text)
returns table (dataset_code varchar, year_no smallint, reporter_code varchar, reporter_region_code varchar,
  partner_code varchar, partner_region_code varchar, partner_kind varchar, flow_code varchar, nomenclature varchar, edition varchar, product_code varchar,
  to_edition text, to_code text, to_hs4 text, to_hs2 text, method text, basis text, is_estimated boolean,
  value_usd numeric, net_weight_kg numeric, quantity numeric, unit_code varchar, load_key integer, part_key integer, source_row integer)
language sql stable as $$
  select t.dataset_code, t.year_no, t.reporter_code, t.reporter_region_code,
    t.partner_code, t.partner_region_code, t.partner_kind::varchar, t.flow_code, t.nomenclature, t.edition, t.product_code,
    wanted, p.to_code, case when p.to_code ~ '^\d{4}' then left(p.to_code, 4) end, case when p.to_code ~ '^\d{2}' then left(p.to_code, 2) end,
    p.method, p.basis, p.is_estimated,
    mart.allocated(t.value_usd, p.weight_by_value, p.other_values), mart.allocated(t.net_weight_kg, p.weight_by_kg, p.other_kgs),
    mart.allocated(t.quantity, p.weight_by_kg, p.other_kgs), t.unit_code, t.load_key, t.part_key, t.source_row
  from mart.trade_annual t join mart.product_in_edition(wanted) p using (product_key)
  where mart.knows_edition(wanted)
$$;
comment on function mart.trade_annual_in_edition(text) is 'Annual exports and imports in the codes of one edition, as mart.trade_in_edition does for months.';

create or replace function mart.edition_quality(wanted text)
returns table (dataset_code varchar, freq text, year_no smallint, reporter_code varchar, flow_code varchar,
  value_usd numeric, estimated_usd numeric, share_estimated numeric, unknown_usd numeric, share_unknown numeric, is_usable boolean)
language sql stable as $$
  select q.dataset_code, q.freq, q.year_no, q.reporter_code, q.flow_code, q.usd, q.estimated,
    round(q.estimated / nullif(q.usd, 0), 4), q.unknown, round(q.unknown / nullif(q.usd, 0), 4), q.unknown <= q.usd * 0.005
  from (
    select t.dataset_code, t.freq, t.year_no, t.reporter_code, t.flow_code, sum(t.value_usd) as usd,
      coalesce(sum(t.value_usd) filter (where t.is_estimated and t.to_code <> 'XXXXXX'), 0) as estimated,
      coalesce(sum(t.value_usd) filter (where t.to_code = 'XXXXXX'), 0) as unknown
    from (select dataset_code, 'M' as freq, year_no, reporter_code, flow_code, to_code, is_estimated, value_usd from mart.trade_in_edition(wanted)
          union all select dataset_code, 'A', year_no, reporter_code, flow_code, to_code, is_estimated, value_usd from mart.trade_annual_in_edition(wanted)) t
    group by 1, 2, 3, 4, 5) q
  where mart.knows_edition(wanted)
$$;
comment on function mart.edition_quality(text) is 'How far a series in one edition can be trusted: which share of it was allocated, which share no table knows. is_usable = no more than 0.5 % is unknown.';

do $$
declare f text;
begin
  foreach f in array array['mart.product_in_edition(text)', 'mart.allocated(numeric, numeric, numeric[])', 'mart.trade_in_edition(text)',
                           'mart.trade_annual_in_edition(text)', 'mart.edition_quality(text)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trade_reader, trade_loader', f);
  end loop;
end $$;
