package org.tradehouse.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.TestDatabase;

class AnswerTest {
    static TestDatabase database;
    static Answer answer;

    @BeforeAll
    static void ask() throws SQLException {
        database = Filled.database();
        answer = answer();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void everySourceStandsBesideTheOthers() {
        assertThat(answer.years())
                .extracting(Answer.PeriodLine::period, Answer.PeriodLine::dataset, Answer.PeriodLine::mirror)
                .containsExactly(
                        tuple("2022", "KZ_BNS/A/HS/TOTAL×country", false),
                        tuple("2023", "CN_GACC/M/HS/8×country", true),
                        tuple("2023", "CN_GACC_REG/M/HS/8×country", true));
        assertThat(answer.years().get(0).turnoverUsd()).isEqualByComparingTo("24203945208.300");
    }

    @Test
    void theMirrorsImportsAreTheReportersExports() {
        Answer.PeriodLine mirror = answer.years().get(2);
        assertThat(mirror.exportUsd()).isEqualByComparingTo("10800000000");
        assertThat(mirror.importUsd()).isEqualByComparingTo("13200000000");
    }

    @Test
    void aMissingMonthMakesAYearUnknownAndIsNamed() {
        Answer.PeriodLine year = answer.years().get(1);
        assertThat(year.turnoverUsd()).isNull();
        assertThat(year.importUsd()).isNull();
        assertThat(year.exportUsd()).isEqualByComparingTo("12000000000");
        assertThat(year.notKnown()).isEqualTo("exports of CN not loaded: 2023-07");
    }

    @Test
    void halfYearsAreSixMonthsOrNotKnown() {
        assertThat(answer.halves())
                .filteredOn(half -> half.dataset().startsWith("CN_GACC/"))
                .extracting(Answer.PeriodLine::period, Answer.PeriodLine::complete, Answer.PeriodLine::notKnown)
                .containsExactly(
                        tuple("2023-H1", true, ""), tuple("2023-H2", false, "both flows are there for 5 of 6 months"));
    }

    @Test
    void progressIsTheNewestCompleteYearOfEachSourceOfTheTarget() {
        assertThat(answer.progress()).singleElement().satisfies(line -> {
            assertThat(line.dataset()).isEqualTo("KZ_BNS/A/HS/TOTAL×country");
            assertThat(line.percent()).isEqualTo("60.5");
        });
    }

    @Test
    void theShareOfARegionNeedsTheCountryOfTheSameMonths() {
        assertThat(answer.shares()).singleElement().satisfies(share -> {
            assertThat(share.regionUsd()).isEqualByComparingTo("18000000000");
            assertThat(share.percent()).isNull();
            assertThat(share.notKnown()).isEqualTo("no country file for the same months, and 2 of 31 provinces");
        });
    }

    @Test
    void withTheCountryFileTheShareHasItsCoverage() throws SQLException {
        try (TestDatabase whole = Filled.database()) {
            whole.execute("""
                    insert into dw.coverage (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, load_key, row_count, value_usd, release_status, edition_date)
                    select dataset_key, reporter_key, flow_key, '2023-07-01', '2023-07-31', scope_key, load_key, row_count, value_usd, release_status, edition_date
                    from dw.coverage where dataset_key = 2 and flow_key = 1 and from_date = '2023-06-01'""", """
                    insert into mart.summary_trade_area select value_usd, null, 1, '2023-07-01', '2023-07-31', 0, 2, reporter_key, partner_key, flow_key
                    from mart.summary_trade_area where dataset_key = 2 and flow_key = 1 and from_date = '2023-06-01'""");
            try (Connection connection = whole.loader()) {
                Answer.ShareLine share = new Look(connection, Clock.systemUTC())
                        .answer("KZ", "CN")
                        .shares()
                        .get(0);
                assertThat(share.percent()).isEqualTo("60.0");
                assertThat(share.coveragePercent()).isEqualTo("80.0");
                assertThat(share.notKnown()).isEmpty();
            }
        }
    }

    @Test
    void oneDatasetOfBothCountriesIsTwoSourcesAndTheTargetNamesItsReporter() throws SQLException {
        try (TestDatabase both = Filled.database()) {
            String code = "UN_COMTRADE/A/HS/TOTAL×country";
            Filled.dataset(both, 4, code, "un-comtrade", "United Nations", "A", 0, "country");
            Filled.slice(both, 4, "CN", "CN", "KZ", 2, "2022-01-01", "2022-12-31", 1, "14819246516");
            Filled.slice(both, 4, "CN", "CN", "KZ", 1, "2022-01-01", "2022-12-31", 1, "16355236459");
            Filled.slice(both, 4, "KZ", "KZ", "CN", 1, "2022-01-01", "2022-12-31", 1, "1");
            try (Connection connection = both.loader()) {
                Answer said = new Look(connection, Clock.systemUTC()).answer("KZ", "CN");
                assertThat(said.years())
                        .filteredOn(year -> year.dataset().equals(code))
                        .extracting(Answer.PeriodLine::mirror, Answer.PeriodLine::notKnown)
                        .containsExactly(tuple(false, "imports of KZ not loaded: 2022"), tuple(true, ""));
                assertThat(said.progress())
                        .filteredOn(line -> line.dataset().equals(code))
                        .singleElement()
                        .satisfies(line -> assertThat(line.percent()).isEqualTo("77.9"));
            }
        }
    }

    @Test
    void farmProductsWithoutTradeInCoveredMonthsAreZero() {
        List<Answer.ProductLine> products = answer.products();
        assertThat(products).hasSize(11);
        assertThat(products.get(0)).satisfies(potatoes -> {
            assertThat(potatoes.usd()).isEqualByComparingTo("1234567.89");
            assertThat(potatoes.tonnes()).isEqualByComparingTo("4321");
            assertThat(potatoes.mirror()).isTrue();
        });
        assertThat(products)
                .filteredOn(line -> line.group().equals("PORK"))
                .singleElement()
                .satisfies(pork -> assertThat(pork.usd()).isEqualByComparingTo(BigDecimal.ZERO));
        assertThat(products)
                .filteredOn(Answer.ProductLine::proxy)
                .allSatisfy(line -> assertThat(line.note()).isNotBlank());
    }

    private static Answer answer() throws SQLException {
        try (Connection connection = database.loader()) {
            return new Look(connection, Clock.systemUTC()).answer("KZ", "CN");
        }
    }
}
