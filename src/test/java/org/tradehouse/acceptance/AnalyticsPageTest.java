package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The handbook's page of analytics: its queries run as BI, and it names every view and function there is. */
class AnalyticsPageTest {
    private static final Path PAGE = Path.of("src/docs/analytics.md");

    @Test
    void everyQueryOfThePageRuns() throws IOException {
        List<String> queries = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(queries).hasSizeGreaterThan(20);
        try (var star = star()) {
            for (String query : queries) {
                assertThatCode(() -> star.ask(query)).as(query).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void everyViewAndFunctionOfTheListIsOnThePage() throws IOException {
        String page = Files.readString(PAGE)
                + Files.readString(PAGE.resolveSibling("reference-data.md"))
                + Files.readString(PAGE.resolveSibling("vintages.md"));
        try (var star = star()) {
            assertThat(star.ask("""
                            select viewname from pg_views where schemaname = 'mart' and has_table_privilege('mart.' || viewname, 'select')
                              and (viewname like 'turnover%' or viewname like 'mirror%' or viewname like 'share%' or viewname like '%concentration%' or viewname like 'contribution%'
                                or viewname in ('growth', 'unit_value', 'coverage_calendar', 'coverage_year', 'target_progress'))
                            union select proname from pg_proc where pronamespace = 'mart'::regnamespace and obj_description(oid) not like '%Body of%'
                              and proname not like '%_as_of' and proname not in ('names_dataset', 'knows_dataset', 'knows_edition', 'periods_covered', 'product_in_edition', 'allocated')"""))
                    .hasSizeGreaterThan(22)
                    .allSatisfy(name ->
                            assertThat(page).contains("mart." + name.replaceFirst("_year$|_ytd$|_r12$|_half$", "")));
        }
    }

    @Test
    void everyColumnOfTheseViewsSaysWhatItIs() {
        try (var star = star()) {
            assertThat(star.ask("""
                    select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                    where c.relnamespace = 'mart'::regnamespace and c.relkind = 'v' and col_description(c.oid, a.attnum) is null
                      and c.relname ~ '^(turnover|mirror|share|concentration|contribution|growth|unit_value|coverage_|target)'""")).isEmpty();
        }
    }

    private static Star star() {
        return new Star()
                .dataset("KZ_BNS/A/HS/TOTAL×country")
                .dataset("KZ_BNS/M/HS/TOTAL×country")
                .dataset("UN_COMTRADE/A/HS/TOTAL×country")
                .dataset("CN_GACC/M/HS/8×country", "China customs", "country", 1)
                .dataset("CN_GACC_REG/M/HS/8×country", "China customs", "region", 1)
                .trade("KZ_BNS/A/HS/TOTAL×country", "KZ", "CN", "2022", 2, 1);
    }
}
