-- A star of :facts monthly facts in five datasets and eight years, as publishing leaves it: facts, coverage and summaries.
-- For measuring only. psql -v facts=10000000 -f src/jmh/sql/star.sql, as the owner of a migrated database without facts.
\if :{?facts} \else \set facts 10000000 \endif
\set ON_ERROR_STOP on
set synchronous_commit = off;
set work_mem = '256MB';
select setseed(0.42);

-- Products: 96 chapters x 12 headings x 4 subheadings, half of these split in two; the codes of the farm products are among them.
create temp table heading as
select h.hs2, h.hs2 || lpad(n::text, 2, '0') as hs4 from (
  select lpad(c::text, 2, '0') as hs2 from generate_series(1, 97) c where c <> 77) h cross join generate_series(1, 12) n;
create temp table code as
select hs2, hs4, '' as hs6, hs4 as code, 4 as level from heading
union all
select hs2, hs4, hs4 || s, hs4 || s, 6 from heading cross join unnest(array['10', '20', '30', '90']) s
union all
select hs2, hs4, hs4 || s, hs4 || s || e, 8 from heading cross join unnest(array['10', '20', '30', '90']) s
  cross join unnest(array['00', '90']) e where e = '00' or s in ('10', '90');
insert into dw.dim_product (nomenclature, edition, code, code_level, product_name, hs2_code, hs2_name, hs4_code, hs4_name, hs6_code, hs6_name, is_agri_food)
select 'HS', 'H6', code, level, 'Product ' || code, hs2, 'Chapter ' || hs2, hs4, 'Heading ' || hs4, nullif(hs6, ''), 'Subheading ' || nullif(hs6, ''), hs2 < '25'
from code on conflict do nothing;
insert into dw.dim_product (nomenclature, edition, code, code_level, product_kind, product_name)
values ('HS', '-', 'TOTAL', 0, 'TOTAL', 'All products') on conflict do nothing;
insert into dw.bridge_product_group (group_key, product_key, is_proxy)
select r.group_key, p.product_key, bool_or(r.is_proxy) from dw.product_group_rule r
join dw.dim_product p on p.nomenclature = r.nomenclature and p.code like r.code_prefix || '%' and not r.is_excluded
group by 1, 2 on conflict do nothing;

insert into dw.dim_terms (procedure_code, procedure_name, transport_code, transport_name, valuation, trade_system)
select '-', 'none', t.code, t.name, v, 'general'
from (values ('0', 'All modes'), ('1', 'Sea'), ('2', 'Rail'), ('3', 'Road'), ('5', 'Air'), ('7', 'Pipeline')) t (code, name)
cross join unnest(array['FOB', 'CIF']) v on conflict do nothing;
insert into dw.dim_status (obs_status, conf_status) values ('A', 'F') on conflict do nothing;

create temp table made as select * from (values
  ('KZ_BNS/M/HS/TOTAL×country', 0, 'KZ', 'country', 0.004),
  ('KZ_KGD/M/HS/4×country', 4, 'KZ', 'country', 0.246),
  ('CN_GACC/M/HS/8×country', 8, 'CN', 'country', 0.30),
  ('CN_GACC_REG/M/HS/8×country', 8, 'CN', 'region', 0.30),
  ('UN_COMTRADE/M/HS/6×country', 6, 'RU', 'country', 0.15)) m (dataset_code, level, reporter, grain, share);
insert into dw.dim_dataset (dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain, preference)
select dataset_code, dataset_code, 'made-for-measuring', 'nobody', 'M', 'HS', level, grain, 'country', 1 from made on conflict do nothing;
insert into dw.dim_load (load_key, feed, source_sha256, source_name, edition_date, release_status, published_at)
select row_number() over (), 'made-for-measuring', encode(sha256((dataset_key || ' ' || period_date)::text::bytea), 'hex'), 'made', end_date, 'final', now()
from dw.dim_period cross join (select dataset_key from made join dw.dim_dataset using (dataset_code)) d
where year_no between 2017 and 2024 on conflict do nothing;
create temp table load as
select load_key, dataset_key, period_date from (
  select row_number() over () as load_key, dataset_key, period_date
  from dw.dim_period cross join (select dataset_key from made join dw.dim_dataset using (dataset_code)) d
  where year_no between 2017 and 2024) l;

-- Partners by number; Kazakhstan and China stand apart: they get a part of every month.
create temp table partner as
select area_key as partner_key, (row_number() over (order by area_key) - 1)::int as no from dw.dim_area
where area_kind = 'country' and area_code not in ('KZ', 'CN', 'RU');
create temp table product as
select product_key, code_level, (row_number() over (partition by code_level order by product_key) - 1)::int as no from dw.dim_product
where product_kind in ('GOODS', 'TOTAL') and edition in ('H6', '-');
create temp table region as
select area_key as reporter_key, (row_number() over (order by area_code <> 'CN-XJ', area_code) - 1)::int as no from dw.dim_area
where country_code = 'CN' and area_kind = 'region';
create index on partner (no);
create index on product (code_level, no);
create index on region (no);
analyze partner; analyze product; analyze region; analyze load;

-- Rows of one dataset, month and flow: row i has product i mod products and, in its round i / products, another partner.
create function pg_temp.fill(y int, facts bigint) returns void language plpgsql as $$
begin
  perform ops.create_year(y);
  perform set_config('session_replication_role', 'replica', true);
  execute format($f$
    insert into dw_part.fact_trade_%1$s
    select (10 ^ (2 + 4 * random()))::numeric(19,3), null, null, null,
      case when random() < 0.97 then (10 ^ (2 + 4 * random()))::numeric(19,3) end, null, null, null,
      g.product_key, l.period_date, l.load_key, 0, r.i, 0, d.dataset_key,
      coalesce(z.reporter_key, h.area_key),
      case when m.level = 0 and r.i = 0 or m.level > 0 and (r.i / s.products = 0 and r.i %% 4 = 0) then home.area_key else p.partner_key end,
      w.flow_key, t.terms_key, 0, 0, 0, q.status_key
    from made m
    join dw.dim_dataset d using (dataset_code)
    join load l on l.dataset_key = d.dataset_key
    join dw.dim_area h on h.area_code = m.reporter
    join dw.dim_area home on home.area_code = case m.reporter when 'KZ' then 'CN' else 'KZ' end
    cross join (select flow_key, case flow_key when 1 then 'FOB' else 'CIF' end as valuation from dw.dim_flow where flow_key in (1, 2)) w
    cross join (select status_key from dw.dim_status where obs_status = 'A' and conf_status = 'F' and row_kind = 'leaf' and not usd_derived limit 1) q
    cross join lateral (select count(*)::int as products from product where code_level = m.level) s
    cross join lateral generate_series(0, least(case when m.level = 0 then 200 else 100000000 end, ceil(%2$s * m.share / 192))::int - 1) r (i)
    join product g on g.code_level = m.level and g.no = r.i %% s.products
    left join region z on m.grain = 'region' and z.no = case when r.i %% 3 = 0 then 0 else r.i %% 31 end
    join partner p on p.no = (r.i / s.products * 37 + r.i %% s.products * 11) %% 240
    join dw.dim_terms t on t.procedure_code = '-' and t.valuation = w.valuation
      and t.transport_code = case when m.level = 4 then (array['1', '2', '3', '5', '7'])[1 + r.i %% 5] else '0' end
    where extract(year from l.period_date) = %1$s
    order by d.dataset_key, l.period_date, w.flow_key, r.i $f$, y, facts);
  perform ops.attach_year(y);
end $$;
select pg_temp.fill(y, :facts) from generate_series(2017, 2024) y;

insert into mart.summary_trade_area
select sum(f.value_usd), coalesce(sum(f.net_weight_kg), 0), count(*), f.period_date, p.end_date, f.scope_key, f.dataset_key, f.reporter_key, f.partner_key, f.flow_key
from dw.fact_trade f join dw.dim_period p using (period_date) group by 4, 5, 6, 7, 8, 9, 10;
insert into dw.coverage (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, load_key, row_count, value_usd, release_status, edition_date)
select s.dataset_key, a.country_key, s.flow_key, s.from_date, s.to_date, s.scope_key, l.load_key, sum(s.row_count), sum(s.value_usd), 'final', s.to_date
from mart.summary_trade_area s join dw.dim_area a on a.area_key = s.reporter_key
join load l on l.dataset_key = s.dataset_key and l.period_date = s.from_date
group by 1, 2, 3, 4, 5, 6, 7;
vacuum analyze;
select d.dataset_code, count(*) as facts, count(distinct (f.period_date, f.reporter_key, f.partner_key, f.product_key, f.flow_key, f.terms_key)) as keys
from dw.fact_trade f join dw.dim_dataset d using (dataset_key) where f.period_date = date '2023-05-01' group by 1 order by 1;
