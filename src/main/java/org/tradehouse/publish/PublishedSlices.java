package org.tradehouse.publish;

import java.sql.SQLException;
import org.tradehouse.load.LoadSql;

/**
 * The slices of the load and what becomes of them: a slice for which a newer edition is live is left alone (semantics 5.2).
 * Fills {@code slice}; {@code want} is a view of the figures in them, {@code derived} takes those made from them.
 */
final class PublishedSlices {
    /** The columns of a figure {@code f}, as {@code derived} has them too. */
    static final String FIGURE =
            "f.value_usd, f.value_national, f.cif_usd, f.fob_usd, f.net_weight_kg, f.gross_weight_kg, f.quantity, f.quantity2, f.product_key, f.from_date, f.to_date, f.scope_key, f.source_row,"
                    + " f.part_key, f.dataset_key, f.reporter_key, f.partner_key, f.flow_key, f.terms_key, f.unit_key, f.unit2_key, f.currency_key, f.status_key, slice_no";

    /** Reported figures give way to the corrected ones. */
    private static final String GIVE_WAY =
            " and not exists (select from hit h where (h.wid, h.origin) = (f.wid, f.origin) and h.outcome = 'applied')";

    private static final String CORRECTED = """
            union all
            select %s, f.ctid as wid, 3 as origin, z.freq, z.is_new from corrected f join slice z using (slice_no)""".formatted(FIGURE);

    private final LoadSql sql;
    private final boolean again;
    private final Corrections corrections;

    PublishedSlices(LoadSql sql, boolean again, Corrections corrections) {
        this.sql = sql;
        this.again = again;
        this.corrections = corrections;
    }

    void gather() throws SQLException {
        sql.run("""
                update ops.load_slice s set fate = case
                    when not ? and exists (select 1 from dw.coverage k join ops.load l on l.load_key = $load
                      where (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key) = (s.dataset_key, s.reporter_key, s.flow_key, s.from_date, s.to_date, s.scope_key)
                        and k.edition_date > l.edition_date and k.load_key <> $load) then 'superseded' else 'publish' end
                where load_key = $load""", again);
        sql.run("""
                create temp table slice as
                select s.slice_no, d.freq, s.dataset_key, s.reporter_key, s.flow_key, s.from_date, s.to_date, s.scope_key, s.control_usd, s.rejected_rows, s.rejected_usd,
                  s.is_withdrawn, s.release_status, coalesce(s.edition_date, l.edition_date) as edition_date, true as is_new, 0::numeric(22,3) as corrected_usd
                from ops.load_slice s join ops.load l using (load_key) join dw.dim_dataset d using (dataset_key)
                where s.load_key = $load and s.fate = 'publish'""");
        sql.run("alter table slice add primary key (slice_no)");
        sql.run("create temp table derived (like stg.made_$load)");
        corrections.gather();
    }

    /** The view {@code want}, of what {@link #gather} has made. */
    void view() throws SQLException {
        sql.run("""
                create temp view want as
                select %1$s, f.wid, f.origin, z.freq, z.is_new from stg.figure_$load f join slice z using (slice_no) where not z.is_withdrawn%2$s
                union all
                select %1$s, f.ctid as wid, 1 as origin, z.freq, z.is_new from derived f join slice z using (slice_no)
                %3$s""".formatted(FIGURE, corrections.any() ? GIVE_WAY : "", corrections.any() ? CORRECTED : ""));
    }

    /** A slice without coverage has no figures in the warehouse: all of it is new, and nothing need be compared. */
    void markNew() throws SQLException {
        sql.run("""
                update slice z set is_new = false from dw.coverage k
                where (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key) = (z.dataset_key, z.reporter_key, z.flow_key, z.from_date, z.to_date, z.scope_key)""");
        sql.run("analyze slice");
    }
}
