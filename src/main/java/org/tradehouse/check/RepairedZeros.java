package org.tradehouse.check;

import java.sql.SQLException;
import java.util.List;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;

/** Product codes that a workbook kept as numbers and that got their leading zeros back (rule A4). */
final class RepairedZeros implements Check {
    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        long rows = checked.sql()
                .number("select coalesce(sum(repaired_zeros), 0) from ops.stage_block where load_key = $load");
        if (rows == 0) {
            return List.of();
        }
        String message = "in " + Say.rows(rows) + " of " + checked.load().fileName()
                + " the product code had lost its leading zeros and was padded to its declared width."
                + " Compare a few with the publisher's list; a text column in the workbook avoids it.";
        return List.of(new Finding("A4", Severity.FLAG, message, null, null, null, rows, null));
    }
}
