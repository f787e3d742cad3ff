package org.tradehouse.settle;

import java.sql.SQLException;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.LoadSql;

/**
 * Says to which dataset every chosen row belongs (semantics 2): a feed at one frequency, nomenclature, product depth and
 * partner breakdown. Where a file goes deeper by product for World than for countries it yields two datasets, and the rows
 * of World stand in both; a calendar year of a cumulative publication is a year and a span. Fills {@code shape}: what rows
 * have in common that decides this. A row of two shapes stands in two datasets.
 */
final class Datasets {
    private final LoadSql sql;
    private final Feed feed;
    private final Chosen chosen;

    Datasets(LoadSql sql, Feed feed, Chosen chosen) {
        this.sql = sql;
        this.feed = feed;
        this.chosen = chosen;
    }

    void derive() throws SQLException {
        rejects();
        shapes();
        profile();
        register();
        assign();
    }

    /** Rejected rows with a readable value, so that an unknown partner never hides in a residual. */
    private void rejects() throws SQLException {
        sql.run("""
                create temp table reject_row on commit drop as
                select j.value_usd, j.from_date, j.to_date, j.row_no as source_row, j.reporter_key, j.flow_key,
                  coalesce(j.partner_key, -1000 - dense_rank() over (order by coalesce(j.offending_value, '')))::int as partner_key,
                  coalesce(a.country_key, -1000 - dense_rank() over (order by coalesce(j.offending_value, '')))::int as partner_country,
                  case coalesce(j.product_code, '?') when 'TOTAL' then '' else coalesce(j.product_code, '?') end as code,
                  case j.product_code when 'TOTAL' then 0 else coalesce(length(j.product_code), 99) end as depth,
                  case when j.partner_key = 1 then 0 when a.area_kind = 'region' then 2 else 1 end as breadth
                from ops.reject j left join dw.dim_area a on a.area_key = j.partner_key
                where j.load_key = $load and j.value_usd is not null and j.reporter_key is not null and j.flow_key is not null and j.from_date is not null""");
    }

    /** Rows of one reporting area, flow, period, nomenclature, depth and breadth are one shape: few, however long the file. */
    private void shapes() throws SQLException {
        sql.run("""
                create temp table base on commit drop as
                select c.reporter_key, c.flow_key, c.from_date, c.to_date, c.nomenclature, c.code_level::int as depth, %s as breadth,
                  %s as procedure_code, %s as transport_code, false as is_rejected, sum(c.n)::bigint as n, sum(c.value_usd) as value_usd
                from %s group by 1, 2, 3, 4, 5, 6, 7, 8, 9""".formatted(Cells.BREADTH, Cells.procedure(feed), Cells.transport(feed), rows()));
        sql.run("""
                insert into base
                select reporter_key, flow_key, from_date, to_date, coalesce((select min(nomenclature) from base), ?), depth, breadth,
                  coalesce((select min(procedure_code) from base having min(procedure_code) = max(procedure_code)), ''),
                  coalesce((select min(transport_code) from base having min(transport_code) = max(transport_code)), ''), true, count(*), sum(value_usd)
                from reject_row group by 1, 2, 3, 4, 6, 7""", feed.dataset().nomenclature());
        sql.run("""
                create temp table shape on commit drop as
                with dated as (
                  select *, extract(year from age(to_date + 1, from_date))::int * 12 + extract(month from age(to_date + 1, from_date))::int as months,
                    extract(month from from_date)::int as first_month from base)
                select row_number() over ()::int as shape_no, d.reporter_key, d.flow_key, d.from_date, d.to_date, d.nomenclature, d.depth, d.breadth, d.procedure_code, d.transport_code,
                  d.is_rejected, d.n, d.value_usd, r.country_key as reporter_country, f.freq::char(1) as freq, null::smallint as dataset_key, 'country'::text as breakdown, 0 as grp,
                  null::boolean as all_partners, null::boolean as all_products
                from dated d join dw.dim_area r on r.area_key = d.reporter_key
                cross join lateral (select unnest(%s) as freq) f""".formatted(
                        feed.dataset().cumulative()
                                ? "case when first_month <> 1 then array['C'] when months = 12 then array['A', 'C'] else array['C'] end"
                                : """
                                array[case when months = 1 then 'M' when months = 12 and first_month = 1 then 'A'
                                when months = 3 and first_month % 3 = 1 then 'Q' when months = 6 and first_month % 6 = 1 then 'S' else 'C' end]"""));
    }

    /** Chosen rows with their members, or their sums where these tell as much. */
    private String rows() {
        return chosen.asStaged()
                ? "(select * from stg.tally_$load s where " + chosen.condition("s") + ") c " + Cells.areasAndTerms(feed)
                : "(select c.*, p.nomenclature, p.code_level, 1 as n from chosen c join dw.dim_product p using (product_key)) c "
                        + Cells.areasAndTerms(feed);
    }

    /** How deep World and the countries go, per reporter. */
    private void profile() throws SQLException {
        sql.run("""
                create temp table profile on commit drop as
                select reporter_country, nomenclature, freq,
                  max(depth) filter (where breadth = 0) as world_depth, max(depth) filter (where breadth > 0) as country_depth,
                  bool_or(reporter_key <> reporter_country) as by_region
                from shape where not is_rejected group by 1, 2, 3""");
        sql.run("""
                insert into shape
                select c.shape_no + (select max(shape_no) from shape), c.reporter_key, c.flow_key, c.from_date, c.to_date, c.nomenclature, c.depth, c.breadth, c.procedure_code, c.transport_code,
                  c.is_rejected, c.n, c.value_usd, c.reporter_country, c.freq, c.dataset_key, 'world', 0
                from shape c join profile p using (reporter_country, nomenclature, freq)
                where c.breadth = 0 and p.world_depth > p.country_depth""");
        sql.run("""
                delete from shape c using profile p
                where (c.reporter_country, c.nomenclature, c.freq) = (p.reporter_country, p.nomenclature, p.freq)
                  and c.breadth = 0 and c.breakdown = 'country' and c.depth > p.country_depth""");
        sql.run("""
                update shape c set breakdown = 'world' from profile p
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
                update shape c set dataset_key = d.dataset_key
                from wanted_dataset w join dw.dim_dataset d using (dataset_code)
                where (c.reporter_country, c.nomenclature, c.freq, c.breakdown) = (w.reporter_country, w.nomenclature, w.freq, w.breakdown)""");
        sql.run("delete from shape where dataset_key is null");
        sql.run("""
                update shape c set grp = g.grp from (
                  select shape_no, dense_rank() over (order by dataset_key, reporter_key, flow_key, from_date, to_date, procedure_code, transport_code) as grp from shape) g
                where g.shape_no = c.shape_no""");
    }
}
