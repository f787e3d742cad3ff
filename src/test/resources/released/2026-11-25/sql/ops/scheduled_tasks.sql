--liquibase formatted sql

--changeset ops:scheduled_tasks splitStatements:false stripComments:false
-- Columns and names are those db-scheduler reads and writes.
create table ops.scheduled_tasks (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures integer,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on ops.scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on ops.scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on ops.scheduled_tasks (priority desc, execution_time asc);
comment on table ops.scheduled_tasks is 'Timers of db-scheduler. Which slot of a feed was claimed stands in ops.schedule_slot.';
