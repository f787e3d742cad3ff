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
                accepted as (select ? + (select count(*) from ops.merged_row m where m.load_key = $load and (m.part_key, m.source_row) <> (m.into_part_key, m.into_row)
                  and (m.into_part_key, m.into_row) in (select s.part_key, s.source_row from cell s where not s.is_rejected and %s)) as n),
                kept as (select (select count(*) from chosen) + (select count(*) from ops.merged_row where load_key = $load and (part_key, source_row) <> (into_part_key, into_row)) as n)
                update ops.load set rows_read = b.staged + b.control + b.excluded + b.rejected, rows_accepted = a.n,
                  rows_control_total = b.control + k.n - a.n, rows_excluded = b.excluded + b.staged - k.n, rows_rejected = b.rejected,
                  rows_duplicate = (select count(*) from ops.merged_row where load_key = $load and value_usd = 0 and (part_key, source_row) <> (into_part_key, into_row))
                from block b, accepted a, kept k where load_key = $load""".formatted(Hierarchy.isLeaf().replace("c.", "s.")), leaves());
    }

    /** Chosen rows that are figures; one that stands in two datasets is one row. */
    private long leaves() throws SQLException {
        boolean twice = sql.number(
                        "select count(*) - count(distinct (reporter_key, flow_key, from_date, to_date, nomenclature, depth, breadth, procedure_code, transport_code)) from shape where not is_rejected")
                > 0;
        return sql.number(
                "select count(*) from (select %s s.rid, s.origin from cell s where not s.is_rejected and %s) x"
                        .formatted(twice ? "distinct" : "", Hierarchy.isLeaf().replace("c.", "s.")));
    }
}
