--liquibase formatted sql

--changeset warehouse:product_name splitStatements:false stripComments:false
create table dw.product_name (
  nomenclature varchar(12) not null,
  edition varchar(8) not null references dw.dim_edition,
  code varchar(10) not null,
  language char(2) not null,
  product_name varchar(2000) not null,
  section varchar(8) not null default '',
  load_key integer not null references dw.dim_load,
  primary key (nomenclature, edition, code, language)
);
create index product_name_code on dw.product_name (nomenclature, code);
comment on table dw.product_name is 'Names of products as publishers of nomenclatures give them, as far as their files were loaded.';
comment on column dw.product_name.nomenclature is 'HS, TNVED, CNHS, SITC.';
comment on column dw.product_name.edition is 'Edition of the code; national codes follow the HS edition of their years.';
comment on column dw.product_name.code is 'Code at any level; of a section its Roman numeral, as in dim_product.hs_section.';
comment on column dw.product_name.language is 'Language of the name, ISO 639.';
comment on column dw.product_name.product_name is 'The name as published.';
comment on column dw.product_name.section is 'Section as published; empty where the file has none.';
comment on column dw.product_name.load_key is 'The load that stated the name last.';

create table stg.product_name (
  load_key integer not null references ops.load,
  source_row integer not null,
  code varchar(10) not null,
  product_name varchar(2000) not null,
  section varchar(200) not null,
  valid_from date not null,
  valid_to date not null,
  primary key (load_key, code, valid_from, valid_to)
);
comment on table stg.product_name is 'Names of a file that is being loaded.';
comment on column stg.product_name.load_key is 'The load.';
comment on column stg.product_name.source_row is 'Row of the file.';
comment on column stg.product_name.code is 'Code at any level.';
comment on column stg.product_name.product_name is 'The name as published.';
comment on column stg.product_name.section is 'Section as published.';
comment on column stg.product_name.valid_from is 'First day the row holds.';
comment on column stg.product_name.valid_to is 'Last day the row holds.';

--changeset ops:described_products runOnChange:true splitStatements:false stripComments:false
create or replace function ops.name_of(nomenclature text, edition text, code text) returns text language sql stable as $$
  -- Another edition names the code too, unless a table says that the code means something else there.
  select n.product_name from dw.product_name n
  where n.nomenclature = $1 and n.code = $3
    and (n.edition = $2 or not exists (select from dw.concordance c
      where c.from_edition = $2 and c.to_edition = n.edition and c.from_code = $3 and (c.to_code <> $3 or c.basis_by_value <> 'certain')))
  order by n.edition <> $2, n.language <> 'en', abs(ascii(right(n.edition, 1)) - ascii(right($2, 1))), n.edition desc, n.language limit 1
$$;
comment on function ops.name_of(text, text, text) is 'Name of a code: of its edition, else of the nearest in which the code means the same; English first. Null where nobody names it.';

create or replace function ops.described(p dw.dim_product) returns dw.dim_product language plpgsql stable as $$
declare on_hs boolean := p.nomenclature in ('HS', 'TNVED', 'CNHS');
begin
  if p.product_kind <> 'GOODS' then
    return p;
  end if;
  p.product_name := coalesce(left(ops.name_of(p.nomenclature, p.edition, p.code), 400), p.product_name);
  if on_hs then
    p.hs2_name := coalesce(left(ops.name_of('HS', p.edition, p.hs2_code), 200), p.hs2_name);
    p.hs4_name := coalesce(left(coalesce(ops.name_of('HS', p.edition, p.hs4_code), ops.name_of(p.nomenclature, p.edition, p.hs4_code)), 300), p.hs4_name);
    p.hs6_name := coalesce(left(coalesce(ops.name_of('HS', p.edition, p.hs6_code), ops.name_of(p.nomenclature, p.edition, p.hs6_code)), 400), p.hs6_name);
    p.hs_section := coalesce((select n.section from dw.product_name n where n.nomenclature = 'HS' and n.code = p.hs2_code and n.section ~ '^[IVX]{1,5}$' order by n.edition <> p.edition limit 1), p.hs_section);
    if exists (select from dw.product_name n where n.nomenclature = 'HS' and n.edition = p.edition and n.code ~ '^[0-9]' and length(n.code) = least(p.code_level, 6)) then
      p.is_valid_code := exists (select from dw.product_name n where n.nomenclature = 'HS' and n.edition = p.edition and n.code = left(p.code, 6));
    end if;
    p.hs6_unified := case when p.edition = ops.unified_edition() then p.hs6_code
      else (select c.to_code from dw.concordance c where c.from_edition = p.edition and c.to_edition = ops.unified_edition()
              and c.from_code = p.hs6_code and c.basis_by_value = 'certain' and c.to_code <> 'XXXXXX') end;
  end if;
  return p;
end $$;
comment on function ops.described(dw.dim_product) is 'A product with what nomenclatures and links between editions say about it; what they do not say stays as it is.';

create or replace function ops.describe_new_product() returns trigger language plpgsql as $$
begin
  if exists (select from dw.product_name) or exists (select from dw.concordance) then
    new := ops.described(new);
  end if;
  return new;
end $$;
comment on function ops.describe_new_product() is 'A product that comes later is described as it comes.';
drop trigger if exists describe_new_product on dw.dim_product;
create trigger describe_new_product before insert on dw.dim_product for each row execute function ops.describe_new_product();

create or replace function ops.describe_products() returns bigint language sql as $$
  with described as materialized (select d.* from dw.dim_product p cross join lateral ops.described(p) d),
  changed as (
    update dw.dim_product p set product_name = d.product_name, hs2_name = d.hs2_name, hs4_name = d.hs4_name, hs6_name = d.hs6_name,
      hs_section = d.hs_section, is_valid_code = d.is_valid_code, hs6_unified = d.hs6_unified
    from described d where d.product_key = p.product_key and d is distinct from p returning 1)
  select count(*) from changed
$$;
comment on function ops.describe_products() is 'Brings every product to what nomenclatures and links between editions say now; returns how many changed.';

do $$
declare f text;
begin
  foreach f in array array['ops.name_of(text, text, text)', 'ops.described(dw.dim_product)', 'ops.describe_new_product()', 'ops.describe_products()'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trade_loader', f);
  end loop;
end $$;
