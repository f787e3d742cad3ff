package org.tradehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.LoaderSession;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.Severity;
import org.tradehouse.settle.Settlement;
import org.tradehouse.settle.StagedRows;

/** What a load changed is kept with it, and what nobody announced waits. */
class RevisionTest extends LoaderSession {
    private static final Feed COMTRADE = Feeds.in(Path.of("jobs")).named("un-comtrade");
    private static final Feed BNS = Feeds.in(Path.of("jobs")).named("kz-bns-trade-by-country");

    private StagedRows staged(Feed feed, String edition) throws Exception {
        return new StagedRows(connection, feed.name(), LocalDate.parse(edition));
    }

    private Plan publish(Feed feed, StagedRows rows) throws Exception {
        return publish(feed, rows, false);
    }

    private Plan publish(Feed feed, StagedRows rows, boolean again) throws Exception {
        rows.done();
        var load = rows.load(Map.of());
        Settlement.of(feed).settle(connection, load, rows.runId());
        try (var statement = connection.createStatement()) {
            statement.execute("insert into ops.lease (feed, run_id, fencing_token, host, pid, beat_at) values ('"
                    + feed.name() + "', " + rows.runId()
                    + ", 7, 'here', 1, now()) on conflict (feed) do update set fencing_token = 7");
        }
        var plan = Publication.of(feed).plan(connection, load, again);
        Publication.of(feed).publish(connection, load, 7, again);
        return plan;
    }

    private List<String> revisions() throws Exception {
        return list("""
                select concat_ws(' ', vintage_no, flow_code, 'first', is_first, 'live', is_live, 'n', new_rows, changed_rows, withdrawn_rows, same_rows,
                  'usd', trim_scale(new_usd), trim_scale(changed_usd), trim_scale(withdrawn_usd), trim_scale(moved_usd), 'total', trim_scale(value_usd), 'delta', trim_scale(delta_usd),
                  'largest', largest_partner_code, trim_scale(largest_old_usd), trim_scale(largest_new_usd))
                from mart.revision where flow_code = 'M' order by dataset_code, from_date, revision_key""");
    }

    private StagedRows first() throws Exception {
        return staged(COMTRADE, "2024-01-01")
                .cell("CN", "M", "2022", "W-??", "TOTAL", "100")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "60")
                .cell("CN", "M", "2022", "RU", "TOTAL", "30")
                .cell("CN", "M", "2022", "UZ", "TOTAL", "10");
    }

    private StagedRows second() throws Exception {
        return staged(COMTRADE, "2024-02-01")
                .cell("CN", "M", "2022", "W-??", "TOTAL", "105")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "64")
                .cell("CN", "M", "2022", "RU", "TOTAL", "30")
                .cell("CN", "M", "2022", "TJ", "TOTAL", "11");
    }

    @Test
    void everyVintageOfASliceSaysWhatItChanged() throws Exception {
        publish(COMTRADE, first());
        publish(COMTRADE, second());
        assertThat(revisions())
                .containsExactly(
                        "1 M first t live f n 3 0 0 0 usd 100 0 0 0 total 100 delta 100 largest",
                        "2 M first f live t n 1 1 1 1 usd 11 4 -10 25 total 105 delta 5 largest TJ 11");
    }

    @Test
    void everyChangedFigureIsThereWithBothValues() throws Exception {
        publish(COMTRADE, first());
        var revision = second();
        publish(COMTRADE, revision);
        var changes =
                "select concat_ws(' ', kind, partner_code, trim_scale(old_usd), '->', trim_scale(new_usd)) from mart.revision_change(%d) order by partner_code";
        assertThat(list(changes.formatted(revision.key())))
                .containsExactly("changed KZ 60 -> 64", "new TJ -> 11", "withdrawn UZ 10 ->");
        publish(COMTRADE, staged(COMTRADE, "2024-03-01").cell("CN", "M", "2022", "KZ", "TOTAL", "1"));
        assertThat(list(changes.formatted(revision.key())))
                .as("later loads do not change what a load changed")
                .containsExactly("changed KZ 60 -> 64", "new TJ -> 11", "withdrawn UZ 10 ->");
    }

    @Test
    void aPlanSaysWhatPublishingWouldChange() throws Exception {
        publish(COMTRADE, first());
        var plan = publish(COMTRADE, second());
        assertThat(plan.values().get(0).freshUsd()).isEqualByComparingTo("11");
        assertThat(plan.values().get(0).changedUsd()).isEqualByComparingTo("4");
        assertThat(plan.values().get(0).withdrawnUsd()).isEqualByComparingTo("-10");
        assertThat(plan.values().get(0).sameUsd()).isEqualByComparingTo("30");
        assertThat(plan.largest())
                .extracting(it -> it.kind() + " " + it.partner())
                .containsExactly("new TJ", "withdrawn UZ", "changed KZ");
        assertThat(plan.totals()).singleElement().satisfies(total -> {
            assertThat(total.statedUsd()).isEqualByComparingTo("105");
            assertThat(total.figuresUsd()).isEqualByComparingTo("105");
        });
    }

    @Test
    void whatWasCoveredOnADayIsRemembered() throws Exception {
        publish(COMTRADE, first());
        var between = list("select clock_timestamp()::text").get(0);
        publish(COMTRADE, second());
        assertThat(list(
                        "select trim_scale(value_usd) || ' ' || edition_date from mart.coverage_as_of('%s') where flow_code = 'M'"
                                .formatted(between)))
                .containsExactly("100 2024-01-01");
        assertThat(
                        list(
                                "select trim_scale(value_usd) || ' ' || edition_date from mart.coverage_as_of(clock_timestamp()) where flow_code = 'M'"))
                .containsExactly("105 2024-02-01");
    }

    @Test
    void monthsThatComeFromSpansHaveTheirVintagesToo() throws Exception {
        publish(BNS, staged(BNS, "2023-02-15").cell("KZ", "X", "2023-01..2023-01", "CN", "TOTAL", "100"));
        publish(BNS, staged(BNS, "2023-03-15").cell("KZ", "X", "2023-01..2023-02", "CN", "TOTAL", "130"));
        publish(BNS, staged(BNS, "2023-04-15").cell("KZ", "X", "2023-01..2023-01", "CN", "TOTAL", "90"));
        assertThat(
                        list(
                                "select concat_ws(' ', freq, from_date, to_date, vintage_no, trim_scale(value_usd), trim_scale(delta_usd)) from mart.revision where flow_code = 'X' order by 1"))
                .containsExactly(
                        "C 2023-01-01 2023-01-31 1 100 100",
                        "C 2023-01-01 2023-01-31 2 90 -10",
                        "C 2023-01-01 2023-02-28 1 130 130",
                        "M 2023-01-01 2023-01-31 1 100 100",
                        "M 2023-01-01 2023-01-31 2 90 -10",
                        "M 2023-02-01 2023-02-28 1 30 30",
                        "M 2023-02-01 2023-02-28 2 40 10");
    }

    private Plan revised(String before, String after) throws Exception {
        publish(COMTRADE, staged(COMTRADE, "2024-01-01").cell("CN", "M", "2022", "KZ", "TOTAL", before));
        return publish(COMTRADE, staged(COMTRADE, "2024-02-01").cell("CN", "M", "2022", "KZ", "TOTAL", after));
    }

    @Test
    void aPublishedTotalThatMovesByMoreThanTwoPercentWaits() throws Exception {
        var plan = revised("1000000", "1020001");
        assertThat(plan.holds()).isTrue();
        assertThat(plan.findings())
                .filteredOn(it -> it.severity() == Severity.HOLD)
                .singleElement()
                .satisfies(
                        it -> assertThat(it.message())
                                .isEqualTo(
                                        "UN_COMTRADE/A/HS/TOTAL×country, reporter CN, Imports: the published total changes by more than 2 %: "
                                                + "2022, partner=KZ, from 1 000 000 USD to 1 020 001 USD (+2.0 %). Compare with what the publisher says about revisions, then approve or deny."));
    }

    @Test
    void aRevisionWithinTwoPercentGoesThrough() throws Exception {
        assertThat(revised("1000000", "1020000").holds()).isFalse();
    }

    @Test
    void ratiosToSmallSumsSayNothing() throws Exception {
        assertThat(revised("999", "20").holds()).isFalse();
    }

    @Test
    void theSameFiguresGiveNothingToSay() throws Exception {
        assertThat(revised("1000000", "1000000").findings()).isEmpty();
    }

    @Test
    void repairedRejectsOfTheSameFileAreNoUnannouncedChange() throws Exception {
        publish(
                COMTRADE,
                staged(COMTRADE, "2024-01-01")
                        .cell("CN", "M", "2022", "KZ", "TOTAL", "900000")
                        .reject("CN", "M", "2022", "Росия", "TOTAL", "100000"));
        var plan = publish(
                COMTRADE,
                staged(COMTRADE, "2024-02-01")
                        .cell("CN", "M", "2022", "KZ", "TOTAL", "900000")
                        .cell("CN", "M", "2022", "RU", "TOTAL", "100000"));
        assertThat(plan.holds()).isFalse();
    }
}
