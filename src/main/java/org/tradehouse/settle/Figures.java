package org.tradehouse.settle;

import java.sql.SQLException;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.LoadSql;

/**
 * Writes the figures of the load into its slices: chosen rows with nothing stored below them, and what their ancestors state
 * beyond them. Where reporter, flow and period of a row say to which slice it belongs, staged rows are figures as they
 * stand ({@code stg.place_N}); else they are written once more ({@code stg.made_N}). {@code stg.figure_N} shows both,
 * {@code stg.sum_N} their sums.
 */
final class Figures {
    private final LoadSql sql;
    private final Feed feed;
    private final Chosen chosen;

    Figures(LoadSql sql, Feed feed, Chosen chosen) {
        this.sql = sql;
        this.feed = feed;
        this.chosen = chosen;
    }

    void write() throws SQLException {
        placed();
        boolean uniform = isUniform();
        if (uniform && chosen.asStaged()) {
            inPlace();
        } else {
            make(uniform ? uniform() : leaves());
        }
        residuals();
        sums();
    }

    /** The slice of every shape and scope: few rows, so that a figure finds its slice in one step. */
    private void placed() throws SQLException {
        sql.run("""
                create temp table placed on commit drop as
                select s.shape_no, x.scope_partner, x.scope_code, z.slice_no, z.dataset_key, z.scope_key
                from shape s join scope_map x using (dataset_key, reporter_country) join slice z on (z.dataset_key, z.reporter_country, z.flow_key, z.from_date, z.to_date, z.scope_key)
                  = (s.dataset_key, s.reporter_country, s.flow_key, s.from_date, s.to_date, x.scope_key)
                where not s.is_rejected""");
        sql.run("analyze placed");
    }

    private void make(String rows) throws SQLException {
        sql.run("""
                insert into stg.made_$load (value_usd, value_national, cif_usd, fob_usd, net_weight_kg, gross_weight_kg, quantity, quantity2, product_key, from_date, to_date,
                  scope_key, source_row, part_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key, slice_no)
                select h.value_usd, h.value_national, h.cif_usd, h.fob_usd, h.net_weight_kg, h.gross_weight_kg, h.quantity, h.quantity2, h.product_key, h.from_date, h.to_date,
                  z.scope_key, h.source_row, h.part_key, z.dataset_key, h.reporter_key, h.partner_key, h.flow_key, h.terms_key, h.unit_key, h.unit2_key, h.currency_key, h.status_key, z.slice_no
                """ + rows);
    }

    /** Staged rows are figures as they stand: only their slices and sums are written. */
    private void inPlace() throws SQLException {
        sql.run("""
                insert into stg.place_$load (from_date, to_date, slice_no, scope_key, dataset_key, reporter_key, flow_key)
                select f.from_date, f.to_date, p.slice_no, p.scope_key, p.dataset_key, f.reporter_key, f.flow_key from placed p join figured f using (shape_no)""");
        sql.list("select ops.analyze_table('stg.place_$load')", row -> 0);
        var kind = isOneKind()
                ? "null, null, null"
                : sql.list(
                                "select distinct nomenclature, depth, breadth from figured",
                                row -> "'%s', %d, %d".formatted(row.getString(1), row.getInt(2), row.getInt(3)))
                        .get(0);
        sql.list(
                "select ops.view_figures($load, true, %s, %s, %s, %s)"
                        .formatted(chosen.termsArray(), chosen.wholeSupply(), chosen.wholePartner2(), kind),
                row -> 0);
        sql.run("""
                insert into stg.sum_$load (value_usd, net_weight_kg, n, from_date, to_date, slice_no, scope_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key)
                select sum(c.value_usd), sum(c.net_weight_kg), sum(c.n), c.from_date, c.to_date, z.slice_no, z.scope_key, z.dataset_key, c.reporter_key, c.partner_key, c.flow_key,
                  c.terms_key, c.unit_key, c.unit2_key, c.currency_key, c.status_key
                from stg.tally_$load c join stg.place_$load z using (reporter_key, flow_key, from_date, to_date) join dw.dim_area a on a.area_key = c.partner_key
                join (select distinct nomenclature, depth, breadth from figured) f on (f.nomenclature, f.depth, f.breadth) = (c.nomenclature, c.code_level, %s)
                where %s group by 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16""".formatted(Cells.BREADTH, chosen.condition("c")));
    }

    private void residuals() throws SQLException {
        sql.run("""
                insert into dw.dim_status (obs_status, conf_status, row_kind)
                select 'A', 'F', k.kind from (values ('residual'), ('rounding')) k (kind)
                where not exists (
                  select from dw.dim_status s
                  where (s.obs_status, s.conf_status, s.row_kind, s.usd_derived, s.net_weight_estimated, s.gross_weight_estimated, s.quantity_estimated, s.quantity2_estimated, s.is_corrected)
                    = ('A', 'F', k.kind, false, false, false, false, false, false)) on conflict do nothing""");
        sql.run("""
                create temp table beside on commit drop as
                select e.*, z.slice_no, z.dataset_key, z.scope_key, s.from_date, s.to_date, s.reporter_key, s.flow_key
                from extra e join shape s using (shape_no) join scope_map x on (x.dataset_key, x.reporter_country, x.scope_partner, x.scope_code)
                  = (s.dataset_key, s.reporter_country, case when s.all_partners then 0 else e.partner_country end, case when s.all_products then '' else e.code end)
                join slice z on (z.dataset_key, z.reporter_country, z.flow_key, z.from_date, z.to_date, z.scope_key)
                  = (s.dataset_key, s.reporter_country, s.flow_key, s.from_date, s.to_date, x.scope_key)""");
        sql.run("""
                insert into stg.made_$load (value_usd, product_key, from_date, to_date, scope_key, source_row, part_key, dataset_key, reporter_key, partner_key, flow_key, terms_key,
                  unit_key, unit2_key, currency_key, status_key, slice_no)
                select round(b.value_usd, 3), c.product_key, b.from_date, b.to_date, b.scope_key, b.source_row, b.part_key, b.dataset_key, b.reporter_key, b.partner_key, b.flow_key, c.terms_key,
                  0, 0, 0, k.status_key, b.slice_no
                from beside b join chosen c on (c.rid, c.origin) = (b.rid, b.origin)
                join dw.dim_status k on (k.obs_status, k.conf_status, k.row_kind, k.usd_derived, k.net_weight_estimated, k.gross_weight_estimated, k.quantity_estimated, k.quantity2_estimated, k.is_corrected)
                  = ('A', 'F', b.kind, false, false, false, false, false, false)
                where b.kind in ('residual', 'rounding')""");
        sql.list("select ops.analyze_table('stg.made_$load')", row -> 0);
    }

    /**
     * True where all figures are of one nomenclature, level and breadth and complete for everything: then reporter, flow and
     * period of a row say to which slice it belongs. Fills {@code figured}: the shapes that hold figures. Those whose cells
     * all have something below them, such as World, hold none.
     */
    private boolean isUniform() throws SQLException {
        sql.run("""
                create temp table figured on commit drop as
                select s.shape_no, s.reporter_key, s.flow_key, s.from_date, s.to_date, s.nomenclature, s.depth, s.breadth, s.procedure_code, s.transport_code, coalesce(n.n, 0) as nodes
                from shape s left join (select shape_no, count(*) as n from node group by 1) n using (shape_no)
                where not s.is_rejected and s.n > coalesce(n.n, 0)""");
        sql.run("analyze figured");
        return Scopes.isWhole(sql) && sql.isTrue("""
                select (select count(*) from (select distinct nomenclature, depth, breadth, procedure_code, transport_code from figured) x) = 1
                  and (select sum(nodes) = 0 and count(*) = count(distinct (reporter_key, flow_key, from_date, to_date)) from figured)""");
    }

    private String uniform() throws SQLException {
        var others = isOneKind() ? "" : """
                 where h.product_key not in (
                     select p.product_key from dw.dim_product p join (select distinct nomenclature, depth from figured) f on p.nomenclature <> f.nomenclature or p.code_level <> f.depth)
                   and h.partner_key not in (
                     select c.partner_key from dw.dim_area a cross join lateral (select a.area_key as partner_key) c join (select distinct breadth from figured) f on f.breadth <> %s)""".formatted(Cells.BREADTH);
        return """
                from chosen h join (select f.reporter_key, f.flow_key, f.from_date, f.to_date, p.slice_no, p.dataset_key, p.scope_key from placed p join figured f using (shape_no)) z
                using (reporter_key, flow_key, from_date, to_date)""" + others;
    }

    private boolean isOneKind() throws SQLException {
        return sql.isTrue("select count(distinct (nomenclature, depth, breadth)) = 1 from shape where not is_rejected");
    }

    private String leaves() {
        return """
                from (
                  select c.*, s.shape_no, %s from %s where %s) h
                join placed z on (z.shape_no, z.scope_partner, z.scope_code) = (h.shape_no, h.scope_partner, h.scope_code)""".formatted(Cells.scope("a.country_key::int", Cells.CODE), Cells.from(feed), Hierarchy.isLeaf());
    }

    /** What checks, plan and publishing ask of the figures that were made, gathered while they are warm. */
    private void sums() throws SQLException {
        sql.run("""
                insert into stg.sum_$load (value_usd, net_weight_kg, n, from_date, to_date, slice_no, scope_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key)
                select f.*, z.from_date, z.to_date, z.slice_no, z.scope_key, z.dataset_key, g.reporter_key, g.partner_key, z.flow_key, g.terms_key, g.unit_key, g.unit2_key, g.currency_key, g.status_key
                from (
                  select slice_no, reporter_key, partner_key, terms_key, unit_key, unit2_key, currency_key, status_key, sum(value_usd) as value_usd, sum(net_weight_kg) as net_weight_kg, count(*) as n
                  from stg.made_$load group by 1, 2, 3, 4, 5, 6, 7, 8) g join slice z using (slice_no)
                cross join lateral (select g.value_usd, g.net_weight_kg, g.n) f""");
        sql.list("select ops.analyze_table('stg.sum_$load')", row -> 0);
    }
}
