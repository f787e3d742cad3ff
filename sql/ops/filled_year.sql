--liquibase formatted sql

--changeset ops:filled_year splitStatements:false stripComments:false
create table ops.filled_year (
  year_no smallint primary key,
  load_key integer not null references ops.load on delete cascade,
  fencing_token bigint not null
);
comment on table ops.filled_year is 'Years that dw.fact_trade has not yet, filled beside it and waiting for the publication of their load.';
comment on column ops.filled_year.year_no is 'The year: dw_part.fact_trade_N holds its figures, indexed.';
comment on column ops.filled_year.load_key is 'The load whose figures they are.';
comment on column ops.filled_year.fencing_token is 'The lease under which it was filled: what a run left that has died is filled again.';

--changeset ops:filled_year_replaces splitStatements:false stripComments:false
alter table ops.filled_year add column replaces text;
comment on table ops.filled_year is 'Years filled beside dw.fact_trade and waiting for the publication of their load: those it has not yet, and those that a load at least doubles.';
comment on column ops.filled_year.year_no is 'The year: dw_part.fact_trade_N holds its figures, indexed, or dw_part.rebuilt_N where the year is live.';
comment on column ops.filled_year.replaces is 'What was live in the year when it was filled, as ops.year_stamp; null where the year is not live.';
