package org.tradehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.LoaderSession;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.LoadException;
import org.tradehouse.settle.Settlement;
import org.tradehouse.settle.StagedRows;
import org.tradehouse.trade.Field;

class PublicationTest extends LoaderSession {
    private static final Feed COMTRADE = Feeds.in(Path.of("jobs")).named("un-comtrade");
    private static final Feed GACC = Feeds.in(Path.of("jobs")).named("cn-gacc-query-zh");
    private static final Feed BNS = Feeds.in(Path.of("jobs")).named("kz-bns-trade-by-country");

    private StagedRows staged(Feed feed, String edition) throws Exception {
        return new StagedRows(connection, feed.name(), LocalDate.parse(edition));
    }

    private Plan publish(Feed feed, StagedRows rows, Map<Field, String> given) throws Exception {
        rows.done();
        var load = rows.load(given);
        Settlement.of(feed).settle(connection, load, rows.runId());
        try (var statement = connection.createStatement()) {
            statement.execute("insert into ops.lease (feed, run_id, fencing_token, host, pid, beat_at) values ('"
                    + feed.name() + "', " + rows.runId()
                    + ", 7, 'here', 1, now()) on conflict (feed) do update set fencing_token = 7");
        }
        var plan = Publication.of(feed).plan(connection, load, false);
        assertThat(Publication.of(feed).publish(connection, load, 7, false).hash())
                .isEqualTo(plan.hash());
        return plan;
    }

    private Plan publish(Feed feed, StagedRows rows) throws Exception {
        return publish(feed, rows, Map.of());
    }

    private static String counts(Plan plan) {
        return plan.fresh() + " new, " + plan.changed() + " changed, " + plan.withdrawn() + " withdrawn, " + plan.same()
                + " same";
    }

    private List<String> months() throws Exception {
        return list("""
                select to_char(period_date, 'YYYY-MM') || ' ' || row_kind || ' ' || trim_scale(value_usd) from dw.fact_trade join dw.dim_status using (status_key)
                join dw.dim_dataset using (dataset_key) where dataset_code = 'KZ_BNS/M/HS/TOTAL×country' order by 1""");
    }

    @Test
    void aRevisionMovesOnlyWhatDiffersAndKeepsTheRestInPlace() throws Exception {
        var first = publish(
                COMTRADE,
                staged(COMTRADE, "2024-01-01")
                        .cell("CN", "M", "2022", "W-??", "TOTAL", "100")
                        .cell("CN", "M", "2022", "KZ", "TOTAL", "60")
                        .cell("CN", "M", "2022", "RU", "TOTAL", "30")
                        .cell("CN", "M", "2022", "UZ", "TOTAL", "10"));
        assertThat(counts(first)).isEqualTo("3 new, 0 changed, 0 withdrawn, 0 same");
        var second = publish(
                COMTRADE,
                staged(COMTRADE, "2024-02-01")
                        .cell("CN", "M", "2022", "W-??", "TOTAL", "105")
                        .cell("CN", "M", "2022", "KZ", "TOTAL", "65")
                        .cell("CN", "M", "2022", "RU", "TOTAL", "30")
                        .cell("CN", "M", "2022", "TJ", "TOTAL", "10"));
        assertThat(counts(second)).isEqualTo("1 new, 1 changed, 1 withdrawn, 1 same");
        assertThat(list("select trim_scale(sum(value_usd))::text from dw.fact_trade_annual"))
                .containsExactly("105");
        assertThat(list("select count(*)::text from dw.fact_trade_annual_history"))
                .containsExactly("2");
        assertThat(list("select trim_scale(sum(value_usd))::text from mart.summary_trade_area"))
                .containsExactly("105");
        assertThat(list("select trim_scale(control_usd) || ' ' || edition_date from dw.coverage"))
                .containsExactly("105 2024-02-01");
    }

    @Test
    void theSameFiguresWriteNothing() throws Exception {
        publish(COMTRADE, staged(COMTRADE, "2024-01-01").cell("CN", "M", "2022", "KZ", "TOTAL", "60"));
        var again = publish(COMTRADE, staged(COMTRADE, "2024-02-01").cell("CN", "M", "2022", "KZ", "TOTAL", "60"));
        assertThat(counts(again)).isEqualTo("0 new, 0 changed, 0 withdrawn, 1 same");
        assertThat(list("select count(*)::text from dw.fact_trade_annual_history"))
                .containsExactly("0");
    }

    @Test
    void anOlderEditionIsLeftAlone() throws Exception {
        publish(COMTRADE, staged(COMTRADE, "2024-02-01").cell("CN", "M", "2022", "KZ", "TOTAL", "60"));
        var older = publish(COMTRADE, staged(COMTRADE, "2024-01-01").cell("CN", "M", "2022", "KZ", "TOTAL", "50"));
        assertThat(older.nothingToDo()).isTrue();
        assertThat(older.superseded()).isEqualTo(1);
        assertThat(list("select trim_scale(sum(value_usd))::text from dw.fact_trade_annual"))
                .containsExactly("60");
    }

    @Test
    void anotherPartnerOfTheSameMonthsErasesNothing() throws Exception {
        publish(
                GACC,
                staged(GACC, "2024-01-01")
                        .cell("CN", "M", "2023-01", "BR", "12019019", "5")
                        .cell("CN", "M", "2023-01", "US", "12019019", "7"));
        publish(GACC, staged(GACC, "2024-02-01").cell("CN", "M", "2023-01", "KZ", "12019019", "3"));
        assertThat(list("select trim_scale(sum(value_usd))::text from dw.fact_trade"))
                .containsExactly("15");
        assertThat(list("select distinct is_partial_scope::text from mart.trade"))
                .containsExactly("true");
    }

    @Test
    void overlappingScopesAreHeld() throws Exception {
        publish(GACC, staged(GACC, "2024-01-01").cell("CN", "M", "2023-01", "KZ", "12019019", "5"));
        var rows = staged(GACC, "2024-02-01")
                .cell("CN", "M", "2023-01", "KZ", "12019019", "5")
                .cell("CN", "M", "2023-01", "KZ", "10019900", "5");
        var plan = publish(GACC, rows, Map.of(Field.PRODUCT_SCOPE, "all"));
        assertThat(plan.holds()).isTrue();
        assertThat(plan.findings().get(0).message()).contains("partner=KZ").contains("partner=KZ;product=12019019");
    }

    @Test
    void monthsAreTheDifferencesOfSpansInAnyOrderOfLoading() throws Exception {
        publish(BNS, staged(BNS, "2023-04-15").cell("KZ", "X", "2023-01..2023-03", "CN", "TOTAL", "120"));
        assertThat(months()).isEmpty();
        publish(BNS, staged(BNS, "2023-03-15").cell("KZ", "X", "2023-01..2023-02", "CN", "TOTAL", "130"));
        assertThat(months()).containsExactly("2023-03 implied -10");
        publish(BNS, staged(BNS, "2023-02-15").cell("KZ", "X", "2023-01..2023-01", "CN", "TOTAL", "100"));
        assertThat(months()).containsExactly("2023-01 month 100", "2023-02 month 30", "2023-03 implied -10");
    }

    @Test
    void aRevisedSpanMovesTheMonthsOnBothSidesOfIt() throws Exception {
        publish(BNS, staged(BNS, "2023-02-15").cell("KZ", "X", "2023-01..2023-01", "CN", "TOTAL", "100"));
        publish(BNS, staged(BNS, "2023-03-15").cell("KZ", "X", "2023-01..2023-02", "CN", "TOTAL", "130"));
        publish(BNS, staged(BNS, "2023-04-15").cell("KZ", "X", "2023-01..2023-03", "CN", "TOTAL", "150"));
        publish(BNS, staged(BNS, "2023-05-15").cell("KZ", "X", "2023-01..2023-02", "CN", "TOTAL", "140"));
        assertThat(months()).containsExactly("2023-01 month 100", "2023-02 month 40", "2023-03 month 10");
    }

    @Test
    void aGoodThatVanishesFromTheYearToDateGivesANegativeMonth() throws Exception {
        publish(
                BNS,
                staged(BNS, "2023-02-15")
                        .cell("KZ", "X", "2023-01..2023-01", "CN", "TOTAL", "100")
                        .cell("KZ", "X", "2023-01..2023-01", "RU", "TOTAL", "4"));
        publish(BNS, staged(BNS, "2023-03-15").cell("KZ", "X", "2023-01..2023-02", "CN", "TOTAL", "130"));
        assertThat(months()).contains("2023-02 implied -4");
    }

    @Test
    void anEmptySliceHasItsCoverage() throws Exception {
        publish(BNS, staged(BNS, "2023-02-15").cell("KZ", "X", "2023-01..2023-01", "CN", "TOTAL", "100"));
        assertThat(
                        list(
                                "select flow_code || ' ' || freq || ' ' || row_count from dw.coverage join dw.dim_flow using (flow_key) join dw.dim_dataset using (dataset_key) order by 1"))
                .containsExactly("M C 0", "M M 0", "X C 1", "X M 1");
    }

    @Test
    void aRunThatLostItsLeasePublishesNothing() throws Exception {
        var rows = staged(COMTRADE, "2024-01-01").cell("CN", "M", "2022", "KZ", "TOTAL", "60");
        rows.done();
        Settlement.of(COMTRADE).settle(connection, rows.load(Map.of()), rows.runId());
        assertThatThrownBy(() -> Publication.of(COMTRADE).publish(connection, rows.load(Map.of()), 8, false))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("lost its lease");
    }

    @Test
    void whatWasSaidOnADateCanBeAskedForEver() throws Exception {
        publish(COMTRADE, staged(COMTRADE, "2024-01-01").cell("CN", "M", "2022", "KZ", "TOTAL", "60"));
        var between = list("select clock_timestamp()::text").get(0);
        publish(COMTRADE, staged(COMTRADE, "2024-02-01").cell("CN", "M", "2022", "KZ", "TOTAL", "65"));
        assertThat(list("select trim_scale(sum(value_usd))::text from mart.trade_annual_as_of('" + between + "')"))
                .containsExactly("60");
        assertThat(list("select trim_scale(sum(value_usd))::text from mart.trade_annual_as_of(clock_timestamp())"))
                .containsExactly("65");
    }
}
