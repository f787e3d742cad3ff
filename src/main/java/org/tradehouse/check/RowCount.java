package org.tradehouse.check;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;

/** Too few rows, or exactly as many as a download may have at most (rule A7). */
final class RowCount implements Check {
    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        long read = checked.sql().number("select coalesce(rows_read, 0) from ops.load where load_key = $load");
        String file = checked.load().fileName();
        Feed.Checks limits = checked.feed().checks();
        List<Finding> findings = new ArrayList<>();
        if (read < limits.minRows()) {
            findings.add(finding(
                    "TH-3002",
                    read,
                    file + " has " + Say.rows(read) + ", " + checked.feed().name()
                            + " expects at least " + Say.count(limits.minRows())
                            + ". Look whether the publisher's file is complete, then put it into the inbox again."));
        }
        if (limits.truncatedAt().contains(read)) {
            findings.add(finding(
                    "A7",
                    read,
                    file + " has exactly " + Say.rows(read)
                            + ": that is the most the publisher gives at once, so rows are probably missing."
                            + " Ask for the figures in smaller pieces and load those."));
        }
        return findings;
    }

    private static Finding finding(String rule, long rows, String message) {
        return new Finding(rule, Severity.REJECT, message, null, null, null, rows, null);
    }
}
