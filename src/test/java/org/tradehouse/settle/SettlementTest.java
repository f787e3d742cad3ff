package org.tradehouse.settle;

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
import org.tradehouse.trade.Field;

class SettlementTest extends LoaderSession {
    private static final Feed COMTRADE = Feeds.in(Path.of("jobs")).named("un-comtrade");
    private static final Feed GACC = Feeds.in(Path.of("jobs")).named("cn-gacc-query-zh");
    private static final Feed BNS = Feeds.in(Path.of("jobs")).named("kz-bns-trade-by-country");

    private StagedRows staged(Feed feed) throws Exception {
        return new StagedRows(connection, feed.name(), LocalDate.of(2024, 1, 1));
    }

    private List<String> settle(Feed feed, StagedRows rows) throws Exception {
        return settle(feed, rows, Map.of());
    }

    /** dataset partner product kind value, sorted. */
    private List<String> settle(Feed feed, StagedRows rows, Map<Field, String> given) throws Exception {
        rows.done();
        Settlement.of(feed).settle(connection, rows.load(given), rows.runId());
        return list("""
                select d.dataset_code || ' ' || a.area_code || ' ' || p.code || ' ' || s.row_kind || ' ' || trim_scale(f.value_usd)
                from stg.figure_%d f join dw.dim_dataset d using (dataset_key) join dw.dim_area a on a.area_key = f.partner_key join dw.dim_product p using (product_key)
                join dw.dim_status s using (status_key) order by 1""".formatted(rows.key()));
    }

    private String counts(StagedRows rows) throws Exception {
        return list("select concat_ws(' ', rows_read, rows_accepted, rows_control_total, rows_excluded, rows_rejected, rows_duplicate) from ops.load where load_key = "
                        + rows.key())
                .get(0);
    }

    @Test
    void worldThatIsTheSumOfItsPartnersIsAControlTotal() throws Exception {
        var rows = staged(COMTRADE)
                .cell("CN", "M", "2022", "W-??", "TOTAL", "100")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "60")
                .cell("CN", "M", "2022", "RU", "TOTAL", "40");
        assertThat(settle(COMTRADE, rows))
                .containsExactly(
                        "UN_COMTRADE/A/HS/TOTAL×country KZ TOTAL leaf 60",
                        "UN_COMTRADE/A/HS/TOTAL×country RU TOTAL leaf 40");
        assertThat(counts(rows)).isEqualTo("3 2 1 0 0 0");
        assertThat(list("select trim_scale(control_usd)::text from ops.load_slice where load_key = " + rows.key()))
                .containsExactly("100");
    }

    @Test
    void worldAloneIsTheFigure() throws Exception {
        var rows = staged(COMTRADE).cell("CN", "M", "2022", "W-??", "252310", "100");
        assertThat(settle(COMTRADE, rows)).containsExactly("UN_COMTRADE/A/HS/6×world W-?? 252310 leaf 100");
        assertThat(list("select scope_code from ops.load_slice join dw.scope using (scope_key) where load_key = "
                        + rows.key()))
                .containsExactly("product=252310");
    }

    @Test
    void aSmallDifferenceIsARoundingResidualAtTheRootOnly() throws Exception {
        var rows = staged(COMTRADE)
                .cell("CN", "M", "2022", "W-??", "TOTAL", "100.001")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "60")
                .cell("CN", "M", "2022", "RU", "TOTAL", "40");
        assertThat(settle(COMTRADE, rows)).contains("UN_COMTRADE/A/HS/TOTAL×country W-?? TOTAL rounding 0.001");
    }

    @Test
    void skippedLevelsAndSuppressedRowsBecomeResidualsAndTheSumIsKept() throws Exception {
        var rows = staged(COMTRADE)
                .cell("CN", "M", "2022", "W-??", "TOTAL", "100")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "100")
                .cell("CN", "M", "2022", "KZ", "10", "70")
                .cell("CN", "M", "2022", "KZ", "100199", "65")
                .cell("CN", "M", "2022", "W-??", "10", "70")
                .cell("CN", "M", "2022", "W-??", "100199", "65");
        assertThat(settle(COMTRADE, rows))
                .containsExactly(
                        "UN_COMTRADE/A/HS/6×country KZ 10 residual 5",
                        "UN_COMTRADE/A/HS/6×country KZ 100199 leaf 65",
                        "UN_COMTRADE/A/HS/6×country KZ TOTAL residual 30");
    }

    @Test
    void marginalsBecomeTwoDatasets() throws Exception {
        var rows = staged(COMTRADE)
                .cell("CN", "M", "2022", "W-??", "TOTAL", "100")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "60")
                .cell("CN", "M", "2022", "RU", "TOTAL", "40")
                .cell("CN", "M", "2022", "W-??", "10", "70")
                .cell("CN", "M", "2022", "W-??", "27", "30");
        assertThat(settle(COMTRADE, rows))
                .containsExactly(
                        "UN_COMTRADE/A/HS/2×world W-?? 10 leaf 70",
                        "UN_COMTRADE/A/HS/2×world W-?? 27 leaf 30",
                        "UN_COMTRADE/A/HS/TOTAL×country KZ TOTAL leaf 60",
                        "UN_COMTRADE/A/HS/TOTAL×country RU TOTAL leaf 40");
        assertThat(counts(rows)).isEqualTo("5 4 1 0 0 0");
    }

    @Test
    void theRowWithAllBreakdownsAtTotalIsTheFigureAndItsDetailsAreExcluded() throws Exception {
        var rows = staged(COMTRADE)
                .cell("CN", "M", "2022", "KZ", "10", "C00", "0", "W-??", "100")
                .cell("CN", "M", "2022", "KZ", "10", "C01", "0", "W-??", "60")
                .cell("CN", "M", "2022", "KZ", "10", "C00", "3200", "W-??", "100");
        assertThat(settle(COMTRADE, rows)).containsExactly("UN_COMTRADE/A/HS/2×country KZ 10 leaf 100");
        assertThat(counts(rows)).isEqualTo("3 1 0 2 0 0");
    }

    @Test
    void withoutATotalRowModesAndSecondPartnersAreSummedButNeverAModeAndItsGroup() throws Exception {
        var rows = staged(COMTRADE)
                .cell("CN", "M", "2022", "KZ", "10", "C00", "3000", "RU", "100")
                .cell("CN", "M", "2022", "KZ", "10", "C00", "3100", "RU", "60")
                .cell("CN", "M", "2022", "KZ", "10", "C00", "1000", "RU", "5")
                .cell("CN", "M", "2022", "KZ", "10", "C00", "0", "UZ", "7")
                .cell("CN", "M", "2022", "KZ", "10", "C00", "2100", "UZ", "7")
                .cell("CN", "M", "2022", "KZ", "10", "C20", "0", "RU", "105");
        assertThat(settle(COMTRADE, rows)).containsExactly("UN_COMTRADE/A/HS/2×country KZ 10 leaf 112");
        assertThat(counts(rows)).isEqualTo("6 3 0 3 0 0");
    }

    @Test
    void aRejectedRowWithAReadableValueIsNeverPartOfAResidual() throws Exception {
        var rows = staged(COMTRADE)
                .cell("CN", "M", "2022", "W-??", "TOTAL", "100")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "60")
                .reject("CN", "M", "2022", "Atlantis", "TOTAL", "40");
        assertThat(settle(COMTRADE, rows)).containsExactly("UN_COMTRADE/A/HS/TOTAL×country KZ TOTAL leaf 60");
        assertThat(list(
                        "select trim_scale(value_usd) || '+' || trim_scale(rejected_usd) || '=' || trim_scale(control_usd) from ops.load_slice where load_key = "
                                + rows.key()))
                .containsExactly("60+40=100");
        assertThat(counts(rows)).isEqualTo("3 1 1 0 1 0");
    }

    @Test
    void anUnknownPartnerAtEveryLevelCountsOnce() throws Exception {
        var rows = staged(COMTRADE)
                .cell("CN", "M", "2022", "W-??", "TOTAL", "100")
                .cell("CN", "M", "2022", "W-??", "10", "100")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "60")
                .cell("CN", "M", "2022", "KZ", "10", "60")
                .reject("CN", "M", "2022", "Atlantis", "TOTAL", "40")
                .reject("CN", "M", "2022", "Atlantis", "10", "40");
        assertThat(settle(COMTRADE, rows)).containsExactly("UN_COMTRADE/A/HS/2×country KZ 10 leaf 60");
        assertThat(list("select trim_scale(rejected_usd)::text from ops.load_slice where load_key = " + rows.key()))
                .containsExactly("40");
    }

    @Test
    void leavesThatExceedTheRootAreHeld() throws Exception {
        var rows = staged(COMTRADE)
                .cell("CN", "M", "2022", "W-??", "TOTAL", "100")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "160");
        assertThat(settle(COMTRADE, rows)).contains("UN_COMTRADE/A/HS/TOTAL×country W-?? TOTAL residual -60");
        assertThat(list("select severity from ops.finding where load_key = " + rows.key()))
                .containsExactly("HOLD");
    }

    @Test
    void theSameMoneyStatedByProductAndByPartnerIsACornerAndNoHold() throws Exception {
        var rows = staged(COMTRADE)
                .cell("CN", "M", "2022", "W-??", "TOTAL", "100")
                .cell("CN", "M", "2022", "W-??", "10", "60")
                .cell("CN", "M", "2022", "W-??", "27", "40")
                .cell("CN", "M", "2022", "KZ", "TOTAL", "60")
                .cell("CN", "M", "2022", "RU", "TOTAL", "40")
                .cell("CN", "M", "2022", "RU", "27", "40");
        assertThat(settle(COMTRADE, rows))
                .containsExactly(
                        "UN_COMTRADE/A/HS/2×country KZ TOTAL leaf 60",
                        "UN_COMTRADE/A/HS/2×country RU 27 leaf 40",
                        "UN_COMTRADE/A/HS/2×country W-?? 10 leaf 60",
                        "UN_COMTRADE/A/HS/2×country W-?? TOTAL residual -60");
        assertThat(list("select severity from ops.finding where load_key = " + rows.key()))
                .containsExactly("FLAG");
    }

    /** World by heading, and a country whose money is stated for a chapter alone. */
    private StagedRows headingsAnd(String chapter) throws Exception {
        return staged(COMTRADE)
                .cell("CN", "M", "2022", "W-??", "TOTAL", "100")
                .cell("CN", "M", "2022", "W-??", "1001", "60")
                .cell("CN", "M", "2022", "W-??", "2701", "40")
                .cell("CN", "M", "2022", "KZ", chapter, "60")
                .cell("CN", "M", "2022", "RU", "27", "40")
                .cell("CN", "M", "2022", "RU", "2701", "40");
    }

    private List<String> severities(StagedRows rows) throws Exception {
        return list("select distinct severity from ops.finding where load_key = " + rows.key());
    }

    @Test
    void theSameMoneyStatedByHeadingAndByPartnerIsACornerToo() throws Exception {
        var rows = headingsAnd("10");
        settle(COMTRADE, rows);
        assertThat(severities(rows)).contains("FLAG").doesNotContain("HOLD");
    }

    @Test
    void headingsOfAnotherChapterDoNotCross() throws Exception {
        var rows = headingsAnd("12");
        settle(COMTRADE, rows);
        assertThat(severities(rows)).contains("HOLD");
    }

    @Test
    void whatDoesNotCrossAndStillExceedsTheRootIsHeld() throws Exception {
        var rows = staged(COMTRADE)
                .cell("CN", "M", "2022", "W-??", "TOTAL", "100")
                .cell("CN", "M", "2022", "W-??", "10", "80")
                .cell("CN", "M", "2022", "KZ", "27", "80")
                .cell("CN", "M", "2022", "RU", "TOTAL", "5");
        settle(COMTRADE, rows);
        assertThat(list("select severity from ops.finding where load_key = " + rows.key()))
                .contains("HOLD");
    }

    @Test
    void everyPartnerAndProductOfAQueryIsAScopeOfItsOwn() throws Exception {
        var rows = staged(GACC)
                .cell("CN", "M", "2023-01", "BR", "12019019", "5")
                .cell("CN", "M", "2023-02", "US", "12019019", "7");
        settle(GACC, rows);
        assertThat(list(
                        "select scope_code || ' ' || from_date || ' ' || row_count from ops.load_slice join dw.scope using (scope_key) where load_key = "
                                + rows.key() + " order by 1"))
                .containsExactly(
                        "partner=BR;product=12019019 2023-01-01 1",
                        "partner=BR;product=12019019 2023-02-01 0",
                        "partner=US;product=12019019 2023-01-01 0",
                        "partner=US;product=12019019 2023-02-01 1");
    }

    @Test
    void theOperatorCanSayThatAFileHoldsAllProducts() throws Exception {
        var rows = staged(GACC)
                .cell("CN", "M", "2023-01", "KZ", "12019019", "5")
                .cell("CN", "M", "2023-01", "KZ", "10019900", "7");
        settle(GACC, rows, Map.of(Field.PRODUCT_SCOPE, "all"));
        assertThat(list(
                        "select scope_code || ' ' || row_count from ops.load_slice join dw.scope using (scope_key) where load_key = "
                                + rows.key()))
                .containsExactly("partner=KZ 2");
    }

    @Test
    void aReporterRegionMakesADatasetOfItsOwn() throws Exception {
        var rows = staged(GACC)
                .cell("CN-XJ", "M", "2023-01", "KZ", "12019019", "5")
                .cell("CN-GD", "M", "2023-01", "KZ", "12019019", "7");
        assertThat(settle(GACC, rows))
                .containsExactly(
                        "CN_GACC_REG/M/HS/8×country KZ 12019019 leaf 5",
                        "CN_GACC_REG/M/HS/8×country KZ 12019019 leaf 7");
    }

    @Test
    void aFigureStatedTwiceRefusesTheFile() throws Exception {
        var rows = staged(GACC)
                .cell("CN", "M", "2023-01", "KZ", "12019019", "5")
                .cell("CN", "M", "2023-01", "KZ", "12019019", "7");
        assertThatThrownBy(() -> settle(GACC, rows))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("row 1 (5.000 USD), row 2 (7.000 USD)")
                .hasMessageContaining("12019019");
    }

    @Test
    void aCalendarYearOfACumulativePublicationIsAYearAndASpan() throws Exception {
        var rows = staged(BNS)
                .cell("KZ", "X", "2022", "W-??", "TOTAL", "60")
                .cell("KZ", "X", "2022", "CN", "TOTAL", "60")
                .cell("KZ", "X", "2023-01..2023-05", "CN", "TOTAL", "25");
        assertThat(settle(BNS, rows))
                .containsExactly(
                        "KZ_BNS/A/HS/TOTAL×country CN TOTAL leaf 60",
                        "KZ_BNS/C/HS/TOTAL×country CN TOTAL leaf 25",
                        "KZ_BNS/C/HS/TOTAL×country CN TOTAL leaf 60");
        assertThat(counts(rows)).isEqualTo("3 2 1 0 0 0");
        assertThat(list("select count(*)::text from ops.load_slice where load_key = " + rows.key()))
                .containsExactly("6");
    }

    @Test
    void subFlowsAreSlicesOfTheirOwn() throws Exception {
        var rows = staged(COMTRADE).cell("CN", "X", "2022", "KZ", "10", "50").cell("CN", "RX", "2022", "KZ", "10", "5");
        assertThat(settle(COMTRADE, rows)).hasSize(2);
        assertThat(list("select count(distinct flow_key)::text from ops.load_slice where load_key = " + rows.key()))
                .containsExactly("2");
    }
}
