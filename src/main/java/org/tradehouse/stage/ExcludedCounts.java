package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.tradehouse.load.Outcome;

/** Rows left out by declared rules, counted by rule. */
final class ExcludedCounts {
    private ExcludedCounts() {}

    static void add(Map<String, Integer> counts, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Excluded excluded) {
                counts.merge(SafeText.fit(excluded.rule(), 200), 1, Integer::sum);
            }
        }
    }

    static void write(Connection connection, int load, int blockNo, Map<String, Integer> counts) throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into ops.excluded (load_key, block_no, rule, row_count) values (?, ?, ?, ?)")) {
            for (Map.Entry<String, Integer> count : counts.entrySet()) {
                insert.setInt(1, load);
                insert.setInt(2, blockNo);
                insert.setString(3, count.getKey());
                insert.setInt(4, count.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
