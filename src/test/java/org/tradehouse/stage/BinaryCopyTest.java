package org.tradehouse.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.trade.Amount;

class BinaryCopyTest {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void amountsArriveAsTheirTextWouldHave() throws SQLException {
        long[] edges = {
            0,
            1,
            -1,
            9,
            10,
            999,
            1000,
            1001,
            9_999,
            10_000,
            99_999,
            999_999,
            1_000_000,
            9_999_999,
            10_000_000,
            10_000_001,
            99_999_999,
            100_000_000,
            123_456_789,
            -123_456_789,
            50_000_000_000L,
            100_000_000_000L,
            100_000_000_001L,
            9_007_199_254_740_993_000L,
            -9_007_199_254_740_993_000L,
            Long.MAX_VALUE,
            Long.MIN_VALUE + 1
        };
        Random random = new Random(20_241_124);
        List<Long> all = LongStream.concat(
                        LongStream.of(edges),
                        LongStream.generate(() -> random.nextLong() >> random.nextInt(64))
                                .limit(20_000))
                .filter(Amount::isPresent)
                .boxed()
                .toList();
        try (Connection connection = transaction()) {
            connection.createStatement().execute("create temp table t (n int4, a numeric(22,3))");
            BinaryRows copy = new BinaryRows(2);
            for (int i = 0; i < all.size(); i++) {
                copy.row();
                copy.number(i);
                copy.amount(all.get(i));
            }
            BinaryCopy.all(connection, "t", "n, a", copy);
            List<String> arrived = new ArrayList<>();
            // arithmetic and comparison with the text form show more than the output function alone
            try (var rows = connection
                    .createStatement()
                    .executeQuery(
                            "select a::text, a = a::text::numeric, scale(a), hash_numeric(a) = hash_numeric(a::text::numeric) from t order by n")) {
                while (rows.next()) {
                    arrived.add(rows.getString(1));
                    assertThat(rows.getBoolean(2)).isTrue();
                    assertThat(rows.getInt(3)).isEqualTo(3);
                    assertThat(rows.getBoolean(4)).as(rows.getString(1)).isTrue();
                }
            }
            assertThat(arrived)
                    .isEqualTo(all.stream()
                            .map(it -> BigDecimal.valueOf(it, 3).toPlainString())
                            .toList());
        }
    }

    @Test
    void everyTypeArrivesAndMissingIsNull() throws SQLException {
        try (Connection connection = transaction()) {
            connection
                    .createStatement()
                    .execute(
                            "create temp table t (a numeric(19,3), b bigint, c int2, d date, e varchar(20), f jsonb, g date)");
            BinaryRows copy = new BinaryRows(7);
            copy.row();
            copy.amount(Amount.MISSING);
            copy.number(-5_000_000_000L);
            copy.small(-1);
            copy.date(LocalDate.of(1995, 1, 31));
            copy.text("СУАР 新疆 😀");
            copy.json("{\"a\":\"б\"}");
            copy.date(null);
            BinaryCopy.all(connection, "t", "a, b, c, d, e, f, g", copy);
            try (var row = connection.createStatement().executeQuery("select * from t")) {
                row.next();
                assertThat(row.getBigDecimal(1)).isNull();
                assertThat(row.getLong(2)).isEqualTo(-5_000_000_000L);
                assertThat(row.getInt(3)).isEqualTo(-1);
                assertThat(row.getString(4)).isEqualTo("1995-01-31");
                assertThat(row.getString(5)).isEqualTo("СУАР 新疆 😀");
                assertThat(row.getString(6)).isEqualTo("{\"a\": \"б\"}");
                assertThat(row.getDate(7)).isNull();
            }
        }
    }

    @Test
    void anUnfinishedCopyLeavesTheConnectionUsable() throws SQLException {
        try (Connection connection = transaction()) {
            connection.createStatement().execute("create temp table t (n int4)");
            connection.commit();
            assertThatThrownBy(() -> {
                        try (BinaryCopy copy = new BinaryCopy(connection, "t", "n")) {
                            BinaryRows rows = new BinaryRows(1);
                            rows.row();
                            rows.number(1);
                            copy.send(rows);
                            throw new IllegalStateException("the reader broke");
                        }
                    })
                    .hasMessage("the reader broke");
            connection.rollback();
            try (var row = connection.createStatement().executeQuery("select count(*) from t")) {
                row.next();
                assertThat(row.getInt(1)).isZero();
            }
        }
    }

    @Test
    void largeRowsAreSentWhole() throws SQLException {
        String large = "я".repeat(1_500_000);
        try (Connection connection = transaction()) {
            connection.createStatement().execute("create temp table t (e text)");
            BinaryRows copy = new BinaryRows(1);
            for (int i = 0; i < 3; i++) {
                copy.row();
                copy.text(large);
            }
            BinaryCopy.all(connection, "t", "e", copy);
            try (var row = connection.createStatement().executeQuery("select count(*), min(length(e)) from t")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(3);
                assertThat(row.getInt(2)).isEqualTo(1_500_000);
            }
        }
    }

    private static Connection transaction() throws SQLException {
        Connection connection = database.loader();
        connection.setAutoCommit(false);
        return connection;
    }
}
