package org.tradehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
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

/** Live years that a load at least doubles are filled beside the fact, with what is live in them, and exchanged. */
class RebuiltYearsTest extends LoaderSession {
    private static final Feed COMTRADE = Feeds.in(Path.of("jobs")).named("un-comtrade");
    private static final String YEARS =
            "select c.relname || ' ' || pg_get_expr(c.relpartbound, c.oid) from pg_inherits join pg_class c on c.oid = inhrelid where inhparent = 'dw.fact_trade'::regclass order by 1";

    /** A settled load of two months of 2021. */
    private StagedRows settled(Connection session, String reporter, String edition, String january) throws Exception {
        var rows = new StagedRows(session, COMTRADE.name(), LocalDate.parse(edition))
                .cell(reporter, "M", "2021-01", "KZ", "TOTAL", january)
                .cell(reporter, "M", "2021-02", "KZ", "TOTAL", "70");
        rows.done();
        Settlement.of(COMTRADE).settle(session, rows.load(Map.of()), rows.runId());
        session.commit();
        return rows;
    }

    private StagedRows settled(String reporter) throws Exception {
        return settled(connection, reporter, "2024-01-01", "60");
    }

    private void fill(StagedRows rows, long token) throws Exception {
        var ahead = new YearsAhead(connection, rows.load(Map.of()), 1);
        for (int year : ahead.years()) {
            ahead.make(year);
        }
        var parts = ahead.parts();
        connection.commit();
        for (List<Integer> years : parts) {
            ahead.fill(years, token);
        }
        connection.commit();
    }

    private void publish(Connection session, StagedRows rows, long token) throws Exception {
        try (var statement = session.createStatement()) {
            statement.execute("insert into ops.lease (feed, run_id, fencing_token, host, pid, beat_at) values ('"
                    + COMTRADE.name() + "', " + rows.runId() + ", " + token
                    + ", 'here', 1, now()) on conflict (feed) do update set fencing_token = excluded.fencing_token");
        }
        session.commit();
        var load = rows.load(Map.of());
        Publication.of(COMTRADE).plan(session, load, false);
        session.commit();
        Publication.of(COMTRADE).publish(session, load, token, false);
    }

    private void published(StagedRows rows, long token) throws Exception {
        publish(connection, rows, token);
        connection.commit();
    }

    private CompletableFuture<Void> publishing(StagedRows rows, long token) {
        return CompletableFuture.runAsync(() -> {
            try {
                published(rows, token);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private List<String> months() {
        return database.query(
                "select to_char(period_date, 'YYYY-MM') || ' ' || area_code || ' ' || trim_scale(value_usd) from dw.fact_trade join dw.dim_area on area_key = reporter_key order by 1");
    }

    private List<String> file(String year) {
        return database.query("select relfilenode::text from pg_class where relname = '" + year + "'");
    }

    private List<String> named(String catalogue) {
        return database.query(catalogue + " order by 1");
    }

    private List<String> shape() {
        return named(
                "select conname || ' ' || pg_get_constraintdef(oid) || convalidated || coninhcount from pg_constraint"
                        + " where conrelid = 'dw_part.fact_trade_2021'::regclass union all select indexdef from pg_indexes where tablename = 'fact_trade_2021'"
                        + " union all select obj_description('dw_part.fact_trade_2021'::regclass)");
    }

    @Test
    void aLiveYearThatALoadDoublesIsExchangedForOneWithBoth() throws Exception {
        published(settled("UZ"), 7);
        var shape = shape();
        var years = database.query(YEARS);
        var china = settled("CN");
        fill(china, 8);
        assertThat(months()).as("nobody sees it yet").containsExactly("2021-01 UZ 60", "2021-02 UZ 70");
        var rebuilt = file("rebuilt_2021");
        assertThat(rebuilt).hasSize(1).isNotEqualTo(file("fact_trade_2021"));
        published(china, 8);
        assertThat(months()).containsExactly("2021-01 CN 60", "2021-01 UZ 60", "2021-02 CN 70", "2021-02 UZ 70");
        assertThat(file("fact_trade_2021")).as("not filled again").isEqualTo(rebuilt);
        assertThat(file("rebuilt_2021")).isEmpty();
        assertThat(database.query(YEARS)).isEqualTo(years);
        assertThat(shape()).as("its keys, indexes and their names").isEqualTo(shape);
        assertThat(database.query("select 'left' from ops.filled_year")).isEmpty();
    }

    @Test
    void aYearIsExchangedAsOftenAsItGrows() throws Exception {
        published(settled("UZ"), 7);
        var shape = shape();
        for (String reporter : List.of("CN", "RU")) {
            database.execute("update dw.coverage set row_count = 0"); // so that two figures are many
            var load = settled(connection, reporter, "2024-01-01", "61");
            fill(load, 8);
            var rebuilt = file("rebuilt_2021");
            published(load, 8);
            assertThat(file("fact_trade_2021")).isEqualTo(rebuilt);
        }
        assertThat(months()).hasSize(6).contains("2021-01 RU 61", "2021-01 CN 61", "2021-01 UZ 60");
        assertThat(shape()).isEqualTo(shape);
    }

    @Test
    void aLoadThatBringsLessThanIsLiveIsInserted() throws Exception {
        published(settled("UZ"), 7);
        database.execute("update dw.coverage set row_count = 2");
        var china = settled("CN");
        assertThat(new YearsAhead(connection, china.load(Map.of()), 1).parts()).isEmpty();
        connection.commit();
        var live = file("fact_trade_2021");
        published(china, 8);
        assertThat(months()).hasSize(4);
        assertThat(file("fact_trade_2021")).isEqualTo(live);
    }

    @Test
    void fewFiguresAreInserted() throws Exception {
        published(settled("UZ"), 7);
        var china = settled("CN");
        assertThat(new YearsAhead(connection, china.load(Map.of())).parts()).isEmpty();
    }

    @Test
    void aYearInWhichASliceIsRevisedIsNotRebuilt() throws Exception {
        published(settled("CN"), 7);
        database.execute("update dw.coverage set row_count = 0");
        var revised = settled(connection, "CN", "2024-06-01", "65");
        assertThat(new YearsAhead(connection, revised.load(Map.of()), 1).parts())
                .isEmpty();
        connection.commit();
        published(revised, 8);
        assertThat(months()).containsExactly("2021-01 CN 65", "2021-02 CN 70");
    }

    @Test
    void whatIsPublishedIntoTheYearMeanwhileIsNotLost() throws Exception {
        published(settled("UZ"), 7);
        var china = settled("CN");
        fill(china, 8);
        published(settled(connection, "UZ", "2024-06-01", "65"), 9);
        published(china, 8);
        assertThat(months()).containsExactly("2021-01 CN 60", "2021-01 UZ 65", "2021-02 CN 70", "2021-02 UZ 70");
        new YearsAhead(connection, china.load(Map.of())).empty(COMTRADE.name(), 8);
        connection.commit();
        assertThat(database.query("select count(*)::text from dw_part.rebuilt_2021"))
                .containsExactly("0");
        assertThat(database.query("select 'left' from ops.filled_year")).isEmpty();
    }

    @Test
    void aPublicationWaitsForItsTurnBeforeItTouchesTheFact() throws Exception {
        published(settled("UZ"), 7);
        var revised = settled(connection, "UZ", "2024-06-01", "65");
        try (var exchanging = database.loader();
                var turn = exchanging.createStatement()) {
            turn.execute("select pg_advisory_lock(6, 0)");
            var revising = publishing(revised, 8);
            while (database.query("select 1 from pg_locks where locktype = 'advisory' and not granted")
                    .isEmpty()) {
                assertThat(revising).isNotDone();
            }
            assertThat(database.query(
                            "select relation::regclass || ' ' || mode from pg_locks where relation in (select oid from pg_class where relnamespace = 'dw'::regnamespace)"
                                    + " and pid <> pg_backend_pid()"))
                    .as("else no year could be attached or exchanged while others wait for their turn")
                    .isEmpty();
            turn.execute("select pg_advisory_unlock(6, 0)");
            revising.get(60, TimeUnit.SECONDS);
        }
        assertThat(months()).containsExactly("2021-01 UZ 65", "2021-02 UZ 70");
    }

    @Test
    void readersThatStayAreNeitherStoppedNorInTheWayOfOthers() throws Exception {
        published(settled("UZ"), 7);
        var china = settled("CN");
        fill(china, 8);
        try (var slow = database.reader();
                var other = database.reader();
                var reading = slow.createStatement();
                var asking = other.createStatement()) {
            slow.setAutoCommit(false);
            reading.execute("select count(*) from dw.fact_trade");
            asking.execute("set statement_timeout = '3s'");
            var publishing = publishing(china, 8);
            while (!publishing.isDone()) {
                asking.execute("select count(*) from dw.fact_trade");
            }
            publishing.get(60, TimeUnit.SECONDS);
            reading.execute("select count(*) from dw.fact_trade");
        }
        assertThat(months())
                .as("inserted, because the year could not be had")
                .containsExactly("2021-01 CN 60", "2021-01 UZ 60", "2021-02 CN 70", "2021-02 UZ 70");
    }

    @Test
    void aReaderThatLeavesIsWaitedFor() throws Exception {
        published(settled("UZ"), 7);
        var china = settled("CN");
        fill(china, 8);
        var rebuilt = file("rebuilt_2021");
        try (var slow = database.reader();
                var reading = slow.createStatement()) {
            slow.setAutoCommit(false);
            reading.execute("select count(*) from dw.fact_trade");
            var publishing = publishing(china, 8);
            while (database.query(
                            "select 1 from pg_stat_activity where query like '%exchange_years%' and state = 'active'"
                                    + " and pid <> pg_backend_pid() and now() - query_start > interval '1 s'")
                    .isEmpty()) {
                assertThat(publishing).isNotDone();
            }
            slow.rollback();
            publishing.get(60, TimeUnit.SECONDS);
        }
        assertThat(months()).hasSize(4);
        assertThat(file("fact_trade_2021")).isEqualTo(rebuilt);
    }

    @Test
    void aYearThatLacksKeysIsNotExchangedBecauseReadersWouldWaitForTheirCheck() throws Exception {
        published(settled("UZ"), 7);
        var live = file("fact_trade_2021");
        var china = settled("CN");
        fill(china, 8);
        for (String key : database.query(
                "select conname from pg_constraint where contype = 'f' and conrelid = 'dw_part.rebuilt_2021'::regclass")) {
            try (var owner = database.owner();
                    var drop = owner.createStatement()) {
                drop.execute("alter table dw_part.rebuilt_2021 drop constraint " + key);
            }
        }
        published(china, 8);
        assertThat(file("fact_trade_2021")).isEqualTo(live);
        assertThat(months()).containsExactly("2021-01 CN 60", "2021-01 UZ 60", "2021-02 CN 70", "2021-02 UZ 70");
    }

    @Test
    void aYearIsExchangedWhereOnlyItsLoadCouldNotBeCheckedBefore() throws Exception {
        published(settled("UZ"), 7);
        var shape = shape();
        var china = settled("CN");
        fill(china, 8);
        var rebuilt = file("rebuilt_2021");
        try (var owner = database.owner();
                var drop = owner.createStatement()) {
            drop.execute("alter table dw_part.rebuilt_2021 drop constraint rebuilt_2021_load_key_fkey");
        }
        published(china, 8);
        assertThat(file("fact_trade_2021")).isEqualTo(rebuilt);
        assertThat(shape()).isEqualTo(shape);
    }

    @Test
    void anUndoneLoadLeavesWhatElseIsInTheYear() throws Exception {
        published(settled("UZ"), 7);
        var china = settled("CN");
        fill(china, 8);
        published(china, 8);
        var undo = new StagedRows(connection, COMTRADE.name(), LocalDate.parse("2024-06-01"));
        Publication.of(COMTRADE).undo(connection, undo.load(Map.of()), china.key(), 8);
        connection.commit();
        assertThat(months()).containsExactly("2021-01 UZ 60", "2021-02 UZ 70");
    }
}
