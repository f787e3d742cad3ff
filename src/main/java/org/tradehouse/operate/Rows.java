package org.tradehouse.operate;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the database and reads the answer row by row; the only place of the looking half that knows JDBC. */
final class Rows {
    private final Connection connection;

    Rows(Connection connection) {
        this.connection = connection;
    }

    /** What a row becomes. */
    @FunctionalInterface
    interface Reading<T> {
        T of(Row row) throws SQLException;
    }

    <T> List<T> list(String sql, Reading<T> reading, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, jdbc(parameters[i]));
            }
            List<T> answer = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    answer.add(reading.of(new Row(rows)));
                }
            }
            return answer;
        }
    }

    <T> Optional<T> first(String sql, Reading<T> reading, @Nullable Object... parameters) throws SQLException {
        return list(sql, reading, parameters).stream().findFirst();
    }

    private static @Nullable Object jdbc(@Nullable Object parameter) {
        return parameter instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : parameter;
    }

    /** One row of an answer, read by column name. */
    static final class Row {
        private final ResultSet rows;

        private Row(ResultSet rows) {
            this.rows = rows;
        }

        /** Text, "" for null. */
        String text(String column) throws SQLException {
            String text = rows.getString(column);
            return text == null ? "" : text;
        }

        long whole(String column) throws SQLException {
            return rows.getLong(column);
        }

        boolean truth(String column) throws SQLException {
            return rows.getBoolean(column);
        }

        @Nullable
        Long wholeOrNull(String column) throws SQLException {
            long number = rows.getLong(column);
            return rows.wasNull() ? null : number;
        }

        BigDecimal exact(String column) throws SQLException {
            BigDecimal number = rows.getBigDecimal(column);
            return number == null ? BigDecimal.ZERO : number;
        }

        @Nullable
        BigDecimal exactOrNull(String column) throws SQLException {
            return rows.getBigDecimal(column);
        }

        Instant instant(String column) throws SQLException {
            return rows.getObject(column, OffsetDateTime.class).toInstant();
        }

        @Nullable
        Instant instantOrNull(String column) throws SQLException {
            OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
            return at == null ? null : at.toInstant();
        }

        LocalDate date(String column) throws SQLException {
            return rows.getObject(column, LocalDate.class);
        }

        @Nullable
        LocalDate dateOrNull(String column) throws SQLException {
            return rows.getObject(column, LocalDate.class);
        }

        List<String> texts(String column) throws SQLException {
            Array array = rows.getArray(column);
            return array == null
                    ? List.of()
                    : Arrays.stream((Object[]) array.getArray())
                            .map(String::valueOf)
                            .toList();
        }
    }
}
