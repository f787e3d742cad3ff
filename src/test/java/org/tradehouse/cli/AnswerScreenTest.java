package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.operate.Filled;
import org.tradehouse.operate.Look;

class AnswerScreenTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
    private static final Desk PIPE =
            new Desk(NOWHERE, NOWHERE, false, Map.of(), Typed.CLOCK, ZoneOffset.UTC, Path.of(""));

    @Test
    void theAnswerShowsEverySourceAndWhyAFigureIsNotKnown() throws SQLException {
        assertThat(screen(Filled.database())).isEqualTo("""

                        Turnover of Kazakhstan with China by year, USD; every source side by side
                         period  source                                      exports         imports        turnover
                         2022    KZ_BNS/A/HS/TOTAL×country            13 060 205 420  11 143 739 788  24 203 945 208
                         2023    CN_GACC/M/HS/8×country (mirror)      12 000 000 000       not known       not known  exports of CN not loaded: 2023-07
                         2023    CN_GACC_REG/M/HS/8×country (mirror)  10 800 000 000  13 200 000 000  24 000 000 000  from months
                         (mirror) China's own figures seen from Kazakhstan: its imports, CIF, stand under exports

                        By half-year, USD
                         period   source                                     exports        imports        turnover
                         2023-H1  CN_GACC/M/HS/8×country (mirror)      6 000 000 000  9 000 000 000  15 000 000 000  from months
                         2023-H1  CN_GACC_REG/M/HS/8×country (mirror)  5 400 000 000  6 600 000 000  12 000 000 000  from months
                         2023-H2  CN_GACC/M/HS/8×country (mirror)          not known      not known       not known  both flows are there for 5 of 6 months
                         2023-H2  CN_GACC_REG/M/HS/8×country (mirror)  5 400 000 000  6 600 000 000  12 000 000 000  from months
                         (mirror) China's own figures seen from Kazakhstan: its imports, CIF, stand under exports

                        Progress to the target
                         year  source                           turnover          target  due   reached
                         2022  KZ_BNS/A/HS/TOTAL×country  24 203 945 208  40 000 000 000  2030   60.5 %  As Kazakhstan publishes it, calendar years

                        Share of Xinjiang in the turnover of China with Kazakhstan, by place of registration of the trading firm, per China customs
                         year  months   Xinjiang, USD  China, USD      share  coverage  source
                         2023      12  18 000 000 000   not known  not known            CN_GACC_REG/M/HS/8×country  no country file for the same months, and 2 of 31 provinces
                         coverage: sum of the provinces over the country's total; never multiplied with other sources

                        Exports of farm products to China, USD and tonnes
                         CN_GACC/M/HS/8×country (mirror)            2023   tonnes
                         Potatoes                              1 234 568  4 321.0
                         Beet pulp *                                   0
                         Rapeseed                                      0
                         Oat flakes                                    0
                         Mare's milk *                                 0
                         Poultry meat and products                     0
                         Horse meat *                                  0
                         Beef, fresh or chilled                        0
                         Lamb *                                        0
                         Pork                                          0
                         Worked cereals other than oat flakes          0
                         * the code only approximates the product: --json says how

                        Illustrative figures, made up for the demo and no statistics: CN_GACC/M/HS/8×country, CN_GACC_REG/M/HS/8×country
                        """);
    }

    @Test
    void anEmptyWarehouseKnowsNothingAndSaysWhatIsMissing() throws SQLException {
        assertThat(screen(TestDatabase.fresh()))
                .contains("not known: no source of Kazakhstan or China is loaded")
                .contains("not known: no file of China customs by province is loaded")
                .contains("not known: no source by product is loaded");
    }

    private static String screen(TestDatabase database) throws SQLException {
        try (database;
                Connection connection = database.loader()) {
            return AnswerScreen.of(new Look(connection, Typed.CLOCK).answer("KZ", "CN"), PIPE);
        }
    }
}
