--liquibase formatted sql

--changeset warehouse:dim_status_corrected splitStatements:false stripComments:false
-- A corrected figure keeps its kind and its observation status: that it is corrected stands beside them.
alter table dw.dim_status add column is_corrected boolean not null default false;
do $$
declare c name;
begin
  for c in select conname from pg_constraint where conrelid = 'dw.dim_status'::regclass and contype = 'u' loop
    execute format('alter table dw.dim_status drop constraint %I', c);
  end loop;
end $$;
alter table dw.dim_status add unique (obs_status, conf_status, row_kind, usd_derived, net_weight_estimated,
  gross_weight_estimated, quantity_estimated, quantity2_estimated, is_corrected);
comment on column dw.dim_status.is_corrected is 'value_usd is that of a signed correction; dw.correction has what the publisher states.';

--changeset warehouse:coverage_corrected splitStatements:false stripComments:false
alter table dw.coverage add column corrected_usd numeric(22,3) not null default 0;
comment on column dw.coverage.corrected_usd is 'What signed corrections added to the published figures: value_usd + rejected_usd - corrected_usd = control_usd.';
comment on column dw.coverage.control_usd is 'The publisher''s own top cell: value_usd + rejected_usd - corrected_usd; NULL where it states none.';

--changeset warehouse:correction splitStatements:false stripComments:false
create table dw.correction (
  correction_key bigint generated always as identity primary key,
  correction_id bigint not null,
  dataset_key smallint not null references dw.dim_dataset,
  reporter_key smallint not null references dw.dim_area,
  partner_key smallint not null references dw.dim_area,
  flow_key smallint not null references dw.dim_flow,
  product_key integer not null references dw.dim_product,
  terms_key smallint not null references dw.dim_terms,
  unit_key smallint not null references dw.dim_unit,
  from_date date not null references dw.dim_period,
  to_date date not null references dw.dim_period (end_date),
  reported_usd numeric(19,3) not null,
  value_usd numeric(19,3) not null,
  correction_type varchar(12) not null,
  reason text not null,
  author varchar(80) not null,
  approver varchar(80) not null,
  load_key integer not null references dw.dim_load,
  ended_by_load_key integer references dw.dim_load,
  check (approver <> author)
);
create unique index correction_in_force on dw.correction
  (dataset_key, from_date, to_date, reporter_key, partner_key, product_key, flow_key, terms_key, unit_key)
  where ended_by_load_key is null;
comment on table dw.correction is 'Signed corrections as they took effect: one row per figure and effect, kept when it ends. In force while ended_by_load_key is null; the facts then hold value_usd.';
comment on column dw.correction.correction_key is 'One taking effect of a correction.';
comment on column dw.correction.correction_id is 'Number of the correction, as tradehouse correction show takes it.';
comment on column dw.correction.dataset_key is 'Dataset of the figure.';
comment on column dw.correction.reporter_key is 'Who declares, as in the fact.';
comment on column dw.correction.partner_key is 'Partner, as in the fact.';
comment on column dw.correction.flow_key is 'Flow, as in the fact.';
comment on column dw.correction.product_key is 'Product, as in the fact.';
comment on column dw.correction.terms_key is 'Procedure, transport, valuation and trade system, as in the fact.';
comment on column dw.correction.unit_key is 'Unit of the supplementary quantity, as in the fact.';
comment on column dw.correction.from_date is 'First day of the month, year or span.';
comment on column dw.correction.to_date is 'Last day of the month, year or span.';
comment on column dw.correction.reported_usd is 'What the publisher states, as read from the file.';
comment on column dw.correction.value_usd is 'What the warehouse shows instead.';
comment on column dw.correction.correction_type is 'unit_factor, wrong_code, mirror, outlier or manual.';
comment on column dw.correction.reason is 'Why, in the author''s words.';
comment on column dw.correction.author is 'Who proposed it.';
comment on column dw.correction.approver is 'Who signed it; never the author.';
comment on column dw.correction.load_key is 'The load that brought it in.';
comment on column dw.correction.ended_by_load_key is 'The load that restored or replaced the publisher''s figure; null while it is in force.';
