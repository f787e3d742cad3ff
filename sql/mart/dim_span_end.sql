--liquibase formatted sql

--changeset mart:dim_span_end runOnChange:true splitStatements:false stripComments:false
create or replace view mart.dim_span_end as
select end_date as to_date, year_no, half_no, quarter_no, month_no, half_label, quarter_label, month_label, month_name
from dw.dim_period;

comment on view mart.dim_span_end is 'Months as the last month of a span: dw.fact_trade_span.to_date leads here, its from_date to dw.dim_period.';
comment on column mart.dim_span_end.to_date is 'Last day of the month the span ends in.';
