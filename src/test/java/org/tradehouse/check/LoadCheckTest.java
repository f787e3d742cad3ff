package org.tradehouse.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

class LoadCheckTest {
    private final Settled settled = new Settled();

    @AfterEach
    void close() {
        settled.close();
    }

    @Test
    void fewRowsAreRefused() {
        settled.limits(100, Set.of(), 0.001, 0.01).counts(99, 99, 0, 0, 0);
        assertThat(settled.findings(new RowCount())).singleElement().satisfies(it -> {
            assertThat(it.severity()).isEqualTo(Severity.REJECT);
            assertThat(it.rule()).isEqualTo("TH-3002");
            assertThat(it.message()).contains("kz_2023.xlsx has 99 rows").contains("at least 100");
        });
    }

    @Test
    void countOfAPageLimitIsATruncatedFile() {
        settled.limits(1, Set.of(100_000L), 0.001, 0.01).counts(100_000, 100_000, 0, 0, 0);
        assertThat(settled.findings(new RowCount())).singleElement().satisfies(it -> {
            assertThat(it.severity()).isEqualTo(Severity.REJECT);
            assertThat(it.rule()).isEqualTo("A7");
            assertThat(it.message()).contains("exactly 100 000 rows");
        });
    }

    @Test
    void rowsThatDoNotAddUpAreRefusedWithTheirNumbers() {
        settled.counts(100, 90, 5, 2, 3);
        assertThat(settled.findings(new RowBalance())).isEmpty();
        settled.database.execute("update ops.load set rows_excluded = 1");
        assertThat(settled.findings(new RowBalance())).singleElement().satisfies(it -> {
            assertThat(it.severity()).isEqualTo(Severity.REJECT);
            assertThat(it.message())
                    .contains("read 100 rows, but accepted 90 + control totals 5 + excluded 1 + rejected 3 = 99");
        });
    }

    @Test
    void shareOfRejectsIsSaidHeldOrRefused() {
        settled.limits(1, Set.of(), 0.001, 0.01);
        assertThat(shareFinding(1, 1_000)).isEmpty();
        assertThat(shareFinding(2, 1_000)).first().extracting(Finding::severity).isEqualTo(Severity.FLAG);
        assertThat(shareFinding(11, 1_000))
                .first()
                .extracting(Finding::severity)
                .isEqualTo(Severity.HOLD);
        assertThat(shareFinding(51, 1_000))
                .first()
                .extracting(Finding::severity)
                .isEqualTo(Severity.REJECT);
    }

    @Test
    void shareOfValueCountsWhereItIsLarger() {
        settled.limits(1, Set.of(), 0.001, 0.01)
                .counts(100_000, 99_999, 0, 0, 1)
                .slice(1, "A", 1, "2023-01-01", "2023-12-31", "9800")
                .reject(118, "partner", "СУАР КНР", "CN-XJ", "200");
        assertThat(settled.findings(new RejectShare())).singleElement().satisfies(it -> {
            assertThat(it.severity()).isEqualTo(Severity.HOLD);
            assertThat(it.message())
                    .isEqualTo(
                            "1 of 100 000 rows rejected (0.001 % of rows, 2 % of value), limit 1 %."
                                    + " Most frequent: partner 'СУАР КНР' is no known region (1 row, first: kz_2023.xlsx, row 118).");
            assertThat(it.valueUsd()).isEqualByComparingTo("200");
        });
    }

    @Test
    void theMostFrequentReasonIsNamedFirst() {
        settled.limits(1, Set.of(), 0.001, 0.01)
                .counts(100, 97, 0, 0, 3)
                .reject(7, "partner", "Ниоткуда", "", "1")
                .reject(8, "partner", "СУАР", "CN-XJ", "1")
                .reject(9, "partner", "СУАР", "CN-XJ", "1");
        assertThat(settled.findings(new RejectShare()).get(0).message())
                .contains("partner 'СУАР' is no known region (2 rows, first: kz_2023.xlsx, row 8)");
    }

    @Test
    void headingIsComparedWithTheRowsUpToTheNextOfItsLevel() {
        settled.slice(1, "A", 1, "2023-01-01", "2023-12-31", "1000")
                .staged(1, "W", 1, "9000")
                .control(2, "CIS", 1, 1, "600")
                .control(3, "EAEU", 2, 1, "300")
                .staged(4, "RU", 1, "200")
                .staged(5, "BY", 1, "100")
                .control(6, "other CIS", 2, 1, "300")
                .staged(7, "UZ", 1, "300")
                .control(8, "rest of the world", 1, 1, "2000")
                .staged(9, "CN", 1, "1000");
        List<Finding> findings = settled.findings(new GroupHeadings());
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.FLAG, Severity.INFO);
        assertThat(findings.get(0).message())
                .startsWith(
                        "row 8, 'rest of the world', Exports 2023: the file states 2 000 USD, its 1 row makes 1 000 USD,"
                                + " difference 1 000 USD (tolerance 50 USD)");
        assertThat(findings.get(1).message()).isEqualTo("3 group headings agree with their rows within rounding.");
    }

    @Test
    void headingMayDifferByHalfAUnitForEachAddend() {
        settled.slice(1, "A", 1, "2023-01-01", "2023-12-31", "1000")
                .control(2, "CIS", 1, 1, "700")
                .staged(3, "RU", 1, "300")
                .staged(4, "UZ", 1, "300");
        assertThat(settled.findings(new GroupHeadings()))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
        settled.database.execute("update ops.control_total set value_usd = 700.001");
        assertThat(settled.findings(new GroupHeadings()))
                .extracting(Finding::severity)
                .containsExactly(Severity.FLAG);
    }

    @Test
    void rejectedRowsAreNotMissingUnderTheirHeading() {
        settled.slice(1, "A", 1, "2023-01-01", "2023-12-31", "1000")
                .control(2, "CIS", 1, 1, "700")
                .staged(3, "RU", 1, "300")
                .reject(4, "partner", "?", "", "400");
        assertThat(settled.findings(new GroupHeadings()))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
    }

    @Test
    void turnoverIsExportsAndImportsOfTheSameRow() {
        settled.slice(1, "A", 1, "2023-01-01", "2023-12-31", "1000")
                .staged(3, "RU", 1, "300")
                .staged(3, "RU", 2, "200")
                .control(3, "Russia", 0, null, "500")
                .control(4, "CIS", 1, 1, "300")
                .control(4, "CIS", 1, 2, "200")
                .control(4, "CIS", 1, null, "900");
        List<Finding> findings = settled.findings(new TurnoverColumn());
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.FLAG, Severity.INFO);
        assertThat(findings.get(0).message())
                .startsWith(
                        "row 4, 'CIS', turnover 2023: the file states 900 USD, exports and imports of the row make 500 USD,"
                                + " difference 400 USD");
    }

    @Test
    void manyDifferencesAreSummedUp() {
        settled.slice(1, "A", 1, "2023-01-01", "2023-12-31", "1000");
        for (int row = 1; row <= 25; row++) {
            settled.control(row, "country", 0, null, String.valueOf(1_000 + row));
        }
        List<Finding> findings = settled.findings(new TurnoverColumn());
        assertThat(findings).hasSize(21);
        assertThat(findings.get(0).valueUsd()).isEqualByComparingTo("1025");
        assertThat(findings.get(20).message())
                .startsWith("5 more turnover figures differ from their rows, by 5 015 USD");
    }

    @Test
    void thousandfoldPeriodIsHeldAsAUnitError() {
        settled.live("M", 1, "2022-05-01", "2022-05-31", "100")
                .live("M", 1, "2021-05-01", "2021-05-31", "110")
                .live("M", 1, "2020-05-01", "2020-05-31", "90")
                .slice(1, "M", 1, "2023-05-01", "2023-05-31", "105000");
        assertThat(settled.findings(new Magnitude())).singleElement().satisfies(it -> {
            assertThat(it.severity()).isEqualTo(Severity.HOLD);
            assertThat(it.flow()).isEqualTo(Flow.X);
            assertThat(it.period()).isEqualTo(Period.month(2023, 5));
            assertThat(it.message())
                    .contains("105 000 USD is 1 050 times the usual 100 USD")
                    .contains("unit multiplier suspected");
        });
    }

    @Test
    void totalFarFromTheUsualIsHeldAndOneNearItIsNot() {
        settled.live("M", 1, "2022-05-01", "2022-05-31", "100").slice(1, "M", 1, "2023-05-01", "2023-05-31", "500");
        assertThat(settled.findings(new Magnitude())).isEmpty();
        settled.database.execute("update ops.load_slice set value_usd = 19");
        assertThat(settled.findings(new Magnitude()))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("19 USD is 1/5.3 of the usual 100 USD"));
    }

    @Test
    void leapFebruaryIsComparedWithFebruary() {
        settled.live("M", 1, "2023-02-01", "2023-02-28", "100").slice(1, "M", 1, "2024-02-01", "2024-02-29", "100000");
        assertThat(settled.findings(new Magnitude())).hasSize(1);
    }

    @Test
    void exportsToOneselfWaitAndImportsFromOneselfAreFlagged() {
        settled.figure("KZ", 1, "10")
                .figure("KZ", 2, "20")
                .figure("KZ-10", 2, "1")
                .figure("CN", 1, "30");
        List<Finding> findings = settled.findings(new SelfTrade());
        assertThat(findings).extracting(Finding::severity).containsExactly(Severity.HOLD, Severity.FLAG);
        assertThat(findings)
                .extracting(Finding::valueUsd)
                .containsExactly(new BigDecimal("10.000"), new BigDecimal("21.000"));
    }

    @Test
    void quarterOfAFlowWithoutPartnersIsFlagged() {
        settled.figure("CN", 1, "75").figure("??", 1, "25").figure("W", 1, "1000");
        assertThat(settled.findings(new AreasNotSpecified())).isEmpty();
        settled.figure("??", 1, "1");
        assertThat(settled.findings(new AreasNotSpecified()))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("25.7 % of the value (26 USD)"));
    }

    @Test
    void partAboveItsFlowIsFlaggedWithTheLargestCell() {
        settled.slice(1, "A", 1, "2023-01-01", "2023-12-31", "1000")
                .staged(3, "RU", 1, "1000")
                .staged(4, "RU", 3, "1100")
                .staged(5, "CN", 1, "1000")
                .staged(6, "CN", 3, "1500")
                .staged(7, "UZ", 3, "9999");
        assertThat(settled.findings(new PartOfFlow())).singleElement().satisfies(it -> {
            assertThat(it.rule()).isEqualTo("B11");
            assertThat(it.message())
                    .contains("in 1 cell, by 500 USD")
                    .contains("product TOTAL with China, 1 500 USD of 1 000 USD (row 6)");
        });
    }

    @Test
    void partsOfFlowsComparedBesideHoldNothingWhileTheyWaitForSettling() throws Exception {
        settled.slice(1, "A", 1, "2023-01-01", "2023-12-31", "1000")
                .staged(5, "CN", 1, "1000")
                .staged(6, "CN", 3, "1500");
        try (var session = settled.database.loader()) {
            try (var name = session.createStatement()) {
                name.execute("set application_name = 'beside'");
            }
            session.setAutoCommit(false);
            var settling = new CompletableFuture<Void>();
            var found = CompletableFuture.supplyAsync(() -> {
                try {
                    return LoadCheck.partsOfFlows(session, settled.load, settled.feed, settling);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            String waiting =
                    "select state from pg_stat_activity where application_name = 'beside' and (state = 'idle' or state = 'idle in transaction' and now() - state_change > interval '2 s') and query !~ 'application_name'";
            while (settled.database.query(waiting).isEmpty()) {
                assertThat(found).isNotDone();
            }
            assertThat(
                            settled.database.query(
                                    "select relation::regclass from pg_locks where pid <> pg_backend_pid() and relation in (select oid from pg_class where relnamespace = 'dw'::regnamespace)"))
                    .isEmpty();
            settling.complete(null);
            assertThat(found.get(60, TimeUnit.SECONDS))
                    .singleElement()
                    .satisfies(it -> assertThat(it.rule()).isEqualTo("B11"));
            assertThat(settled.database.query("select relname from pg_class where relname ~ '^flow_'"))
                    .isEmpty();
        }
    }

    @Test
    void repairedZerosAreFlagged() {
        settled.counts(3, 3, 0, 0, 0);
        assertThat(settled.findings(new RepairedZeros())).isEmpty();
        settled.database.execute("update ops.stage_block set repaired_zeros = 2");
        assertThat(settled.findings(new RepairedZeros()))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).startsWith("in 2 rows of kz_2023.xlsx"));
    }

    @Test
    void missingPeriodsBetweenLiveAndNewAreNamed() {
        settled.live("M", 1, "2022-12-01", "2022-12-31", "1")
                .live("M", 2, "2022-12-01", "2022-12-31", "1")
                .slice(1, "M", 1, "2023-04-01", "2023-04-30", "1")
                .slice(2, "M", 2, "2023-04-01", "2023-04-30", "1");
        assertThat(settled.findings(new PeriodGaps())).singleElement().satisfies(it -> {
            assertThat(it.severity()).isEqualTo(Severity.INFO);
            assertThat(it.message())
                    .contains(
                            "exports and imports: 3 periods are neither live nor in this file (2023-01, 2023-02, 2023-03)");
        });
    }

    @Test
    void manyGapsAreSummedUp() {
        settled.database.execute("""
                insert into ops.load_slice (load_key, slice_no, dataset_key, reporter_key, flow_key, from_date, to_date)
                select 1, row_number() over (), dataset_key, area_key, 1, make_date(y, 1, 1), make_date(y, 12, 31)
                from (select area_key from dw.dim_area where area_kind = 'country' order by 1 limit 30) a,
                  (values (2000), (2002)) v (y), dw.dim_dataset where freq = 'A'""");
        List<Finding> findings = settled.findings(new PeriodGaps());
        assertThat(findings).hasSize(21);
        assertThat(findings.get(20).message()).startsWith("10 more series have gaps");
    }

    @Test
    void soundLoadGivesNothingToNotice() throws SQLException {
        settled.limits(1, Set.of(), 0.001, 0.01)
                .counts(1, 1, 0, 0, 0)
                .slice(1, "A", 1, "2023-01-01", "2023-12-31", "1000")
                .figure("CN", 1, "1000")
                .staged(3, "CN", 1, "1000");
        try (Connection connection = settled.database.loader()) {
            assertThat(LoadCheck.check(connection, settled.load, settled.feed)).isEmpty();
        }
    }

    @Test
    void findingsAreKeptOnceHoweverOftenTheyAreSaid() throws SQLException {
        Finding finding = new Finding(
                "A6",
                Severity.HOLD,
                "it's 1 050 times \"usual\"",
                "KZ",
                Flow.M,
                Period.month(2023, 5),
                3,
                new BigDecimal("1.5"));
        List<Finding> both = List.of(finding, Finding.of("A7", Severity.REJECT, "cut"));
        try (Connection connection = settled.database.loader()) {
            Findings.store(connection, settled.load, 1, both);
            Findings.store(connection, settled.load, 1, both);
        }
        assertThat(settled.database.query("""
                        select rule_id, severity, message_args ->> 'message', area_code, flow_key, from_date, to_date, row_count, value_usd
                        from ops.finding left join dw.dim_area on area_key = reporter_key order by 1"""))
                .containsExactly(
                        "A6|HOLD|it's 1 050 times \"usual\"|KZ|2|2023-05-01|2023-05-31|3|1.500",
                        "A7|REJECT|cut|||||0|");
    }

    private List<Finding> shareFinding(long rejected, long read) {
        settled.database.execute("delete from ops.stage_block");
        settled.counts(read, read - rejected, 0, 0, rejected);
        return settled.findings(new RejectShare());
    }
}
