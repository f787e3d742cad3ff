--liquibase formatted sql

--changeset ops:source_file splitStatements:false stripComments:false
create table ops.source_file (
  feed varchar(64) not null,
  sha256 char(64) not null,
  file_name varchar(400) not null,
  source_url varchar(800),
  byte_count bigint not null,
  archive_path varchar(800) not null,
  acquired_at timestamptz not null,
  primary key (feed, sha256)
);
comment on table ops.source_file is 'The archive: one row per distinct content of a feed.';
comment on column ops.source_file.file_name is 'Name under which the content came first.';
comment on column ops.source_file.archive_path is 'The immutable copy, under TRADEHOUSE_HOME.';

--changeset ops:load splitStatements:false stripComments:false
create table ops.load (
  load_key integer generated always as identity primary key,
  feed varchar(64) not null,
  sha256 char(64) not null,
  load_no smallint not null default 1,
  parent_load_key integer references ops.load,
  file_name varchar(400) not null default '',
  given jsonb not null default '{}',
  acquired_on date not null default current_date,
  edition_date date not null,
  release_status varchar(12) not null check (release_status in ('provisional', 'revised', 'final', 'unknown')),
  feed_version char(64) not null,
  mapping_version bigint not null,
  reference_version bigint not null,
  parser_version varchar(20) not null,
  state varchar(12) not null default 'open' check (state in ('open', 'staged', 'held', 'published', 'refused', 'withdrawn')),
  rows_read bigint,
  rows_accepted bigint,
  rows_control_total bigint,
  rows_excluded bigint,
  rows_rejected bigint,
  rows_duplicate bigint,
  created_at timestamptz not null default now(),
  unique (feed, sha256, load_no),
  foreign key (feed, sha256) references ops.source_file
);
comment on table ops.load is 'One archived file of one feed. The same inputs restart it; a changed feed, alias or code list makes a child load with the next number.';
comment on column ops.load.load_no is '1 for the first load of this content, then 2, 3.';
comment on column ops.load.file_name is 'Name under which the file came this time; captures are taken from it.';
comment on column ops.load.given is 'What the operator said beside the file: field of the feed language to text.';
comment on column ops.load.edition_date is 'Date of the publisher''s file, else the day it was acquired.';
comment on column ops.load.feed_version is 'SHA-256 of the feed file.';
comment on column ops.load.mapping_version is 'State of the feed''s aliases.';
comment on column ops.load.reference_version is 'State of the code lists.';
comment on column ops.load.parser_version is 'Version of the program that read the file.';
comment on column ops.load.rows_read is 'accepted + control totals + excluded + rejected + duplicates; cells in a wide table.';

--changeset ops:load_slice splitStatements:false stripComments:false
create table ops.load_slice (
  load_key integer not null references ops.load,
  slice_no integer not null,
  dataset_key smallint not null,
  reporter_key smallint not null,
  flow_key smallint not null,
  from_date date not null,
  to_date date not null,
  scope_key integer not null default 0,
  control_usd numeric(22,3),
  row_count integer not null default 0,
  value_usd numeric(22,3) not null default 0,
  rejected_rows integer not null default 0,
  rejected_usd numeric(22,3) not null default 0,
  is_withdrawn boolean not null default false,
  release_status varchar(12) not null default 'unknown',
  fate varchar(12) not null default 'new',
  primary key (load_key, slice_no)
);
create index load_slice_key on ops.load_slice (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key);
comment on table ops.load_slice is 'The slices a load replaces, made of its scope and not of its rows: an empty slice is a slice.';
comment on column ops.load_slice.reporter_key is 'The country; its regions belong to the slice.';
comment on column ops.load_slice.control_usd is 'The publisher''s own top cell, where there is one.';
comment on column ops.load_slice.is_withdrawn is 'The slice leaves the warehouse altogether.';
comment on column ops.load_slice.fate is 'What publishing does with it, for example leave it alone because a newer edition is live.';

--changeset ops:run splitStatements:false stripComments:false
create table ops.run (
  run_id bigint generated always as identity primary key,
  feed varchar(64) not null,
  parent_run_id bigint references ops.run,
  load_key integer references ops.load,
  trigger_kind varchar(10) not null check (trigger_kind in ('schedule', 'person', 'retry', 'approve', 'replay', 'undo')),
  started_by varchar(80) not null,
  host varchar(200),
  pid integer,
  state varchar(10) not null default 'running'
    check (state in ('running', 'stopped', 'failed', 'held', 'denied', 'abandoned', 'nothing', 'done')),
  step varchar(12),
  job_execution_id bigint,
  fencing_token bigint,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  error_code varchar(8),
  error_text text,
  rows_read bigint,
  rows_accepted bigint,
  rows_control_total bigint,
  rows_excluded bigint,
  rows_rejected bigint,
  rows_duplicate bigint
);
create index run_feed on ops.run (feed, started_at desc);
create index run_load on ops.run (load_key);
comment on table ops.run is 'One attempt, from before anything is fetched.';
comment on column ops.run.step is 'Where it is or where it ended: acquire, stage, settle, check, plan, publish.';
comment on column ops.run.job_execution_id is 'Execution in the schema batch.';
comment on column ops.run.fencing_token is 'The lease it ran under; publishing checks it.';

--changeset ops:finding splitStatements:false stripComments:false
create table ops.finding (
  finding_id bigint generated always as identity primary key,
  load_key integer not null references ops.load,
  run_id bigint not null references ops.run,
  rule_id varchar(8) not null,
  severity varchar(10) not null check (severity in ('REJECT', 'HOLD', 'QUARANTINE', 'FLAG', 'INFO')),
  dataset_key smallint,
  reporter_key smallint,
  flow_key smallint,
  from_date date,
  to_date date,
  scope_key integer,
  part_key integer,
  source_row integer,
  message_args jsonb,
  row_count bigint,
  value_usd numeric(22,3),
  found_at timestamptz not null default now()
);
create index finding_load on ops.finding (load_key);
create index finding_run on ops.finding (run_id);
comment on table ops.finding is 'What checks noticed. REJECT fails the load, HOLD waits for a steward, FLAG and INFO travel along.';
comment on column ops.finding.rule_id is 'Id of the rule, or an error code.';
comment on column ops.finding.message_args is 'The words of the finding and their values.';

--changeset ops:source_part splitStatements:false stripComments:false
create table ops.source_part (
  part_key integer generated always as identity primary key,
  load_key integer not null references ops.load,
  member varchar(400) not null default '',
  sheet varchar(80) not null default '',
  block varchar(80) not null default '',
  unique (load_key, member, sheet, block)
);
comment on table ops.source_part is 'Where inside a file: archive member, sheet, block of a wide table. Key 0 is the whole file and has no row.';
comment on column ops.source_part.block is 'Column group of a wide table.';

--changeset ops:merged_row splitStatements:false stripComments:false
create table ops.merged_row (
  load_key integer not null references ops.load,
  part_key integer not null,
  source_row integer not null,
  into_part_key integer not null,
  into_row integer not null,
  value_usd numeric(19,3),
  primary key (load_key, part_key, source_row)
);
comment on table ops.merged_row is 'Rows that were summed into one figure. The position of the figure is its first row.';

--changeset ops:stage_block splitStatements:false stripComments:false
create table ops.stage_block (
  load_key integer not null references ops.load,
  block_no integer not null,
  staged_rows integer not null,
  control_rows integer not null,
  excluded_rows integer not null,
  rejected_rows integer not null,
  repaired_zeros integer not null default 0,
  primary key (load_key, block_no)
);
comment on table ops.stage_block is 'Blocks that are staged, written with their rows, control totals and rejects. A restart compares, else stages again from zero.';
comment on column ops.stage_block.repaired_zeros is 'Codes padded to their declared width.';

--changeset ops:control_total splitStatements:false stripComments:false
create table ops.control_total (
  load_key integer not null references ops.load,
  block_no integer not null,
  part_key integer not null default 0,
  source_row integer not null,
  source_column varchar(200) not null default '',
  label varchar(200) not null,
  level smallint not null,
  reporter_key smallint not null,
  flow_key smallint,
  from_date date not null,
  to_date date not null,
  value_usd numeric(22,3) not null
);
create index control_total_load on ops.control_total (load_key, block_no);
comment on table ops.control_total is 'Totals the file itself states: reconciled, never summed.';
comment on column ops.control_total.level is 'Depth of a heading over the rows that follow it, from 1; 0 checks its own row.';
comment on column ops.control_total.flow_key is 'Null = turnover, exports plus imports.';
comment on column ops.control_total.label is 'The publisher''s words.';

--changeset ops:excluded splitStatements:false stripComments:false
create table ops.excluded (
  load_key integer not null references ops.load,
  block_no integer not null,
  rule varchar(200) not null,
  row_count bigint not null,
  primary key (load_key, block_no, rule)
);
comment on table ops.excluded is 'Rows left out by a declared rule of the feed, counted by block and rule.';

--changeset ops:reject splitStatements:false stripComments:false
create table ops.reject (
  reject_id bigint generated always as identity primary key,
  load_key integer not null references ops.load,
  run_id bigint not null references ops.run,
  feed varchar(64) not null,
  block_no integer not null,
  file_name varchar(400) not null,
  sheet varchar(80) not null default '',
  row_no integer not null,
  column_name varchar(200) not null default '',
  raw_row jsonb not null,
  code varchar(8) not null,
  message_args jsonb,
  offending_value text,
  detail text,
  suggestion varchar(16),
  suggestion_score numeric(4,3),
  parser_version varchar(20),
  mapping_version bigint,
  value_usd numeric(19,3),
  reporter_key smallint,
  partner_key smallint,
  flow_key smallint,
  product_code varchar(12),
  from_date date,
  to_date date,
  first_seen timestamptz not null default now(),
  last_seen timestamptz not null default now(),
  state varchar(10) not null default 'open' check (state in ('open', 'fixed', 'replayed', 'discarded')),
  replay_load_key integer references ops.load,
  decided_by varchar(80),
  decided_at timestamptz,
  unique (load_key, sheet, row_no, column_name, code)
);
create index reject_open on ops.reject (feed, code) where state = 'open';
comment on table ops.reject is 'Rows kept with their reason. Unique by place and code: a restart neither loses nor doubles one.';
comment on column ops.reject.raw_row is 'The cells as read.';
comment on column ops.reject.detail is 'What a person should know beyond the code.';
comment on column ops.reject.suggestion is 'Our code the value is probably meant for.';
comment on column ops.reject.suggestion_score is '0 to 1; never applied below 1 by itself.';
comment on column ops.reject.value_usd is 'Where readable; counts as stored when residuals are computed.';
comment on column ops.reject.reporter_key is 'What could be read of the row; null where it could not.';
comment on column ops.reject.replay_load_key is 'The load that repaired it.';

--changeset ops:alias splitStatements:false stripComments:false
create table ops.alias (
  alias_id bigint generated always as identity primary key,
  feed varchar(64) not null,
  kind varchar(16) not null,
  alias text not null,
  code varchar(16) not null,
  valid_from date not null default '0001-01-01',
  valid_to date not null default '9999-12-31',
  created_by varchar(80) not null,
  created_at timestamptz not null default now(),
  reason text,
  retired_at timestamptz
);
create unique index alias_current on ops.alias (feed, kind, alias, valid_from) where retired_at is null;
comment on table ops.alias is 'The publisher''s spelling to our code, versioned: changed by retiring and adding.';
comment on column ops.alias.kind is 'partner, region, product, unit, flow, currency.';

--changeset ops:correction splitStatements:false stripComments:false
create table ops.correction (
  correction_id bigint generated always as identity primary key,
  dataset_code varchar(80) not null,
  row_key jsonb not null,
  seen_value numeric(19,3) not null,
  new_value numeric(19,3) not null,
  correction_type varchar(12) not null check (correction_type in ('unit_factor', 'wrong_code', 'mirror', 'outlier', 'manual')),
  reason text not null,
  author varchar(80) not null,
  approver varchar(80),
  valid_from timestamptz not null default now(),
  valid_to timestamptz
);
comment on table ops.correction is 'Corrections of published figures, with author, approver and reason.';
comment on column ops.correction.row_key is 'Business key of the figure.';
comment on column ops.correction.seen_value is 'The figure the correction was made for; it does not apply to another.';

--changeset ops:lease splitStatements:false stripComments:false
create table ops.lease (
  feed varchar(64) primary key,
  run_id bigint not null references ops.run,
  fencing_token bigint not null,
  host varchar(200) not null,
  pid integer not null,
  beat_at timestamptz not null
);
create sequence ops.fencing_token;
comment on table ops.lease is 'Who runs a feed. The advisory lock decides; the lease informs and fences.';
comment on column ops.lease.fencing_token is 'Grows with every owner: a worker with an older token publishes nothing.';

--changeset ops:schedule_slot splitStatements:false stripComments:false
create table ops.schedule_slot (
  feed varchar(64) not null,
  slot_local_date date not null,
  state varchar(12) not null,
  fire_at_utc timestamptz not null,
  owner varchar(200),
  primary key (feed, slot_local_date)
);
comment on table ops.schedule_slot is 'Scheduled days of a feed; a slot can be claimed once.';
comment on column ops.schedule_slot.slot_local_date is 'Day in the time zone of the feed.';

--changeset ops:hold splitStatements:false stripComments:false
create table ops.hold (
  hold_id bigint generated always as identity primary key,
  run_id bigint not null references ops.run,
  load_key integer not null references ops.load,
  rule_id varchar(8) not null,
  message text not null,
  plan jsonb not null,
  plan_hash char(64) not null,
  opened_at timestamptz not null default now(),
  started_by varchar(80) not null,
  decision varchar(8) check (decision in ('approved', 'denied')),
  decided_by varchar(80),
  decided_at timestamptz,
  reason text,
  check (decided_by is distinct from started_by or decided_by is null)
);
create index hold_load on ops.hold (load_key);
comment on table ops.hold is 'Loads that wait for a steward, who is not the one who started them.';
comment on column ops.hold.plan_hash is 'Approval plans again and refuses if this changed.';

--changeset ops:audit splitStatements:false stripComments:false
create table ops.audit (
  audit_id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  who varchar(80) not null,
  from_where varchar(200),
  action varchar(40) not null,
  before jsonb,
  after jsonb
);
comment on table ops.audit is 'Who changed what, from where, before and after. Append only.';

--changeset ops:expand_product_groups runOnChange:true splitStatements:false stripComments:false
create or replace function ops.expand_product_groups() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- HS prefixes hold for the national codes that extend HS, as far as its six digits go. An excluded prefix wins.
  with expanded as materialized (
    select r.group_key, p.product_key, bool_and(r.is_proxy) as is_proxy
    from dw.product_group_rule r
    join dw.dim_product p on p.code like r.code_prefix || '%'
      and (p.nomenclature = r.nomenclature
           or r.nomenclature = 'HS' and p.nomenclature in ('TNVED', 'CNHS') and length(r.code_prefix) <= 6)
    where p.product_kind = 'GOODS'
    group by r.group_key, p.product_key
    having not bool_or(r.is_excluded)
  ), gone as (
    delete from dw.bridge_product_group b
    where not exists (select from expanded e where e.group_key = b.group_key and e.product_key = b.product_key)
  )
  insert into dw.bridge_product_group as b (group_key, product_key, is_proxy)
  select group_key, product_key, is_proxy from expanded order by group_key, product_key
  on conflict (group_key, product_key) do update set is_proxy = excluded.is_proxy where b.is_proxy <> excluded.is_proxy
$$;
comment on function ops.expand_product_groups() is 'Brings dw.bridge_product_group to the rules and products as they are. After new products and after changed rules.';
