--liquibase formatted sql

--changeset warehouse:revision splitStatements:false stripComments:false
create table dw.revision (
  revision_key bigint generated always as identity primary key,
  load_key integer not null references dw.dim_load,
  dataset_key smallint not null references dw.dim_dataset,
  reporter_key smallint not null references dw.dim_area,
  flow_key smallint not null references dw.dim_flow,
  from_date date not null references dw.dim_period,
  to_date date not null references dw.dim_period (end_date),
  scope_key integer not null references dw.scope,
  is_first boolean not null,
  is_withdrawn boolean not null default false,
  new_rows integer,
  changed_rows integer,
  withdrawn_rows integer,
  same_rows integer,
  new_usd numeric(22,3),
  changed_usd numeric(22,3),
  withdrawn_usd numeric(22,3),
  moved_usd numeric(22,3),
  previous_usd numeric(22,3),
  value_usd numeric(22,3) not null,
  control_usd numeric(22,3),
  rejected_rows integer not null default 0,
  rejected_usd numeric(22,3) not null default 0,
  release_status varchar(12) not null check (release_status in ('provisional', 'revised', 'final', 'unknown')),
  edition_date date not null,
  largest_product_key integer references dw.dim_product,
  largest_partner_key smallint references dw.dim_area,
  largest_old_usd numeric(22,3),
  largest_new_usd numeric(22,3)
);
create index revision_slice on dw.revision (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, revision_key);
create index revision_load on dw.revision (load_key);

comment on table dw.revision is 'One row for each slice a load published: the vintages of the slice and what each changed. Written in the publishing transaction; revision_key is the order of commits within a dataset.';
comment on column dw.revision.revision_key is 'Grows with every vintage of a slice.';
comment on column dw.revision.load_key is 'The load that published this vintage.';
comment on column dw.revision.dataset_key is 'Dataset of the slice.';
comment on column dw.revision.reporter_key is 'Reporting country of the slice, also where its regions report.';
comment on column dw.revision.flow_key is 'Flow of the slice.';
comment on column dw.revision.from_date is 'First day of the period.';
comment on column dw.revision.to_date is 'Last day of the period.';
comment on column dw.revision.scope_key is 'What the file was complete for.';
comment on column dw.revision.is_first is 'True where nothing of the slice was live before.';
comment on column dw.revision.is_withdrawn is 'True where the slice left the warehouse: its first load was undone.';
comment on column dw.revision.new_rows is 'Figures that were not there before. Rounding rows are no figures and not counted. NULL for what was published before revisions were kept.';
comment on column dw.revision.changed_rows is 'Figures with another value, weight, quantity or status.';
comment on column dw.revision.withdrawn_rows is 'Figures the slice no longer has.';
comment on column dw.revision.same_rows is 'Figures that stayed as they were.';
comment on column dw.revision.new_usd is 'Value of the new figures.';
comment on column dw.revision.changed_usd is 'Net change of the changed figures.';
comment on column dw.revision.withdrawn_usd is 'Value of the withdrawn figures, negative: what the slice lost with them.';
comment on column dw.revision.moved_usd is 'Sum of all changes regardless of sign, of a slice that was published before: shows changes that cancel out.';
comment on column dw.revision.previous_usd is 'Value of the slice before; NULL for a first load.';
comment on column dw.revision.value_usd is 'Value of the slice after.';
comment on column dw.revision.control_usd is 'The publisher''s own top cell, where there is one.';
comment on column dw.revision.rejected_rows is 'Rejected rows that belong to the slice.';
comment on column dw.revision.rejected_usd is 'Readable value of the rejected rows.';
comment on column dw.revision.release_status is 'provisional, revised, final or unknown, as this vintage was published.';
comment on column dw.revision.edition_date is 'Date of the publisher''s file.';
comment on column dw.revision.largest_product_key is 'Product of the figure that moved most; NULL where none moved or all were new.';
comment on column dw.revision.largest_partner_key is 'Partner of the figure that moved most.';
comment on column dw.revision.largest_old_usd is 'Its value before; NULL where it is new.';
comment on column dw.revision.largest_new_usd is 'Its value after; NULL where it is withdrawn.';

--changeset warehouse:revision_of_what_was_there splitStatements:false stripComments:false
-- What was published before revisions were kept: the live vintage of each slice, its changes unknown.
insert into dw.revision (load_key, dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, is_first, value_usd, control_usd, rejected_rows, rejected_usd, release_status, edition_date)
select load_key, dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, false, value_usd, control_usd, rejected_rows, rejected_usd, release_status, edition_date
from dw.coverage order by load_key, dataset_key, reporter_key, flow_key, from_date;
