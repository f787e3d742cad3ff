--liquibase formatted sql

--changeset mart:turnover_half runOnChange:true splitStatements:false stripComments:false
create or replace view mart.turnover_half as
select b.dataset_code, p.half_label, p.year_no, p.half_no, b.half_start, b.reporter_code, b.partner_code, b.months_covered,
  case when b.months_covered = 6 then 'months' when s.turnover_usd is not null then 'span' else 'months' end as basis,
  b.months_covered = 6 or s.turnover_usd is not null as complete,
  case when b.months_covered < 6 and s.turnover_usd is not null then s.export_usd else b.export_usd end as export_usd,
  case when b.months_covered < 6 and s.turnover_usd is not null then s.import_usd else b.import_usd end as import_usd,
  case when b.months_covered < 6 and s.turnover_usd is not null then s.turnover_usd else b.turnover_usd end as turnover_usd
from (select h.*, d.span_dataset_key, m.export_usd, m.import_usd, m.turnover_usd,
    (select count(*) from (select k.from_date from dw.coverage k join dw.scope q using (scope_key)
       where k.dataset_key = d.dataset_key and k.reporter_key = r.country_key and k.from_date >= h.half_start
         and k.from_date < h.half_start + interval '6 months' and k.flow_key in (1, 2)
         and q.content_code = ''
           and (q.partners is null or h.partner_code = any (q.partners)) group by 1 having count(distinct k.flow_key) = 2) c)::int as months_covered
  from (select d.dataset_code, p.half_start, r.country_code as reporter_code, c.country_code as partner_code
        from mart.summary_trade_area s join dw.dim_dataset d using (dataset_key)
          join dw.dim_period p on p.period_date = s.from_date join dw.dim_area r on r.area_key = s.reporter_key
          join dw.dim_area c on c.area_key = s.partner_key
        where d.freq = 'M' and s.flow_key in (1, 2)
        union
        select d.dataset_code, s.from_date, r.country_code, c.country_code
        from mart.summary_trade_area s join dw.dim_dataset d on d.span_dataset_key = s.dataset_key
          join dw.dim_period p on p.period_date = s.from_date and p.half_start = s.from_date
          join dw.dim_area r on r.area_key = s.reporter_key join dw.dim_area c on c.area_key = s.partner_key
        where s.to_date = (s.from_date + interval '6 months - 1 day')::date and s.flow_key in (1, 2)) h
  join dw.dim_dataset d on d.dataset_code = h.dataset_code join dw.dim_area r on r.area_code = h.reporter_code
  left join lateral (select sum(t.export_usd) as export_usd, sum(t.import_usd) as import_usd,
    sum(t.turnover_usd) as turnover_usd from mart.turnover t
    where t.dataset_code = h.dataset_code and t.reporter_code = h.reporter_code and t.partner_code = h.partner_code
      and t.content_scope = ''
      and t.period_date >= h.half_start and t.period_date < h.half_start + interval '6 months') m on true) b
join dw.dim_period p on p.period_date = b.half_start
left join dw.dim_dataset e on e.dataset_key = b.span_dataset_key
left join lateral (select sum(t.export_usd) as export_usd, sum(t.import_usd) as import_usd, case
  when bool_and(t.turnover_usd is not null) then sum(t.turnover_usd) end as turnover_usd from mart.turnover t
  where t.dataset_code = e.dataset_code and t.reporter_code = b.reporter_code and t.partner_code = b.partner_code
    and t.content_scope = ''
    and t.period_date = b.half_start and t.to_date = (b.half_start + interval '6 months - 1 day')::date) s on true;

comment on view mart.turnover_half is 'Half-years from six complete months, else from the published half-year, never both; basis and complete say which. Regions are rolled up to countries.';
comment on column mart.turnover_half.months_covered is 'Months of the half-year in which both flows are covered.';
comment on column mart.turnover_half.basis is 'months or span.';
comment on column mart.turnover_half.complete is 'False where neither six months nor a published half-year are there.';
