--liquibase formatted sql

--changeset ops:correction_decision splitStatements:false stripComments:false
-- Proposed until it has an approver, then signed, until valid_to: from then on it is retired (or withdrawn before it was signed).
alter table ops.correction
  add column approved_at timestamptz,
  add column approve_reason text,
  add column retired_by varchar(80),
  add column retire_reason text,
  add constraint correction_four_eyes check (approver <> author),
  add constraint correction_retired check ((valid_to is null) = (retired_by is null));
create unique index correction_of_figure on ops.correction (dataset_code, row_key) where valid_to is null;
comment on table ops.correction is 'Corrections of published figures: proposed by an author, signed by another person, retired by anybody. Never deleted.';
comment on column ops.correction.row_key is 'Business key of the figure in codes: reporter, partner, flow, nomenclature, edition, product, from, to, procedure, transport, valuation, system, unit.';
comment on column ops.correction.seen_value is 'The published dollars it was made for; it applies while the source is within 1 % of them.';
comment on column ops.correction.new_value is 'The dollars to show instead.';
comment on column ops.correction.approver is 'Who signed it; null while it is proposed. Never the author.';
comment on column ops.correction.valid_to is 'When it was retired; null while it is proposed or signed.';

--changeset ops:correction_outcome splitStatements:false stripComments:false
create table ops.correction_outcome (
  load_key integer not null references ops.load,
  correction_id bigint not null references ops.correction,
  outcome varchar(12) not null check (outcome in ('applied', 'other value', 'no figure')),
  source_usd numeric(19,3),
  source_row integer,
  part_key integer,
  primary key (correction_id, load_key)
);
comment on table ops.correction_outcome is 'What a published load did with a signed correction of one of its slices.';
comment on column ops.correction_outcome.outcome is 'applied; other value = the source shows more than 1 % else than what it was made for; no figure = the source has the figure no more.';
comment on column ops.correction_outcome.source_usd is 'What the source shows.';
