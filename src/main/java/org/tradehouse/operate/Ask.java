package org.tradehouse.operate;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.tradehouse.load.LoadException;

/** Asks the warehouse in SQL as the reader role: mart and dw, nothing written. */
public final class Ask {
    private static final Set<Integer> NUMBERS =
            Set.of(Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL);
    private static final String TOO_LONG = "57014";
    private static final Set<String> WRITES = Set.of("25006", "42501", "55000");

    private final Connection reader;

    /** Asks through a connection of the reader role, which belongs to the caller. */
    public Ask(Connection reader) throws SQLException {
        reader.setReadOnly(true);
        reader.setAutoCommit(false);
        this.reader = reader;
    }

    /**
     * The rows of a query, at most {@code limit}.
     *
     * @throws LoadException TH-5020 where the query writes or looks where readers may not, TH-5021 where it is not SQL
     */
    public Table sql(String query, int limit) throws SQLException {
        try (Statement statement = reader.createStatement()) {
            statement.setMaxRows(limit == Integer.MAX_VALUE ? 0 : limit + 1);
            statement.setFetchSize(10_000);
            if (!statement.execute(query)) {
                throw refused("the statement answers no rows", null);
            }
            try (ResultSet rows = statement.getResultSet()) {
                return table(rows, limit);
            }
        } catch (SQLException e) {
            throw said(e);
        } finally {
            reader.rollback();
        }
    }

    private static Table table(ResultSet rows, int limit) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<Table.Column> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(new Table.Column(meta.getColumnLabel(i), NUMBERS.contains(meta.getColumnType(i))));
        }
        List<List<@Nullable Object>> cells = new ArrayList<>();
        while (rows.next() && cells.size() < limit) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(cell(rows, i, columns.get(i - 1).numeric(), meta.getColumnType(i)));
            }
            cells.add(row);
        }
        return new Table(columns, cells, !rows.isAfterLast() && !cells.isEmpty());
    }

    private static @Nullable Object cell(ResultSet rows, int column, boolean numeric, int type) throws SQLException {
        String text = rows.getString(column);
        if (text == null) {
            return null;
        }
        if (type == Types.BIT || type == Types.BOOLEAN) {
            return rows.getBoolean(column);
        }
        return numeric && !text.equals("NaN") && !text.endsWith("Infinity") ? new BigDecimal(text) : text;
    }

    private static SQLException said(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (WRITES.contains(state)) {
            throw refused(message(e), e);
        }
        if (TOO_LONG.equals(state)) {
            throw new LoadException(
                    "TH-5021", "the query takes too long: " + message(e), "ask for one dataset and fewer years", e);
        }
        if (state.startsWith("42") || state.startsWith("22") || state.startsWith("21")) {
            throw new LoadException("TH-5021", "PostgreSQL does not take the query: " + message(e), hint(e), e);
        }
        return e;
    }

    /** What the warehouse itself says to do instead. */
    private static String hint(SQLException e) {
        ServerErrorMessage said = e instanceof PSQLException from ? from.getServerErrorMessage() : null;
        String hint = said == null || said.getHint() == null ? "" : said.getHint();
        return hint.startsWith("Next: ") ? hint.substring("Next: ".length()) : "correct the query";
    }

    private static LoadException refused(String why, @Nullable SQLException cause) {
        String message = "sql only reads the schemas mart and dw: " + why;
        String next = "tradehouse sql \"select * from mart.turnover limit 10\"";
        return cause == null
                ? new LoadException("TH-5020", message, next)
                : new LoadException("TH-5020", message, next, cause);
    }

    private static String message(SQLException e) {
        String text = String.valueOf(e.getMessage());
        return text.lines().findFirst().orElse(text).replaceFirst("^ERROR: ", "");
    }
}
