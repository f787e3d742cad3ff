package org.tradehouse.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradehouse.read.Reading.feed;
import static org.tradehouse.read.Reading.sample;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;

/** Facts counted in the publishers' own files. */
class RealFilesTest {
    @ParameterizedTest
    @CsvSource({
        "cn-gacc-query-zh, gacc/gacc_zh_2023.csv, 40, 402526956940",
        "cn-gacc-query-zh, gacc/gacc_zh_soy_2024_import.csv, 36, 359701179444",
        "cn-gacc-query-zh, gacc/gacc_zh_soy_2024_export.csv, 29, 5409809",
        "un-comtrade-legacy, comtrade-legacy/comtrade_252310_X_M_W00_1988_2020.csv, 16183, 202623077291",
        "un-comtrade-legacy, comtrade-legacy/comtrade_871200_all_reporters.csv, 1302, 68018685847",
        "un-comtrade-legacy, comtrade-legacy/comtrade_S4_CHN_DEU_JPN_2010_2014.csv, 3184, 7712633946669",
        "un-comtrade-2012, comtrade-bulk2012/h3_china_india.csv, 8739, 234756428234",
    })
    void everyRowIsReadAndValuesAddUp(String feed, String file, int rows, String value) {
        Reading reading = Reading.of(feed(feed), sample(file));
        assertThat(reading.rows()).hasSize(rows).allMatch(it -> it.defect() == null);
        assertThat(reading.sum(Field.VALUE).toPlainString()).isEqualTo(value);
        assertThat(reading.findings()).isEmpty();
    }

    @Test
    void comtradeWebExportHasOneBlankCellMoreThanItsHeader() {
        Reading reading = Reading.of(feed("un-comtrade"), sample("comtrade-new/TradeData_totals_CHN_DEU_USA_2022.csv"));
        assertThat(reading.rows()).hasSize(1_352).allMatch(it -> it.defect() == null);
        assertThat(reading.findings()).isEmpty();
        assertThat(reading.row(partner("0")).text(Field.VALUE)).isEqualTo("2715997517261");
        assertThat(reading.rows()).anyMatch(it -> it.raw().contains("Türkiye"));
    }

    @Test
    void shortLegacyLayoutHasNoPeriodColumnAndTakesTheYear() {
        Reading reading =
                Reading.of(feed("un-comtrade-legacy"), sample("comtrade-legacy/comtrade_short12_USA_CHN_2017.csv"));
        SourceRow first = reading.rows().get(0);
        assertThat(first.text(Field.PERIOD)).isEqualTo("2017");
        assertThat(first.text(Field.PRODUCT)).isEqualTo("1");
        assertThat(first.isNumber(Field.PRODUCT)).isFalse();
    }

    @Test
    void flowAndCurrencyOfChinaCustomsComeFromFileNameAndHeader() {
        Reading reading = Reading.of(feed("cn-gacc-query-zh"), sample("gacc/gacc_zh_soy_2024_import.csv"));
        assertThat(reading.attributes())
                .containsEntry(Field.FLOW, "import")
                .containsEntry(Field.CURRENCY, "人民币")
                .doesNotContainKey(Field.YEAR);
        SourceRow first = reading.rows().get(0);
        assertThat(first.row()).isEqualTo(2);
        assertThat(first.text(Field.PERIOD)).isEqualTo("202401");
        assertThat(first.text(Field.UNIT)).isEqualTo("千克");
        assertThat(first.text(Field.UNIT2)).isEqualTo("?");
    }

    @Test
    void nameOfAnEnglishExportSaysFlowAndMonth() {
        Reading reading = Reading.of(feed("cn-gacc-query-en"), sample("gacc/e210201810.csv"));
        assertThat(reading.attributes())
                .containsEntry(Field.FLOW, "e")
                .containsEntry(Field.YEAR, "2018")
                .containsEntry(Field.MONTH, "10")
                .containsEntry(Field.CURRENCY, "US dollar");
        assertThat(reading.rows()).extracting(it -> it.text(Field.VALUE)).startsWith("345", "1,161", "683");
    }

    @Test
    void rowsWithoutAHeaderAreRefusedWhereTheFeedExpectsOne() {
        Path file = sample("gacc/gacc_en_usa_201901_import_noheader.csv");
        assertThatThrownBy(() -> Reading.of(feed("cn-gacc-query-en"), file))
                .isInstanceOfSatisfying(
                        LoadException.class, it -> assertThat(it.code()).isEqualTo("TH-1020"))
                .hasMessageContaining("no header");
    }

    @Test
    void rowsWithoutAHeaderAreReadByDeclaredNames() {
        Reading reading = Reading.of(
                FeedOf.headerless(feed("cn-gacc-query-en")),
                sample("gacc/gacc_en_usa_201901_import_noheader.csv"),
                Map.of(Field.FLOW, "import"));
        assertThat(reading.rows()).hasSize(11_419).allMatch(it -> it.defect() == null);
        assertThat(reading.sum(Field.VALUE).toPlainString()).isEqualTo("9211213264");
        assertThat(reading.blocks()).hasSize(3);
        assertThat(reading.rows())
                .filteredOn(it -> it.text(Field.UNIT2).equals("—"))
                .hasSize(8_225);
    }

    @ParameterizedTest
    @CsvSource({
        "2019, 12_2019, 543, 73, 14792492.52227, 8003866.69343, 6788625.82884",
        "2019, 12_2018, 529, 74, 11691670, 6307476.4, 5384193.6",
        "2020, 12_2020, 504, 72, 15798567.63427, 9420579.06064, 6377988.57363",
        "2020, 12_2019, 543, 73, 14792492.52227, 8003866.69343, 6788625.82884",
        "2023, 2022, 575, 77, 24203945.2083, 13060205.47911, 11143739.72919",
        "2023, 2023, 575, 76, 30055389.61232, 14666158.3001, 15389231.31222",
    })
    void filledCellsOfTheThreeMeasuresAreRows(
            String edition, String sheet, int cells, int row, String turnover, String exports, String imports) {
        Reading reading = Reading.of(
                feed("kz-bns-trade-by-country"), sample("kz-bns/bns_trade_by_country_%s.xls".formatted(edition)));
        List<SourceRow> rows = reading.rows().stream()
                .filter(it -> it.part().sheet().equals(sheet))
                .toList();
        assertThat(reading.findings()).isEmpty();
        assertThat(rows).allMatch(it -> it.isNumber(Field.VALUE));
        List<SourceRow> china = rows.stream().filter(partner("Китай")).toList();
        assertThat(china).extracting(it -> it.text(Field.VALUE)).containsExactly(turnover, exports, imports);
        assertThat(china).extracting(it -> it.text(Field.MEASURE)).containsExactly("turnover", "", "");
        assertThat(china).extracting(it -> it.text(Field.FLOW)).containsExactly("", "X", "M");
        assertThat(china).extracting(SourceRow::row).containsOnly(row);
        assertThat(rows.size()).isEqualTo(cells);
    }

    @Test
    void yearOfABnsSheetComesFromItsNameAndTitleAndTheCoverDatesTheEdition() {
        Reading reading = Reading.of(feed("kz-bns-trade-by-country"), sample("kz-bns/bns_trade_by_country_2023.xls"));
        assertThat(reading.attributes())
                .containsEntry(Field.EDITION_DATE, "25.07.2024")
                .containsEntry(Field.PRODUCT, "TOTAL")
                .doesNotContainKey(Field.YEAR);
        assertThat(reading.rows()).extracting(it -> it.text(Field.YEAR)).containsOnly("2022", "2023");
        assertThat(reading.rows()).extracting(it -> it.text(Field.MONTH)).containsOnly("");
    }

    @Test
    void monthsOfACumulativeTitleAreKept() {
        Reading reading = Reading.of(feed("kz-bns-trade-by-country"), sample("kz-bns/bns_trade_by_country_2019.xls"));
        assertThat(reading.attributes()).containsEntry(Field.MONTH, "январь").containsEntry(Field.TO_MONTH, "декабрь");
    }

    private static Predicate<SourceRow> partner(String name) {
        return it -> it.text(Field.PARTNER).equals(name);
    }
}
