--liquibase formatted sql

--changeset warehouse:fx_vintages splitStatements:false stripComments:false
alter table dw.fx_rate add column load_key integer references dw.dim_load;
alter table dw.fx_rate add column published_at timestamptz not null default now();
comment on table dw.fx_rate is 'Monthly mean exchange rates of complete months, by source. A figure in another currency becomes dollars at the rate of its month and of its dataset''s source.';
comment on column dw.fx_rate.currency_code is 'ISO 4217.';
comment on column dw.fx_rate.period_date is 'First day of the month.';
comment on column dw.fx_rate.rate_source is 'Who publishes the daily rates: ECB, NBK.';
comment on column dw.fx_rate.load_key is 'The load the rate came with; null for one that came with the program.';
comment on column dw.fx_rate.published_at is 'Since when it is the rate of the month.';

create table dw.fx_rate_history (
  currency_code char(3) not null,
  period_date date not null references dw.dim_period,
  rate_source varchar(16) not null,
  per_usd numeric(18,8) not null,
  day_count smallint,
  load_key integer references dw.dim_load,
  published_at timestamptz not null,
  superseded_at timestamptz not null default clock_timestamp(),
  superseded_by integer references dw.dim_load,
  primary key (currency_code, period_date, rate_source, superseded_at)
);
comment on table dw.fx_rate_history is 'Monthly rates that a later file changed.';
comment on column dw.fx_rate_history.currency_code is 'ISO 4217.';
comment on column dw.fx_rate_history.period_date is 'First day of the month.';
comment on column dw.fx_rate_history.rate_source is 'Who publishes the daily rates.';
comment on column dw.fx_rate_history.per_usd is 'What the rate was.';
comment on column dw.fx_rate_history.day_count is 'Days with a rate then; NULL where the file gave a month.';
comment on column dw.fx_rate_history.load_key is 'The load it came with; null for one that came with the program.';
comment on column dw.fx_rate_history.published_at is 'Since when it was the rate of the month.';
comment on column dw.fx_rate_history.superseded_at is 'Until when.';
comment on column dw.fx_rate_history.superseded_by is 'The load that changed it; NULL = not known.';

create table dw.fx_day (
  rate_source varchar(16) not null,
  currency_code char(3) not null,
  rate_date date not null,
  per_usd numeric(32,16) not null check (per_usd > 0),
  load_key integer not null references dw.dim_load,
  primary key (rate_source, currency_code, rate_date)
);
comment on table dw.fx_day is 'Daily exchange rates as far as files were loaded; the monthly rates are their means.';
comment on column dw.fx_day.rate_source is 'Who publishes the rates.';
comment on column dw.fx_day.currency_code is 'ISO 4217.';
comment on column dw.fx_day.rate_date is 'The day the rate is of.';
comment on column dw.fx_day.per_usd is 'Units of the currency for one US dollar: the cross rate of the published quotes, not rounded to their decimals.';
comment on column dw.fx_day.load_key is 'The load that stated the rate last.';

create table stg.fx_quote (
  load_key integer not null references ops.load,
  source_row integer not null,
  rate_date date not null,
  currency_code char(3) not null,
  quote numeric(24,10) not null,
  units numeric(24,10) not null default 1,
  primary key (load_key, rate_date, currency_code)
);
comment on table stg.fx_quote is 'Daily quotes of a file that is being loaded, as published.';
comment on column stg.fx_quote.load_key is 'The load.';
comment on column stg.fx_quote.source_row is 'Row of the file.';
comment on column stg.fx_quote.rate_date is 'The day the quote is of.';
comment on column stg.fx_quote.currency_code is 'ISO 4217.';
comment on column stg.fx_quote.quote is 'The number as published.';
comment on column stg.fx_quote.units is 'For how many units of the currency, such as 100.';

--changeset mart:fx_rate runOnChange:true splitStatements:false stripComments:false
create or replace view mart.fx_rate as
select r.rate_source, r.currency_code, r.period_date, p.month_label, r.per_usd, r.day_count, r.published_at,
  l.feed, l.source_name, l.edition_date,
  (select count(*) from dw.fx_rate_history h
   where (h.currency_code, h.period_date, h.rate_source) = (r.currency_code, r.period_date, r.rate_source)) as changes
from dw.fx_rate r
join dw.dim_period p using (period_date)
left join dw.dim_load l using (load_key);

comment on view mart.fx_rate is 'Monthly exchange rates with the file they came with. Sources differ: never mix two in one series.';
comment on column mart.fx_rate.rate_source is 'Who publishes the daily rates.';
comment on column mart.fx_rate.currency_code is 'ISO 4217.';
comment on column mart.fx_rate.period_date is 'First day of the month.';
comment on column mart.fx_rate.month_label is '2023-05.';
comment on column mart.fx_rate.per_usd is 'Units of the currency for one US dollar, mean over the days of the month.';
comment on column mart.fx_rate.day_count is 'Days with a rate.';
comment on column mart.fx_rate.published_at is 'Since when it is the rate of the month.';
comment on column mart.fx_rate.feed is 'The feed it came with; null for one that came with the program.';
comment on column mart.fx_rate.source_name is 'The file it came with.';
comment on column mart.fx_rate.edition_date is 'Date of that file.';
comment on column mart.fx_rate.changes is 'How often the rate was changed; the former ones stand in dw.fx_rate_history.';
