package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.operate.Filled;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandTest {
    @TempDir
    static Path home;

    static TestDatabase database;

    @BeforeAll
    static void fill() {
        database = Filled.database();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void theFirstScreenSaysWhatNeedsMeAndTheOneNextStep() {
        Typed typed = typed();
        assertThat(typed.exit()).isZero();
        assertThat(typed.out().replaceAll("SILENT \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", "SILENT (time)"))
                .isEqualTo("""
                        tradehouse dev  db ok   Tue 24 Nov 2026 03:04:11 Asia/Almaty (UTC+5)

                        NEEDS YOU (2)
                         x un-comtrade#4   SILENT (time)   at stage   by dana
                           What   TH-4020 its worker has not been heard of for 30 seconds: it died or cannot reach the database
                           Loaded nothing was read; reports show nothing of this feed yet
                           Do     tradehouse retry un-comtrade#4
                         x cn-gacc-query-en#3   HELD 2024-11-21 03:00   at plan   by schedule
                           What   TH-3100 3 of 412911 rows are rejected, 0.4 % of value; the feed allows 0.1 %
                           Where  import_2024_10.csv  rows 118 .. 391  column 'Registration code'
                           Loaded 412 908 of 412 911 rows are accepted, 3 rejected (8.7 M USD); reports show the vintage of 1 Feb 2024
                           Do     tradehouse map add region СУАР CN-XJ --retry cn-gacc-query-en#3      <- closest match 0.93: Xinjiang (CN-XJ)

                        WATCH (1)
                         ! cn-gacc-query-en  1 rejected row missing in reports: tradehouse rejects --feed cn-gacc-query-en

                        FINE  13 of 15 feeds  last good 2024-02-01 18:01   next cn-gacc-query-en 2026-11-24 03:05
                        """);
    }

    @Test
    void runsAreListedNewestFirstWithTheirCounts() {
        assertThat(typed("runs", "--feed", "cn-gacc-query-en").out()).isEqualTo("""
                        run                 state  step     started                took     rows  rejected  by        file                  code
                        cn-gacc-query-en#3  held   plan     2024-11-21 03:00     31.0 s  412 911         3  schedule  import_2024_10.csv    TH-3100
                        cn-gacc-query-en#2  done   publish  2024-02-01 18:00  1 min 0 s      100         0  schedule  demo-import_2023.csv
                        """);
    }

    @Test
    void failedRunsAreThoseThatDidNotComeToTheirEnd() {
        assertThat(typed("runs", "--failed").out()).contains("#3", "#4").doesNotContain("#1", "#2");
        assertThat(typed("runs", "--since", "7d").out()).doesNotContain("#3");
    }

    @Test
    void oneRunShowsItsFileItsCountsAndItsSlices() {
        assertThat(typed("show", "cn-gacc#3").out()).isEqualTo("""
                        cn-gacc-query-en#3  HELD at plan  started 2024-11-21 03:00 by schedule (schedule)  took 31.0 s
                        Error    TH-3100 3 of 412911 rows are rejected, 0.4 % of value; the feed allows 0.1 %
                        File     import_2024_10.csv  1.0 kB
                                 sha256 cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
                                 archived as archive/cc/c.csv
                        Load     number 1  edition 2024-11-20  unknown  held
                        Counts   read 412 911 = accepted 412 908 + control totals 0 + excluded 0 + rejected 3   balances

                        Slices (1)
                         dataset                 reporter  flow  period   scope     rows  value USD  publisher's total  rejected  fate
                         CN_GACC/M/HS/8×country  CN        M     2024-10  all    412 908        981                990         3  publish

                        Findings (1)
                         FLAG  DC-2  the rows below do not explain TOTAL with World  816 USD

                        Readers  reports show the vintage of 1 Feb 2024
                        Next     tradehouse map add region СУАР CN-XJ --retry cn-gacc-query-en#3
                        """);
    }

    @Test
    void whyTakesANumberOrAFeed() {
        assertThat(typed("why", "3").out()).contains("HELD", "TH-3100", "Do     tradehouse map add region");
        assertThat(typed("why", "cn-gacc-query-en").out())
                .isEqualTo(typed("why", "3").out());
    }

    @Test
    void rejectsAreGroupedWithTheCommandThatRepairsThem() {
        assertThat(typed("rejects").out()).isEqualTo("""
                        code     value                                        rows        USD  feeds             suggestion             do
                        TH-2031  Registration code 'СУАР' is no known region     3  8 700 000  cn-gacc-query-en  CN-XJ Xinjiang (0.93)  tradehouse map add region СУАР CN-XJ --retry cn-gacc-query-en#3
                        TH-2044  Date of data '13/2026' is no period             1             cn-gacc-query-en  none                   tradehouse rejects show --code TH-2044 --value 13/2026
                        """);
    }

    @Test
    void rejectsCanBeChosenByTheNumberOfTheirCode() {
        assertThat(typed("rejects", "show", "--code", "2044").out()).isEqualTo("""
                        TH-2044  demo-import_2023.csv  row 7  column 'Date of data'  value '13/2026'  cn-gacc-query-en#2
                          > Date of data: 13/2026
                        """);
    }

    @Test
    void exportedRejectsCannotRunInASpreadsheet() {
        assertThat(typed("rejects", "export", "--run", "3").out())
                .startsWith("reject_id,run_id,feed,file,sheet,row,column,code,value,detail,value_usd,cells\r\n")
                .contains(
                        ",TH-2031,СУАР,no list names it,2900000.000,Date: 2024,'=Unit: =1+1,Registration code: СУАР\r\n");
    }

    @Test
    void exportedRejectsGoToAFileWhenAsked() {
        Path file = home.resolve("rejects.csv");
        Typed typed = typed("rejects", "export", "-o", file.toString());
        assertThat(typed.out()).isEqualTo("4 rejects are in " + file + "\n");
        assertThat(file).content().contains("13/2026");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "runs",
                "rejects",
                "rejects show",
                "show 3",
                "show 2",
                "why 3",
                "feeds",
                "datasets",
                "runz"
            })
    void aTerminalIsNeverTooNarrowAndNoCommandIsCut(String line) {
        String whole = typed(line.split(" ")).said();
        for (int columns : new int[] {60, 80}) {
            String narrow = terminal(columns, line.split(" ")).said();
            assertThat(narrow.lines()
                            .filter(it ->
                                    !it.contains("tradehouse ") && it.strip().contains(" ")))
                    .allSatisfy(it -> assertThat(Grid.width(it)).as(it).isLessThanOrEqualTo(columns));
            whole.lines()
                    .flatMap(it -> Pattern.compile("tradehouse (why|map add|retry|rejects) \\S.*?(?= {3}|$)")
                            .matcher(it)
                            .results())
                    .forEach(command -> assertThat(narrow).contains(command.group()));
            Set<String> said = words(whole);
            said.removeAll(Set.of("do", "rejected", "USD")); // titles of columns that stand nowhere
            assertThat(words(narrow)).containsAll(said);
        }
    }

    @Test
    void aNarrowTerminalShowsARunInTwoLines() {
        assertThat(terminal(80, "runs", "--feed", "cn-gacc-query-en").out()).isEqualTo("""
                        run                 state  started              rows  rejected
                        cn-gacc-query-en#3  held   2024-11-21 03:00  412 911         3
                            step plan  took 31.0 s  by schedule  file import_2024_10.csv  code TH-3100
                        cn-gacc-query-en#2  done   2024-02-01 18:00      100         0
                            step publish  took 1 min 0 s  by schedule  file demo-import_2023.csv
                        """);
    }

    @Test
    void aNarrowTerminalShowsTheCardInFoldedLinesAndTheCommandWhole() {
        assertThat(terminal(60, "why", "3").out()).isEqualTo("""
                         x cn-gacc-query-en#3   HELD 2024-11-21 03:00   at plan   by
                           schedule
                           What   TH-3100 3 of 412911 rows are rejected, 0.4 % of
                                  value; the feed allows 0.1 %
                           Where  import_2024_10.csv  rows 118 .. 391  column
                                  'Registration code'
                           Loaded 412 908 of 412 911 rows are accepted, 3 rejected
                                  (8.7 M USD); reports show the vintage of 1 Feb
                                  2024
                           Do     tradehouse map add region СУАР CN-XJ --retry cn-gacc-query-en#3
                                  <- closest match 0.93: Xinjiang (CN-XJ)
                        """);
    }

    private static Typed terminal(int columns, String... words) {
        return Typed.terminal(columns, database.environment(), home, words);
    }

    private static Set<String> words(String screen) {
        return new HashSet<>(List.of(screen.split("\\s+")));
    }

    @Test
    void anAliasIsTriedBeforeItIsAdded() {
        assertThat(typed("map", "test", "region", "СУАР", "CN-XJ").out()).isEqualTo("""
                        'СУАР' as CN-XJ Xinjiang would repair 3 open rejects worth 8 700 000 USD in 1 run; published rows change: 0 before a retry
                        Next     tradehouse map add region СУАР CN-XJ --retry cn-gacc-query-en#3
                        """);
        assertThat(typed("map", "test", "region", "СУАР", "CN-QQ").err()).contains("TH-4032", "'CN-QQ'");
    }

    @Test
    void feedsSayHowTheyAreDoing() {
        Typed typed = typed("feeds");
        assertThat(typed.exit()).isZero();
        assertThat(typed.out())
                .contains("kz-bns-trade-by-country  done #1    2023-02-01 18:00  2022     2026-11-25 02:30")
                .contains("un-comtrade              silent #4");
    }

    @Test
    void datasetsAreNeverAdded() {
        assertThat(typed("datasets").out())
                .contains("KZ_BNS/A/HS/TOTAL×country   A     2022-01-01  2022-12-31       2        2")
                .endsWith("Two datasets are never added: filter one dataset_code.\n");
    }

    @Test
    void scheduleIsInTheFeedsOwnTimeAndInUtc() {
        assertThat(typed("schedule", "next", "kz-bns-trade-by-country", "--count", "2")
                        .out())
                .isEqualTo("""
                        feed                     slot        local                       zone         UTC
                        kz-bns-trade-by-country  2026-11-25  2026-11-25 02:30:00 +05:00  Asia/Almaty  2026-11-24T21:30:00Z
                        kz-bns-trade-by-country  2026-11-26  2026-11-26 02:30:00 +05:00  Asia/Almaty  2026-11-25T21:30:00Z
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "runs",
                "show 3",
                "why 3",
                "rejects",
                "rejects show",
                "feeds",
                "datasets",
                "schedule list",
                "map list",
                "map test region СУАР CN-XJ",
                "db status",
                "show 99",
                "runz"
            })
    void everyAnswerIsOneJsonDocumentWhenAsked(String line) {
        String[] words = (line + " --json").split(" ");
        JsonNode json = JsonMapper.shared().readTree(typed(words).out());
        assertThat(json.isObject()).isTrue();
    }

    @Test
    void namesInJsonAreSnakeCaseAndNumbersExact() {
        JsonNode json = JsonMapper.builder()
                .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readTree(typed("show", "3", "--json").out());
        assertThat(json.at("/run/run_id").asInt()).isEqualTo(3);
        assertThat(json.at("/run/started_at").asString()).isEqualTo("2024-11-20T22:00:00Z");
        assertThat(json.at("/slices/0/control_usd").decimalValue()).isEqualTo("990.000");
        assertThat(json.at("/run/tally/control_totals").asInt()).isZero();
    }

    @Test
    void aMistypedVerbIsAUsageMistakeWithASuggestion() {
        Typed typed = typed("statsu");
        assertThat(typed.exit()).isEqualTo(2);
        assertThat(typed.err()).isEqualTo("""
                        TH-0002  'statsu' is no word of tradehouse; did you mean status?
                        Next     tradehouse --help
                        """);
    }

    @Test
    void aMistypedOptionFieldOrFeedIsAUsageMistake() {
        assertThat(typed("runs", "--fialed")).satisfies(it -> {
            assertThat(it.exit()).isEqualTo(2);
            assertThat(it.err()).contains("did you mean --failed?");
        });
        assertThat(typed("load", "un-comtrade", "x.csv", "--set", "flwo=import").exit())
                .isEqualTo(2);
        assertThat(typed("runs", "--since", "yesterday").exit()).isEqualTo(2);
        assertThat(typed("schedule", "next", "kz-bns").exit()).isEqualTo(2);
    }

    @Test
    void anUnknownFeedLeadsToACommand() {
        Typed typed = typed("run", "un-comtrad");
        assertThat(typed.exit()).isEqualTo(2);
        assertThat(typed.err())
                .contains("there is no feed 'un-comtrad'; did you mean 'un-comtrade'?\nNext     tradehouse feeds\n");
        assertThat(typed("run", "zzz").err()).contains("there is no feed 'zzz'\nNext     tradehouse feeds\n");
    }

    @Test
    void aRunThatIsNotThereNamesTheNewest() {
        Typed typed = typed("show", "4812");
        assertThat(typed.exit()).isEqualTo(1);
        assertThat(typed.err()).isEqualTo("TH-4011  there is no run 4812: the newest is 4\nNext     tradehouse runs\n");
        assertThat(typed("show", "kz-bns#3").err()).contains("run 3 is of feed cn-gacc-query-en, not of kz-bns");
    }

    @Test
    void anUnreachableDatabaseIsExitSeven() {
        Typed typed = Typed.command(Map.of("TRADEHOUSE_DB_URL", "jdbc:postgresql://127.0.0.1:1/x"), home, "runs");
        assertThat(typed.exit()).isEqualTo(7);
        assertThat(typed.err()).contains("TH-5001", "Readers", "Next");
    }

    @Test
    void anEmptyHouseSaysHowToBeginAndStartsNothing() {
        Typed typed = Typed.command(Map.of(), home.resolve("nothing"), "status");
        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).contains("nothing is loaded yet, 15 feeds are known", "tradehouse demo");
        assertThat(home.resolve("nothing")).doesNotExist();
    }

    @Test
    void theUnexpectedIsShortOnTheScreenAndLongInTheLog() throws Exception {
        try (House house = new House(desk())) {
            house.home(home);
            int exit = new Trouble(house).failed(new IllegalStateException("one\ntwo"));
            assertThat(exit).isEqualTo(1);
        }
        try (var logs = Files.list(home.resolve("log"))) {
            assertThat(logs.findFirst().orElseThrow())
                    .content()
                    .contains("IllegalStateException", "\tat org.tradehouse");
        }
    }

    private static Desk desk() {
        return new Desk(
                new java.io.PrintStream(java.io.OutputStream.nullOutputStream()),
                new java.io.PrintStream(java.io.OutputStream.nullOutputStream()),
                false,
                Map.of(),
                Typed.CLOCK,
                java.time.ZoneOffset.UTC,
                Path.of("").toAbsolutePath());
    }

    private static Typed typed(String... words) {
        return Typed.command(database.environment(), home, words);
    }
}
