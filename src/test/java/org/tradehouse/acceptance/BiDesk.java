package org.tradehouse.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tradehouse.database.Address;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.operate.BiUsers;
import org.tradehouse.operate.Filled;

/** A filled warehouse with years and a load in work, and a BI user who looks at it through a tool. */
final class BiDesk implements AutoCloseable {
    static final String PASSWORD = "correct-horse-battery";

    final TestDatabase database = Filled.database();
    final String user;
    final Address address = database.database().place();

    BiDesk(String tool) throws SQLException {
        user = tool + "_" + ProcessHandle.current().pid();
        database.execute("select ops.ensure_year(2022)", "select ops.create_stage(7)");
        try (Connection owner = database.owner()) {
            new BiUsers(owner, "dana").add(user, PASSWORD);
        }
    }

    Connection login() throws SQLException {
        return DriverManager.getConnection(address.url(), user, PASSWORD);
    }

    /** What a tool gets for a query; cells joined with {@code |}, NULL as empty. */
    List<String> asked(String sql) throws SQLException {
        try (Connection connection = login();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return lines(rows);
        }
    }

    static List<String> lines(ResultSet rows) throws SQLException {
        List<String> lines = new ArrayList<>();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                String cell = rows.getString(i);
                cells.add(cell == null ? "" : cell);
            }
            lines.add(String.join("|", cells));
        }
        return lines;
    }

    /** The foreign keys a fact declares: {@code reporter_key|dim_area}. */
    static List<String> keysOf(String fact) {
        String from = fact.equals("fact_trade_span") ? "from_date" : "period_date";
        List<String> keys = new ArrayList<>(List.of(
                "product_key|dim_product",
                from + "|dim_period",
                "load_key|dim_load",
                "dataset_key|dim_dataset",
                "reporter_key|dim_area",
                "partner_key|dim_area",
                "flow_key|dim_flow",
                "terms_key|dim_terms",
                "unit_key|dim_unit",
                "unit2_key|dim_unit",
                "currency_key|dim_currency",
                "status_key|dim_status",
                "scope_key|scope"));
        if (fact.equals("fact_trade_span")) {
            keys.add("to_date|dim_period");
        }
        return keys;
    }

    /** Columns of a row, by their numbers from 0. */
    static List<String> cut(List<String> lines, int... columns) {
        return lines.stream()
                .map(line -> line.split("\\|", -1))
                .map(cells -> IntStream.of(columns).mapToObj(i -> cells[i]).collect(Collectors.joining("|")))
                .toList();
    }

    @Override
    public void close() throws SQLException {
        try (Connection owner = database.owner();
                var statement = owner.createStatement()) {
            statement.execute("drop role " + user);
        }
        database.close();
    }
}
