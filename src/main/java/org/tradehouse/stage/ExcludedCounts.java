package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tradehouse.load.Outcome;

/** Rows left out by declared rules, counted by rule. */
final class ExcludedCounts {
    private ExcludedCounts() {}

    static int write(Connection connection, int load, int blockNo, List<Outcome> outcomes) throws SQLException {
        Map<String, Integer> counts = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Excluded excluded) {
                counts.merge(SafeText.fit(excluded.rule(), 200), 1, Integer::sum);
            }
        }
        if (!counts.isEmpty()) {
            insert(connection, load, blockNo, counts);
        }
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static void insert(Connection connection, int load, int blockNo, Map<String, Integer> counts)
            throws SQLException {
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
