package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.tradehouse.load.LoadException;

/** Keys of a dimension that only a migration fills: units and currencies. The empty code is key 0. */
final class FixedKeys {
    private final String table;
    private final Remembered<String> keys = new Remembered<>();

    private FixedKeys(String table) {
        this.table = table;
    }

    static FixedKeys units(Connection connection) throws SQLException {
        return read(connection, "dw.dim_unit", "select unit_code, unit_key from dw.dim_unit");
    }

    static FixedKeys currencies(Connection connection) throws SQLException {
        return read(connection, "dw.dim_currency", "select currency_code, currency_key from dw.dim_currency");
    }

    private static FixedKeys read(Connection connection, String table, String query) throws SQLException {
        FixedKeys keys = new FixedKeys(table);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                keys.keys.put(rows.getString(1).strip(), rows.getInt(2));
            }
        }
        keys.keys.put("", 0);
        return keys;
    }

    int key(String code) {
        if (code.isEmpty()) {
            return 0;
        }
        Integer key = keys.key(code);
        if (key == null) {
            throw new LoadException(
                    "TH-5031",
                    "'" + code + "' is in the code lists of this program and not in " + table + " of the database.",
                    "tradehouse db start");
        }
        return key;
    }
}
