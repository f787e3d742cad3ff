package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Turnover by month, quarter, half-year, year and twelve months, against sums made by hand. */
class TurnoverViewsTest {
    private static final String MONTHS = "KZ_BNS/M/HS/TOTAL×country";
    private static final String SPANS = "KZ_BNS/C/HS/TOTAL×country";
    private static final String YEARS = "KZ_BNS/A/HS/TOTAL×country";
    private static final String PARTS = "CN_GACC/M/HS/8×country";
    private static final String QUARTERS = "EU_COMEXT/Q/HS/TOTAL×country";
    private static final String OTHERS = "UN_COMTRADE/A/HS/TOTAL×country";
    private static final Star STAR = new Star();

    /**
     * China in every month of 2022: exports 10, imports 5 a month, but nothing in May. 2023: January to March and, as a
     * span, January to April; May has exports alone. Uzbekistan trades in March 2022 only.
     */
    @BeforeAll
    static void fill() {
        STAR.dataset(MONTHS)
                .dataset(SPANS)
                .dataset(YEARS)
                .dataset(PARTS)
                .dataset(QUARTERS)
                .dataset(OTHERS, "United Nations", "country", 5)
                .spans(MONTHS, SPANS);
        for (int month = 1; month <= 12; month++) {
            var period = "2022-%02d".formatted(month);
            var exports = STAR.slice(MONTHS, "KZ", "X", period);
            var imports = STAR.slice(MONTHS, "KZ", "M", period);
            if (month != 5) {
                exports.cell("CN", "TOTAL", 10);
                imports.cell("CN", "TOTAL", 5);
            }
            if (month == 3) {
                exports.cell("UZ", "TOTAL", 7);
            }
        }
        for (int month = 1; month <= 3; month++) {
            STAR.trade(MONTHS, "KZ", "CN", "2023-%02d".formatted(month), 20, 10);
        }
        STAR.slice(MONTHS, "KZ", "X", "2023-05").cell("CN", "TOTAL", 99);
        STAR.trade(SPANS, "KZ", "CN", "2023-01..2023-04", 85, 45);
        STAR.trade(SPANS, "KZ", "CN", "2023-07..2023-09", 70, 30);
        STAR.trade(SPANS, "KZ", "CN", "2021-01..2021-02", 3, 4);
        STAR.trade(YEARS, "KZ", "CN", "2022", 112, 55).trade(YEARS, "KZ", "CN", "2021", 100, 50);
        STAR.slice(YEARS, "KZ", "X", "2020").cell("CN", "TOTAL", 40);
        STAR.trade(QUARTERS, "DE", "CN", "2022-04..2022-06", 8, 0);
        STAR.slice(PARTS, "CN", "X", "2022-01", "partner=KZ", "2024-01-31").cell("KZ", "85171300", 6);
        STAR.slice(PARTS, "CN", "M", "2022-01", "partner=KZ", "2024-01-31").cell("KZ", "27090000", 9);
        STAR.slice(PARTS, "CN", "M", "2022-02", "product=1201", "2024-01-31").cell("BR", "12019000", 1000);
        STAR.trade(OTHERS, "KZ", "CN", "2022", 111, 54).trade(OTHERS, "CN", "KZ", "2022", 60, 120);
    }

    @AfterAll
    static void drop() {
        STAR.close();
    }

    @Test
    void aCoveredMonthWithoutTradeIsZeroAndOneThatIsNotCoveredIsNot() {
        assertThat(STAR.ask("""
                select month_label, export_usd, import_usd, turnover_usd, balance_usd, cover_ratio, has_all_partners from mart.turnover_by_country
                where dataset_code = '%s' and partner_code = 'CN' and month_label in ('2022-04', '2022-05', '2023-04', '2023-05') order by 1""".formatted(MONTHS)))
                .containsExactly("2022-04|10|5|15|5|2|true", "2022-05|0|0|0|0||true", "2023-05|99|||||false");
        assertThat(STAR.ask("select sum(turnover_usd), count(*) from mart.turnover_by_country where dataset_code = '"
                        + MONTHS + "' and partner_code = 'UZ' and year_no = 2022"))
                .containsExactly("7|12");
    }

    @Test
    void turnoverHasItsCoverAndSaysWhetherAllPartnersAreIn() {
        assertThat(STAR.ask(
                        "select partner_code, turnover_usd, cover_ratio, has_all_partners from mart.turnover where dataset_code = '"
                                + YEARS + "' and year_no >= 2020 order by period_date"))
                .containsExactly("CN|||false", "CN|150|2|true", "CN|167|2.036363636364|true");
    }

    @Test
    void aFileOfOnePartnerOrOneProductIsNotReadAsTheWhole() {
        assertThat(STAR.ask(
                        "select month_label, partner_code, turnover_usd, has_all_partners, content_scope from mart.turnover where dataset_code = '"
                                + PARTS + "' order by 1"))
                .containsExactly("2022-01|KZ|15|false|", "2022-02|BR||false|product=1201");
        assertThat(STAR.ask("select distinct partner_code from mart.turnover_by_country where dataset_code = '" + PARTS
                        + "' and turnover_usd is not null"))
                .containsExactly("KZ");
        assertThat(STAR.ask("select count(*) from mart.coverage_year where dataset_code = '" + PARTS + "'"))
                .containsExactly("0");
    }

    @Test
    void quartersAreThreeMonthsElseThePublishedSpanElseUnknown() {
        assertThat(STAR.ask("""
                select quarter_label, months_covered, basis, complete, export_usd, import_usd, turnover_usd, balance_usd from mart.turnover_quarter
                where dataset_code = '%s' and partner_code = 'CN' and period_date >= '2022-04-01' order by 1""".formatted(MONTHS)))
                .containsExactly(
                        "2022-Q2|3|months|true|20|10|30|10",
                        "2022-Q3|3|months|true|30|15|45|15",
                        "2022-Q4|3|months|true|30|15|45|15",
                        "2023-Q1|3|months|true|60|30|90|30",
                        "2023-Q2|0||false||||",
                        "2023-Q3|0|span|true|70|30|100|40");
        assertThat(STAR.ask(
                        "select quarter_label, basis, complete, turnover_usd from mart.turnover_quarter where dataset_code = '"
                                + QUARTERS + "'"))
                .containsExactly("2022-Q2|published|true|8");
    }

    @Test
    void aHalfYearWithAGapHasNoFigure() {
        assertThat(STAR.ask("""
                select half_label, months_covered, complete, export_usd, turnover_usd from mart.turnover_half
                where dataset_code = '%s' and partner_code = 'CN' order by 1""".formatted(MONTHS)))
                .containsExactly("2022-H1|6|true|50|75", "2022-H2|6|true|60|90", "2023-H1|3|false||");
    }

    @Test
    void yearsAreTwelveMonthsOrAsPublishedAndNeverPartOfOne() {
        assertThat(STAR.ask("""
                select dataset_code, year_no, periods_covered, basis, complete, export_usd, turnover_usd, cover_ratio from mart.turnover_year
                where dataset_code in ('%s', '%s') and partner_code = 'CN' order by 1, 2""".formatted(MONTHS, YEARS)))
                .containsExactly(
                        YEARS + "|2020|0||false|||",
                        YEARS + "|2021|1|published|true|100|150|2",
                        YEARS + "|2022|1|published|true|112|167|2.036363636364",
                        MONTHS + "|2022|12|months|true|110|165|2",
                        MONTHS + "|2023|3||false|||");
    }

    @Test
    void theYearToDateIsMonthsWithoutAGapElseThePublishedSpan() {
        assertThat(STAR.ask("""
                select month_label, months_covered, basis, complete, export_usd, turnover_usd, yoy_pct from mart.turnover_ytd
                where dataset_code = '%s' and partner_code = 'CN' and to_date in ('2021-02-28', '2022-02-28', '2022-04-30', '2023-03-31', '2023-04-30', '2023-05-31') order by 1""".formatted(MONTHS)))
                .containsExactly(
                        "2021-02|0|span|true|3|7|",
                        "2022-02|2|months|true|20|30|",
                        "2022-04|4|months|true|40|60|",
                        "2023-03|3|months|true|60|90|",
                        "2023-04|0|span|true|85|130|",
                        "2023-05|3||false|||");
    }

    @Test
    void twelveMonthsWithAGapAreUnknown() {
        assertThat(STAR.ask("""
                select month_label, period_date, months_covered, complete, export_usd, turnover_usd from mart.turnover_r12
                where dataset_code = '%s' and partner_code = 'CN' and month_label in ('2022-11', '2022-12', '2023-01', '2023-03', '2023-05') order by 1""".formatted(MONTHS)))
                .containsExactly(
                        "2022-11|2021-12-01|11|false||",
                        "2022-12|2022-01-01|12|true|110|165",
                        "2023-01|2022-02-01|12|true|120|180",
                        "2023-03|2022-04-01|12|true|140|210",
                        "2023-05|2022-06-01|10|false||");
    }

    @Test
    void theHeadlineIsOneDatasetForAReporterAndYear() {
        assertThat(
                        STAR.ask(
                                "select dataset_code, reporter_code, year_no, partner_code, turnover_usd, sources from mart.turnover_headline order by 2, 3, 4"))
                .containsExactly(
                        OTHERS + "|CN|2022|KZ|180|1", YEARS + "|KZ|2021|CN|150|1", YEARS + "|KZ|2022|CN|167|3");
        assertThat(STAR.ask("select sum(turnover_usd) from mart.turnover_headline where reporter_code = 'KZ'"))
                .containsExactly("317");
    }

    @Test
    void aSumThatNamesNoDatasetIsRefused() {
        for (String view : new String[] {
            "turnover",
            "turnover_by_country",
            "turnover_quarter",
            "turnover_half",
            "turnover_year",
            "turnover_ytd",
            "turnover_r12"
        }) {
            assertThatThrownBy(() -> STAR.ask("select sum(turnover_usd) from mart." + view
                            + " t where reporter_code = 'KZ' and partner_code = 'CN' and year_no = 2022"))
                    .as(view)
                    .hasMessageContaining(
                            "mart." + view
                                    + " holds the same trade as 6 datasets say it, and datasets are never added: this query names none")
                    .hasMessageContaining("mart.turnover_headline");
        }
        assertThatThrownBy(
                        () -> STAR.ask(
                                "select \"year_no\", sum(\"turnover_usd\") from \"mart\".\"turnover\" -- dataset_code\ngroup by 1"))
                .hasMessageContaining("names none");
        for (String hidden : new String[] {
            "with t as (select * from mart.turnover) select sum(turnover_usd) from t",
            "select sum(source.turnover_usd) from (select t.* from mart.turnover t) source",
            "select *, sum(turnover_usd) over () from mart.turnover",
            "select /* by\ndataset_code */ sum(export_usd) from mart.turnover"
        }) {
            assertThatThrownBy(() -> STAR.ask(hidden)).as(hidden).hasMessageContaining("names none");
        }
        assertThatThrownBy(() -> STAR.ask("select avg(balance_usd) from turnover"))
                .hasMessageContaining("names none");
    }

    @Test
    void aQueryThatShowsOrNamesTheDatasetIsAnswered() {
        assertThat(
                        STAR.ask(
                                "select dataset_code, sum(turnover_usd) from mart.turnover where year_no = 2022 and reporter_code = 'KZ' and partner_code = 'CN' group by 1 order by 1"))
                .containsExactly(YEARS + "|167", MONTHS + "|165", OTHERS + "|165");
        assertThat(
                        STAR.ask(
                                "select \"mart\".\"turnover\".\"reporter_code\" from \"mart\".\"turnover\" group by 1 order by 1"))
                .as("a pick-list")
                .containsExactly("CN", "DE", "KZ");
        assertThat(STAR.ask("select * from mart.turnover limit 3")).hasSize(3);
        assertThat(STAR.ask("/* a */ select sum(turnover_usd) from mart.turnover where dataset_code = '" + YEARS
                        + "' /* b */"))
                .as("what stands between two comments is no comment")
                .containsExactly("317");
        assertThat(STAR.ask("select t.* from mart.turnover t where partner_code = 'BR'"))
                .hasSize(1);
        assertThat(STAR.ask("select sum(turnover_usd) from mart.turnover where dataset_code = '" + YEARS + "'"))
                .containsExactly("317");
    }
}
