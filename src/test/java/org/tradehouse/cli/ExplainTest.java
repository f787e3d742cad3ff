package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.database.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainTest {
    private static final String COMTRADE =
            "Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,Quantity Unit Code,Supplementary Quantity,Netweight (kg),Value,Estimation Code\n";
    private static final String YEARS = "UN_COMTRADE_2012/A/HS/TOTAL×country";

    @TempDir
    static Path home;

    static TestDatabase database;

    @BeforeAll
    static void load() throws IOException {
        database = TestDatabase.fresh();
        load("un-comtrade-2012", "first.csv", year("100", "200", "350"), "--set", "edition-date=2024-01-01");
        load("un-comtrade-2012", "second.csv", year("120", "200", "370"), "--set", "edition-date=2024-02-01");
        load("un-comtrade-legacy", "merged.csv", """
                Period,Trade Flow,Reporter Code,Partner Code,2nd Partner Code,Classification,Commodity Code,Trade Value (US$)
                2017,Export,842,156,643,H5,871200,30
                2017,Export,842,156,398,H5,871200,12
                """);
        load(
                "un-comtrade-2012",
                "rejected.csv",
                COMTRADE
                        + IntStream.range(0, 150)
                                .mapToObj(i -> "2011,398,1,156,H3,01%04d,8,10,10,1000,0\n".formatted(i))
                                .collect(Collectors.joining())
                        + "2011,398,1,9999,H3,010100,8,10,10,5,0\n");
        Path yuan = home.resolve("import_2023-12.csv");
        Files.writeString(yuan, """
                "数据年月","贸易伙伴编码","贸易伙伴名称","商品编码","商品名称","第一数量","第一计量单位","第二数量","第二计量单位","人民币",
                "202312","145","哈萨克斯坦","12019019","大豆","5,000","克","0","?","71,421,671",
                """, Charset.forName("GB18030"));
        assertThat(typed("load", "cn-gacc-query-zh", yuan.toString()).exit()).isZero();
    }

    private static String year(String china, String russia, String world) {
        return COMTRADE + "2010,398,1,0,H3,TOTAL,1,,," + world + ",0\n2010,398,1,156,H3,TOTAL,1,,," + china
                + ",0\n2010,398,1,643,H3,TOTAL,1,,," + russia + ",0\n";
    }

    private static void load(String feed, String name, String text, String... options) throws IOException {
        Path file = Files.writeString(home.resolve(name), text, StandardCharsets.UTF_8);
        String[] words = new String[3 + options.length];
        words[0] = "load";
        words[1] = feed;
        words[2] = file.toString();
        System.arraycopy(options, 0, words, 3, options.length);
        Typed typed = typed(words);
        assertThat(typed.exit()).as(typed.said()).isIn(0, 3);
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static Typed typed(String... words) {
        return Typed.command(database.environment(), home, words);
    }

    private static String out(String... words) {
        Typed typed = typed(words);
        assertThat(typed.exit()).as(typed.said()).isZero();
        return typed.out()
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", "(time)")
                .replaceAll("[0-9a-f]{64}", "(hash)");
    }

    private static JsonNode json(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = "--json";
        return JsonMapper.shared().readTree(typed(all).out());
    }

    @Test
    void theFileSaysWhereItsSlicesHaveAnotherStatusThanItsLoad() throws IOException {
        String text = COMTRADE + "2009,643,1,0,H3,TOTAL,1,,,7,0\n2009,643,1,156,H3,TOTAL,1,,,7,0\n";
        load("un-comtrade-2012", "early.csv", text, "--set", "edition-date=2024-01-01");
        assertThat(out("explain", "RU", "CN", "2009")).contains("edition 2024-01-01  unknown  published");
        database.execute("update dw.coverage set release_status = 'final' where from_date = '2009-01-01'");
        assertThat(out("explain", "RU", "CN", "2009"))
                .contains("edition 2024-01-01  unknown, its slices are final by now  published");
        assertThat(json("explain", "RU", "CN", "2009")
                        .at("/explanation/sources/0/slice_status")
                        .asString())
                .isEqualTo("final");
    }

    @Test
    void aFigureIsLedBackToItsCellItsFileAndItsVintages() {
        assertThat(out("explain", "KZ", "CN", "2010", "--rows")).isEqualTo("""
                        UN_COMTRADE_2012/A/HS/TOTAL×country  2010
                        M        120 USD in 1 figure

                        Facts
                         place  flow  partner  value USD  from
                         2:0:3  M     CN             120  second.csv  row 3

                        Cells of 2:0:3
                          row 3
                            Year: 2010
                            Reporter Code: 398
                            Trade Flow Code: 1
                            Partner Code: 156
                            Classification: H3
                            Commodity Code: TOTAL
                            Quantity Unit Code: 1
                          > Value: 120
                            Estimation Code: 0
                          The archived file is unchanged; its cells say 120 USD: equal to what is published as reported

                        File     second.csv  1 figure, 120 USD
                                 sha256 (hash)
                                 archived as archive/un-comtrade-2012/%s/(hash)/second.csv
                                 un-comtrade-2012#2  load 2  edition 2024-02-01  unknown  published (time)

                        Proof    1 of 1 slice equals the publisher's own total
                         reporter  flow  period  figures USD  = publisher's total  confirmed by
                         KZ        M     2010            370                  370  second.csv, edition 2024-02-01 unknown

                        Residual +50 USD at W-?? TOTAL M 2010, the total in row 2: in the slice, not in this figure
                        Noticed  INFO DC-2 the rows below do not explain TOTAL with World, not broken down in 2010-01..2010-12 (row 2): stated 370.000, below 320.000, difference 50.000 USD, tolerance 2

                        Vintages
                         published         value USD  change  figures  run  file
                         (time)        120     +20        1  #2   second.csv
                         (time)        100   first        1  #1   first.csv
                        """.formatted(folder()));
    }

    /** The archive's first two letters of the hash. */
    private static String folder() {
        return database.query("select left(sha256, 2) from ops.source_file where file_name = 'second.csv'")
                .get(0);
    }

    @Test
    void aWholeSliceEqualsThePublishersTotalResidualIncluded() {
        assertThat(out("explain", "KZ", "2010"))
                .contains(
                        "M        370 USD in 3 figures\n",
                        "50 in 1 figure residual: what the publisher's total states beyond its parts",
                        "1 of 1 slice equals the publisher's own total, and so does this figure",
                        "part of this figure");
    }

    @Test
    void whatWasSaidBeforeIsAskedByTheMoment() {
        String first = json("explain", "KZ", "CN", "2010")
                .at("/explanation/vintages/1/published_at")
                .asString();
        assertThat(json("explain", "KZ", "CN", "2010", "--as-of", first)
                        .at("/explanation/flows/0/value_usd")
                        .decimalValue())
                .isEqualByComparingTo("100");
        assertThat(typed("explain", "KZ", "CN", "2010", "--as-of", "2020-01-01").err())
                .startsWith(
                        "TH-4041  nothing had been published by 2020-01-01T17:59:59.999999Z of '--reporter KZ --partner CN --period 2010'");
    }

    @ParameterizedTest
    @CsvSource({
        "CN US 2023-12, files of other partners only",
        "CN KZ 2023-12 M 0102, files of other products only",
        "KZ CN-XJ 2010, a dataset without regions of partners",
        "CN-XJ KZ 2023-12, a dataset without regions of the reporter",
        "US CN 2017 X 87120010, a dataset of six digits"
    })
    void whatNoFileIsCompleteForIsNotKnownAndNotZero(String words, String why) {
        Typed typed = typed(("explain " + words).split(" "));
        assertThat(typed.exit()).as(typed.said()).isEqualTo(1);
        assertThat(typed.err()).as(why).contains("TH-4041", "not known, and not zero");
    }

    @Test
    void monthsThatNoFileCoversAreNamedBesideTheSumOfTheRest() {
        assertThat(out("explain", "CN", "KZ", "2023-10..2023-12"))
                .contains("Missing  M 2023-10, M 2023-11: no file covers them, the sum is of the rest");
        assertThat(out("explain", "CN", "KZ", "2023-12")).doesNotContain("Missing");
        assertThat(out("explain", "UN_COMTRADE_2012/A/HS/TOTAL", "KZ", "CN", "2009..2010"))
                .contains("Missing  M 2009: no file covers them");
    }

    @Test
    void aBlocOrAGroupOfProductsLeadsToWhatItIsMadeOf() {
        assertThat(typed("explain", "KZ", "eaeu", "2010").err())
                .contains("'eaeu' is a bloc and no area", "mart.bloc_trade where bloc_code = 'EAEU'");
        assertThat(typed("explain", "KZ", "honey").err())
                .contains("'honey' is a group of products and no area", "tradehouse groups HONEY");
    }

    @Test
    void aCoveredSliceWithoutSuchAFigureIsZero() {
        assertThat(out("explain", "KZ", "DE", "2010")).contains("0: the period is covered and has no such figure");
    }

    @Test
    void mergedRowsAreNamedWithTheirValues() {
        assertThat(out("explain", "US", "CN", "2017", "--rows"))
                .contains(
                        "merged.csv  rows 2 (30) + 3 (12)",
                        "row 2  30 USD",
                        "> Trade Value (US$): 30",
                        "row 3  12 USD",
                        "its cells say 42 USD: equal",
                        "is the sum of 2 rows that the publisher does not total");
    }

    @Test
    void yuanShowTheirRateAndGramsTheirKilograms() {
        assertThat(out("explain", "CN", "KZ", "2023-12"))
                .contains(
                        "71 421 671 CNY / 7.14216715 (ECB)",
                        "Rate     2023-12  71 421 671 CNY / 7.14216715 CNY for 1 USD (ECB) = 9 999 999.93 USD, row by row",
                        "Weight   5 kg");
    }

    @Test
    void rejectsThatStandOpenInTheSliceAreNamedWithTheCommandThatShowsThem() {
        assertThat(out("explain", "KZ", "CN", "2011", "--limit", "1"))
                .contains(
                        "150 000 USD in 150 figures",
                        "Rejected 1 row with '9999', 5 USD, missing in the slice: tradehouse rejects show --code TH-2030");
    }

    @Test
    void severalDatasetsAreOfferedAndNeverAdded() {
        String choice = out("explain", "2010..2017");
        assertThat(choice).startsWith("These datasets hold such figures. They are never added: choose one.\n");
        assertThat(choice).contains("UN_COMTRADE_2012/A", "UN_COMTRADE_LEGACY/A", "tradehouse explain --dataset");
    }

    @Test
    void aPlaceIsEnoughAndWhatIsOfferedCanBePasted() {
        assertThat(out("explain", "2:0:3")).contains("120 USD in 1 figure");
        String command =
                json("explain", "KZ", "2010").at("/explanation/command").asString();
        assertThat(out(command.replace("tradehouse ", "").replace("\"", "").split(" ")))
                .contains("370 USD");
    }

    @ParameterizedTest
    @CsvSource({
        "Kazakhstan,Китай,2010,120",
        "KAZ,CHN,2010,120",
        "kz,ru,2010-01..2010-12,200",
    })
    void areasAreKnownByCodeAndByName(String reporter, String partner, String period, String usd) {
        assertThat(out("explain", reporter, partner, period)).contains("M        " + usd + " USD in 1 figure");
    }

    @Test
    void withoutAPeriodTheNewestIsMeant() {
        assertThat(out("explain", "-d", "UN_COMTRADE_2012/A/HS/6xcountry", "KZ"))
                .contains("2011  (the newest; --period for another)");
    }

    @ParameterizedTest
    @CsvSource({
        "'KZ XX 2010',TH-4040,the partner 'XX' is no area",
        "'KZ Chinna 2010',TH-4040,nearest: CN China",
        "'KZ CN 2030',TH-4041,loaded are UN_COMTRADE_2012/A/HS/6×country from 2011-01 to 2011-12",
        "'KZ CN 2010-13',TH-4040,is no period",
        "'KZ CN RU',TH-4040,would be a third area",
        "'NO/SUCH KZ',TH-4041,there is no dataset",
    })
    void whatIsNotThereIsSaidWithWhatIs(String line, String code, String said) {
        Typed typed = typed(("explain " + line).split(" "));
        assertThat(typed.exit()).isEqualTo(1);
        assertThat(typed.err()).contains(code, said, "Next     ");
    }

    @Test
    void aChangedArchiveIsNoticed() throws IOException {
        Path archived =
                home.resolve(database.query("select archive_path from ops.source_file where file_name = 'merged.csv'")
                        .get(0));
        String before = Files.readString(archived);
        assertThat(archived.toFile().setWritable(true)).isTrue();
        Files.writeString(archived, before.replace(",30", ",31"));
        assertThat(out("explain", "US", "CN", "2017", "--rows"))
                .contains(
                        "THE ARCHIVED FILE IS GONE OR CHANGED",
                        "its cells say 43 USD, published as reported are 42: -1 USD");
        Files.writeString(archived, before);
    }

    @Test
    void biDrillsThroughToTheSamePlace() throws SQLException {
        try (Connection bi = database.reader();
                ResultSet row = bi.createStatement()
                        .executeQuery(
                                "select source_name, source_row, value_usd, slice_control_usd, slice_usd + slice_rejected_usd - slice_corrected_usd = slice_control_usd from mart.explain where dataset_code = '"
                                        + YEARS + "' and partner_area_code = 'CN'")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("second.csv");
            assertThat(row.getInt(2)).isEqualTo(3);
            assertThat(row.getBigDecimal(3)).isEqualByComparingTo("120");
            assertThat(row.getBoolean(5)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain KZ CN 2010 --rows",
                "explain 2010..2017",
                "explain CN KZ 2023-12",
                "correction",
                "explain KZ CN 2011"
            })
    void aTerminalOfEightyColumnsIsWideEnough(String line) {
        assertThat(Typed.terminal(80, database.environment(), home, line.split(" "))
                        .said()
                        .lines())
                .filteredOn(it -> !it.contains("tradehouse ") && it.strip().contains(" "))
                .allSatisfy(it -> assertThat(Grid.width(it)).as(it).isLessThanOrEqualTo(80));
    }
}
