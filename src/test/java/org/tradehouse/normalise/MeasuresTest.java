package org.tradehouse.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradehouse.normalise.Outcomes.accepted;
import static org.tradehouse.normalise.Outcomes.rejected;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradehouse.load.Code;
import org.tradehouse.load.Outcome;
import org.tradehouse.reference.Rates;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Status;
import org.tradehouse.trade.TradeRecord;

/** Money, weights and quantities. */
class MeasuresTest {
    @Test
    void threeDecimalsOfADollarAreKept() {
        assertThat(accepted(Rows.comtrade().with(Field.VALUE, "1588852981506.719"))
                        .valueUsd())
                .isEqualTo(1_588_852_981_506_719L);
    }

    @ParameterizedTest
    @CsvSource({
        "-, NOT_A_NUMBER",
        "'1.588.852', NOT_A_NUMBER",
        "1.12339E+11, SCIENTIFIC",
        "-5, NEGATIVE",
        "'', MISSING_VALUE",
        "99999999999999999, TOO_LARGE"
    })
    void aValueThatIsNoneIsRejected(String text, Code code) {
        Outcome.Rejected rejected = rejected(Rows.comtrade().with(Field.VALUE, text), code);
        assertThat(rejected.column()).isEqualTo("primaryValue");
        assertThat(rejected.value()).isEqualTo(text);
        assertThat(rejected.valueUsd()).isEqualTo(Amount.MISSING);
        assertThat(rejected.partner()).isNotNull();
    }

    @Test
    void zeroIsAFigure() {
        assertThat(accepted(Rows.comtrade().with(Field.VALUE, "0")).valueUsd()).isZero();
    }

    @Test
    void thousandDollarsBecomeDollars() {
        TradeRecord trade = accepted(Rows.kazakhstan().normalise());
        assertThat(Amount.decimal(trade.valueUsd())).isEqualByComparingTo(new BigDecimal("14666158300.1"));
        assertThat(trade.valueNational()).isEqualTo(Amount.MISSING);
        assertThat(trade.currency()).isEmpty();
        assertThat(trade.status()).isEqualTo(Status.NORMAL);
    }

    @Test
    void aWideTableNamesTheColumnOfTheCell() {
        assertThat(rejected(Rows.kazakhstan().with(Field.VALUE, "х"), Code.NOT_A_NUMBER)
                        .column())
                .isEqualTo("Экспорт всего");
    }

    @Test
    void yuanAreConvertedAtTheMeanRateOfTheMonthAndKept() {
        Rows rows = Rows.china().good(Field.PERIOD, "202001");
        TradeRecord trade = accepted(rows.normalise());
        assertThat(trade.valueNational()).isEqualTo(3_451_000_000L);
        assertThat(trade.currency()).isEqualTo("CNY");
        assertThat(trade.status().usdDerived()).isTrue();
        BigDecimal rate = Rates.seeded().perUsd("ECB", "CNY", YearMonth.of(2020, 1));
        assertThat(Amount.decimal(trade.valueUsd()))
                .isEqualByComparingTo(new BigDecimal("3451000").divide(rate, 3, RoundingMode.HALF_UP));
    }

    @Test
    void declaredDollarsStayAsTheyAre() {
        TradeRecord trade = accepted(Rows.china().with(Field.CURRENCY, "美元"));
        assertThat(trade.valueUsd()).isEqualTo(3_451_000_000L);
        assertThat(trade.valueNational()).isEqualTo(Amount.MISSING);
        assertThat(trade.status().usdDerived()).isFalse();
    }

    @Test
    void aMonthWithoutRateIsRejectedByItself() {
        Outcome.Rejected rejected = rejected(Rows.china().with(Field.PERIOD, "199801"), Code.NO_RATE);
        assertThat(rejected.detail()).isEqualTo("no rate for 1998-01");
        assertThat(rejected.valueUsd()).isEqualTo(Amount.MISSING);
    }

    @Test
    void noRateHoldsForMoreThanAMonth() {
        Rows rows = Rows.china().good(Field.PERIOD, "").good(Field.YEAR, "2023");
        assertThat(rejected(rows.normalise(), Code.NO_RATE).detail())
                .isEqualTo("2023 is longer than the month a rate holds for");
    }

    @Test
    void anUnknownCurrencyIsRejected() {
        rejected(Rows.china().with(Field.CURRENCY, "金"), Code.UNKNOWN_CURRENCY);
        rejected(Rows.china().with(Field.CURRENCY, ""), Code.UNKNOWN_CURRENCY);
    }

    @Test
    void theRowItselfSaysItsValuation() {
        Rows rows = Rows.comtrade();
        assertThat(accepted(rows.normalise()).terms().valuation()).isEqualTo("CIF");
        assertThat(accepted(rows.with(Field.FLOW, "X")).terms().valuation()).isEqualTo("FOB");
        assertThat(accepted(rows.with(Field.FOB, "14819246516")).terms().valuation())
                .isEqualTo("FOB");
        TradeRecord both = accepted(rows.with(Field.FOB, "14819246516", Field.CIF, "14819246516"));
        assertThat(both.terms().valuation()).isEqualTo("CIF");
        assertThat(both.fobUsd()).isEqualTo(both.cifUsd()).isEqualTo(both.valueUsd());
    }

    @Test
    void kilogramsAreNetWeightAndNoQuantity() {
        TradeRecord trade = accepted(Rows.china().with(Field.PERIOD, "202301"));
        assertThat(trade.netWeightKg()).isEqualTo(1_250_000_000L);
        assertThat(trade.quantity()).isEqualTo(Amount.MISSING);
        assertThat(trade.unit()).isEmpty();
    }

    @Test
    void theWeightMayStandInEitherColumn() {
        TradeRecord trade = accepted(Rows.china()
                .with(Map.of(Field.QUANTITY, "8000", Field.UNIT, "个", Field.QUANTITY2, "790", Field.UNIT2, "千克")));
        assertThat(trade.netWeightKg()).isEqualTo(790_000);
        assertThat(trade.quantity()).isEqualTo(8_000_000);
        assertThat(trade.unit()).isEqualTo("NO");
        assertThat(trade.quantity2()).isEqualTo(Amount.MISSING);
    }

    @Test
    void gramsAndTonnesBecomeKilograms() {
        assertThat(accepted(english("1500", "Gram")).netWeightKg()).isEqualTo(1_500);
        assertThat(accepted(Rows.comtrade().with(Field.QUANTITY, "2.5", Field.UNIT, "21"))
                        .netWeightKg())
                .isEqualTo(2_500_000);
    }

    @Test
    void twoUnitsThatAreNoWeightsAreBothKept() {
        TradeRecord trade = accepted(english(
                Map.of(Field.QUANTITY, "3", Field.UNIT, "Pair", Field.QUANTITY2, "12", Field.UNIT2, "Square Metre")));
        assertThat(trade.unit()).isEqualTo("PR");
        assertThat(trade.quantity2()).isEqualTo(12_000);
        assertThat(trade.unit2()).isEqualTo("M2");
        assertThat(trade.netWeightKg()).isEqualTo(Amount.MISSING);
    }

    @Test
    void dozensBecomePieces() {
        TradeRecord trade = accepted(Rows.comtrade().with(Field.QUANTITY, "3", Field.UNIT, "11"));
        assertThat(trade.quantity()).isEqualTo(36_000);
        assertThat(trade.unit()).isEqualTo("NO");
    }

    @Test
    void aColumnOfNetWeightsWins() {
        Rows rows = Rows.comtrade().good(Field.QUANTITY, "839062").good(Field.UNIT, "8");
        assertThat(accepted(rows.with(Field.NET_WEIGHT, "839000")).netWeightKg())
                .isEqualTo(839_000_000L);
        assertThat(accepted(rows.with(Field.NET_WEIGHT, "")).netWeightKg()).isEqualTo(839_062_000L);
    }

    @Test
    void aZeroWithoutUnitIsNoQuantity() {
        TradeRecord trade = accepted(Rows.comtrade().with(Field.VALUE, "0", Field.NET_WEIGHT, "0"));
        assertThat(trade.quantity()).isEqualTo(Amount.MISSING);
        assertThat(trade.unit()).isEmpty();
        assertThat(trade.netWeightKg()).isEqualTo(Amount.MISSING);
    }

    @Test
    void aQuantityOfZeroBesideAValueIsMissing() {
        assertThat(accepted(Rows.comtrade().with(Field.QUANTITY, "0", Field.UNIT, "5"))
                        .quantity())
                .isEqualTo(Amount.MISSING);
        assertThat(accepted(Rows.comtrade().with(Map.of(Field.QUANTITY, "0", Field.UNIT, "5", Field.VALUE, "0")))
                        .quantity())
                .isZero();
    }

    @Test
    void aWeightOfZeroBesideALargeValueOrQuantityIsMissing() {
        Rows small = Rows.comtrade().good(Field.UNIT, "5").good(Field.NET_WEIGHT, "0");
        assertThat(accepted(small.with(Field.QUANTITY, "2", Field.VALUE, "1000"))
                        .netWeightKg())
                .isZero();
        assertThat(accepted(small.with(Field.QUANTITY, "2", Field.VALUE, "1001"))
                        .netWeightKg())
                .isEqualTo(Amount.MISSING);
        assertThat(accepted(small.with(Field.QUANTITY, "10", Field.VALUE, "10")).netWeightKg())
                .isEqualTo(Amount.MISSING);
        assertThat(accepted(small.with(Field.QUANTITY, "101", Field.VALUE, "1")).netWeightKg())
                .isEqualTo(Amount.MISSING);
    }

    @Test
    void anUnknownUnitIsRejected() {
        Outcome.Rejected rejected = rejected(Rows.china().with(Field.UNIT, "马力"), Code.UNKNOWN_UNIT);
        assertThat(rejected.column()).isEqualTo("第一计量单位");
        assertThat(rejected.value()).isEqualTo("马力");
    }

    @Test
    void negativeQuantitiesAndWeightsAreRejected() {
        rejected(Rows.comtrade().with(Field.NET_WEIGHT, "-1"), Code.NEGATIVE);
        rejected(Rows.comtrade().with(Field.QUANTITY, "-1"), Code.NEGATIVE);
        rejected(Rows.comtrade().with(Field.CIF, "-1"), Code.NEGATIVE);
    }

    @Test
    void aQuantityThatOutgrowsAFigureIsRejected() {
        rejected(Rows.comtrade().with(Field.QUANTITY, "9007199254740993", Field.UNIT, "11"), Code.TOO_LARGE);
    }

    @Test
    void estimatesAreFlaggedAsThePublisherFlagsThem() {
        Rows rows =
                Rows.comtrade().good(Field.QUANTITY, "5").good(Field.UNIT, "5").good(Field.NET_WEIGHT, "7");
        Status status = accepted(rows.with(Field.NET_WEIGHT_ESTIMATED, "TRUE", Field.QUANTITY_ESTIMATED, "0"))
                .status();
        assertThat(status.netWeightEstimated()).isTrue();
        assertThat(status.quantityEstimated()).isFalse();
        assertThat(accepted(rows.with(Field.NET_WEIGHT_ESTIMATED, "false")).status())
                .isEqualTo(Status.NORMAL);
    }

    @ParameterizedTest
    @CsvSource({"0, false, false", "2, true, false", "4, false, true", "6, true, true", "'', false, false"})
    void legacyComtradeHasOneFlagForBoth(String flag, boolean quantity, boolean weight) {
        Rows rows = new Rows(Rows.feed("un/un-comtrade-2012.yaml"))
                .good(Field.PERIOD, "2010")
                .good(Field.REPORTER, "699")
                .good(Field.FLOW, "1")
                .good(Field.PARTNER, "156")
                .good(Field.EDITION, "H3")
                .good(Field.PRODUCT, "010690")
                .good(Field.UNIT, "5")
                .good(Field.QUANTITY, "514")
                .good(Field.NET_WEIGHT, "20")
                .good(Field.VALUE, "453360");
        Status status = accepted(rows.with(Field.ESTIMATION, flag)).status();
        assertThat(status.quantityEstimated()).isEqualTo(quantity);
        assertThat(status.netWeightEstimated()).isEqualTo(weight);
    }

    private static Outcome english(String quantity, String unit) {
        return english(Map.of(Field.QUANTITY, quantity, Field.UNIT, unit));
    }

    private static Outcome english(Map<Field, String> goods) {
        return new Rows(Rows.feed("cn/cn-gacc-query-en.yaml"))
                .good(Field.PERIOD, "201901")
                .good(Field.FLOW, "import")
                .good(Field.PARTNER, "502")
                .good(Field.PRODUCT, "71131100")
                .good(Field.QUANTITY2, "—")
                .good(Field.UNIT2, "—")
                .good(Field.CURRENCY, "US dollar")
                .good(Field.VALUE, "12,345")
                .with(goods);
    }
}
