package org.tradehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.LoaderSession;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.settle.Settlement;
import org.tradehouse.settle.StagedRows;

/**
 * What a plan has compared is published as it is where nothing has moved since. The tests write 1 USD into what the plan keeps as
 * the largest figure before: where {@code dw.revision} says so, nothing was compared again.
 */
class KeptComparisonTest extends LoaderSession {
    private static final Feed COMTRADE = Feeds.in(Path.of("jobs")).named("un-comtrade");
    private final Publication publication = Publication.of(COMTRADE);

    @BeforeEach
    void firstEdition() throws Exception {
        var first = settled(connection, "CN", "2024-01-01", "60", "70");
        plan(connection, first);
        publish(connection, first);
    }

    private StagedRows settled(Connection session, String reporter, String edition, String january, String february)
            throws Exception {
        var rows = new StagedRows(session, COMTRADE.name(), LocalDate.parse(edition))
                .cell(reporter, "M", "2021-01", "KZ", "TOTAL", january)
                .cell(reporter, "M", "2021-02", "KZ", "TOTAL", february);
        rows.done();
        Settlement.of(COMTRADE).settle(session, rows.load(Map.of()), rows.runId());
        session.commit();
        return rows;
    }

    private Plan plan(Connection session, StagedRows rows) throws Exception {
        var plan = publication.plan(session, rows.load(Map.of()), false);
        session.commit();
        return plan;
    }

    private Plan publish(Connection session, StagedRows rows) throws Exception {
        return publish(publication, session, rows, false);
    }

    private Plan publish(Publication by, Connection session, StagedRows rows, boolean again) throws Exception {
        try (var statement = session.createStatement()) {
            statement.execute("insert into ops.lease (feed, run_id, fencing_token, host, pid, beat_at) values ('"
                    + COMTRADE.name() + "', " + rows.runId()
                    + ", 7, 'here', 1, now()) on conflict (feed) do update set fencing_token = 7");
        }
        session.commit();
        var published = by.publish(session, rows.load(Map.of()), 7, again);
        session.commit();
        return published;
    }

    private Connection other() throws Exception {
        var other = database.loader();
        other.setAutoCommit(false);
        return other;
    }

    private void mark() throws Exception {
        assertThat(list("update pg_temp.diff_month set old_usd = 1 returning ''"))
                .as("one figure differs, and the same ones are not kept")
                .hasSize(1);
        connection.commit();
    }

    private List<String> months() {
        return database.query(
                "select to_char(period_date, 'MM') || ' ' || trim_scale(value_usd) || ' of load ' || load_key from dw.fact_trade join dw.dim_area on area_key = reporter_key where area_code = 'CN' order by 1");
    }

    private List<String> history() {
        return database.query("select trim_scale(value_usd)::text from dw.fact_trade_history order by 1");
    }

    private String largestBefore(StagedRows rows) {
        return database.query(
                        "select trim_scale(largest_old_usd)::text from dw.revision where largest_old_usd is not null and load_key = "
                                + rows.key())
                .get(0);
    }

    @Test
    void whatWasPlannedIsPublishedWithoutComparingAgain() throws Exception {
        var second = settled(connection, "CN", "2024-02-01", "65", "70");
        var plan = plan(connection, second);
        assertThat(plan.changed()).isEqualTo(1);
        assertThat(plan.same()).isEqualTo(1);
        mark();
        var published = publish(connection, second);
        assertThat(published.hash()).isEqualTo(plan.hash());
        assertThat(published.same()).isEqualTo(1);
        assertThat(largestBefore(second)).isEqualTo("1");
        assertThat(months()).containsExactly("01 65 of load " + second.key(), "02 70 of load 1");
        assertThat(history()).containsExactly("60");
        assertThat(database.query("select same_rows::text from dw.revision where load_key = " + second.key()
                        + " order by from_date"))
                .containsExactly("0", "1");
        assertThat(list("select relname::text from pg_class where relnamespace = pg_my_temp_schema()"))
                .as("nothing stays in the session")
                .isEmpty();
    }

    @Test
    void whatAnotherLoadHasPublishedSinceIsComparedAgain() throws Exception {
        var second = settled(connection, "CN", "2024-02-01", "65", "70");
        var plan = plan(connection, second);
        mark();
        try (Connection other = other()) {
            var between = settled(other, "CN", "2024-01-15", "62", "71");
            var by = Publication.of(COMTRADE);
            by.plan(other, between.load(Map.of()), false);
            other.commit();
            publish(by, other, between, false);
        }
        assertThat(publish(connection, second).hash()).isNotEqualTo(plan.hash());
        assertThat(largestBefore(second)).isEqualTo("62");
        assertThat(months()).containsExactly("01 65 of load " + second.key(), "02 70 of load " + second.key());
        assertThat(history()).containsExactly("60", "62", "70", "71");
    }

    @Test
    void aTableThatWasWrittenAnewSinceIsComparedAgain() throws Exception {
        var second = settled(connection, "CN", "2024-02-01", "65", "70");
        plan(connection, second);
        mark();
        try (Connection owner = database.owner();
                var statement = owner.createStatement()) {
            statement.execute("vacuum full dw_part.fact_trade_2021");
        }
        publish(connection, second);
        assertThat(largestBefore(second)).isEqualTo("60");
        assertThat(months()).containsExactly("01 65 of load " + second.key(), "02 70 of load 1");
    }

    @Test
    void aCorrectionThatWasSignedSinceIsComparedAgain() throws Exception {
        var second = settled(connection, "CN", "2024-02-01", "65", "70");
        plan(connection, second);
        mark();
        signed();
        publish(connection, second);
        assertThat(months()).containsExactly("01 66 of load " + second.key(), "02 70 of load 1");
    }

    @Test
    void whatIsRestatedIsToldOfLiveSlicesAndAsThePublisherReportedIt() throws Exception {
        var second = settled(connection, "CN", "2024-02-01", "65", "70");
        plan(connection, second);
        assertThat(publication.isRevision(connection, second.load(Map.of()))).isTrue();
        assertThat(list("select trim_scale(value_usd)::text from (" + Publication.restated() + ") f"))
                .containsExactly("65");
        var other = settled(connection, "UZ", "2024-02-01", "65", "70");
        plan(connection, other);
        assertThat(publication.isRevision(connection, other.load(Map.of())))
                .as("nothing of it is live")
                .isFalse();
        signed();
        plan(connection, second);
        assertThat(publication.isRevision(connection, second.load(Map.of())))
                .as("a correction takes the place of what was reported")
                .isFalse();
    }

    private void signed() {
        database.execute("""
                insert into ops.correction (dataset_code, row_key, seen_value, new_value, correction_type, reason, author, approver)
                select dataset_code, '{"reporter": "CN", "partner": "KZ", "flow": "M", "from": "2021-01-01", "to": "2021-01-31", "nomenclature": "HS", "edition": "-", "product": "TOTAL", "procedure": "C00", "transport": "0", "valuation": "CIF", "system": "n/a", "unit": "-"}', 65, 66, 'manual', 'a letter of the office', 'aidos', 'dana'
                from dw.dim_dataset where freq = 'M' limit 1""");
    }

    @Test
    void inAnotherSessionEverythingIsComparedAgain() throws Exception {
        var second = settled(connection, "CN", "2024-02-01", "65", "70");
        plan(connection, second);
        mark();
        try (Connection other = other()) {
            publish(publication, other, second, false);
        }
        assertThat(largestBefore(second)).isEqualTo("60");
    }

    @Test
    void anEarlierPlanOfTheSameLoadIsNotTakenOver() throws Exception {
        var second = settled(connection, "CN", "2024-02-01", "65", "70");
        plan(connection, second);
        mark();
        publish(Publication.of(COMTRADE), connection, second, false);
        assertThat(largestBefore(second)).isEqualTo("60");
    }

    @Test
    void aPlanIsNotTakenOverByWhatPublishesOlderEditionsToo() throws Exception {
        var second = settled(connection, "CN", "2023-12-01", "65", "70");
        assertThat(plan(connection, second).slices())
                .as("older than what is live")
                .isZero();
        publish(publication, connection, second, true);
        assertThat(months()).containsExactly("01 65 of load " + second.key(), "02 70 of load 1");
    }

    @Test
    void aPlanThatIsForgottenLeavesNothingInItsSession() throws Exception {
        var second = settled(connection, "CN", "2024-02-01", "65", "70");
        plan(connection, second);
        publication.forget(connection, second.load(Map.of()));
        connection.commit();
        assertThat(list("select relname::text from pg_class where relnamespace = pg_my_temp_schema()"))
                .isEmpty();
        publish(connection, second);
        assertThat(largestBefore(second)).isEqualTo("60");
    }
}
