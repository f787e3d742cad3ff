package org.tradehouse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.tradehouse.database.TestDatabase;

/** A publication that waits says for whom. */
class WaitingTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static void run(Connection session, String statement) {
        try (Statement it = session.createStatement()) {
            it.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int pid(Connection session) throws SQLException {
        return session.unwrap(PGConnection.class).getBackendPID();
    }

    @Test
    void aReaderInTheWayOfANewYearIsNamedOnce() throws Exception {
        try (Connection reader = database.reader();
                Connection publishing = database.loader()) {
            run(publishing, "select ops.create_year(2031)");
            run(reader, "set application_name = 'Monthly report'");
            reader.setAutoCommit(false);
            run(reader, "select count(*) from dw.dim_area");
            List<String> said = new CopyOnWriteArrayList<>();
            CountDownLatch heard = new CountDownLatch(1);
            try (Waiting waiting = new Waiting(database::loader, SOON, line -> {
                said.add(line);
                heard.countDown();
            })) {
                waiting.watch(publishing);
                var attaching = CompletableFuture.runAsync(() -> run(publishing, "select ops.attach_year(2031)"));
                assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
                reader.rollback();
                attaching.get(60, TimeUnit.SECONDS);
            }
            assertThat(said)
                    .singleElement()
                    .satisfies(it -> assertThat(it)
                            .startsWith("publishing waits until session " + pid(reader) + " of ")
                            .endsWith("pg_terminate_backend(" + pid(reader) + ")"));
        }
    }

    @Test
    void anotherLoadIsNamedAndNobodyIsToldToEndIt() throws Exception {
        try (Connection other = database.loader();
                Connection publishing = database.loader()) {
            run(other, "select pg_advisory_lock(6, 0)");
            CompletableFuture<String> said = new CompletableFuture<>();
            try (Waiting waiting = new Waiting(database::loader, SOON, said::complete)) {
                waiting.watch(publishing);
                var turn = CompletableFuture.runAsync(() -> run(publishing, "select pg_advisory_lock(6, 0)"));
                assertThat(said.get(60, TimeUnit.SECONDS))
                        .isEqualTo(
                                "publishing waits for another load (session " + pid(other) + "); nothing need be done");
                run(other, "select pg_advisory_unlock(6, 0)");
                turn.get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void whoWaitsForNobodySaysNothing() throws Exception {
        try (Connection reader = database.reader();
                Connection publishing = database.loader()) {
            reader.setAutoCommit(false);
            run(reader, "select count(*) from dw.dim_area");
            List<String> said = new CopyOnWriteArrayList<>();
            try (Waiting waiting = new Waiting(database::loader, SOON, said::add)) {
                waiting.watch(publishing);
                while (database.query(
                                "select 1 from pg_stat_activity where query like '%pg_blocking_pids(me.pid)%' and state = 'idle'")
                        .isEmpty()) {
                    run(publishing, "select count(*) from dw.dim_period, dw.dim_area");
                }
            }
            assertThat(said).isEmpty();
        }
    }
}
