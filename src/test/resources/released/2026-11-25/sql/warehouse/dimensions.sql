--liquibase formatted sql

--changeset warehouse:dim_period splitStatements:false stripComments:false
create table dw.dim_period (
  period_date date primary key,
  period_key integer not null unique,
  end_date date not null unique,
  year_no smallint not null,
  half_no smallint not null,
  quarter_no smallint not null,
  month_no smallint not null,
  half_label varchar(8) not null,
  quarter_label varchar(8) not null,
  month_label varchar(8) not null,
  month_name varchar(16) not null,
  half_start date not null,
  prior_year_date date not null
);
comment on table dw.dim_period is 'Months. Years and spans point to their first month.';
comment on column dw.dim_period.period_date is 'First day of the month. A date as key prunes partitions for every date filter.';
comment on column dw.dim_period.period_key is '202305: a label for people and files, not a key to join on.';
comment on column dw.dim_period.end_date is 'Last day of the month.';
comment on column dw.dim_period.half_label is '2023-H1.';
comment on column dw.dim_period.quarter_label is '2023-Q2.';
comment on column dw.dim_period.month_label is '2023-05, as in SDMX.';
comment on column dw.dim_period.half_start is 'First day of the half-year the month is in.';
comment on column dw.dim_period.prior_year_date is 'The same month a year before.';

--changeset warehouse:dim_area splitStatements:false stripComments:false
create table dw.dim_area (
  area_key smallint primary key,
  area_code varchar(8) not null unique,
  area_name varchar(120) not null,
  area_name_ru varchar(120),
  area_name_kk varchar(120),
  area_name_zh varchar(120),
  area_kind varchar(12) not null
    check (area_kind in ('country', 'region', 'group', 'world', 'nes', 'bunkers', 'free_zone', 'special', 'neutral')),
  country_key smallint not null references dw.dim_area,
  country_code varchar(8) not null,
  country_name varchar(120) not null,
  iso3 char(3),
  m49 smallint,
  region_code varchar(8) not null,
  region_name varchar(120) not null,
  continent varchar(32),
  valid_from date not null default '0001-01-01',
  valid_to date not null default '9999-12-31'
);
create index dim_area_country on dw.dim_area (country_key);
insert into dw.dim_area (area_key, area_code, area_name, area_kind, country_key, country_code, country_name, region_code, region_name) values
  (-1, '--', 'Not applicable', 'special', -1, '--', 'Not applicable', '--', 'Not applicable'),
  (0, '??', 'Unknown', 'nes', 0, '??', 'Unknown', '??', 'Unknown'),
  (1, 'W-??', 'World, not broken down', 'nes', 1, 'W-??', 'World, not broken down', 'W-??', 'World, not broken down');
comment on table dw.dim_area is 'Countries, their regions and the publishers'' special partners; plays reporter and partner. Key 0 = unknown, -1 = not applicable, 1 = World, not broken down.';
comment on column dw.dim_area.area_code is 'CN for a country, CN-XJ for a region (ISO 3166), an own code such as W-?? for a special partner.';
comment on column dw.dim_area.area_kind is 'What the member is. Countries enter rankings; everything but group and world enters totals.';
comment on column dw.dim_area.country_key is 'The row of the country itself.';
comment on column dw.dim_area.country_code is 'ISO 3166-1 alpha-2; an own code outside ISO.';
comment on column dw.dim_area.m49 is 'Numeric code of the United Nations.';
comment on column dw.dim_area.region_code is 'ISO 3166-2, or the country code with -?? where the region is not known.';
comment on column dw.dim_area.valid_from is 'First day the area existed under this code; a renamed or split region is a new row.';
comment on column dw.dim_area.valid_to is 'Last day the area existed under this code.';

--changeset warehouse:dim_bloc splitStatements:false stripComments:false
create table dw.dim_bloc (
  bloc_key smallint primary key,
  bloc_code varchar(12) not null unique,
  bloc_name varchar(120) not null
);
create table dw.bridge_bloc_member (
  bloc_key smallint not null references dw.dim_bloc,
  country_code varchar(8) not null,
  from_date date not null,
  to_date date not null,
  primary key (bloc_key, country_code, from_date)
);
comment on table dw.dim_bloc is 'Groups of countries such as the EAEU.';
comment on table dw.bridge_bloc_member is 'Who was a member of a bloc and when. Join on country and period; blocs overlap.';
comment on column dw.bridge_bloc_member.from_date is 'First month of membership.';
comment on column dw.bridge_bloc_member.to_date is 'Last day of membership; 9999-12-31 while it lasts.';

--changeset warehouse:dim_product splitStatements:false stripComments:false
create sequence dw.product_key as integer;
create table dw.dim_product (
  product_key integer primary key default nextval('dw.product_key'),
  nomenclature varchar(12) not null,
  edition varchar(8) not null,
  code varchar(10) not null,
  code_level smallint not null,
  product_kind varchar(12) not null default 'GOODS'
    check (product_kind in ('GOODS', 'TOTAL', 'UNSPECIFIED', 'NATIONAL', 'CONFIDENTIAL', 'DISCREPANCY')),
  is_valid_code boolean not null default true,
  product_name varchar(400) not null,
  hs2_code char(2),
  hs2_name varchar(200),
  hs4_code varchar(4),
  hs4_name varchar(300),
  hs6_code varchar(6),
  hs6_name varchar(400),
  hs_section varchar(5),
  hs6_unified varchar(6),
  sitc_code varchar(5),
  bec_code varchar(3),
  is_agri_food boolean not null default false,
  unique (nomenclature, edition, code)
);
alter sequence dw.product_key owned by dw.dim_product.product_key;
create index dim_product_hs4 on dw.dim_product (hs4_code);
create index dim_product_hs6 on dw.dim_product (hs6_code);
insert into dw.dim_product (product_key, nomenclature, edition, code, code_level, product_kind, product_name)
values (0, '??', '-', '??', 0, 'UNSPECIFIED', 'Unknown');
comment on table dw.dim_product is 'Product codes as reported: a code of a nomenclature together with its edition. Key 0 = unknown.';
comment on column dw.dim_product.nomenclature is 'HS, TNVED, CNHS, SITC.';
comment on column dw.dim_product.edition is 'H5 = HS 2017, H6 = HS 2022; - for TOTAL, which belongs to no edition.';
comment on column dw.dim_product.code is 'As reported, never rewritten; TOTAL for figures without product detail.';
comment on column dw.dim_product.code_level is 'Digits of the code; 0 for TOTAL.';
comment on column dw.dim_product.product_kind is 'GOODS, or what a special code stands for: total, unspecified, national, confidential, discrepancy.';
comment on column dw.dim_product.is_valid_code is 'False where the edition does not know the code: flagged, not replaced.';
comment on column dw.dim_product.hs2_code is 'HS chapter; null outside HS and for TOTAL (SITC 01 is meat, HS 01 live animals).';
comment on column dw.dim_product.hs6_unified is 'Six digits in one edition, only where the link is certain.';
comment on column dw.dim_product.is_agri_food is 'Farm products and food.';

--changeset warehouse:dim_product_group splitStatements:false stripComments:false
create table dw.dim_product_group (
  group_key smallint primary key,
  group_code varchar(24) not null unique,
  group_name varchar(120) not null,
  group_set varchar(40) not null
);
create table dw.product_group_rule (
  group_key smallint not null references dw.dim_product_group,
  nomenclature varchar(12) not null default 'HS',
  code_prefix varchar(10) not null,
  is_excluded boolean not null default false,
  is_proxy boolean not null default false,
  note varchar(200),
  check (note is not null or not is_proxy),
  primary key (group_key, nomenclature, code_prefix)
);
create table dw.bridge_product_group (
  group_key smallint not null references dw.dim_product_group,
  product_key integer not null references dw.dim_product,
  weight numeric(7,6) not null default 1,
  is_proxy boolean not null default false,
  primary key (group_key, product_key)
);
create index bridge_product_group_product on dw.bridge_product_group (product_key, group_key);
comment on table dw.dim_product_group is 'Named groups of products, for example the farm products of a target.';
comment on column dw.dim_product_group.group_set is 'Groups that belong together; a product may stand in groups of several sets.';
comment on table dw.product_group_rule is 'What people maintain: code prefixes of a group.';
comment on column dw.product_group_rule.is_excluded is 'The prefix is taken out of the group.';
comment on column dw.product_group_rule.is_proxy is 'The prefix only approximates the product (0401 for mare''s milk); the note says how.';
comment on table dw.bridge_product_group is 'The rules expanded to products: what queries join. Sums over several groups may count twice.';
comment on column dw.bridge_product_group.weight is 'Share of the product that belongs to the group.';
comment on column dw.bridge_product_group.is_proxy is 'The product only approximates what the group means.';

--changeset warehouse:dim_flow splitStatements:false stripComments:false
create table dw.dim_flow (
  flow_key smallint primary key,
  flow_code varchar(3) not null unique,
  flow_name varchar(60) not null,
  direction varchar(8) not null check (direction in ('export', 'import')),
  balance_sign smallint not null,
  is_turnover boolean not null,
  part_of varchar(3),
  check (is_turnover = (flow_key in (1, 2)))
);
insert into dw.dim_flow values
  (1, 'X', 'Exports', 'export', 1, true, null),
  (2, 'M', 'Imports', 'import', -1, true, null),
  (3, 'RX', 'Re-exports', 'export', 1, false, 'X'),
  (4, 'RM', 'Re-imports', 'import', -1, false, 'M'),
  (5, 'DX', 'Domestic exports', 'export', 1, false, 'X'),
  (6, 'FM', 'Foreign imports', 'import', -1, false, 'M'),
  (7, 'XIP', 'Exports after inward processing', 'export', 1, false, 'X'),
  (8, 'XOP', 'Exports for outward processing', 'export', 1, false, 'X'),
  (9, 'MIP', 'Imports for inward processing', 'import', -1, false, 'M'),
  (10, 'MOP', 'Imports after outward processing', 'import', -1, false, 'M');
comment on table dw.dim_flow is 'Flows as seen from the reporter. Keys are fixed: 1 = exports, 2 = imports.';
comment on column dw.dim_flow.balance_sign is '+1 for exports, -1 for imports: sign in the balance.';
comment on column dw.dim_flow.is_turnover is 'True for X and M only; the others are parts of them and never added.';
comment on column dw.dim_flow.part_of is 'X or M for a flow that is part of it.';

--changeset warehouse:dim_terms splitStatements:false stripComments:false
create sequence dw.terms_key as smallint;
create table dw.dim_terms (
  terms_key smallint primary key default nextval('dw.terms_key'),
  procedure_code varchar(4) not null,
  procedure_name varchar(120) not null,
  transport_code varchar(4) not null,
  transport_name varchar(60) not null,
  valuation varchar(4) not null,
  trade_system varchar(8) not null,
  unique (procedure_code, transport_code, valuation, trade_system)
);
alter sequence dw.terms_key owned by dw.dim_terms.terms_key;
comment on table dw.dim_terms is 'Customs procedure, transport, valuation and trade system of a figure; part of its business key.';
comment on column dw.dim_terms.valuation is 'CIF, FOB, FCA or n/a, as the row says.';
comment on column dw.dim_terms.trade_system is 'general or special trade.';

--changeset warehouse:dim_status splitStatements:false stripComments:false
create sequence dw.status_key as smallint;
create table dw.dim_status (
  status_key smallint primary key default nextval('dw.status_key'),
  obs_status char(1) not null,
  conf_status char(1) not null,
  row_kind varchar(8) not null default 'leaf'
    check (row_kind in ('leaf', 'residual', 'rounding', 'month', 'implied')),
  usd_derived boolean not null default false,
  net_weight_estimated boolean not null default false,
  gross_weight_estimated boolean not null default false,
  quantity_estimated boolean not null default false,
  quantity2_estimated boolean not null default false,
  unique (obs_status, conf_status, row_kind, usd_derived, net_weight_estimated, gross_weight_estimated, quantity_estimated, quantity2_estimated)
);
alter sequence dw.status_key owned by dw.dim_status.status_key;
comment on table dw.dim_status is 'What is known about how a figure came about. Not part of the business key: a change of status is a change of the same figure.';
comment on column dw.dim_status.obs_status is 'SDMX CL_OBS_STATUS.';
comment on column dw.dim_status.conf_status is 'SDMX CL_CONF_STATUS.';
comment on column dw.dim_status.row_kind is 'leaf as published; residual and rounding stand at their parent; month = derived from spans, implied = a derived month that is negative.';
comment on column dw.dim_status.usd_derived is 'Dollars were computed from the national currency at the monthly rate.';
comment on column dw.dim_status.net_weight_estimated is 'Estimated by the publisher.';
comment on column dw.dim_status.gross_weight_estimated is 'Estimated by the publisher.';
comment on column dw.dim_status.quantity_estimated is 'Estimated by the publisher.';
comment on column dw.dim_status.quantity2_estimated is 'Estimated by the publisher.';

--changeset warehouse:dim_unit splitStatements:false stripComments:false
create table dw.dim_unit (
  unit_key smallint primary key,
  unit_code varchar(8) not null unique,
  unit_name varchar(60) not null,
  sdmx_unit varchar(12),
  to_base numeric(18,9) not null default 1,
  is_weight boolean not null default false
);
create table dw.dim_currency (
  currency_key smallint primary key,
  currency_code char(3) not null unique,
  currency_name varchar(60) not null
);
insert into dw.dim_unit (unit_key, unit_code, unit_name) values (0, '-', 'none');
insert into dw.dim_currency values (0, '---', 'none');
comment on table dw.dim_unit is 'Units of supplementary quantities. Key 0 = none.';
comment on column dw.dim_unit.to_base is 'Factor to the base unit of the same kind (kg for weights).';
comment on table dw.dim_currency is 'Currencies, ISO 4217. Key 0 = none.';

--changeset warehouse:dim_dataset splitStatements:false stripComments:false
create sequence dw.dataset_key as smallint;
create table dw.dim_dataset (
  dataset_key smallint primary key default nextval('dw.dataset_key'),
  dataset_code varchar(80) not null unique,
  dataset_name varchar(160) not null,
  feed varchar(64) not null,
  publisher varchar(120) not null,
  freq char(1) not null check (freq in ('M', 'Q', 'S', 'A', 'C')),
  nomenclature varchar(12) not null,
  product_level smallint not null check (product_level >= 0),
  reporter_grain varchar(8) not null,
  partner_grain varchar(8) not null,
  partner_basis varchar(16) not null default 'UNKNOWN'
    check (partner_basis in ('ORIGIN', 'CONSIGNMENT', 'LAST_DESTINATION', 'UNKNOWN')),
  valuation_export varchar(4) not null default 'FOB',
  valuation_import varchar(4) not null default 'CIF',
  x_includes_rx boolean,
  m_includes_rm boolean,
  rounding_unit_usd numeric(12,3) not null default 0.001,
  is_truncated boolean not null default false,
  rate_source varchar(16),
  span_dataset_key smallint references dw.dim_dataset,
  note varchar(400),
  preference smallint not null
);
alter sequence dw.dataset_key owned by dw.dim_dataset.dataset_key;
comment on table dw.dim_dataset is 'A feed at one frequency, nomenclature, product depth and partner breakdown. Two datasets are never added.';
comment on column dw.dim_dataset.dataset_code is 'Derived, for example UN_COMTRADE/A/HS/TOTAL×country: the one filter every question needs.';
comment on column dw.dim_dataset.freq is 'M month, Q quarter, S half-year, A year, C cumulative (year-to-date, January and February together).';
comment on column dw.dim_dataset.product_level is 'Digits of the deepest product code; 0 = TOTAL.';
comment on column dw.dim_dataset.reporter_grain is 'country or region.';
comment on column dw.dim_dataset.partner_grain is 'country or region.';
comment on column dw.dim_dataset.partner_basis is 'What partner means to the publisher.';
comment on column dw.dim_dataset.valuation_export is 'The publisher''s rule; the row''s own valuation stands in dim_terms.';
comment on column dw.dim_dataset.valuation_import is 'The publisher''s rule; the row''s own valuation stands in dim_terms.';
comment on column dw.dim_dataset.x_includes_rx is 'Exports include re-exports; null = the publisher does not say.';
comment on column dw.dim_dataset.m_includes_rm is 'Imports include re-imports; null = the publisher does not say.';
comment on column dw.dim_dataset.rounding_unit_usd is 'Unit the publisher rounds to, in dollars: tolerance of control totals.';
comment on column dw.dim_dataset.is_truncated is 'The publisher cuts off instead of rounding.';
comment on column dw.dim_dataset.rate_source is 'Where the rate of derived dollars comes from.';
comment on column dw.dim_dataset.span_dataset_key is 'The spans its months are derived from; half-years fall back on them.';
comment on column dw.dim_dataset.preference is '1 = headline source for its reporter.';

--changeset warehouse:dim_load splitStatements:false stripComments:false
create table dw.dim_load (
  load_key integer primary key,
  feed varchar(64) not null,
  source_sha256 char(64) not null,
  load_no smallint not null default 1,
  source_name varchar(400) not null,
  edition_date date not null,
  release_status varchar(12) not null check (release_status in ('provisional', 'revised', 'final', 'unknown')),
  rows_read bigint,
  rows_accepted bigint,
  rows_control_total bigint,
  rows_excluded bigint,
  rows_rejected bigint,
  rows_duplicate bigint,
  published_at timestamptz not null,
  unique (feed, source_sha256, load_no)
);
comment on table dw.dim_load is 'One row per published load: which file, which edition, when.';
comment on column dw.dim_load.load_key is 'The same key as ops.load.';
comment on column dw.dim_load.edition_date is 'Date of the publisher''s file.';
comment on column dw.dim_load.published_at is 'The clock just before commit, under the dataset''s lock: as-of is the order of commits.';

--changeset warehouse:fx_rate splitStatements:false stripComments:false
create table dw.fx_rate (
  currency_code char(3) not null,
  period_date date not null references dw.dim_period,
  rate_source varchar(16) not null,
  per_usd numeric(18,8) not null,
  day_count smallint,
  primary key (currency_code, period_date, rate_source)
);
comment on table dw.fx_rate is 'Monthly mean exchange rates.';
comment on column dw.fx_rate.per_usd is 'Units of the currency for one US dollar, mean over the days of the month.';
comment on column dw.fx_rate.day_count is 'Days with a rate.';

--changeset warehouse:scope splitStatements:false stripComments:false
create sequence dw.scope_key as integer;
create table dw.scope (
  scope_key integer primary key default nextval('dw.scope_key'),
  scope_code varchar(200) not null unique,
  partners varchar(8)[],
  product_prefixes varchar(10)[],
  regions varchar(8)[],
  procedures varchar(4)[],
  content_code varchar(200) not null default '',
  is_full boolean generated always as (partners is null and product_prefixes is null and regions is null and procedures is null) stored,
  check ((content_code = '') = (product_prefixes is null and regions is null and procedures is null))
);
alter sequence dw.scope_key owned by dw.scope.scope_key;
insert into dw.scope (scope_key, scope_code) values (0, 'all');
comment on table dw.scope is 'What a file is complete for. Null = everything in that direction; key 0 = all.';
comment on column dw.scope.scope_code is 'all, partner=BR, partner=BR;product=1201.';
comment on column dw.scope.content_code is 'The part of scope_code that is not about partners; empty = all products, regions and procedures.';
comment on column dw.scope.is_full is 'False where the file holds only part of the reporter''s trade.';

--changeset warehouse:coverage splitStatements:false stripComments:false
create table dw.coverage (
  dataset_key smallint not null references dw.dim_dataset,
  reporter_key smallint not null references dw.dim_area,
  flow_key smallint not null references dw.dim_flow,
  from_date date not null references dw.dim_period,
  to_date date not null references dw.dim_period (end_date),
  scope_key integer not null references dw.scope,
  load_key integer not null references dw.dim_load,
  row_count integer not null,
  value_usd numeric(22,3) not null,
  control_usd numeric(22,3),
  rejected_rows integer not null default 0,
  rejected_usd numeric(22,3) not null default 0,
  release_status varchar(12) not null,
  edition_date date not null,
  primary key (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key)
);
create index coverage_load on dw.coverage (load_key);
comment on table dw.coverage is 'What is in. A covered slice without rows is zero; a slice without a row here is not known.';
comment on column dw.coverage.reporter_key is 'The country, also where its regions report.';
comment on column dw.coverage.load_key is 'The load that last confirmed the slice.';
comment on column dw.coverage.control_usd is 'The publisher''s own top cell, where there is one: value_usd + rejected_usd.';
comment on column dw.coverage.rejected_usd is 'Readable values of rejects that are not yet repaired.';

--changeset warehouse:target splitStatements:false stripComments:false
create table dw.target (
  target_code varchar(32) not null,
  dataset_code varchar(80) not null,
  reporter_code varchar(8) not null,
  partner_code varchar(8) not null,
  measure varchar(16) not null default 'turnover' check (measure in ('turnover', 'export', 'import')),
  basis varchar(12) not null check (basis in ('year', 'r12')),
  target_usd numeric(22,3) not null,
  due_year smallint not null,
  note varchar(200),
  primary key (target_code, dataset_code)
);
comment on table dw.target is 'Targets of trade policy, one row per source that measures them; every source is shown side by side.';
comment on column dw.target.dataset_code is 'Joins to dim_dataset by code; the dataset need not be loaded yet.';
comment on column dw.target.basis is 'year = calendar year, r12 = twelve consecutive months.';
