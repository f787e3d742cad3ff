package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Concentration, mirror, unit values, comparative advantage and the calendar of coverage, against figures computed by hand. */
class IndicatorsTest {
    private static final String TOTALS = "KZ_BNS/A/HS/TOTAL×country";
    private static final String MONTHS = "KZ_BNS/M/HS/TOTAL×country";
    private static final String GOODS = "UN_COMTRADE/A/HS/6×country";
    private static final String MONTHLY_GOODS = "CN_GACC/M/HS/8×country";
    private static final Star STAR = new Star();

    @BeforeAll
    static void fill() {
        STAR.dataset(TOTALS).dataset(MONTHS).dataset(GOODS).dataset(MONTHLY_GOODS);
        STAR.slice(TOTALS, "KZ", "X", "2022")
                .cell("CN", "TOTAL", 60)
                .cell("UZ", "TOTAL", 40)
                .cell("W-??", "TOTAL", 25)
                .cell("KZ", "TOTAL", 75);
        STAR.slice(TOTALS, "KZ", "M", "2022").cell("CN", "TOTAL", 10);
        STAR.slice(MONTHS, "KZ", "X", "2022-01").cell("CN", "TOTAL", 60);
        STAR.slice(MONTHS, "KZ", "M", "2022-01").cell("CN", "TOTAL", 60);
        STAR.slice(MONTHS, "KZ", "X", "2022-02").cell("CN", "TOTAL", 60);
        STAR.slice(MONTHS, "KZ", "M", "2022-03");
        STAR.slice(MONTHS, "KZ", "X", "2022-03");
        STAR.slice(MONTHS, "KZ", "X", "2022-05", "partner=CN", "2024-01-31").cell("CN", "TOTAL", 1);
        STAR.slice(MONTHS, "KZ", "M", "2022-05", "partner=CN", "2024-01-31").cell("CN", "TOTAL", 1);
        mirror();
        world();
        unitValues();
    }

    /** China says 66 of Kazakhstan's 60; Uzbekistan nothing of its 40; Kazakhstan nothing of China's 7 from it in 2023. */
    private static void mirror() {
        STAR.slice(GOODS, "CN", "M", "2022").cell("KZ", "270900", 46).cell("KZ", "070190", 20);
        STAR.slice(GOODS, "UZ", "M", "2022");
        STAR.slice(TOTALS, "KZ", "X", "2023");
        STAR.slice(GOODS, "CN", "M", "2023").cell("KZ", "270900", 7);
        STAR.slice(TOTALS, "KZ", "X", "2024").cell("CN", "TOTAL", 5);
        STAR.slice(GOODS, "KZ", "X", "2022")
                .cell("CN", "270900", 50)
                .cell("CN", "100199", 10)
                .cell("W-??", "999999", 60);
        STAR.slice(GOODS, "KZ", "M", "2022");
    }

    /** Of 600 the three sell in 2010, 179 are wheat; Austria sells 160 of it and 40 of the rest. */
    private static void world() {
        STAR.slice(GOODS, "AT", "X", "2010").cell("DE", "100199", 160).cell("DE", "270900", 40);
        STAR.slice(GOODS, "BE", "X", "2010")
                .cell("DE", "100199", 19)
                .cell("DE", "270900", 81)
                .cell("DE", "999999", 5000);
        STAR.slice(GOODS, "DK", "X", "2010").cell("DE", "270900", 300);
        STAR.slice(GOODS, "AT", "X", "2011").cell("DE", "100199", 70).cell("DE", "270900", 30);
        STAR.slice(GOODS, "AT", "M", "2011").cell("DE", "100190", 30).cell("DE", "270900", 70);
    }

    /** Prices 2 and 4 become 2.5 and 5; the year after 10 and 10 become 12 and 14 in another country. */
    private static void unitValues() {
        STAR.slice(GOODS, "FI", "X", "2015").cell("SE", "100199", 200, 100L).cell("SE", "270900", 400, 100L);
        STAR.slice(GOODS, "FI", "X", "2016").cell("SE", "100199", 125, 50L).cell("SE", "270900", 1000, 200L);
        STAR.slice(GOODS, "FI", "X", "2017")
                .cell("SE", "100199", 250, 50L)
                .cell("SE", "270900", 1000, 200L)
                .cell("SE", "850100", 2000, 4L);
        STAR.slice(GOODS, "FI", "X", "2019").cell("SE", "100199", 1, 1L);
        STAR.slice(GOODS, "NO", "X", "2015").cell("SE", "100199", 100, 10L).cell("SE", "270900", 100, 10L);
        STAR.slice(GOODS, "NO", "X", "2016").cell("SE", "100199", 36, 3L).cell("SE", "270900", 14, 1L);
        STAR.slice(MONTHLY_GOODS, "CN", "M", "2023-01")
                .cell("KZ", "02050000", 400, 80L)
                .cell("KZ", "02050010", 100);
        for (int month = 1; month <= 12; month++) {
            STAR.slice(MONTHLY_GOODS, "CN", "M", "2021-%02d".formatted(month)).cell("UZ", "07019000", 20, 10L);
            if (month < 12) {
                STAR.slice(MONTHLY_GOODS, "CN", "M", "2022-%02d".formatted(month))
                        .cell("UZ", "07019000", 30, 10L);
            }
        }
    }

    @AfterAll
    static void drop() {
        STAR.close();
    }

    @Test
    void concentrationIsOfNamedPartnersAlone() {
        assertThat(STAR.ask("""
                select measure, complete, partners, named_usd, total_usd, named_pct, round(hhi, 6), round(hhi_normalised, 6), largest_share from mart.concentration_of_partners
                where dataset_code = '%s' and year_no = 2022 and measure <> 'turnover' order by 1""".formatted(TOTALS)))
                .containsExactly("export|true|2|100|200|50|0.52|0.04|0.6", "import|true|1|10|10|100|1||1");
    }

    @Test
    void concentrationOfAnUnfinishedYearIsUnknown() {
        assertThat(STAR.ask(
                        "select measure, periods_covered, complete, partners, hhi from mart.concentration_of_partners where dataset_code = '%s' order by 1"
                                .formatted(MONTHS)))
                .containsExactly("export|3|false||", "import|2|false||", "turnover|2|false||");
    }

    @Test
    void concentrationOfProductsLeavesOutWhatIsNoGood() {
        assertThat(STAR.ask(
                        "select complete, products, goods_usd, total_usd, goods_pct, round(hhi, 4), round(hhi_normalised, 4) from mart.concentration_of_products('%s', 'KZ', null, 'X', 2022)"
                                .formatted(GOODS)))
                .containsExactly("true|2|60|120|50|0.7222|0.4444");
        assertThat(STAR.ask("select complete, hhi from mart.concentration_of_products('%s', 'CN', null, 'M', 2022)"
                        .formatted(MONTHLY_GOODS)))
                .containsExactly("false|");
    }

    @Test
    void theMirrorShowsBothSidesAndWhoReports() {
        assertThat(STAR.ask("""
                select year_no, importer_code, exporter_says_usd, exporter_valuation, importer_says_usd, importer_valuation, mirror_class, gap_usd, round(gap_relative, 4), round(gap_symmetric, 4), round(ratio, 4)
                from mart.mirror where exporter_dataset = '%s' and importer_dataset = '%s' and exporter_code = 'KZ' order by 1, 2""".formatted(TOTALS, GOODS)))
                .containsExactly(
                        "2022|CN|60|FOB|66|CIF|both|6|0.0952|0.0476|1.1",
                        "2022|UZ|40|FOB|0|CIF|only exporter|-40|-2|1|0",
                        "2023|CN|0|FOB|7|CIF|only importer|7|2|1|");
    }

    @Test
    void theMirrorOfOneCountryIsPartnerLessReporterInBothFlows() {
        assertThat(STAR.ask("""
                select reporter_code, partner_code, flow_code, reporter_says_usd, reporter_valuation, partner_says_usd, partner_valuation, gap_usd, ratio
                from mart.mirror_by_reporter where year_no = 2022 and '%s' in (dataset_code, mirror_dataset_code) and 'CN' in (reporter_code, partner_code) order by 1 desc""".formatted(TOTALS)))
                .containsExactly("KZ|CN|X|60|FOB|66|CIF|6|1.1", "CN|KZ|M|66|CIF|60|FOB|-6|0.909090909091");
    }

    @Test
    void theMirrorByProductComparesThePeriodsBothCover() {
        assertThat(STAR.ask("""
                select product_code, periods_compared, exporter_says_usd, exporter_valuation, importer_says_usd, importer_valuation, mirror_class, gap_usd, ratio
                from mart.mirror_by_product('%1$s', '%1$s', 'KZ', 'CN', '2022-01-01', '2024-12-31') order by 1""".formatted(GOODS)))
                .containsExactly(
                        "07|1|0||20|CIF|only importer|20|",
                        "10|1|10|FOB|0||only exporter|-10|0",
                        "27|1|50|FOB|46|CIF|both|-4|0.92");
        assertThat(STAR.ask(
                        "select count(*) from mart.mirror_by_product('%s', '%s', 'KZ', 'CN', '2022-01-01', '2024-12-31')"
                                .formatted(MONTHS, GOODS)))
                .containsExactly("0");
    }

    @Test
    void unitValuesSayWhatTheyStandFor() {
        assertThat(STAR.ask("""
                select product_code, value_usd, usd_per_kg, weight_covered_pct, valuation from mart.unit_value
                where dataset_code = '%s' and partner_code = 'KZ' and hs4_code = '0205' order by 1""".formatted(MONTHLY_GOODS)))
                .containsExactly("02050000|400|5|100|CIF", "02050010|100||0|CIF");
    }

    @Test
    void theUnitValueIndexIsChainedAndGreyWhereLittleIsMatched() {
        assertThat(STAR.ask("""
                select period_date, matched_items, round(coverage_pct, 1), is_grey, round(laspeyres, 3), round(paasche, 3), round(fisher, 3), round(chained, 3), round(value_index, 1), round(volume_index, 1)
                from mart.unit_value_index('%s', 'FI', 'SE', 'X', 2016, 2019)""".formatted(GOODS)))
                .containsExactly(
                        "2016-01-01|2|100|false|125|125|125|125|187.5|150",
                        "2017-01-01|2|38.5|true|111.111|111.111|111.111|138.889|288.9|260",
                        "2018-01-01|||true||||||",
                        "2019-01-01|||true||||||");
        assertThat(STAR.ask(
                        "select round(laspeyres, 3), round(paasche, 3), round(fisher, 3) from mart.unit_value_index('%s', 'NO', null, 'X', 2016, 2016)"
                                .formatted(GOODS)))
                .containsExactly("130|125|127.475");
    }

    @Test
    void monthsOfTheUnitValueIndexStandAgainstTheYearBefore() {
        assertThat(STAR.ask(
                        "select period_date, fisher, chained, round(value_index, 2), round(volume_index, 2) from mart.unit_value_index('%s', 'CN', 'UZ', 'M', 2022, 2023, true)"
                                .formatted(MONTHLY_GOODS)))
                .hasSize(12)
                .startsWith("2022-01-01|150|150|150|100")
                .endsWith("2023-01-01||||");
        assertThat(STAR.ask("select period_date, fisher from mart.unit_value_index('%s', 'CN', 'UZ', 'M', 2022, 2022)"
                        .formatted(MONTHLY_GOODS)))
                .containsExactly("2022-01-01|");
    }

    @Test
    void comparativeAdvantageNeedsAWorld() {
        assertThat(STAR.ask(
                        "select product_code, export_usd, world_usd, round(rca, 4), round(rsca, 4), world_reporters from mart.comparative_advantage('%s', 'AT', 2010, 6, 3) order by 1"
                                .formatted(GOODS)))
                .containsExactly("100199|160|179|2.6816|0.4568|3", "270900|40|421|0.285|-0.5564|3");
        assertThat(STAR.ask(
                        "select product_code, export_usd, rca, rsca, world_reporters from mart.comparative_advantage('%s', 'AT', 2010, 6) order by 1"
                                .formatted(GOODS)))
                .containsExactly("100199|160|||3", "270900|40|||3");
    }

    @Test
    void tradeWithinIndustriesNeedsBothFlows() {
        assertThat(STAR.ask(
                        "select complete, products, export_usd, import_usd, grubel_lloyd from mart.intra_industry_trade('%s', 'AT', 'DE', 2011)"
                                .formatted(GOODS)))
                .containsExactly("true|2|100|100|0.6");
        assertThat(STAR.ask("select complete, grubel_lloyd from mart.intra_industry_trade('%s', 'AT', 'DE', 2010)"
                        .formatted(GOODS)))
                .containsExactly("false|");
    }

    @Test
    void theCalendarNamesWhatIsThereEmptyMissingAndLate() {
        assertThat(STAR.ask("""
                select period_date, to_date, state, row_count, value_usd, usual_lag_days > 600 from mart.coverage_calendar
                where feed = 'kz_bns' and freq = 'M' order by 1 limit 6"""))
                .containsExactly(
                        "2022-01-01|2022-01-31|loaded|2|120|true",
                        "2022-02-01|2022-02-28|one flow|1|60|true",
                        "2022-03-01|2022-03-31|empty|0|0|true",
                        "2022-04-01|2022-04-30|missing|||true",
                        "2022-05-01|2022-05-31|partial|2|2|true",
                        "2022-06-01|2022-06-30|late|||true");
    }

    @Test
    void theMeanGrowthOfYearsIsGeometric() {
        assertThat(STAR.ask("select round(mart.cagr(100, 121, 2), 6), mart.cagr(0, 121, 2)"))
                .containsExactly("10|");
    }

    @Test
    void aDatasetNobodyLoadedIsNamed() {
        for (String call : List.of(
                "contribution_by_product(%s, 'KZ', null, 'X', 2022)",
                "concentration_of_products(%s, 'KZ', null, 'X', 2022)",
                "comparative_advantage(%s, 'KZ', 2022)",
                "intra_industry_trade(%s, 'KZ', null, 2022)",
                "unit_value_index(%s, 'KZ', null, 'X', 2022, 2022)")) {
            assertThatThrownBy(() -> STAR.ask("select * from mart." + call.formatted("'NO/A/HS/4×country'")))
                    .hasMessageContaining("'NO/A/HS/4×country' is no dataset of this warehouse")
                    .hasMessageContaining("Next: select dataset_code from mart.coverage");
            assertThatThrownBy(() -> STAR.ask("select count(*) from mart." + call.formatted("'NO/A'")))
                    .hasMessageContaining("'NO/A' is no dataset of this warehouse");
        }
    }

    @Test
    void aMirrorWithADatasetThatIsNotLoadedAnswersNothingAndAFlowThatIsNoneIsNamed() {
        assertThat(STAR.ask("select * from mart.mirror_by_product('NO/A/HS/4×country', '" + GOODS
                        + "', 'KZ', 'CN', '2022-01-01', '2022-12-31')"))
                .isEmpty();
        assertThatThrownBy(() -> STAR.ask("select * from mart.product_figures('" + GOODS
                        + "', 'KZ', null, 'RX', '2022-01-01', '2022-12-31')"))
                .hasMessageContaining("'RX' is neither X nor M");
    }
}
