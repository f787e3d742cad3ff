--liquibase formatted sql

--changeset warehouse:dim_edition splitStatements:false stripComments:false
create table dw.dim_edition (
  edition varchar(8) primary key,
  nomenclature varchar(12) not null,
  edition_name varchar(40) not null,
  valid_from date,
  valid_to date
);
insert into dw.dim_edition values
  ('H0', 'HS', 'HS 1988/1992', '1988-01-01', '1995-12-31'),
  ('H1', 'HS', 'HS 1996', '1996-01-01', '2001-12-31'),
  ('H2', 'HS', 'HS 2002', '2002-01-01', '2006-12-31'),
  ('H3', 'HS', 'HS 2007', '2007-01-01', '2011-12-31'),
  ('H4', 'HS', 'HS 2012', '2012-01-01', '2016-12-31'),
  ('H5', 'HS', 'HS 2017', '2017-01-01', '2021-12-31'),
  ('H6', 'HS', 'HS 2022', '2022-01-01', '2027-12-31'),
  ('H7', 'HS', 'HS 2028', '2028-01-01', '9999-12-31'),
  ('S1', 'SITC', 'SITC, revision 1', null, null),
  ('S2', 'SITC', 'SITC, revision 2', null, null),
  ('S3', 'SITC', 'SITC, revision 3', null, null),
  ('S4', 'SITC', 'SITC, revision 4', null, null);
comment on table dw.dim_edition is 'Editions of the nomenclatures.';
comment on column dw.dim_edition.edition is 'H6 = HS 2022; joins to dim_product.edition.';
comment on column dw.dim_edition.nomenclature is 'HS or SITC. National codes of the TN VED follow the HS edition of their years.';
comment on column dw.dim_edition.edition_name is 'The edition in words.';
comment on column dw.dim_edition.valid_from is 'First day it is in force internationally; countries may take it up later. NULL = not known.';
comment on column dw.dim_edition.valid_to is 'Last day it is in force; NULL while it is.';

--changeset warehouse:concordance splitStatements:false stripComments:false
create table dw.concordance (
  from_edition varchar(8) not null references dw.dim_edition,
  to_edition varchar(8) not null references dw.dim_edition,
  from_code varchar(10) not null,
  to_code varchar(10) not null,
  method varchar(3) not null check (method in ('1:1', 'n:1', '1:n', 'n:m')),
  weight_by_value numeric(21,20) not null check (weight_by_value between 0 and 1),
  weight_by_kg numeric(21,20) not null check (weight_by_kg between 0 and 1),
  basis_by_value varchar(8) not null check (basis_by_value in ('certain', 'data', 'equal', 'kept')),
  basis_by_kg varchar(8) not null check (basis_by_kg in ('certain', 'data', 'equal', 'kept')),
  steps smallint not null default 1,
  weights_dataset varchar(80),
  load_key integer not null references dw.dim_load,
  primary key (from_edition, to_edition, from_code, to_code)
);
comment on table dw.concordance is 'How codes of one edition go into codes of another. The weights of a code add up to exactly 1, for values and for weights apart.';
comment on column dw.concordance.from_edition is 'Edition of the code that is converted.';
comment on column dw.concordance.to_edition is 'Edition it is converted to.';
comment on column dw.concordance.from_code is 'Six digits; also the headings and chapters above them.';
comment on column dw.concordance.to_code is 'XXXXXX where a chain of editions loses a code.';
comment on column dw.concordance.method is '1:1 and n:1 are certain: the whole code goes to one. 1:n and n:m are allocated.';
comment on column dw.concordance.weight_by_value is 'Share of the value that goes to the code.';
comment on column dw.concordance.weight_by_kg is 'Share of weights and quantities that goes to the code.';
comment on column dw.concordance.basis_by_value is 'certain; data = in proportion to known trade in the second edition; equal = in equal parts, nothing better is known; kept = a heading keeps its number although part of it moved.';
comment on column dw.concordance.basis_by_kg is 'The same for weights.';
comment on column dw.concordance.steps is '1 = as published; more = a chain of so many tables, multiplied and made 1 again.';
comment on column dw.concordance.weights_dataset is 'The dataset that weights from data were taken of, when the table was loaded; NULL where none were.';
comment on column dw.concordance.load_key is 'The load of the published table; of a chain its last one.';

create table stg.concordance (
  load_key integer not null references ops.load,
  source_row integer not null,
  from_code varchar(10) not null,
  to_code varchar(10) not null,
  primary key (load_key, from_code, to_code)
);
comment on table stg.concordance is 'Pairs of codes of a file that is being loaded.';
comment on column stg.concordance.load_key is 'The load.';
comment on column stg.concordance.source_row is 'Row of the file.';
comment on column stg.concordance.from_code is 'Code in the first edition.';
comment on column stg.concordance.to_code is 'Code in the second edition.';

--changeset ops:concordance runOnChange:true splitStatements:false stripComments:false
create or replace function ops.unified_edition() returns text language sql immutable as $$ select 'H5' $$;
comment on function ops.unified_edition() is 'The edition of dim_product.hs6_unified.';

create or replace function ops.trade_of_editions(first text, second text)
returns table (dataset_code text, edition text, code text, usd numeric, kg numeric) language sql stable as $$
  -- Of one dataset, the one that knows most trade in both editions: datasets are never added.
  with fact as (
    select dataset_key, product_key, value_usd, net_weight_kg from dw.fact_trade where flow_key in (1, 2)
    union all select dataset_key, product_key, value_usd, net_weight_kg from dw.fact_trade_annual where flow_key in (1, 2)),
  known as (
    select f.dataset_key, p.edition, coalesce(p.hs6_code, p.code) as code, sum(f.value_usd) as usd, sum(f.net_weight_kg) as kg
    from fact f join dw.dim_product p using (product_key)
    where p.edition in (first, second) and p.product_kind = 'GOODS' and (p.hs6_code is not null or p.nomenclature = 'SITC')
    group by 1, 2, 3),
  best as (
    select dataset_key from known group by 1
    having least(sum(usd) filter (where edition = first), sum(usd) filter (where edition = second)) > 0
    order by least(sum(usd) filter (where edition = first), sum(usd) filter (where edition = second)) desc, 1 limit 1)
  select d.dataset_code, k.edition, k.code, k.usd, k.kg
  from known k join best using (dataset_key) join dw.dim_dataset d using (dataset_key)
$$;
comment on function ops.trade_of_editions(text, text) is 'Trade by six-digit code in two editions, of the dataset that knows most in both.';

create or replace function ops.link_editions(load integer, first text, second text) returns void language plpgsql as $$
begin
  -- Both directions of the Harmonized System; towards SITC only.
  with pair as materialized (
    select first as f, second as t, from_code, to_code from stg.concordance where load_key = load
    union all select second, first, to_code, from_code from stg.concordance where load_key = load and second like 'H%'),
  degree as (
    select *, count(*) over (partition by f, from_code) as fan_out, count(*) over (partition by f, to_code) as fan_in from pair),
  trade as materialized (select * from ops.trade_of_editions(first, second)),
  known as (
    select d.*, max(fan_in) over (partition by f, from_code) as most_in, coalesce(v.usd, 0) as usd, coalesce(v.kg, 0) as kg,
      sum(coalesce(v.usd, 0)) over (partition by f, from_code) as usds, sum(coalesce(v.kg, 0)) over (partition by f, from_code) as kgs,
      coalesce(o.usd, 0) > 0 as has_usd, coalesce(o.kg, 0) > 0 as has_kg
    from degree d
    left join trade v on v.edition = d.t and v.code = d.to_code
    left join trade o on o.edition = d.f and o.code = d.from_code),
  weighed as (
    select *,
      case when fan_out = 1 then 1 when has_usd and usds > 0 then usd / usds else 1.0 / fan_out end as by_value,
      case when fan_out = 1 then 1 when has_kg and kgs > 0 then kg / kgs else 1.0 / fan_out end as by_kg,
      case when fan_out = 1 then 'certain' when has_usd and usds > 0 then 'data' else 'equal' end as value_basis,
      case when fan_out = 1 then 'certain' when has_kg and kgs > 0 then 'data' else 'equal' end as kg_basis
    from known)
  insert into dw.concordance (from_edition, to_edition, from_code, to_code, method, weight_by_value, weight_by_kg, basis_by_value, basis_by_kg, steps, weights_dataset, load_key)
  select f, t, from_code, to_code,
    case when fan_out = 1 then case when fan_in = 1 then '1:1' else 'n:1' end when most_in = 1 then '1:n' else 'n:m' end,
    round(by_value, 20), round(by_kg, 20), value_basis, kg_basis, 1,
    case when 'data' in (value_basis, kg_basis) then (select min(dataset_code) from trade) end, load
  from weighed;
  perform ops.settle_weights(1::smallint);
end $$;
comment on function ops.link_editions(integer, text, text) is 'Links two editions by the pairs that are staged, weighed by known trade where there is any, else in equal parts.';

create or replace function ops.settle_weights(step smallint) returns void language sql as $$
  -- What rounding leaves goes to the largest, so that the weights of a code are exactly 1.
  update dw.concordance c set weight_by_value = c.weight_by_value + r.value_left, weight_by_kg = c.weight_by_kg + r.kg_left
  from (
    select from_edition, to_edition, from_code, to_code,
      case when row_number() over value_rank = 1 then 1 - sum(weight_by_value) over code else 0 end as value_left,
      case when row_number() over kg_rank = 1 then 1 - sum(weight_by_kg) over code else 0 end as kg_left
    from dw.concordance where steps = step
    window code as (partition by from_edition, to_edition, from_code),
      value_rank as (partition by from_edition, to_edition, from_code order by weight_by_value desc, to_code),
      kg_rank as (partition by from_edition, to_edition, from_code order by weight_by_kg desc, to_code)) r
  where (c.from_edition, c.to_edition, c.from_code, c.to_code) = (r.from_edition, r.to_edition, r.from_code, r.to_code)
    and (r.value_left <> 0 or r.kg_left <> 0)
$$;
comment on function ops.settle_weights(smallint) is 'Makes the weights of every code exactly 1.';

create or replace function ops.chain_editions() returns void language plpgsql as $$
begin
  delete from dw.concordance where steps > 1 or length(from_code) < 6 and from_edition like 'H%';
  for step in 2..8 loop
    -- Always the same way, up or down through the editions: there and back again would split what never was.
    with way as (
      select a.from_edition as f, min(a.to_edition) as via, b.to_edition as t
      from (select distinct from_edition, to_edition from dw.concordance where steps = step - 1) a
      join (select distinct from_edition, to_edition from dw.concordance where steps = 1) b on b.from_edition = a.to_edition
      where a.from_edition <> b.to_edition
        and (b.to_edition like 'S%' or (a.from_edition < a.to_edition) = (a.to_edition < b.to_edition))
        and not exists (select from dw.concordance x where (x.from_edition, x.to_edition) = (a.from_edition, b.to_edition))
      group by 1, 3),
    link as (
      select w.f, w.t, a.from_code, coalesce(b.to_code, case when a.to_code like '9999%' then '999999'
          when exists (select from dw.concordance x where (x.from_edition, x.to_edition, x.to_code) = (w.via, w.t, a.to_code) and x.steps = 1) then a.to_code
          else 'XXXXXX' end) as to_code,
        bool_or('kept' in (a.basis_by_value, b.basis_by_value) or b.to_code is null and a.to_code not like '9999%') as is_kept,
        sum(a.weight_by_value * coalesce(b.weight_by_value, 1)) as by_value, sum(a.weight_by_kg * coalesce(b.weight_by_kg, 1)) as by_kg,
        bool_or('equal' in (a.basis_by_value, b.basis_by_value)) as value_equal, bool_or('equal' in (a.basis_by_kg, b.basis_by_kg)) as kg_equal,
        max(b.weights_dataset) as dataset, greatest(max(a.load_key), max(b.load_key)) as load_key
      from way w
      join dw.concordance a on a.from_edition = w.f and a.to_edition = w.via
      left join dw.concordance b on b.from_edition = w.via and b.to_edition = w.t and b.steps = 1 and b.from_code = a.to_code
      group by 1, 2, 3, 4),
    degree as (
      select *, count(*) over (partition by f, t, from_code) as fan_out, count(*) over (partition by f, t, to_code) as fan_in,
        sum(by_value) over (partition by f, t, from_code) as values_all, sum(by_kg) over (partition by f, t, from_code) as kgs_all,
        bool_or(value_equal) over (partition by f, t, from_code) as any_value_equal, bool_or(kg_equal) over (partition by f, t, from_code) as any_kg_equal
      from link)
    insert into dw.concordance (from_edition, to_edition, from_code, to_code, method, weight_by_value, weight_by_kg, basis_by_value, basis_by_kg, steps, weights_dataset, load_key)
    select f, t, from_code, to_code,
      case when fan_out = 1 then case when fan_in = 1 then '1:1' else 'n:1' end
        when max(fan_in) over (partition by f, t, from_code) = 1 then '1:n' else 'n:m' end,
      round(by_value / values_all, 20), round(by_kg / kgs_all, 20),
      case when fan_out = 1 then case when is_kept then 'kept' else 'certain' end when any_value_equal then 'equal' else 'data' end,
      case when fan_out = 1 then case when is_kept then 'kept' else 'certain' end when any_kg_equal then 'equal' else 'data' end,
      step, dataset, load_key
    from degree;
    perform ops.settle_weights(step::smallint);
  end loop;
  -- Headings and chapters keep their number where there is one; certain only where nothing came or went.
  with level as (select unnest(array[4, 2]) as digits),
  moved as (
    select c.from_edition as f, c.to_edition as t, l.digits, left(c.from_code, l.digits) as here, left(c.to_code, l.digits) as there, max(c.load_key) as load_key
    from dw.concordance c cross join level l
    where c.from_edition like 'H%' and c.to_edition like 'H%' and length(c.from_code) = 6 group by 1, 2, 3, 4, 5),
  degree as (
    select *, count(*) over (partition by f, t, digits, here) = 1 and count(*) over (partition by f, t, digits, there) = 1 as is_closed from moved)
  insert into dw.concordance (from_edition, to_edition, from_code, to_code, method, weight_by_value, weight_by_kg, basis_by_value, basis_by_kg, steps, load_key)
  select f, t, here, here, case when is_closed then '1:1' else 'n:m' end, 1, 1,
    case when is_closed then 'certain' else 'kept' end, case when is_closed then 'certain' else 'kept' end, 1, load_key
  from degree where here = there;
  if exists (select from dw.concordance group by from_edition, to_edition, from_code having sum(weight_by_value) <> 1 or sum(weight_by_kg) <> 1) then
    raise exception 'the weights of a code do not add up to 1';
  end if;
end $$;
comment on function ops.chain_editions() is 'Makes the links between editions that are some tables apart, and those of headings and chapters; refuses weights that are not 1.';

do $$
declare f text;
begin
  foreach f in array array['ops.unified_edition()', 'ops.trade_of_editions(text, text)', 'ops.link_editions(integer, text, text)',
                           'ops.settle_weights(smallint)', 'ops.chain_editions()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trade_loader', f);
  end loop;
end $$;
