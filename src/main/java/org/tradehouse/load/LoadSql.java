package org.tradehouse.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Statements over the tables of one load, on the caller's connection and in its transaction. {@code $load} in a text stands
 * for the load's key, which is also part of the names of its stage tables.
 */
public final class LoadSql {
    private final Connection connection;
    private final int load;

    public LoadSql(Connection connection, int load) {
        this.connection = connection;
        this.load = load;
    }

    /**
     * Until the transaction ends, joins over a whole load are hash joins in memory: an estimate of one row where there are a
     * million must not make a loop or a sort of it.
     */
    public void setWise() throws SQLException {
        list(
                "select set_config('work_mem', '128MB', true), set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true)",
                row -> 0);
    }

    /**
     * Until {@link #fullStatistics} or the end of the transaction, statistics are taken from a third of the rows that are usual:
     * tables that are asked a few times and dropped need no more, and reading the sample is what they cost.
     */
    public void briefStatistics() throws SQLException {
        run("set local default_statistics_target = 30");
    }

    /** As many rows as the server is set to. */
    public void fullStatistics() throws SQLException {
        run("set local default_statistics_target to default");
    }

    /**
     * Until the transaction ends, the row triggers of foreign keys are silent, where the login may: keys are checked set-wise.
     */
    public void withoutRowTriggers() throws SQLException {
        list(
                "select set_config('session_replication_role', 'replica', true) where has_parameter_privilege('session_replication_role', 'SET')",
                row -> 0);
    }

    /**
     * Small numbers by key, 0 for a key that has none, as an array of constants: asking it costs a row less than a join with a few
     * members of a dimension.
     *
     * @param numbers keys from 1
     */
    public static String constants(Map<Integer, Integer> numbers) {
        int last = numbers.keySet().stream().mapToInt(key -> key).max().orElse(1);
        return IntStream.rangeClosed(1, last)
                .mapToObj(key -> String.valueOf(numbers.getOrDefault(key, 0)))
                .collect(Collectors.joining(",", "('{", "}'::smallint[])"));
    }

    /** Makes a value of the row the cursor stands on. */
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Runs a statement and returns how many rows it changed. */
    public int run(String text, @Nullable Object... arguments) throws SQLException {
        try (var statement = prepared(text, arguments)) {
            return statement.execute() ? 0 : statement.getUpdateCount();
        }
    }

    /** All rows of a query. */
    public <T> List<T> list(String text, Row<T> row, @Nullable Object... arguments) throws SQLException {
        try (var statement = prepared(text, arguments);
                var result = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            while (result.next()) {
                rows.add(row.of(result));
            }
            return rows;
        }
    }

    /** The one number a query answers. */
    public long number(String text) throws SQLException {
        return list(text, row -> row.getLong(1)).get(0);
    }

    /** The one truth value a query answers; unknown is false. */
    public boolean isTrue(String text) throws SQLException {
        return list(text, row -> row.getBoolean(1)).get(0);
    }

    private PreparedStatement prepared(String text, @Nullable Object... arguments) throws SQLException {
        var statement = connection.prepareStatement(text.replace("$load", Integer.toString(load)));
        statement.unwrap(PGStatement.class).setPrepareThreshold(0); // temporary tables come and go: no plan may be kept
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }
}
