package org.tradehouse.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.feed.Feeds;

class StandingTest {
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        database.execute(
                "insert into ops.source_file values ('f', repeat('a', 64), 'a.csv', null, 1, 'a', now()), ('f', repeat('b', 64), 'b.csv', null, 1, 'b', now())",
                """
                insert into ops.load (feed, sha256, load_no, file_name, edition_date, release_status, feed_version, mapping_version, reference_version, parser_version) values
                  ('f', repeat('a', 64), 1, 'a.csv', '2024-01-01', 'final', repeat('0', 64), 1, 1, '1'),
                  ('f', repeat('b', 64), 1, 'b.csv', '2024-01-01', 'final', repeat('0', 64), 1, 1, '1'),
                  ('f', repeat('a', 64), 2, 'a.csv', '2024-01-01', 'final', repeat('0', 64), 2, 1, '1')""");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aFailedRunNeedsSomebodyUntilItsContentIsTriedAgain() throws SQLException {
        run(1, "failed");
        assertThat(needs()).containsExactly("f#1");
        run(2, "done");
        assertThat(needs()).containsExactly("f#1");
        run(3, "done");
        assertThat(needs()).isEmpty();
    }

    @Test
    void onlyTheLastAttemptIsShown() throws SQLException {
        run(1, "failed");
        run(1, "stopped");
        assertThat(needs()).containsExactly("f#2");
        run(1, "abandoned");
        assertThat(needs()).isEmpty();
    }

    @Test
    void aRunThatNeverHadAFileIsOverWhenTheFeedRunsWellAgain() throws SQLException {
        run(null, "failed");
        assertThat(needs()).containsExactly("f#1");
        run(null, "nothing");
        assertThat(needs()).isEmpty();
    }

    @Test
    void aHeldRunSaysWhichLaterRunTookItsPlace() throws SQLException {
        run(1, "held");
        run(2, "held");
        run(3, "failed");
        run(3, "held");
        database.execute(
                "insert into ops.run (feed, load_key, parent_run_id, trigger_kind, started_by, state) values ('f', 3, 4, 'approve', 'aidos', 'done')");
        assertThat(runs()).containsExactly("done", "approved in #5", "failed", "held", "superseded by #4");
        assertThat(why(1).what()).endsWith("superseded by #4");
        assertThat(why(1).next()).isEqualTo("tradehouse why f#4");
        assertThat(needs()).containsExactly("f#2");
    }

    @Test
    void aHeldRunNeedsSomebodyAlsoAfterANightThatLeftItWaiting() throws SQLException {
        run(1, "held");
        database.execute("update ops.load set state = 'held' where load_key = 1");
        run(1, "nothing");
        assertThat(needs()).containsExactly("f#1");
    }

    @Test
    void aHeldRunStillNeedsSomebodyWhenADecisionAboutItWasRefused() throws SQLException {
        run(1, "held");
        refused("approve", 1, "TH-4015");
        assertThat(needs()).as("who started it may not decide").containsExactly("f#1");
        refused("undo", 1, "TH-4018");
        refused("approve", 3, "TH-4016");
        assertThat(needs())
                .as("the feed's newest run was meant, which waits for nothing")
                .containsExactly("f#1");
        refused("approve", 1, "TH-4016");
        assertThat(needs()).as("what was held changed: it has to be retried").containsExactly("f#5");
    }

    @Test
    void aDecisionAboutNothingNeedsNobody() throws SQLException {
        run(1, "done");
        refused("approve", 1, "TH-4014");
        assertThat(needs()).isEmpty();
    }

    @Test
    void aRunAtWorkIsNoTroubleAndASilentOneIs() throws SQLException {
        database.execute(
                "insert into ops.run (feed, trigger_kind, started_by, started_at) values ('f', 'person', 'dana', now() - interval '5 minutes')",
                "insert into ops.lease values ('f', 1, 1, 'etl1', 1, now())");
        assertThat(standing().running()).extracting(RunLine::id).containsExactly("f#1");
        assertThat(needs()).isEmpty();
        database.execute("update ops.lease set beat_at = now() - interval '31 seconds'");
        assertThat(standing().running()).isEmpty();
        assertThat(needs()).containsExactly("f#1");
    }

    @Test
    void theNextStepOfAFailedRunIsTheOneItStated() throws SQLException {
        run(1, "failed");
        database.execute(
                "update ops.run set error_code = 'TH-1004', error_text = E'the file is cut\\nNext: fetch it again' where run_id = 1");
        ErrorCard card = standing().needsYou().get(0);
        assertThat(card.what()).isEqualTo("TH-1004 the file is cut");
        assertThat(card.next()).isEqualTo("fetch it again");
    }

    @Test
    void rowsThatWereStagedAreToldAlsoWhereNothingWasCounted() throws SQLException {
        run(1, "failed");
        database.execute(
                "update ops.run set rows_read = 0, rows_accepted = 0, rows_control_total = 0, rows_excluded = 0, rows_rejected = 0, rows_duplicate = 0");
        assertThat(why(1).loaded()).isEqualTo("nothing was read");
        database.execute(
                "insert into ops.stage_block (load_key, block_no, staged_rows, control_rows, excluded_rows, rejected_rows) values (1, 1, 900, 3, 0, 7), (1, 2, 90, 0, 0, 0)");
        assertThat(why(1).loaded())
                .isEqualTo("1 000 rows were read, 990 of them staged and 7 rejected; nothing of them is published");
    }

    @Test
    void aMissedSlotIsWatchedOnlyWhereTheScheduleIsServed() throws SQLException {
        Instant now = Instant.parse("2026-11-24T05:00:00Z");
        String feed = "kz-bns-trade-by-country";
        assertThat(watch(now)).isEmpty();
        database.execute("insert into ops.schedule_slot values ('" + feed
                + "', '2026-11-23', 'done', '2026-11-22T21:30Z', 'x')");
        assertThat(watch(now)).singleElement().asString().contains(feed, "missed its slot of 2026-11-24");
        database.execute("insert into ops.schedule_slot values ('" + feed
                + "', '2026-11-24', 'done', '2026-11-23T21:30Z', 'x')");
        assertThat(watch(now)).isEmpty();
    }

    private void run(Integer load, String state) {
        database.execute("insert into ops.run (feed, load_key, trigger_kind, started_by, state, ended_at) values ('f', "
                + load + ", 'person', 'dana', '" + state + "', now())");
    }

    private void refused(String trigger, int parent, String code) {
        database.execute(
                "insert into ops.run (feed, load_key, parent_run_id, trigger_kind, started_by, state, ended_at, error_code) values ('f', 1, "
                        + parent + ", '" + trigger + "', 'aidos', 'failed', now(), '" + code + "')");
    }

    private List<String> runs() throws SQLException {
        try (Connection connection = database.loader()) {
            return new Look(connection, Clock.systemUTC())
                    .runs(new RunFilter(null, false, null, 50)).stream()
                            .map(RunLine::stated)
                            .toList();
        }
    }

    private ErrorCard why(long run) throws SQLException {
        try (Connection connection = database.loader()) {
            Look look = new Look(connection, Clock.systemUTC());
            return look.why(look.run(String.valueOf(run)));
        }
    }

    private List<String> needs() throws SQLException {
        return standing().needsYou().stream().map(card -> card.run().id()).toList();
    }

    private Standing standing() throws SQLException {
        try (Connection connection = database.loader()) {
            return new Look(connection, Clock.systemUTC()).standing(List.of());
        }
    }

    private List<String> watch(Instant now) throws SQLException {
        try (Connection connection = database.loader()) {
            return new Look(connection, Clock.fixed(now, ZoneOffset.UTC))
                    .standing(Feeds.in(Path.of("jobs")).all())
                    .watch();
        }
    }
}
