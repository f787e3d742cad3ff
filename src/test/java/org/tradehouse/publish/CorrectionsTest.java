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
import org.tradehouse.load.Finding;
import org.tradehouse.settle.Settlement;
import org.tradehouse.settle.StagedRows;

class CorrectionsTest extends LoaderSession {
    private static final Feed COMTRADE = Feeds.in(Path.of("jobs")).named("un-comtrade");
    private static final Feed BNS = Feeds.in(Path.of("jobs")).named("kz-bns-trade-by-country");
    private static final Feed GACC = Feeds.in(Path.of("jobs")).named("cn-gacc-query-zh");
    private static final String YEARS = "UN_COMTRADE/A/HS/TOTAL×country";

    private Plan publish(Feed feed, StagedRows rows) throws Exception {
        rows.done();
        var load = rows.load(Map.of());
        Settlement.of(feed).settle(connection, load, rows.runId());
        list("insert into ops.lease (feed, run_id, fencing_token, host, pid, beat_at) values ('" + feed.name() + "', "
                + rows.runId()
                + ", 7, 'here', 1, now()) on conflict (feed) do update set fencing_token = 7 returning feed");
        var plan = Publication.of(feed).plan(connection, load, false);
        assertThat(Publication.of(feed).publish(connection, load, 7, false).hash())
                .isEqualTo(plan.hash());
        return plan;
    }

    private StagedRows edition(String date, String kz) throws Exception {
        var world = Integer.toString(Integer.parseInt(kz) + 40);
        return new StagedRows(connection, COMTRADE.name(), LocalDate.parse(date))
                .cell("CN", "M", "2022", "W-??", "TOTAL", world)
                .cell("CN", "M", "2022", "KZ", "TOTAL", kz)
                .cell("CN", "M", "2022", "RU", "TOTAL", "30")
                .cell("CN", "M", "2022", "UZ", "TOTAL", "10");
    }

    private void signed(String dataset, String key, String seen, String value) throws Exception {
        list("""
                insert into ops.correction (dataset_code, row_key, seen_value, new_value, correction_type, reason, author, approver)
                values ('%s', '{%s, "nomenclature": "HS", "edition": "-", "product": "TOTAL", "procedure": "C00", "transport": "0", "valuation": "CIF", "system": "n/a", "unit": "-"}', %s, %s, 'manual', 'a letter of the office', 'aidos', 'dana') returning ''""".formatted(dataset, key, seen, value));
    }

    private void signedForKazakhstan() throws Exception {
        signed(
                YEARS,
                "\"reporter\": \"CN\", \"partner\": \"KZ\", \"flow\": \"M\", \"from\": \"2022-01-01\", \"to\": \"2022-12-31\"",
                "60",
                "66");
    }

    private List<String> kazakhstan() throws Exception {
        return list("""
                select trim_scale(value_usd) || ' reported ' || trim_scale(reported_usd) || case when is_corrected then ' corrected' else '' end
                from mart.trade_annual where partner_code = 'KZ'""");
    }

    private List<String> slice() throws Exception {
        return list("""
                select trim_scale(value_usd) || ' + ' || trim_scale(rejected_usd) || ' - ' || trim_scale(corrected_usd) || ' = ' || trim_scale(control_usd) from mart.coverage where flow_code = 'M'""");
    }

    private List<String> effects() throws Exception {
        return list("""
                select trim_scale(reported_usd) || ' -> ' || trim_scale(value_usd) || case when is_in_force then '' else ' ended' end from mart.correction order by load_key""");
    }

    @Test
    void aSignedCorrectionTakesThePlaceOfTheReportedFigureAndTheSliceStillAddsUp() throws Exception {
        publish(COMTRADE, edition("2024-01-01", "60"));
        signedForKazakhstan();
        var plan = publish(COMTRADE, edition("2024-01-01", "60"));
        assertThat(plan.changed()).isEqualTo(1);
        assertThat(plan.same()).isEqualTo(2);
        assertThat(plan.values().get(0).deltaUsd()).isEqualByComparingTo("6");
        assertThat(kazakhstan()).containsExactly("66 reported 60 corrected");
        assertThat(slice()).containsExactly("106 + 0 - 6 = 100");
        assertThat(effects()).containsExactly("60 -> 66");
        assertThat(list("select trim_scale(import_usd)::text from mart.turnover where partner_code = 'KZ'"))
                .containsExactly("66");
        assertThat(
                        list(
                                "select trim_scale(sum(value_usd))::text || ' ' || sum(row_count) from mart.summary_trade_area"))
                .containsExactly("106 3");
        assertThat(list("select trim_scale(value_usd)::text from dw.fact_trade_annual_history"))
                .containsExactly("60");
    }

    @Test
    void publishingItOnceMoreWritesNothing() throws Exception {
        signedForKazakhstan();
        publish(COMTRADE, edition("2024-01-01", "60"));
        var again = publish(COMTRADE, edition("2024-02-01", "60"));
        assertThat(again.same()).isEqualTo(3);
        assertThat(again.changed()).isZero();
        assertThat(effects()).containsExactly("60 -> 66");
    }

    @Test
    void itAppliesWhileTheSourceIsWithinOnePercent() throws Exception {
        signedForKazakhstan();
        publish(COMTRADE, edition("2024-01-01", "60"));
        list("update ops.correction set seen_value = 60.5 returning ''");
        assertThat(publish(COMTRADE, edition("2024-02-01", "60")).findings()).isEmpty();
        list("update ops.correction set seen_value = 60.7 returning ''");
        assertThat(publish(COMTRADE, edition("2024-03-01", "60")).findings()).hasSize(1);
        assertThat(kazakhstan()).containsExactly("60 reported 60");
    }

    @Test
    void aRevisedSourceWinsAndTheLoadSaysSo() throws Exception {
        signedForKazakhstan();
        publish(COMTRADE, edition("2024-01-01", "60"));
        var revised = publish(COMTRADE, edition("2024-02-01", "70"));
        assertThat(revised.findings())
                .extracting(Finding::rule, finding -> finding.severity().name(), Finding::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "R4",
                                "FLAG",
                                "correction 1 is not applied (UN_COMTRADE/A/HS/TOTAL×country, CN M KZ TOTAL, 2022-01-01 to 2022-12-31): it was made for 60.000 USD, the source now shows 70.000 in row 2. Retire it, or make another: tradehouse correction show 1"));
        assertThat(kazakhstan()).containsExactly("70 reported 70");
        assertThat(slice()).containsExactly("110 + 0 - 0 = 110");
        assertThat(effects()).containsExactly("60 -> 66 ended");
        assertThat(
                        list(
                                "select outcome || ' ' || trim_scale(source_usd) from ops.correction_outcome order by load_key"))
                .containsExactly("applied 60", "other value 70");
    }

    @Test
    void aFigureThatIsGoneIsSaidToBeGone() throws Exception {
        signedForKazakhstan();
        var plan = publish(
                COMTRADE,
                new StagedRows(connection, COMTRADE.name(), LocalDate.parse("2024-01-01"))
                        .cell("CN", "M", "2022", "W-??", "TOTAL", "30")
                        .cell("CN", "M", "2022", "RU", "TOTAL", "30"));
        assertThat(plan.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("the source now has no such figure"));
    }

    @Test
    void aRetiredCorrectionLeavesThePublishersFigure() throws Exception {
        signedForKazakhstan();
        publish(COMTRADE, edition("2024-01-01", "60"));
        list("update ops.correction set valid_to = now(), retired_by = 'dana' returning ''");
        var plan = publish(COMTRADE, edition("2024-01-01", "60"));
        assertThat(plan.changed()).isEqualTo(1);
        assertThat(kazakhstan()).containsExactly("60 reported 60");
        assertThat(effects()).containsExactly("60 -> 66 ended");
        assertThat(slice()).containsExactly("100 + 0 - 0 = 100");
    }

    @Test
    void everyVintageCanBeAskedForWithItsReportedValue() throws Exception {
        publish(COMTRADE, edition("2024-01-01", "60"));
        signedForKazakhstan();
        publish(COMTRADE, edition("2024-01-01", "60"));
        publish(COMTRADE, edition("2024-02-01", "70"));
        assertThat(
                        list(
                                "select trim_scale(value_usd) || ' ' || trim_scale(reported_usd) from mart.explain_vintages where partner_area_code = 'KZ' order by published_at"))
                .containsExactly("60 60", "66 60", "70 70");
        assertThat(
                        list(
                                "select trim_scale(sum(f.value_usd))::text from dw.dim_load l cross join lateral mart.trade_annual_as_of(l.published_at) f group by l.load_key order by l.load_key"))
                .containsExactly("100", "106", "110");
    }

    @Test
    void anEarlierVersionIsGivenBackAsItWasReported() throws Exception {
        signedForKazakhstan();
        publish(COMTRADE, edition("2024-01-01", "60"));
        var undo = edition("2024-02-01", "60");
        int load = undo.key();
        undo.done();
        Settlement.of(COMTRADE).settle(connection, undo.load(Map.of()), undo.runId());
        list("with gone as (delete from stg.made_%1$d) select ''".formatted(load));
        list("""
                insert into stg.made_%1$d (value_usd, product_key, from_date, to_date, scope_key, source_row, part_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key, slice_no)
                select value_usd, product_key, period_date, (period_date + interval '1 year - 1 day')::date, scope_key, source_row, part_key, dataset_key, reporter_key, partner_key, flow_key, terms_key, unit_key, unit2_key, currency_key, status_key, 1
                from dw.fact_trade_annual returning ''""".formatted(load));
        Corrections.uncorrect(new org.tradehouse.load.LoadSql(connection, load));
        assertThat(list(
                        "select trim_scale(value_usd) || ' ' || is_corrected from stg.made_%1$d join dw.dim_status using (status_key) order by value_usd desc"
                                .formatted(load)))
                .containsExactly("60 false", "30 false", "10 false");
    }

    @Test
    void aCorrectedSpanCorrectsItsMonths() throws Exception {
        signed(
                "KZ_BNS/C/HS/TOTAL×country",
                "\"reporter\": \"KZ\", \"partner\": \"CN\", \"flow\": \"X\", \"from\": \"2023-01-01\", \"to\": \"2023-02-28\"",
                "30",
                "36");
        for (var span : List.of("2023-01..2023-01 12", "2023-01..2023-02 30", "2023-01..2023-03 45")) {
            var said = span.split(" ");
            publish(
                    BNS,
                    new StagedRows(connection, BNS.name(), LocalDate.parse("2024-01-01"))
                            .cell("KZ", "X", said[0], "W-??", "TOTAL", said[1])
                            .cell("KZ", "X", said[0], "CN", "TOTAL", said[1]));
        }
        assertThat(list("""
                select to_char(from_date, 'MM') || ' ' || trim_scale(value_usd) || ' - ' || trim_scale(corrected_usd) || ' = ' || trim_scale(control_usd)
                from mart.coverage where freq = 'M' and flow_code = 'X' order by 1""")).containsExactly("01 12 - 0 = 12", "02 24 - 6 = 18", "03 9 - -6 = 15");
    }

    @Test
    void aFileOfAnotherScopeSaysNothingAboutIt() throws Exception {
        signed(
                "CN_GACC/M/HS/TOTAL×country",
                "\"reporter\": \"CN\", \"partner\": \"KZ\", \"flow\": \"M\", \"from\": \"2023-01-01\", \"to\": \"2023-01-31\"",
                "30",
                "36");
        var other = publish(
                GACC,
                new StagedRows(connection, GACC.name(), LocalDate.parse("2024-01-01"))
                        .cell("CN", "M", "2023-01", "RU", "TOTAL", "5"));
        assertThat(other.findings()).isEmpty();
        publish(
                GACC,
                new StagedRows(connection, GACC.name(), LocalDate.parse("2024-01-01"))
                        .cell("CN", "M", "2023-01", "KZ", "TOTAL", "30"));
        assertThat(list("select trim_scale(value_usd) || ' ' || trim_scale(reported_usd) from mart.trade order by 1"))
                .containsExactly("36 30", "5 5");
        publish(
                GACC,
                new StagedRows(connection, GACC.name(), LocalDate.parse("2024-02-01"))
                        .cell("CN", "M", "2023-01", "RU", "TOTAL", "6"));
        assertThat(effects()).containsExactly("30 -> 36");
    }

    @Test
    void nobodySignsTheirOwnCorrectionAndAFigureHasOneAtATime() throws Exception {
        signedForKazakhstan();
        connection.commit();
        assertThatThrownBy(this::signedForKazakhstan).hasMessageContaining("correction_of_figure");
        connection.rollback();
        assertThatThrownBy(() -> list("update ops.correction set author = 'dana' returning ''"))
                .hasMessageContaining("correction_four_eyes");
    }
}
