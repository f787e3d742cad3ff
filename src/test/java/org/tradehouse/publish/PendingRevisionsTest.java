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
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.settle.Settlement;
import org.tradehouse.settle.StagedRows;
import org.tradehouse.trade.Field;

/** Years, half-years, quarters and spans that their months do not make are said, and nothing of them is changed. */
class PendingRevisionsTest extends LoaderSession {
    private static final Feed COMTRADE = Feeds.in(Path.of("jobs")).named("un-comtrade");
    private static final Feed BNS = Feeds.in(Path.of("jobs")).named("kz-bns-trade-by-country");

    private StagedRows staged(Feed feed, String edition) throws Exception {
        return new StagedRows(connection, feed.name(), LocalDate.parse(edition));
    }

    private List<String> publish(Feed feed, StagedRows rows, String status) throws Exception {
        return publish(feed, rows, Map.of(Field.RELEASE_STATUS, status));
    }

    private List<String> publish(Feed feed, StagedRows rows, Map<Field, String> given) throws Exception {
        rows.done();
        var load = rows.load(given);
        Settlement.of(feed).settle(connection, load, rows.runId());
        try (var statement = connection.createStatement()) {
            statement.execute("insert into ops.lease (feed, run_id, fencing_token, host, pid, beat_at) values ('"
                    + feed.name() + "', " + rows.runId()
                    + ", 7, 'here', 1, now()) on conflict (feed) do update set fencing_token = 7");
        }
        var plan = Publication.of(feed).plan(connection, load, false);
        Publication.of(feed).publish(connection, load, 7, false);
        return plan.findings().stream()
                .filter(it -> it.rule().equals("DC-4"))
                .peek(it -> assertThat(it.severity()).isEqualTo(Severity.FLAG))
                .map(Finding::message)
                .toList();
    }

    /** World of a month or year, two partners. */
    private static StagedRows imports(StagedRows rows, String period, int kazakhstan, int russia) throws Exception {
        return rows.cell("CN", "M", period, "W-??", "TOTAL", Integer.toString(kazakhstan + russia))
                .cell("CN", "M", period, "KZ", "TOTAL", Integer.toString(kazakhstan))
                .cell("CN", "M", period, "RU", "TOTAL", Integer.toString(russia));
    }

    /** Each of these months 6 from Kazakhstan and 4 from Russia. */
    private List<String> months(String edition, int first, int last, String status) throws Exception {
        var rows = staged(COMTRADE, edition);
        for (int month = first; month <= last; month++) {
            imports(rows, "2022-%02d".formatted(month), 6, 4);
        }
        return publish(COMTRADE, rows, status);
    }

    private List<String> period(String edition, String period, int kazakhstan, int russia, String status)
            throws Exception {
        return publish(COMTRADE, imports(staged(COMTRADE, edition), period, kazakhstan, russia), status);
    }

    private List<String> pending() throws Exception {
        return list("""
                select concat_ws(' ', freq, from_date, to_date, reporter_code, coalesce(partner_code, 'all'), flow_code, kind, period_status, months_status,
                  months_covered || '/' || months_in_period, complete, 'stated', trim_scale(stated_usd), 'months', trim_scale(months_usd), 'difference', trim_scale(difference_usd),
                  'tolerance', trim_scale(tolerance_usd), 'undivided', trim_scale(undivided_usd))
                from mart.revision_pending where stated_usd > 0 order by from_date, to_date, flow_code, partner_code nulls first""");
    }

    @Test
    void aYearThatItsMonthsDoNotMakeIsSaidAndNamesWhatToDo() throws Exception {
        assertThat(months("2023-02-01", 1, 12, "provisional"))
                .as("months alone can be compared with nothing")
                .isEmpty();
        assertThat(period("2023-03-01", "2022", 75, 48, "provisional"))
                .containsExactly(
                        "UN_COMTRADE/A/HS/TOTAL×country, reporter CN, Imports, 2022: revision pending, 123 USD stated (provisional), its 12 months make 120 USD (provisional), "
                                + "difference 3 USD (tolerance 0.006 USD). Nothing is changed; load the publisher's newest months and periods. mart.revision_pending lists what is pending.");
        assertThat(pending())
                .as("for all partners and for the one that moved; Russia agrees")
                .containsExactly(
                        "A 2022-01-01 2022-12-31 CN all M same status provisional provisional 12/12 t stated 123 months 120 difference 3 tolerance 0.006 undivided",
                        "A 2022-01-01 2022-12-31 CN KZ M same status provisional provisional 12/12 t stated 75 months 72 difference 3 tolerance 0.006 undivided");
    }

    @Test
    void twentyAreNamedAndTheRestIsCountedWithItsLargest() throws Exception {
        var months = staged(COMTRADE, "2023-02-01");
        var years = staged(COMTRADE, "2023-03-01");
        for (int year = 2011; year <= 2021; year++) {
            for (String flow : List.of("M", "X")) {
                for (int month = 1; month <= 12; month++) {
                    months.cell("CN", flow, "%d-%02d".formatted(year, month), "KZ", "TOTAL", "10");
                }
                int difference = (year - 2010) * 2 + (flow.equals("M") ? 0 : 1);
                years.cell("CN", flow, Integer.toString(year), "KZ", "TOTAL", Integer.toString(120 + difference));
            }
        }
        publish(COMTRADE, months, "unknown");
        assertThat(publish(COMTRADE, years, "unknown"))
                .hasSize(21)
                .last()
                .asString()
                .isEqualTo(
                        "2 more revisions are pending, the largest of them by 3 USD. mart.revision_pending lists what is pending.");
    }

    @Test
    void theOrderOfLoadingDoesNotMatter() throws Exception {
        assertThat(period("2023-03-01", "2022", 75, 48, "provisional")).isEmpty();
        assertThat(months("2023-02-01", 1, 11, "provisional"))
                .as("eleven months make no year")
                .isEmpty();
        assertThat(pending()).isEmpty();
        assertThat(months("2023-02-02", 12, 12, "provisional"))
                .singleElement()
                .asString()
                .contains("2022: revision pending, 123 USD stated (provisional), its 12 months make 120 USD");
        assertThat(pending()).hasSize(2);
    }

    @Test
    void figuresAreNeitherChangedNorAdded() throws Exception {
        months("2023-02-01", 1, 12, "unknown");
        period("2023-03-01", "2022", 75, 48, "unknown");
        assertThat(list("select count(*) || ' ' || trim_scale(sum(value_usd)) from mart.trade"))
                .containsExactly("24 120");
        assertThat(
                        list(
                                "select partner_code || ' ' || trim_scale(value_usd) || ' ' || row_kind from mart.trade_annual order by 1"))
                .containsExactly("KZ 75 leaf", "RU 48 leaf");
    }

    @Test
    void differencesOfRoundingAreNone() throws Exception {
        var rows = staged(COMTRADE, "2023-02-01");
        for (int month = 1; month <= 12; month++) {
            rows.cell("CN", "M", "2022-%02d".formatted(month), "W-??", "TOTAL", "10")
                    .cell("CN", "M", "2022-%02d".formatted(month), "KZ", "TOTAL", "10");
        }
        publish(COMTRADE, rows, "unknown");
        var year = staged(COMTRADE, "2023-03-01")
                .cell("CN", "M", "2022", "W-??", "TOTAL", "120.006")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "120.006");
        assertThat(publish(COMTRADE, year, "unknown")).as("12 × 0.001 ÷ 2").isEmpty();
        assertThat(pending()).isEmpty();
        var next = staged(COMTRADE, "2023-04-01")
                .cell("CN", "M", "2022", "W-??", "TOTAL", "120.007")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "120.007");
        assertThat(publish(COMTRADE, next, "unknown"))
                .singleElement()
                .asString()
                .contains("difference 0.007 USD (tolerance 0.006 USD)");
    }

    @Test
    void quartersAndHalfYearsAreComparedWithTheirOwnMonths() throws Exception {
        months("2023-02-01", 1, 6, "unknown");
        assertThat(period("2023-03-01", "2022-01..2022-03", 18, 12, "unknown")).isEmpty();
        assertThat(period("2023-03-01", "2022-04..2022-06", 18, 10, "unknown"))
                .singleElement()
                .asString()
                .startsWith(
                        "UN_COMTRADE/Q/HS/TOTAL×country, reporter CN, Imports, 2022-Q2: revision pending, 28 USD stated (unknown), its 3 months make 30 USD (unknown), difference -2 USD");
        assertThat(period("2023-03-01", "2022-01..2022-06", 37, 24, "unknown"))
                .singleElement()
                .asString()
                .startsWith("UN_COMTRADE/S/HS/TOTAL×country, reporter CN, Imports, 2022-H1: revision pending");
        assertThat(period("2023-03-01", "2022-07..2022-12", 1, 1, "unknown"))
                .as("its months are not there")
                .isEmpty();
        assertThat(pending())
                .extracting(it -> it.replaceAll(" CN (\\S+) M .* difference (\\S+) .*", " $1 $2"))
                .containsExactly(
                        "S 2022-01-01 2022-06-30 all 1",
                        "S 2022-01-01 2022-06-30 KZ 1",
                        "Q 2022-04-01 2022-06-30 all -2",
                        "Q 2022-04-01 2022-06-30 RU -2");
    }

    @Test
    void anotherReleaseStatusIsNotCompared() throws Exception {
        months("2023-02-01", 1, 12, "provisional");
        assertThat(period("2023-12-01", "2022", 75, 48, "final")).isEmpty();
        assertThat(pending()).isEmpty();
        assertThat(months("2023-12-02", 1, 11, "final"))
                .as("eleven final months and one provisional")
                .isEmpty();
        assertThat(pending()).isEmpty();
        assertThat(months("2023-12-03", 12, 12, "final")).hasSize(1);
        assertThat(pending()).hasSize(2);
    }

    @Test
    void revisedMonthsThatAgreeEndIt() throws Exception {
        months("2023-02-01", 1, 12, "unknown");
        period("2023-03-01", "2022", 75, 48, "unknown");
        var december = imports(staged(COMTRADE, "2023-04-01"), "2022-12", 9, 4);
        assertThat(publish(COMTRADE, december, "unknown")).isEmpty();
        assertThat(pending()).isEmpty();
        var july = imports(staged(COMTRADE, "2023-05-01"), "2022-07", 6, 5);
        assertThat(publish(COMTRADE, july, "unknown"))
                .singleElement()
                .asString()
                .contains("123 USD stated (unknown), its 12 months make 124 USD (unknown), difference -1 USD");
        assertThat(pending())
                .extracting(it -> it.replaceAll(".* CN (\\S+) M .* difference (\\S+) .*", "$1 $2"))
                .containsExactly("all -1", "RU -1");
    }

    @Test
    void aLoadThatTouchesOtherYearsSaysNothingOfThisOne() throws Exception {
        months("2023-02-01", 1, 12, "unknown");
        period("2023-03-01", "2022", 75, 48, "unknown");
        assertThat(period("2023-03-01", "2021", 75, 48, "unknown")).isEmpty();
        assertThat(pending()).hasSize(2);
    }

    @Test
    void rejectedRowsCountAsStatedAndPartnersWait() throws Exception {
        months("2023-02-01", 1, 12, "unknown");
        var year = staged(COMTRADE, "2023-03-01")
                .cell("CN", "M", "2022", "W-??", "TOTAL", "120")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "72")
                .reject("CN", "M", "2022", "Росия", "TOTAL", "48");
        assertThat(publish(COMTRADE, year, "unknown")).isEmpty();
        assertThat(pending()).as("whose the 48 are is not known yet").isEmpty();
    }

    @Test
    void monthsOfOnePartnerAreNotComparedWithAllPartners() throws Exception {
        var rows = staged(COMTRADE, "2023-02-01");
        for (int month = 1; month <= 12; month++) {
            rows.cell("CN", "M", "2022-%02d".formatted(month), "KZ", "TOTAL", "6");
        }
        publish(COMTRADE, rows, "unknown");
        assertThat(period("2023-03-01", "2022", 75, 48, "unknown")).isEmpty();
        assertThat(pending()).isEmpty();
    }

    @Test
    void anEmptyMonthIsZeroAndAMissingMonthIsNotKnown() throws Exception {
        var rows = staged(COMTRADE, "2023-02-01");
        for (int month = 1; month <= 12; month++) {
            rows.cell("CN", "X", "2022-%02d".formatted(month), "W-??", "TOTAL", "10")
                    .cell("CN", "X", "2022-%02d".formatted(month), "KZ", "TOTAL", "10");
        }
        imports(rows, "2022-01", 6, 4);
        publish(COMTRADE, rows, "unknown");
        assertThat(period("2023-03-01", "2022", 7, 4, "unknown"))
                .singleElement()
                .asString()
                .contains("11 USD stated (unknown), its 12 months make 10 USD");
    }

    /** What is said of the exports; the feed covers imports too, which are zero here. */
    private List<String> span(String edition, int month, int usd, String status) throws Exception {
        var rows = staged(BNS, edition)
                .cell("KZ", "X", "2022-01..2022-%02d".formatted(month), "CN", "TOTAL", Integer.toString(usd));
        return publish(BNS, rows, Map.of(Field.RELEASE_STATUS, status, Field.EDITION_DATE, edition)).stream()
                .filter(it -> it.contains(", Exports,"))
                .toList();
    }

    @Test
    void aSpanOfAnotherStatusThanTheOneBeforeLeavesItsMonthOpen() throws Exception {
        span("2022-02-15", 1, 100, "provisional");
        assertThat(span("2022-03-15", 2, 130, "provisional")).isEmpty();
        assertThat(span("2022-04-15", 3, 190, "revised"))
                .containsExactly(
                        "KZ_BNS/C/HS/TOTAL×country, reporter KZ, Exports, 2022-Q1: revision pending, 2022-03 stays open: 190 USD stated are revised, the 130 USD up to the month before "
                                + "are provisional; the 60 USD between them are 2022-03 and the revision of the months before it together. Nothing is changed; load the publisher's newest months "
                                + "and periods. mart.revision_pending lists what is pending.");
        assertThat(pending())
                .containsExactly(
                        "C 2022-01-01 2022-03-31 KZ all X month open revised provisional 2/3 f stated 190 months difference tolerance undivided 60");
        assertThat(span("2022-05-15", 2, 135, "revised"))
                .as(
                        "March closes; the year so far goes on with February, which is revised beside a provisional January")
                .singleElement()
                .asString()
                .contains(
                        "2022-02 stays open: 135 USD stated are revised, the 100 USD up to the month before are provisional");
    }

    @Test
    void aYearThatIsFinalLeavesDecemberOpenWhereNovemberIsProvisional() throws Exception {
        for (int month = 1; month <= 11; month++) {
            span("2022-%02d-15".formatted(month + 1), month, 100 * month, "provisional");
        }
        assertThat(span("2023-08-01", 12, 1250, "provisional"))
                .singleElement()
                .asString()
                .startsWith(
                        "KZ_BNS/A/HS/TOTAL×country, reporter KZ, Exports, 2022: revision pending, 2022-12 stays open: 1 250 USD stated are final, the 1 100 USD up to the month before are provisional; the 150 USD");
        assertThat(pending())
                .containsExactly(
                        "A 2022-01-01 2022-12-31 KZ all X month open final provisional 11/12 f stated 1250 months difference tolerance undivided 150");
    }

    @Test
    void aFinalYearThatDiffersFromItsProvisionalMonthsIsPendingWhereMonthsComeFromSpans() throws Exception {
        for (int month = 1; month <= 12; month++) {
            span("2023-01-%02d".formatted(month), month, 10_000 * month, "provisional");
        }
        assertThat(pending()).as("the months are made of the spans").isEmpty();
        assertThat(span("2023-08-01", 12, 125_000, "provisional"))
                .as("0.1 thousand USD ÷ 2 for each of twelve figures")
                .singleElement()
                .asString()
                .contains(
                        "2022: revision pending, 125 000 USD stated (final), its 12 months make 120 000 USD (provisional), difference 5 000 USD (tolerance 600 USD)");
        assertThat(pending())
                .containsExactly(
                        "A 2022-01-01 2022-12-31 KZ all X other status final provisional 12/12 t stated 125000 months 120000 difference 5000 tolerance 600 undivided",
                        "A 2022-01-01 2022-12-31 KZ CN X other status final provisional 12/12 t stated 125000 months 120000 difference 5000 tolerance 600 undivided");
    }
}
