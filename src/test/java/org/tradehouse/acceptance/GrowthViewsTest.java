package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Growth, contribution to it and progress to a target, against figures computed by hand. */
class GrowthViewsTest {
    private static final String YEARS = "KZ_BNS/A/HS/TOTAL×country";
    private static final String MONTHS = "KZ_BNS/M/HS/TOTAL×country";
    private static final String GOODS = "KZ_KGD/A/HS/4×country";
    private static final String PARTS = "CN_GACC/A/HS/8×country";
    private static final String CHINA = "UN_COMTRADE/A/HS/TOTAL×country";
    private static final Star STAR = new Star();

    @BeforeAll
    static void fill() {
        STAR.dataset(YEARS).dataset(MONTHS).dataset(GOODS).dataset(PARTS).dataset(CHINA);
        STAR.slice(YEARS, "KZ", "X", "2021").cell("CN", "TOTAL", 60_000).cell("RU", "TOTAL", 40_000);
        STAR.slice(YEARS, "KZ", "X", "2022").cell("CN", "TOTAL", 90_000).cell("RU", "TOTAL", 60_000);
        STAR.slice(YEARS, "KZ", "M", "2021").cell("CN", "TOTAL", 50_000).cell("KG", "TOTAL", 900);
        STAR.slice(YEARS, "KZ", "M", "2022").cell("UZ", "TOTAL", 10_180).cell("KG", "TOTAL", 900);
        months();
        STAR.slice(GOODS, "KZ", "X", "2021")
                .cell("CN", "1001", 60_000)
                .cell("CN", "1205", 38_000)
                .cell("CN", "2709", 2_000);
        STAR.slice(GOODS, "KZ", "X", "2022")
                .cell("CN", "1001", 90_000)
                .cell("CN", "1205", 57_000)
                .cell("CN", "7202", 3_000);
        STAR.slice(PARTS, "CN", "M", "2021", "partner=KZ", "2024-01-31").cell("KZ", "27090000", 10_000);
        STAR.slice(PARTS, "CN", "M", "2022", "partner=KZ", "2024-01-31").cell("KZ", "27090000", 20_000);
        targets();
    }

    /** 2021: January to March; 2022: January, March and April. */
    private static void months() {
        for (String month : new String[] {"2021-01", "2021-02", "2021-03", "2022-01", "2022-03", "2022-04"}) {
            STAR.trade(MONTHS, "KZ", "CN", month, month.startsWith("2021") ? 2_000 : 3_000, 0);
        }
    }

    private static void targets() {
        STAR.trade(YEARS, "KZ", "CN", "2028", 13_000_000_000L, 7_000_000_000L);
        STAR.slice(YEARS, "KZ", "X", "2029").cell("CN", "TOTAL", 99_000_000_000L);
        STAR.trade(CHINA, "CN", "KZ", "2028", 16_000_000_000L, 14_800_000_000L);
        for (int month = 1; month <= 12; month++) {
            STAR.trade(MONTHS, "KZ", "UZ", "2025-%02d".formatted(month), 60, 40);
        }
        STAR.slice(MONTHS, "KZ", "X", "2026-01").cell("UZ", "TOTAL", 60);
        STAR.and(
                "insert into dw.target (target_code, dataset_code, reporter_code, partner_code, basis, target_usd, due_year) values ('KZ_UZ', '"
                        + MONTHS + "', 'KZ', 'UZ', 'r12', 4800, 2026)");
    }

    @AfterAll
    static void drop() {
        STAR.close();
    }

    @Test
    void growthComparesTheSamePeriodsAndNoOthers() {
        assertThat(STAR.ask("""
                select year_no, periods_matched, complete, period_date, last_period, value_usd, base_usd, growth_pct from mart.growth
                where dataset_code = '%s' and partner_code = 'CN' and measure = 'export' and year_no < 2025 order by 1""".formatted(MONTHS)))
                .containsExactly("2021|0|false|||||", "2022|2|false|2022-01-01|2022-03-01|6000|4000|50");
    }

    @Test
    void growthOfAYearIsFiftyPerCentFrom100To150AndUnknownOnATinyBase() {
        assertThat(STAR.ask(
                        "select partner_code, measure, growth_pct from mart.growth where dataset_code = '%s' and year_no = 2022 and partner_code <> 'UZ' and measure <> 'turnover' order by 1, 2"
                                .formatted(YEARS)))
                .containsExactly(
                        "CN|export|50", "CN|import|-100", "KG|export|", "KG|import|", "RU|export|50", "RU|import|");
    }

    @Test
    void contributionsAddUpToTheGrowthOfTheWhole() {
        assertThat(STAR.ask("""
                select measure, partner_code, value_usd, base_usd, round(contribution_pp, 4), change_kind, round(total_growth_pct, 4) from mart.contribution_by_partner
                where dataset_code = '%s' and year_no = 2022 and measure <> 'turnover' order by 1, 2""".formatted(YEARS)))
                .containsExactly(
                        "export|CN|90000|60000|30|both|50",
                        "export|RU|60000|40000|20|both|50",
                        "import|CN|0|50000|-98.2318|lost|-78.2318",
                        "import|KG|900|900|0|both|-78.2318",
                        "import|UZ|10180|0|20|new|-78.2318");
    }

    @Test
    void aFileOfOnePartnerContributesToNothing() {
        assertThat(STAR.ask("select count(*) from mart.contribution_by_partner where dataset_code = '" + PARTS + "'"))
                .containsExactly("0");
        assertThat(STAR.ask("select growth_pct from mart.growth where dataset_code = '" + PARTS
                        + "' and measure = 'import' and year_no = 2022"))
                .containsExactly("100");
    }

    @Test
    void newAndLostGoodsAreNamed() {
        assertThat(STAR.ask(
                        "select product_code, contribution_pp, change_kind, total_growth_pct, periods_matched from mart.contribution_by_product('%s', 'KZ', 'CN', 'X', 2022) order by 1"
                                .formatted(GOODS)))
                .containsExactly("1001|30|both|50|1", "1205|19|both|50|1", "2709|-2|lost|50|1", "7202|3|new|50|1");
        assertThat(STAR.ask(
                        "select product_code, change_usd from mart.contribution_by_product('%s', 'KZ', null, 'X', 2022, 2) order by 1"
                                .formatted(GOODS)))
                .containsExactly("10|30000", "12|19000", "27|-2000", "72|3000");
        assertThat(STAR.ask("select count(*) from mart.contribution_by_product('%s', 'KZ', 'CN', 'M', 2022)"
                        .formatted(GOODS)))
                .containsExactly("0");
    }

    @Test
    void aTargetShowsEverySourceWithThePaceItNeeds() {
        assertThat(STAR.ask("""
                select dataset_code, reporter_code, year_no, complete, value_usd, progress_pct, gap_usd, years_left, round(needed_growth_pct, 2), months_left, round(monthly_gap_usd)
                from mart.target_progress where target_code = 'KZ_CN_40BN' and year_no >= 2028 order by 1, 3"""))
                .containsExactly(
                        YEARS + "|KZ|2028|true|20000000000|50|20000000000|2|41.42|24|833333333",
                        YEARS + "|KZ|2029|false||||1||12|",
                        CHINA + "|CN|2028|true|30800000000|77|9200000000|2|13.96|24|383333333");
    }

    @Test
    void aTargetOfTwelveMonthsRunsMonthByMonth() {
        assertThat(STAR.ask("""
                select to_date, periods_covered, value_usd, progress_pct, months_left, monthly_gap_usd, needed_growth_pct, target_month_usd from mart.target_progress
                where target_code = 'KZ_UZ' and to_date >= '2025-11-30' order by 1"""))
                .containsExactly(
                        "2025-11-30|11|||13|||400", "2025-12-31|12|1200|25|12|300|300|400", "2026-01-31|11|||11|||400");
    }
}
