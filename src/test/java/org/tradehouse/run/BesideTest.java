package org.tradehouse.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.TestDatabase;

/** Work beside other work, in a session of its own. */
class BesideTest {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Connection session() {
        return database.loader();
    }

    private static void run(Connection session, String statement) throws SQLException {
        try (Statement it = session.createStatement()) {
            it.execute(statement);
        }
    }

    @Test
    void itsResultIsWaitedForAndNothingItDidStays() throws SQLException {
        try (Beside<String> work = new Beside<>(BesideTest::session, session -> {
            run(session, "create temp table seen as select 1");
            run(
                    session,
                    "insert into dw.dim_terms (procedure_code, procedure_name, transport_code, transport_name, valuation, trade_system)"
                            + " values ('ZZ9', 'Any', '0', 'Any', 'FOB', 'n/a')");
            return "done";
        })) {
            assertThat(work.result()).isEqualTo("done");
        }
        assertThat(database.query("select count(*) from dw.dim_terms where procedure_code = 'ZZ9'"))
                .containsExactly("0");
    }

    @Test
    void whatGoesWrongIsToldWhenTheResultIsAskedFor() throws SQLException {
        try (Beside<String> work = new Beside<>(BesideTest::session, session -> {
            run(session, "select no_such_column");
            return "never";
        })) {
            assertThatThrownBy(work::result).isInstanceOf(SQLException.class).hasMessageContaining("no_such_column");
        }
    }

    @Test
    void whoLeavesEndsAStatementThatIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Beside<String> work = new Beside<>(BesideTest::session, session -> {
            begun.countDown();
            run(session, "select pg_sleep(3600)");
            return "never";
        });
        begun.await();
        work.close();
        assertThatThrownBy(work::result).isInstanceOf(SQLException.class).hasMessageContaining("cancel");
    }
}
