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
