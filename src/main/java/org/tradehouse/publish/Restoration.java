package org.tradehouse.publish;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.LoadSql;

/**
 * Makes of a published load the figures and slices that were live before it, as what another load wants to publish: the rows
 * of the slice it left in place, and those it moved to history. A slice it published first is withdrawn. Restored rows keep
 * the place in the file they came from: their part leads to its load.
 */
final class Restoration {
    private static final String SLICE = "dataset_key, reporter_key, flow_key, from_date, to_date, scope_key";
    private static final String MEASURES =
            "value_usd, value_national, cif_usd, fob_usd, net_weight_kg, gross_weight_kg, quantity, quantity2, product_key";
    private static final String KEYS =
            "dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key";
    private final LoadSql sql;
    private final int undone;

    /** The load that is taken back, and those that published its slices since and are taken back themselves, with who did that. */
    private final Set<Integer> gone = new TreeSet<>();

    Restoration(LoadSql sql, int undone) {
        this.sql = sql;
        this.undone = undone;
        gone.add(undone);
    }

    void restore() throws SQLException {
        requireNewest();
        sql.list("select ops.truncate_figures($load)", row -> 0);
        sql.run("delete from ops.load_slice where load_key = $load");
        slices();
        parts();
        for (var fact : Fact.values()) {
            figures(fact);
        }
        Corrections.uncorrect(sql);
        sums();
    }

    private String own() {
        return "select s.*, v.revision_key from ops.load_slice s join dw.revision v using (load_key, %s) where s.load_key = %d and s.fate = 'publish'"
                .formatted(SLICE, undone);
    }

    private void requireNewest() throws SQLException {
        if (sql.number("select count(*) from (%s) o".formatted(own())) == 0
                || sql.number("select count(*) from dw.revision where load_key = %d and new_rows is null"
                                .formatted(undone))
                        > 0) {
            throw new LoadException(
                    "TH-4018",
                    "load " + undone + " has no previous version that is known: it published no slice, or did so before"
                            + " vintages were kept. Load the file that is right once more",
                    "tradehouse load FEED FILE --again");
        }
        List<Newer> all = newer();
        Set<Integer> since = all.stream().map(Newer::load).collect(Collectors.toSet());
        for (Newer newer : all) {
            if (gone.contains(newer.load)) {
                continue;
            }
            if (newer.undoes == undone) {
                throw new LoadException(
                        "TH-4017",
                        "it is undone already, by run " + newer.run + ", which can be undone in turn",
                        "tradehouse undo " + newer.run);
            }
            if (!since.contains(newer.undoes)) {
                throw newer.refusal();
            }
            gone.addAll(List.of(newer.load, newer.undoes));
        }
    }

    /** A load that has published slices of the undone one since; {@code undoes} is the load it took back itself, or 0. */
    private record Newer(int load, int undoes, String run, String file, long slices) {
        LoadException refusal() {
            return new LoadException(
                    "TH-4017",
                    "run " + run + " (" + file + ") has since published "
                            + (slices == 1 ? "one of its slices" : slices + " of its slices")
                            + " anew: undoing this one would lose the newer figures. Undo the newest first",
                    "tradehouse undo " + run);
        }
    }

    /** The newest first. */
    private List<Newer> newer() throws SQLException {
        return sql.list(
                """
                with newer as (
                  select n.load_key, count(*) as n, max(n.revision_key) as newest from (%s) o join dw.revision n using (%s)
                  where n.revision_key > o.revision_key group by 1)
                select w.load_key, coalesce(m.undoes_load_key, 0) as undoes, w.n, l.source_name,
                  l.feed || '#' || (select max(r.run_id) from ops.run r where r.load_key = w.load_key and r.state = 'done') as run
                from newer w join dw.dim_load l using (load_key) join ops.load m using (load_key) order by w.newest desc""".formatted(own(), SLICE),
                row -> new Newer(
                        row.getInt("load_key"),
                        row.getInt("undoes"),
                        row.getString("run"),
                        row.getString("source_name"),
                        row.getLong("n")));
    }

    private void slices() throws SQLException {
        sql.run("""
                insert into ops.load_slice (load_key, slice_no, %1$s, control_usd, value_usd, rejected_rows, rejected_usd, is_withdrawn, release_status, edition_date, fate)
                select $load, o.slice_no, %2$s, p.control_usd, coalesce(p.value_usd, 0), coalesce(p.rejected_rows, 0), coalesce(p.rejected_usd, 0),
                  p.revision_key is null or p.is_withdrawn, coalesce(p.release_status, o.release_status), p.edition_date, 'publish'
                from (%3$s) o left join lateral (
                  select v.* from dw.revision v where (%4$s) = (%2$s) and v.revision_key < o.revision_key order by v.revision_key desc limit 1) p on true""".formatted(SLICE, prefixed("o."), own(), prefixed("v.")));
    }

    private String loads() {
        return gone.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String prefixed(String with) {
        return with + SLICE.replace(", ", ", " + with);
    }

    /** Rows of the file as a whole get a part that says of which load's file. */
    private void parts() throws SQLException {
        for (var fact : Fact.values()) {
            sql.run(
                    "insert into ops.source_part (load_key) select distinct load_key from dw.%1$s_history where superseded_by_load_key in (%2$s) and load_key not in (%2$s) and part_key = 0 on conflict do nothing"
                            .formatted(fact.table(), loads()));
        }
    }

    private void figures(Fact fact) throws SQLException {
        var to = fact.hasTo() ? "f.to_date" : "z.to_date";
        var here =
                "z.load_key = $load and not z.is_withdrawn and a.country_key = z.reporter_key and (f.dataset_key, f.%s, f.reporter_key, f.flow_key, f.scope_key) = (z.dataset_key, z.from_date, a.area_key, z.flow_key, z.scope_key) and %s = z.to_date"
                        .formatted(fact.fromColumn(), to);
        var columns =
                "f." + MEASURES.replace(", ", ", f.") + ", z.from_date, z.to_date, f.scope_key, f.source_row, %s, f."
                        + KEYS.replace(", ", ", f.") + ", z.slice_no";
        var datasets = "z.dataset_key in (select d.dataset_key from dw.dim_dataset d where " + fact.datasets() + ")";
        sql.run("""
                insert into stg.made_$load (%1$s, from_date, to_date, scope_key, source_row, part_key, %2$s, slice_no)
                select %3$s from ops.load_slice z, dw.dim_area a, dw.%4$s f where %5$s and %6$s and f.load_key not in (%7$s)
                union all
                select %8$s from ops.load_slice z, dw.dim_area a, dw.%4$s_history f
                left join ops.source_part p on f.part_key = 0 and (p.load_key, p.member, p.sheet, p.block) = (f.load_key, '', '', '')
                where %5$s and %6$s and f.superseded_by_load_key in (%7$s) and f.load_key not in (%7$s)""".formatted(
                        MEASURES,
                        KEYS,
                        columns.formatted("f.part_key"),
                        fact.table(),
                        here,
                        datasets,
                        loads(),
                        columns.formatted("coalesce(p.part_key, f.part_key)")));
    }

    private void sums() throws SQLException {
        sql.run("""
                insert into stg.sum_$load (value_usd, net_weight_kg, n, from_date, to_date, slice_no, scope_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key)
                select sum(value_usd), sum(net_weight_kg), count(*), from_date, to_date, slice_no, scope_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key
                from stg.made_$load group by from_date, to_date, slice_no, scope_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key""");
        sql.run("insert into stg.goods_$load (product_key) select distinct product_key from stg.made_$load");
        sql.run("""
                update ops.load_slice s set row_count = f.n from (select slice_no, sum(n)::int as n from stg.sum_$load group by 1) f
                where s.load_key = $load and s.slice_no = f.slice_no""");
    }
}
