package org.tradehouse.settle;

import java.sql.SQLException;
import org.tradehouse.load.LoadSql;

/**
 * Counts the outcomes once more now that it is known what every staged row became (rules, principle 2):
 * accepted rows stand in a figure, control totals are ancestors and declared totals, excluded rows are breakdowns of others.
 */
final class Counts {
    private final LoadSql sql;

    Counts(LoadSql sql) {
        this.sql = sql;
    }

    void write() throws SQLException {
        sql.run("""
                with block as (select coalesce(sum(staged_rows), 0) as staged, coalesce(sum(control_rows), 0) as control, coalesce(sum(excluded_rows), 0) as excluded, coalesce(sum(rejected_rows), 0) as rejected
                  from ops.stage_block where load_key = $load),
                leaf as (select distinct c.chosen_id from stored s join cell c on c.id = s.cell_id where s.kind = 'leaf'),
                accepted as (select count(*) + coalesce((select count(*) from ops.merged_row m where m.load_key = $load and (m.part_key, m.source_row) <> (m.into_part_key, m.into_row)
                  and (m.into_part_key, m.into_row) in (select h.part_key, h.source_row from leaf l join chosen h on h.ctid = l.chosen_id)), 0) as n from leaf),
                kept as (select (select count(*) from chosen) + (select count(*) from ops.merged_row where load_key = $load and (part_key, source_row) <> (into_part_key, into_row)) as n)
                update ops.load set rows_read = b.staged + b.control + b.excluded + b.rejected, rows_accepted = a.n,
                  rows_control_total = b.control + k.n - a.n, rows_excluded = b.excluded + b.staged - k.n, rows_rejected = b.rejected,
                  rows_duplicate = (select count(*) from ops.merged_row where load_key = $load and value_usd = 0 and (part_key, source_row) <> (into_part_key, into_row))
                from block b, accepted a, kept k where load_key = $load""");
    }
}
