package org.tradehouse.publish;

import java.sql.SQLException;
import org.tradehouse.load.LoadSql;

/**
 * The slices of the load and what becomes of them: a slice for which a newer edition is live is left alone (semantics 5.2).
 * Fills {@code slice} and {@code want}.
 */
final class PublishedSlices {
    private final LoadSql sql;
    private final boolean again;

    PublishedSlices(LoadSql sql, boolean again) {
        this.sql = sql;
        this.again = again;
    }

    void gather() throws SQLException {
        sql.run("""
                update ops.load_slice s set fate = case
                    when not ? and exists (select 1 from dw.coverage k join ops.load l on l.load_key = $load
                      where (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key) = (s.dataset_key, s.reporter_key, s.flow_key, s.from_date, s.to_date, s.scope_key)
                        and k.edition_date > l.edition_date and k.load_key <> $load) then 'superseded' else 'publish' end
                where load_key = $load""", again);
        sql.run("""
                create temp table slice on commit drop as
                select s.slice_no, d.freq, s.dataset_key, s.reporter_key, s.flow_key, s.from_date, s.to_date, s.scope_key, s.control_usd, s.rejected_rows, s.rejected_usd,
                  s.is_withdrawn, s.release_status, l.edition_date
                from ops.load_slice s join ops.load l using (load_key) join dw.dim_dataset d using (dataset_key)
                where s.load_key = $load and s.fate = 'publish'""");
        sql.run("alter table slice add primary key (slice_no)");
        sql.run("""
                create temp table want on commit drop as
                select f.*, z.freq from stg.figure_$load f join slice z using (slice_no) where not z.is_withdrawn""");
    }
}
