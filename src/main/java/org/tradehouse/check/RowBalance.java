package org.tradehouse.check;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;

/** Every row read is in exactly one of four buckets (rule X5), and the stage holds what the blocks say. */
final class RowBalance implements Check {
    private record Counts(long read, long accepted, long control, long excluded, long rejected) {
        long sum() {
            return accepted + control + excluded + rejected;
        }
    }

    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Counts counts = counts(checked.sql());
        if (counts.read != counts.sum()) {
            findings.add(reject("read " + Say.rows(counts.read) + ", but accepted " + Say.count(counts.accepted)
                    + " + control totals " + Say.count(counts.control) + " + excluded " + Say.count(counts.excluded)
                    + " + rejected " + Say.count(counts.rejected) + " = " + Say.count(counts.sum())));
        }
        long blocks = checked.sql().number("""
                        select coalesce(sum(staged_rows::bigint + control_rows + excluded_rows + rejected_rows), 0)
                        from ops.stage_block where load_key = $load""");
        if (counts.read != blocks) {
            findings.add(reject(
                    "the load counts " + Say.rows(counts.read) + " read, its staged blocks " + Say.count(blocks)));
        }
        return findings;
    }

    private static Counts counts(LoadSql sql) throws SQLException {
        return sql.list(
                        """
                        select coalesce(rows_read, 0), coalesce(rows_accepted, 0), coalesce(rows_control_total, 0),
                          coalesce(rows_excluded, 0), coalesce(rows_rejected, 0)
                        from ops.load where load_key = $load""",
                        row -> new Counts(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .get(0);
    }

    private static Finding reject(String message) {
        return Finding.of(
                "X5",
                Severity.REJECT,
                "rows do not add up: " + message
                        + ". Nothing is published from it; load the file again from the archive"
                        + " (tradehouse retry) and report this if it returns.");
    }
}
