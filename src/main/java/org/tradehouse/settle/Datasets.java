package org.tradehouse.settle;

import java.sql.SQLException;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.LoadSql;

/**
 * Says to which dataset every chosen row belongs (semantics 2): a feed at one frequency, nomenclature, product depth and
 * partner breakdown. Where a file goes deeper by product for World than for countries it yields two datasets, and the rows
 * of World stand in both; a calendar year of a cumulative publication is a year and a span. Fills {@code cell}.
 */
final class Datasets {
    private final LoadSql sql;
    private final Feed feed;

    Datasets(LoadSql sql, Feed feed) {
        this.sql = sql;
        this.feed = feed;
    }

    void derive() throws SQLException {
        cells();
        profile();
        register();
        assign();
    }

    private void cells() throws SQLException {
        sql.run("""
                create temp table cell on commit drop as
                with both as (
                  select c.value_usd, c.product_key, c.from_date, c.to_date, c.source_row, c.part_key, c.reporter_key, c.partner_key, c.flow_key, c.terms_key,
                    c.ctid as chosen_id, false as is_rejected, p.nomenclature, p.edition, case p.code when 'TOTAL' then '' else p.code end as code, p.code_level as depth,
                    case when c.partner_key = 1 then 0 when a.area_kind = 'region' then 2 else 1 end as breadth, a.country_key as partner_country
                  from chosen c join dw.dim_product p using (product_key) join dw.dim_area a on a.area_key = c.partner_key
                  union all
                  select j.value_usd, null, j.from_date, j.to_date, j.row_no, 0, j.reporter_key,
                    coalesce(j.partner_key, -1000 - dense_rank() over (order by coalesce(j.offending_value, ''))), j.flow_key, null,
                    null, true, null, null, case coalesce(j.product_code, '?') when 'TOTAL' then '' else coalesce(j.product_code, '?') end,
                    case j.product_code when 'TOTAL' then 0 else coalesce(length(j.product_code), 99) end,
                    case when j.partner_key = 1 then 0 when a.area_kind = 'region' then 2 else 1 end,
                    coalesce(a.country_key, -1000 - dense_rank() over (order by coalesce(j.offending_value, '')))
                  from ops.reject j left join dw.dim_area a on a.area_key = j.partner_key
                  where j.load_key = $load and j.value_usd is not null and j.reporter_key is not null and j.flow_key is not null and j.from_date is not null),
                dated as (
                  select *, extract(year from age(to_date + 1, from_date))::int * 12 + extract(month from age(to_date + 1, from_date))::int as months,
                    extract(month from from_date)::int as first_month from both)
                select row_number() over () as id, d.*, r.country_key as reporter_country, f.freq::char(1),
                  null::smallint as dataset_key, 'country'::text as breakdown, 0::bigint as grp, t.procedure_code, t.transport_code
                from dated d join dw.dim_area r on r.area_key = d.reporter_key left join dw.dim_terms t using (terms_key)
                cross join lateral (select unnest(%s) as freq) f""".formatted(
                        feed.dataset().cumulative()
                                ? "case when first_month <> 1 then array['C'] when months = 12 then array['A', 'C'] else array['C'] end"
                                : """
                                array[case when months = 1 then 'M' when months = 12 and first_month = 1 then 'A'
                                when months = 3 and first_month % 3 = 1 then 'Q' when months = 6 and first_month % 6 = 1 then 'S' else 'C' end]"""));
        sql.run(
                "update cell set nomenclature = coalesce((select min(nomenclature) from cell where nomenclature is not null), ?) where nomenclature is null",
                feed.dataset().nomenclature());
        sql.run("analyze cell");
    }

    /** How deep World and the countries go, per reporter. */
    private void profile() throws SQLException {
        sql.run("""
                create temp table profile on commit drop as
                select reporter_country, nomenclature, freq,
                  max(depth) filter (where breadth = 0) as world_depth, max(depth) filter (where breadth > 0) as country_depth,
                  bool_or(reporter_key <> reporter_country) as by_region
                from cell where not is_rejected group by 1, 2, 3""");
        sql.run("""
                insert into cell
                select c.id + (select max(id) from cell), c.value_usd, c.product_key, c.from_date, c.to_date, c.source_row, c.part_key, c.reporter_key, c.partner_key, c.flow_key, c.terms_key,
                  c.chosen_id, c.is_rejected, c.nomenclature, c.edition, c.code, c.depth, c.breadth, c.partner_country, c.months, c.first_month, c.reporter_country, c.freq,
                  c.dataset_key, 'world', 0, c.procedure_code, c.transport_code
                from cell c join profile p using (reporter_country, nomenclature, freq)
                where c.breadth = 0 and p.world_depth > p.country_depth""");
        sql.run("""
                delete from cell c using profile p
                where (c.reporter_country, c.nomenclature, c.freq) = (p.reporter_country, p.nomenclature, p.freq)
                  and c.breadth = 0 and c.breakdown = 'country' and c.depth > p.country_depth""");
        sql.run("""
                update cell c set breakdown = 'world' from profile p
                where (c.reporter_country, c.nomenclature, c.freq) = (p.reporter_country, p.nomenclature, p.freq) and p.country_depth is null""");
    }

    private void register() throws SQLException {
        var d = feed.dataset();
        sql.run("""
                create temp table wanted_dataset on commit drop as
                select distinct p.reporter_country, p.nomenclature, p.freq, b.breakdown,
                  case when p.by_region then ? else ? end || '/' || p.freq || '/' || p.nomenclature || '/'
                    || case b.depth when 0 then 'TOTAL' else b.depth::text end || '×' || b.breakdown as dataset_code, b.depth, p.by_region
                from profile p cross join lateral (
                  select 'country' as breakdown, country_depth as depth where country_depth is not null
                  union all select 'world', world_depth where country_depth is null or world_depth > country_depth) b""", d.codeWithReporterRegion(), d.code());
        sql.run(
                """
                insert into dw.dim_dataset (dataset_code, dataset_name, feed, publisher, freq, nomenclature, product_level, reporter_grain, partner_grain,
                  partner_basis, x_includes_rx, m_includes_rm, rounding_unit_usd, is_truncated, rate_source, preference)
                select distinct dataset_code, left(? || ', ' || case freq when 'A' then 'years' when 'M' then 'months' when 'C' then 'cumulative' when 'Q' then 'quarters' else 'half-years' end, 160),
                  ?, ?, freq, nomenclature, depth, case when by_region then 'region' else 'country' end, breakdown, ?, ?::boolean, ?::boolean, ?::numeric, ?::boolean, ?, ?
                from wanted_dataset order by dataset_code on conflict (dataset_code) do nothing""",
                feed.title(),
                feed.name(),
                feed.publisher(),
                d.partnerBasis(),
                d.reExports(),
                d.reImports(),
                d.roundingUnit(),
                d.truncated(),
                d.rateSource(),
                d.preference());
    }

    private void assign() throws SQLException {
        sql.run("""
                update cell c set dataset_key = d.dataset_key
                from wanted_dataset w join dw.dim_dataset d using (dataset_code)
                where (c.reporter_country, c.nomenclature, c.freq, c.breakdown) = (w.reporter_country, w.nomenclature, w.freq, w.breakdown)""");
        sql.run("delete from cell where dataset_key is null");
        var dimensions = (feed.breakdowns().containsKey(org.tradehouse.trade.Field.PROCEDURE) ? "" : ", procedure_code")
                + (feed.breakdowns().containsKey(org.tradehouse.trade.Field.TRANSPORT) ? "" : ", transport_code");
        sql.run("""
                update cell c set grp = g.grp from (
                  select id, dense_rank() over (order by dataset_key, reporter_key, flow_key, from_date, to_date%s) as grp from cell) g
                where g.id = c.id""".formatted(dimensions));
        sql.run("analyze cell");
    }
}
