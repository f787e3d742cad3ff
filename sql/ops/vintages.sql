--liquibase formatted sql

--changeset ops:undo splitStatements:false stripComments:false
alter table ops.load add column undoes_load_key integer references ops.load;
comment on column ops.load.undoes_load_key is 'The load whose slices this one gave back their previous version; null for a load of a file.';
alter table ops.load_slice add column edition_date date;
comment on column ops.load_slice.edition_date is 'Edition of the slice where it is not that of the load: an undo restores the edition that was live before.';

--changeset ops:planned splitStatements:false stripComments:false
alter table ops.load drop constraint load_state_check;
alter table ops.load add constraint load_state_check check (state in ('open', 'staged', 'held', 'published', 'refused', 'withdrawn', 'planned'));
alter table ops.run drop constraint run_state_check;
alter table ops.run add constraint run_state_check
  check (state in ('running', 'stopped', 'failed', 'held', 'denied', 'abandoned', 'nothing', 'done', 'planned'));
alter table ops.run drop constraint run_trigger_kind_check;
alter table ops.run add constraint run_trigger_kind_check
  check (trigger_kind in ('schedule', 'person', 'retry', 'approve', 'replay', 'undo', 'plan'));
create unique index load_planned on ops.load (feed, sha256) where state = 'planned';

create table ops.plan (
  run_id bigint primary key references ops.run,
  plan jsonb not null,
  made_at timestamptz not null default clock_timestamp()
);
comment on table ops.plan is 'What publishing would have changed, of runs that only planned and of runs that were held.';
comment on column ops.plan.run_id is 'The run that planned.';
comment on column ops.plan.plan is 'Counts, values, totals and largest changes.';
comment on column ops.plan.made_at is 'When it was true: what was published later is not in it.';
