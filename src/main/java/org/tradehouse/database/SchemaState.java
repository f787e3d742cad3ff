package org.tradehouse.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * What {@code ops.schema_state} says; empty hashes where there is no schema yet or this user may not see it.
 *
 * @param schema as {@link SqlFiles#schema()} when the schema was last brought up to date
 * @param lists as {@link SqlFiles#lists()} when the code lists were last loaded
 */
record SchemaState(String schema, String lists) {
    /** No such table, no such schema, no right to see it. */
    private static final Set<String> ABSENT = Set.of("42P01", "3F000", "42501");

    static SchemaState of(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select schema_hash, reference_hash from ops.schema_state")) {
            return rows.next() ? new SchemaState(rows.getString(1), rows.getString(2)) : new SchemaState("", "");
        } catch (SQLException absent) {
            if (ABSENT.contains(absent.getSQLState())) {
                return new SchemaState("", "");
            }
            throw absent;
        }
    }

    boolean isCurrent(SqlFiles files) {
        return schema.equals(files.schema()) && lists.equals(files.lists());
    }

    void require(SqlFiles files) {
        if (schema.isEmpty()) {
            throw new DatabaseException("TH-5006", "This database holds no warehouse yet.", "tradehouse db start");
        }
        if (!schema.equals(files.schema())) {
            throw new DatabaseException(
                    "TH-5007",
                    "The warehouse was made by another version of this program (schema " + schema.substring(0, 8)
                            + ", this program knows " + files.schema().substring(0, 8) + ").",
                    "tradehouse db start");
        }
    }
}
