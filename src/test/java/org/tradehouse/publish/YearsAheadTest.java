package org.tradehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.LoaderSession;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.settle.Settlement;
import org.tradehouse.settle.StagedRows;

class YearsAheadTest extends LoaderSession {
    private static final Feed COMTRADE = Feeds.in(Path.of("jobs")).named("un-comtrade");
    /** A settled load: two months of 2021, one of 2022, and the whole year 2020, which is no month. */
    private StagedRows settled(String reporter, String edition) throws Exception {
        var rows = new StagedRows(connection, COMTRADE.name(), LocalDate.parse(edition))
                .cell(reporter, "M", "2020", "KZ", "TOTAL", "1000")
                .cell(reporter, "M", "2021-01", "KZ", "TOTAL", "60")
                .cell(reporter, "M", "2021-02", "KZ", "TOTAL", "70")
                .cell(reporter, "M", "2022-05", "KZ", "TOTAL", "80");
        rows.done();
        Settlement.of(COMTRADE).settle(connection, rows.load(Map.of()), rows.runId());
        connection.commit();
        return rows;
    }

    private void fill(StagedRows rows, long token) throws Exception {
        var ahead = new YearsAhead(connection, rows.load(Map.of()));
        for (int year : ahead.years()) {
            ahead.make(year);
        }
        for (List<Integer> years : ahead.parts()) {
            ahead.fill(years, token);
        }
        connection.commit();
    }

    private void publish(StagedRows rows, long token) throws Exception {
        try (var statement = connection.createStatement()) {
            statement.execute("insert into ops.lease (feed, run_id, fencing_token, host, pid, beat_at) values ('"
                    + COMTRADE.name() + "', " + rows.runId() + ", " + token
                    + ", 'here', 1, now()) on conflict (feed) do update set fencing_token = excluded.fencing_token");
        }
        var load = rows.load(Map.of());
        Publication.of(COMTRADE).plan(connection, load, false);
        connection.commit();
        Publication.of(COMTRADE).publish(connection, load, token, false);
        connection.commit();
    }

    private List<String> months() throws Exception {
        return list(
                "select to_char(period_date, 'YYYY-MM') || ' ' || area_code || ' ' || trim_scale(value_usd) from dw.fact_trade join dw.dim_area on area_key = reporter_key order by 1");
    }

    /** Emptying a table gives it another file. */
    private List<String> filesOfYears() throws Exception {
        return list(
                "select relfilenode::text from pg_class where relname in ('fact_trade_2021', 'fact_trade_2022') order by relname");
    }

    @Test
    void yearsFilledAheadAreAttachedAsTheyAre() throws Exception {
        var rows = settled("CN", "2024-01-01");
        fill(rows, 7);
        assertThat(list("select year_no::text from ops.filled_year order by 1")).containsExactly("2021", "2022");
        assertThat(months()).as("nobody sees them yet").isEmpty();
        var files = filesOfYears();
        publish(rows, 7);
        assertThat(months()).containsExactly("2021-01 CN 60", "2021-02 CN 70", "2022-05 CN 80");
        assertThat(filesOfYears()).isEqualTo(files);
        assertThat(list("select 'left' from ops.filled_year")).isEmpty();
        assertThat(list("select count(*)::text from pg_index where indrelid = 'dw_part.fact_trade_2021'::regclass"))
                .isEqualTo(list("select count(*)::text from pg_index where indrelid = 'dw.fact_trade'::regclass"));
    }

    @Test
    void whatADeadRunHasFilledIsFilledAgain() throws Exception {
        var rows = settled("CN", "2024-01-01");
        fill(rows, 6);
        var files = filesOfYears();
        publish(rows, 7);
        assertThat(months()).containsExactly("2021-01 CN 60", "2021-02 CN 70", "2022-05 CN 80");
        assertThat(filesOfYears()).doesNotContainAnyElementsOf(files);
        assertThat(list("select 'left' from ops.filled_year")).isEmpty();
    }

    @Test
    void aYearThatAnotherLoadHasBroughtMeanwhileTakesBoth() throws Exception {
        var china = settled("CN", "2024-01-01");
        fill(china, 7);
        publish(settled("UZ", "2024-01-01"), 8);
        assertThat(months()).containsExactly("2021-01 UZ 60", "2021-02 UZ 70", "2022-05 UZ 80");
        publish(china, 7);
        assertThat(months())
                .containsExactly(
                        "2021-01 CN 60",
                        "2021-01 UZ 60",
                        "2021-02 CN 70",
                        "2021-02 UZ 70",
                        "2022-05 CN 80",
                        "2022-05 UZ 80");
    }

    @Test
    void aYearIsFilledAgainWhereASliceIsNotPublishedAfterAll() throws Exception {
        var newer = new StagedRows(connection, COMTRADE.name(), LocalDate.parse("2024-06-01"))
                .cell("CN", "M", "2020", "KZ", "TOTAL", "1000");
        var older = settled("CN", "2024-01-01");
        fill(older, 7);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "insert into dw.dim_load (load_key, feed, source_sha256, load_no, source_name, edition_date, release_status, published_at)"
                            + " select load_key, feed, sha256, load_no, file_name, edition_date, release_status, now() from ops.load where load_key = "
                            + newer.key());
            statement.execute(
                    "insert into dw.coverage select dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, "
                            + newer.key()
                            + ", 0, 0, null, 0, 0, 'unknown', '2024-06-01' from ops.load_slice where load_key = "
                            + older.key() + " and from_date = '2021-02-01'");
        }
        publish(older, 7);
        assertThat(months()).containsExactly("2021-01 CN 60", "2022-05 CN 80");
    }

    @Test
    void aReaderThatIsSlowDelaysANewYearAndNoOtherReader() throws Exception {
        var rows = settled("CN", "2024-01-01");
        fill(rows, 7);
        try (var slow = database.reader();
                var other = database.reader();
                var reading = slow.createStatement();
                var asking = other.createStatement()) {
            slow.setAutoCommit(false);
            reading.execute("select count(*) from dw.dim_dataset");
            asking.execute("set statement_timeout = '3s'");
            var publishing = publishing(rows, 7);
            untilItAttaches(publishing);
            for (int i = 0; i < 20; i++) {
                asking.execute("select count(*) from dw.dim_dataset");
            }
            assertThat(publishing).as("it waits for who reads").isNotDone();
            slow.rollback();
            publishing.get(60, TimeUnit.SECONDS);
        }
        assertThat(months()).containsExactly("2021-01 CN 60", "2021-02 CN 70", "2022-05 CN 80");
    }

    private CompletableFuture<Void> publishing(StagedRows rows, long token) {
        return CompletableFuture.runAsync(() -> {
            try {
                publish(rows, token);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void untilItAttaches(CompletableFuture<Void> publishing) {
        while (database.query("select 1 from pg_stat_activity where state = 'active' and query like '%attach_year%'"
                        + " and pid <> pg_backend_pid() and now() - query_start > interval '1 s'")
                .isEmpty()) {
            assertThat(publishing).isNotDone();
        }
    }

    /** A load that has read dimensions, as settling does first of all. */
    private Connection anotherLoad() throws Exception {
        Connection other = database.loader();
        run(other, "set statement_timeout = '20s'");
        other.setAutoCommit(false);
        run(other, "select count(*) from dw.dim_dataset, dw.dim_period where year_no = 2021");
        return other;
    }

    private static void run(Connection session, String statement) throws Exception {
        try (var it = session.createStatement()) {
            it.execute(statement);
        }
    }

    @Test
    void aLoadThatSettlesMeanwhileWritesDimensionsAndIsWaitedFor() throws Exception {
        var rows = settled("CN", "2024-01-01");
        fill(rows, 7);
        try (var other = anotherLoad()) {
            var publishing = publishing(rows, 7);
            untilItAttaches(publishing);
            run(other, "insert into dw.dim_dataset select * from dw.dim_dataset on conflict do nothing");
            run(
                    other,
                    "insert into dw.dim_terms (procedure_code, procedure_name, transport_code, transport_name, valuation, trade_system)"
                            + " values ('ZZ9', 'Any', '0', 'Any', 'FOB', 'n/a')");
            assertThat(publishing).isNotDone();
            other.commit();
            publishing.get(60, TimeUnit.SECONDS);
        }
        assertThat(months()).hasSize(3);
    }

    @Test
    void aYearWithoutKeysIsAttachedWhileReadersGoOnAndHasThemThen() throws Exception {
        publish(settled("UZ", "2023-01-01"), 6);
        var keys = list(keys("2021"));
        var rows = new StagedRows(connection, COMTRADE.name(), LocalDate.parse("2024-01-01"))
                .cell("CN", "M", "2019-03", "KZ", "TOTAL", "60");
        rows.done();
        Settlement.of(COMTRADE).settle(connection, rows.load(Map.of()), rows.runId());
        connection.commit();
        fill(rows, 7);
        dropKeys("fact_trade_2019");
        try (var reader = database.reader();
                var reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute("select count(*) from dw.dim_dataset");
            publishing(rows, 7).get(60, TimeUnit.SECONDS);
            reading.execute("select count(*) from dw.dim_area");
        }
        assertThat(list(keys("2019"))).hasSizeGreaterThan(8).isEqualTo(keys);
    }

    @Test
    void keysAFilledYearLacksAreMadeBeforeItIsPublished() throws Exception {
        var rows = settled("CN", "2024-01-01");
        fill(rows, 7);
        var keys = list(keys("2022"));
        dropKeys("fact_trade_2021");
        var ahead = new YearsAhead(connection, rows.load(Map.of()));
        ahead.key(2021, 6);
        assertThat(list(keys("2021"))).as("filled under another lease").isEmpty();
        ahead.key(2021, 7);
        assertThat(list(keys("2021")))
                .as("its load is in no dimension yet")
                .isEqualTo(keys.stream().filter(it -> !it.contains("dim_load")).toList());
        publish(rows, 7);
        assertThat(list(keys("2021"))).isEqualTo(keys);
    }

    private void dropKeys(String year) throws Exception {
        for (String key :
                database.query("select conname from pg_constraint where contype = 'f' and conrelid = 'dw_part." + year
                        + "'::regclass")) {
            try (var owner = database.owner()) {
                run(owner, "alter table dw_part." + year + " drop constraint " + key);
            }
        }
    }

    private static String keys(String year) {
        return "select pg_get_constraintdef(oid) || convalidated from pg_constraint where conrelid = 'dw_part.fact_trade_"
                + year + "'::regclass and contype = 'f' order by 1";
    }

    @Test
    void whoWaitsForAYearHoldsNothingThatItsPublicationNeeds() throws Exception {
        var rows = settled("CN", "2024-01-01");
        try (var publication = database.loader()) {
            publication.setAutoCommit(false);
            run(publication, "select pg_advisory_xact_lock(4, 2021)");
            var waiting = CompletableFuture.runAsync(() -> {
                try {
                    new YearsAhead(connection, rows.load(Map.of())).make(2021);
                    connection.commit();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            while (database.query(
                            "select 1 from pg_stat_activity where state = 'active' and query like '%create_beside%'"
                                    + " and pid <> pg_backend_pid() and now() - query_start > interval '1 s'")
                    .isEmpty()) {
                assertThat(waiting).isNotDone();
            }
            run(publication, "set local lock_timeout = '10s'");
            run(publication, "lock table dw.dim_dataset, dw.dim_period, dw.fact_trade in access exclusive mode");
            publication.commit();
            waiting.get(60, TimeUnit.SECONDS);
        }
        assertThat(list("select to_regclass('dw_part.fact_trade_2021')::text"))
                .containsExactly("dw_part.fact_trade_2021");
    }

    @Test
    void whoFindsItsYearsAttachedWhenItsTurnComesPublishesBesideOthers() throws Exception {
        var rows = settled("CN", "2024-01-01");
        try (var before = database.loader();
                var other = database.loader()) {
            run(before, "select pg_advisory_lock(6, 0)");
            var publishing = publishing(rows, 7);
            String turn = "select 1 from pg_locks where locktype = 'advisory' and classid = 6 and mode = '%s' and %s";
            while (database.query(turn.formatted("ExclusiveLock", "not granted"))
                    .isEmpty()) {
                assertThat(publishing).isNotDone();
            }
            database.execute("select ops.ensure_year(2021), ops.ensure_year(2022)");
            other.setAutoCommit(false);
            run(other, "lock table dw.dim_load in share mode"); // it gets no further than this
            run(before, "select pg_advisory_unlock(6, 0)");
            while (database.query(turn.formatted("ShareLock", "granted")).isEmpty()) {
                assertThat(publishing).isNotDone();
            }
            assertThat(database.query(turn.formatted("ExclusiveLock", "granted")))
                    .isEmpty();
            other.rollback();
            publishing.get(60, TimeUnit.SECONDS);
        }
        assertThat(months()).hasSize(3);
    }

    @Test
    void aCircleThatArisesAllTheSameEndsWithTheTransactionThatTries() throws Exception {
        var rows = settled("CN", "2024-01-01");
        fill(rows, 7);
        run(connection, "select pg_advisory_xact_lock(99, 99)");
        try (var other = anotherLoad()) {
            var wants = CompletableFuture.runAsync(() -> {
                try {
                    run(other, "select pg_advisory_xact_lock(99, 99)");
                    other.commit();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> run(connection, "select ops.attach_year(2021)"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            it -> assertThat(it.getSQLState()).isEqualTo("40P01"))
                    .hasMessageContaining("another session waits for this one");
            connection.rollback();
            wants.get(60, TimeUnit.SECONDS);
        }
        publish(rows, 7);
        assertThat(months()).hasSize(3);
    }

    @Test
    void whatWasNotPublishedIsEmptied() throws Exception {
        var rows = settled("CN", "2024-01-01");
        fill(rows, 7);
        var ahead = new YearsAhead(connection, rows.load(Map.of()));
        ahead.empty(COMTRADE.name(), 6);
        assertThat(list("select count(*)::text from dw_part.fact_trade_2021")).containsExactly("2");
        ahead.empty(COMTRADE.name(), 7);
        assertThat(list("select count(*)::text from dw_part.fact_trade_2021")).containsExactly("0");
        assertThat(list("select 'left' from ops.filled_year")).isEmpty();
        publish(rows, 8);
        assertThat(months()).containsExactly("2021-01 CN 60", "2021-02 CN 70", "2022-05 CN 80");
    }

    @Test
    void anEmptyYearIsMadeOfOneThatADeadRunHasFilled() throws Exception {
        fill(settled("CN", "2024-01-01"), 7);
        database.execute("select ops.ensure_year(2021)");
        assertThat(months()).isEmpty();
        assertThat(list("select year_no::text from ops.filled_year")).containsExactly("2022");
    }

    @Test
    void aLoadWithoutMonthsHasNoYearsToFill() throws Exception {
        var rows = new StagedRows(connection, COMTRADE.name(), LocalDate.parse("2024-01-01"))
                .cell("CN", "M", "2020", "KZ", "TOTAL", "1000");
        rows.done();
        Settlement.of(COMTRADE).settle(connection, rows.load(Map.of()), rows.runId());
        assertThat(new YearsAhead(connection, rows.load(Map.of())).parts()).isEmpty();
    }
}
