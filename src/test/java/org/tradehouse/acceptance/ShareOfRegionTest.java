package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The share of Xinjiang as semantics 8.1 says: the same months and editions above and below the line, else none. */
class ShareOfRegionTest {
    private static final String REGIONS = "CN_GACC_REG/M/HS/8×country";
    private static final String COUNTRY = "CN_GACC/M/HS/8×country";
    private static final String EARLY = "2024-01-31";
    private static final String LATE = "2024-03-31";
    private static final Star STAR = new Star();

    @BeforeAll
    static void fill() {
        STAR.dataset(REGIONS, "China customs", "region", 1).dataset(COUNTRY, "China customs", "country", 1);
        provinces("2022-01", 30, 10, 5, 5);
        country("2022-01", EARLY, 35, 25);
        provinces("2022-02", 30, 10, 5, 5);
        country("2022-02", LATE, 35, 25);
        provinces("2022-03", 30, 10, 5, 5);
        all31("2022-04");
        STAR.slice(REGIONS, "CN", "X", "2022-05");
        cell("CN-XJ", "X", "2022-05", 7);
        provinces("2023-01", 30, 10, 5, 5);
        country("2023-01", EARLY, 35, 25);
        provinces("2023-02", 10, 10, 0, 0);
        country("2023-02", EARLY, 10, 30);
        provinces("2024-01", 30, 10, 5, 5);
        STAR.slice(COUNTRY, "CN", "X", "2024-01", "product=8517", EARLY).cell("KZ", "85171300", 1000);
        STAR.slice(COUNTRY, "CN", "M", "2024-01", "product=8517", EARLY).cell("KZ", "85171300", 1000);
    }

    private static void provinces(String month, long xjX, long xjM, long gdX, long gdM) {
        cell("CN-XJ", "X", month, xjX);
        cell("CN-XJ", "M", month, xjM);
        if (gdX > 0) {
            cell("CN-GD", "X", month, gdX);
            cell("CN-GD", "M", month, gdM);
        }
    }

    private static void all31(String month) {
        for (String region : STAR.ask("select area_code from dw.dim_area where area_code like 'CN-__'")) {
            cell(region, "X", month, region.equals("CN-XJ") ? 70 : 1);
        }
        STAR.slice(REGIONS, "CN", "M", month);
    }

    private static void cell(String region, String flow, String month, long usd) {
        STAR.slice(REGIONS, region, flow, month).cell("KZ", "85171300", usd);
    }

    private static void country(String month, String edition, long exports, long imports) {
        STAR.slice(COUNTRY, "CN", "X", month, "all", edition).cell("KZ", "85171300", exports);
        STAR.slice(COUNTRY, "CN", "M", month, "all", edition).cell("KZ", "85171300", imports);
    }

    @AfterAll
    static void drop() {
        STAR.close();
    }

    @Test
    void aShareNeedsTheCountryFileOfTheSameMonthAndEditionOrAllProvinces() {
        assertThat(STAR.ask("""
                select month_label, region_usd, denominator, denominator_usd, round(share_pct, 2), round(coverage_pct, 2), why_null from mart.share_of_region_month
                where dataset_code = '%s' and region_code = 'CN-XJ' and partner_code = 'KZ' and (year_no = 2022 or year_no = 2024) order by 1""".formatted(REGIONS)))
                .containsExactly(
                        "2022-01|40|country file|60|66.67|83.33|",
                        "2022-02|40|||||the country file is of another edition",
                        "2022-03|40|||||no country file for this period, and 2 of 31 regions",
                        "2022-04|70|all regions|100|70||",
                        "2022-05||||||a flow is not covered",
                        "2024-01|40|||||no country file for this period, and 2 of 31 regions");
    }

    @Test
    void aYearWithOneMonthThatHasNoDenominatorHasNoShare() {
        assertThat(STAR.ask("""
                select year_no, periods, complete, region_usd, denominator, round(share_pct, 2), round(coverage_pct, 2), why_null is null, label from mart.share_of_region
                where dataset_code = '%s' and region_code = 'CN-XJ' and partner_code = 'KZ' and year_no < 2024 order by 1""".formatted(REGIONS)))
                .containsExactly(
                        "2022|5|false|||||false|by place of registration of the trading firm, per China customs",
                        "2023|2|false|60|country file|60|70|true|by place of registration of the trading firm, per China customs");
    }

    @Test
    void aProvinceWithoutTradeHasAShareOfZero() {
        assertThat(STAR.ask(
                        "select region_usd, share_pct from mart.share_of_region where dataset_code = '%s' and region_code = 'CN-TJ' and year_no = 2023"
                                .formatted(REGIONS)))
                .containsExactly("0|0");
    }
}
