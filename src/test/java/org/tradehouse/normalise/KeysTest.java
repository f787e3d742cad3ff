package org.tradehouse.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tradehouse.normalise.Outcomes.accepted;
import static org.tradehouse.normalise.Outcomes.rejected;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.load.Code;
import org.tradehouse.load.Outcome;
import org.tradehouse.trade.Area;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Product;
import org.tradehouse.trade.TradeRecord;

/** Flow, areas, product and terms: what a figure is about. */
class KeysTest {
    @ParameterizedTest
    @CsvSource({"import, M", "进口, M", "EXPORT, X", "出口, X", "M, M", "x, X", "RX, RX"})
    void flowsAreTheFeedsWordsOrOurLetters(String text, Flow flow) {
        assertThat(accepted(Rows.china().with(Field.FLOW, text)).flow()).isEqualTo(flow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "transit", "进出口"})
    void anUnknownFlowIsNeverGuessed(String text) {
        Outcome.Rejected rejected = rejected(Rows.china().with(Field.FLOW, text), Code.UNKNOWN_FLOW);
        assertThat(rejected.column()).isEqualTo("flow");
        assertThat(rejected.flow()).isNull();
    }

    @Test
    void codesAreTrimmedBeforeTheyAreLookedUp() {
        TradeRecord trade = accepted(Rows.comtrade().with(Field.PARTNER, "398 ", Field.REPORTER, "\u00a0156"));
        assertThat(trade.partner().code()).isEqualTo("KZ");
        assertThat(trade.reporter().code()).isEqualTo("CN");
    }

    @Test
    void aRowWithoutSecondPartnerIsNotBrokenDownByIt() {
        assertThat(accepted(Rows.comtrade().with(Field.PARTNER2, "")).partner2())
                .isEqualTo(Area.WORLD);
        assertThat(accepted(Rows.comtrade().with(Field.PARTNER2, "643"))
                        .partner2()
                        .code())
                .isEqualTo("RU");
        assertThat(accepted(Rows.china().normalise()).partner2()).isEqualTo(Area.WORLD);
    }

    @Test
    void theTopOfThePartnersIsWorld() {
        assertThat(accepted(Rows.comtrade().with(Field.PARTNER, "0")).partner()).isEqualTo(Area.WORLD);
    }

    @Test
    void anUnknownPartnerKeepsItsValueAndOtherKeysForTheControlTotals() {
        Outcome.Rejected rejected = rejected(Rows.kazakhstan().with(Field.PARTNER, "Кetай"), Code.UNKNOWN_AREA);
        assertThat(rejected.value()).isEqualTo("Кetай");
        assertThat(rejected.column()).isEqualTo("Наименование области");
        assertThat(rejected.valueUsd()).isEqualTo(14_666_158_300_100L);
        assertThat(rejected.flow()).isEqualTo(Flow.X);
        assertThat(rejected.reporter()).isNotNull();
        assertThat(rejected.product()).isEqualTo(Product.total("HS"));
        assertThat(rejected.partner()).isNull();
    }

    @Test
    void aMisspeltNameGetsASuggestion() {
        Outcome.Rejected rejected = rejected(Rows.kazakhstan().with(Field.PARTNER, "Казахстанн"), Code.UNKNOWN_AREA);
        assertThat(rejected.suggestion()).isEqualTo("KZ");
        assertThat(rejected.suggestionScore()).isGreaterThan(0.8);
        assertThat(rejected.detail()).startsWith("nearest is KZ (Kazakhstan), ").endsWith(" % alike");
    }

    @Test
    void lookAlikeLettersAndCaseMakeNoOtherCountry() {
        assertThat(accepted(Rows.kazakhstan().with(Field.PARTNER, " китaй "))
                        .partner()
                        .code())
                .isEqualTo("CN");
    }

    @Test
    void aBlankPartnerIsRejected() {
        assertThat(rejected(Rows.comtrade().with(Field.PARTNER, " "), Code.UNKNOWN_AREA)
                        .detail())
                .isEqualTo("the cell is blank");
    }

    @Test
    void aCountryThatHasEndedIsRejectedWithItsSuccessors() {
        Outcome.Rejected rejected =
                rejected(Rows.comtrade().with(Field.PARTNER, "810", Field.PRODUCT, "TOTAL"), Code.OUT_OF_LIFE);
        assertThat(rejected.detail()).contains("2022");
        assertThat(rejected.partner()).isNotNull();
        accepted(Rows.comtrade().with(Field.PARTNER, "810", Field.PERIOD, "1990"));
    }

    @Test
    void theRegionOfTheReporterStandsForTheReporter() {
        Rows rows = Rows.china().good(Field.REPORTER_REGION, "65");
        TradeRecord trade = accepted(rows.normalise());
        assertThat(trade.reporter().code()).isEqualTo("CN-XJ");
        assertThat(trade.reporter().countryCode()).isEqualTo("CN");
        assertThat(rejected(rows.with(Field.REPORTER_REGION, "99"), Code.UNKNOWN_REGION)
                        .column())
                .isEqualTo("注册地编码");
        rejected(rows.with(Field.REPORTER_REGION, ""), Code.UNKNOWN_REGION);
    }

    @Test
    void withoutAColumnOfRegionsTheReporterIsTheCountry() {
        assertThat(accepted(Rows.china().normalise()).reporter().code()).isEqualTo("CN");
    }

    @Test
    void productsCarryTheirEdition() {
        assertThat(accepted(Rows.comtrade().with(Field.PRODUCT, " 010121 ")).product())
                .isEqualTo(new Product("HS", "H6", "010121"));
        assertThat(accepted(Rows.comtrade().with(Field.PRODUCT, "0", Field.EDITION, "S4"))
                        .product())
                .isEqualTo(new Product("SITC", "S4", "0"));
        assertThat(accepted(Rows.china().normalise()).product()).isEqualTo(new Product("HS", "H6", "10019900"));
        assertThat(accepted(Rows.china().with(Field.PERIOD, "202112")).product().edition())
                .isEqualTo("H5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOTAL", "Total", "total"})
    void totalIsTheSameProductInEveryEdition(String text) {
        assertThat(accepted(Rows.comtrade().with(Field.PRODUCT, text)).product())
                .isEqualTo(Product.total("HS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999AA", "XXXXXX", "27XX", "9999", "98"})
    void specialAndConfidentialCodesAreKept(String code) {
        assertThat(accepted(Rows.comtrade().with(Field.PRODUCT, code)).product().code())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "01012", "0101.21", "ALL", "", "AG2", "12345678901"})
    void whatIsNoCodeIsRejected(String code) {
        assertThat(rejected(Rows.comtrade().with(Field.PRODUCT, code), Code.UNKNOWN_PRODUCT)
                        .column())
                .isEqualTo("cmdCode");
    }

    @Test
    void aLostLeadingZeroIsNamedAndNotGuessedInText() {
        assertThat(rejected(Rows.comtrade().with(Field.PRODUCT, "1"), Code.UNKNOWN_PRODUCT)
                        .detail())
                .contains("is the leading zero lost?");
    }

    @Test
    void aCodeInScientificNotationIsRejected() {
        rejected(Rows.comtrade().with(Field.PRODUCT, "1.01E+05"), Code.SCIENTIFIC);
    }

    @Test
    void anUnknownEditionIsRejected() {
        Outcome.Rejected rejected =
                rejected(Rows.comtrade().with(Field.EDITION, "EB10", Field.PRODUCT, "0101"), Code.UNKNOWN_EDITION);
        assertThat(rejected.column()).isEqualTo("classificationCode");
        assertThat(rejected.value()).isEqualTo("EB10");
        assertThat(rejected.product()).isNull();
    }

    @Test
    void theEditionInForceNeedsAPeriod() {
        rejected(Rows.china().with(Field.PERIOD, "202399"), Code.BAD_PERIOD);
    }

    @Test
    void breakdownsAreTotalWhereTheRowNamesNone() {
        TradeRecord trade = accepted(Rows.china().normalise());
        assertThat(trade.terms().procedure()).isEqualTo("C00");
        assertThat(trade.terms().transport()).isEqualTo("0");
        assertThat(trade.supply()).isEqualTo("0");
        assertThat(accepted(Rows.comtrade().with(Field.TRANSPORT, "-1", Field.SUPPLY, "-1"))
                        .terms()
                        .transport())
                .isEqualTo("0");
    }

    @Test
    void procedureNamesAreKeptUpToTheirLength() {
        Rows rows = Rows.china().good(Field.PROCEDURE, "19").good(Field.PROCEDURE_NAME, "边".repeat(200));
        assertThat(accepted(rows.normalise()).terms().procedure()).isEqualTo("19");
        assertThat(accepted(rows.normalise()).terms().procedureName()).hasSize(120);
        rejected(rows.with(Field.PROCEDURE, "一般贸易方式"), Code.UNKNOWN_PROCEDURE);
    }
}
