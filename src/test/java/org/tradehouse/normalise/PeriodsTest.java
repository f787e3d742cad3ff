package org.tradehouse.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradehouse.normalise.Outcomes.accepted;
import static org.tradehouse.normalise.Outcomes.rejected;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.load.Code;
import org.tradehouse.load.Outcome;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Period;

class PeriodsTest {
    @Test
    void theShapeOfThePeriodSaysWhetherItIsAYearOrAMonth() {
        Rows rows = Rows.comtrade();
        assertThat(accepted(rows.normalise()).period()).isEqualTo(Period.year(2022));
        assertThat(accepted(rows.with(Field.PERIOD, "202205", Field.FREQUENCY, "M"))
                        .period())
                .isEqualTo(Period.month(2022, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"202213", "202200", "20225", "2022-Q5", "22", "май 2022", "202252"})
    void whatIsNoPeriodIsRejected(String text) {
        Outcome.Rejected rejected = rejected(Rows.comtrade().with(Field.PERIOD, text), Code.BAD_PERIOD);
        assertThat(rejected.value()).isEqualTo(text);
        assertThat(rejected.column()).isEqualTo("period");
        assertThat(rejected.detail()).isNotBlank();
        assertThat(rejected.period()).isNull();
    }

    @Test
    void theFrequencyMustAgreeWithThePeriod() {
        assertThat(rejected(Rows.comtrade().with(Field.FREQUENCY, "M"), Code.BAD_PERIOD)
                        .detail())
                .isEqualTo("the period is 2022");
    }

    @Test
    void aPeriodThatHasNotEndedIsRejectedWithEverythingElseItSays() {
        Outcome.Rejected rejected = rejected(Rows.comtrade().with(Field.PERIOD, "2024"), Code.OUT_OF_RANGE_PERIOD);
        assertThat(rejected.period()).isEqualTo(Period.year(2024));
        assertThat(rejected.valueUsd()).isEqualTo(14_819_246_516_000L);
    }

    @Test
    void theMonthOfTodayIsAccepted() {
        assertThat(accepted(Rows.comtrade().with(Field.PERIOD, "202403", Field.FREQUENCY, "M"))
                        .period())
                .isEqualTo(Period.month(2024, 3));
    }

    @Test
    void aPeriodBeforeTheFeedBeginsIsRejected() {
        assertThat(rejected(Rows.kazakhstan().with(Field.YEAR, "1994"), Code.OUT_OF_RANGE_PERIOD)
                        .detail())
                .isEqualTo("the feed begins with 1995-01");
    }

    @ParameterizedTest
    @CsvSource({
        "январь, декабрь, 2023, 2023",
        "январь, мая, 2023, 2023-01..2023-05",
        "январь, '', 2023, 2023-01",
        "Январь, МАРТ, 2023, 2023-Q1",
        "'', май, 2023, 2023-01..2023-05",
        "қаңтар, маусым, 2023, 2023-H1",
        "1, 6, 2023, 2023-H1",
        "1月, 2月, 2023, 2023-01..2023-02",
        "January, Feb, 2023, 2023-01..2023-02",
        "'', '', 2022, 2022"
    })
    void titlesNameMonthsInWordsAndNumbers(String month, String toMonth, String year, String label) {
        Outcome outcome = Rows.kazakhstan().with(Map.of(Field.MONTH, month, Field.TO_MONTH, toMonth, Field.YEAR, year));
        assertThat(accepted(outcome).period().label()).isEqualTo(label);
    }

    @Test
    void aMonthThatDoesNotExistIsRejected() {
        assertThat(rejected(Rows.kazakhstan().with(Field.MONTH, "13"), Code.BAD_PERIOD)
                        .detail())
                .isEqualTo("there is no month 13");
        assertThat(rejected(Rows.kazakhstan().with(Field.MONTH, "зима"), Code.BAD_PERIOD)
                        .detail())
                .isEqualTo("'зима' is no month");
        rejected(Rows.kazakhstan().with(Field.MONTH, "май", Field.TO_MONTH, "март"), Code.BAD_PERIOD);
    }

    @Test
    void aRowOutsideTheMonthsTheFileAnnouncesIsRejected() {
        Rows rows = Rows.china().good(Field.YEAR, "2023").good(Field.MONTH, "05");
        accepted(rows.normalise());
        assertThat(rejected(rows.with(Field.PERIOD, "202304"), Code.OUT_OF_RANGE_PERIOD)
                        .detail())
                .isEqualTo("the file says it is about 2023-05");
        accepted(rows.with(Field.PERIOD, "202306", Field.TO_MONTH, "06"));
        accepted(rows.with(Field.PERIOD, ""));
    }

    @Test
    void anOperatorMayWriteTheMonthAsIso() {
        assertThat(accepted(Rows.china().with(Field.PERIOD, "2023-05")).period())
                .isEqualTo(Period.month(2023, 5));
    }
}
