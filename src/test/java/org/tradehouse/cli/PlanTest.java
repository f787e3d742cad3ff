package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.database.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same world total stands in two datasets: by product and by partner. */
class PlanTest {
    @TempDir
    static Path home;

    static TestDatabase database;
    static Path file;

    @BeforeAll
    static void file() throws IOException {
        database = TestDatabase.fresh();
        file = Files.writeString(home.resolve("two.csv"), """
                Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,Quantity Unit Code,Supplementary Quantity,Netweight (kg),Value,Estimation Code
                2010,398,1,0,H3,TOTAL,1,,,350,0
                2010,398,1,0,H3,010100,1,,,150,0
                2010,398,1,0,H3,020200,1,,,200,0
                2010,398,1,156,H3,TOTAL,1,,,310,0
                2010,398,1,643,H3,TOTAL,1,,,40,0
                """);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static Typed plan(String... options) {
        String[] words = {"plan", "un-comtrade-2012", file.toString()};
        String[] all = java.util.Arrays.copyOf(words, words.length + options.length);
        System.arraycopy(options, 0, all, words.length, options.length);
        return Typed.command(database.environment(), home, all);
    }

    @Test
    void theScreenAddsFiguresInAllAndDollarsDatasetByDatasetOnly() {
        Typed typed = plan();
        assertThat(typed.said()).contains("""
                            figures
                 new              4
                 changed          0
                 withdrawn        0
                 same             0

                UN_COMTRADE_2012/A/HS/6×world
                             figures  value USD
                 new               2       +350
                 net change                +350

                UN_COMTRADE_2012/A/HS/TOTAL×country
                             figures  value USD
                 new               2       +350
                 net change                +350
                """).doesNotContain("700");
    }

    @Test
    void itsJsonHasNoSumOverDatasetsEither() {
        JsonNode plan =
                JsonMapper.shared().readTree(plan("--json").out()).get("plans").get(0);
        assertThat(plan.get("fresh").asInt()).isEqualTo(4);
        assertThat(plan.propertyNames()).noneMatch(name -> name.endsWith("_usd"));
        assertThat(plan.get("datasets")).hasSize(2).allSatisfy(it -> {
            assertThat(it.get("fresh").get("figures").asInt()).isEqualTo(2);
            assertThat(it.get("delta_usd").decimalValue()).isEqualByComparingTo("350");
        });
    }
}
