package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradehouse.database.TestDatabase;

class CorrectionTest {
    private static final String COMTRADE =
            "Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,Quantity Unit Code,Supplementary Quantity,Netweight (kg),Value,Estimation Code\n";
    private static final String[] CHINA = {"KZ", "CN", "2010", "M"};

    @TempDir
    Path home;

    private TestDatabase database;

    @BeforeEach
    void load() throws IOException {
        database = TestDatabase.fresh();
        load("first.csv", "100", "2024-01-01");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private Typed load(String name, String china, String edition, String... more) throws IOException {
        int world = Integer.parseInt(china) + 250;
        Path file = Files.writeString(
                home.resolve(name),
                COMTRADE + "2010,398,1,0,H3,TOTAL,1,,," + world + ",0\n2010,398,1,156,H3,TOTAL,1,,," + china
                        + ",0\n2010,398,1,643,H3,TOTAL,1,,,200,0\n",
                StandardCharsets.UTF_8);
        List<String> words = new ArrayList<>(
                List.of("load", "un-comtrade-2012", file.toString(), "--set", "edition-date=" + edition));
        words.addAll(List.of(more));
        Typed typed = as("tester", words.toArray(String[]::new));
        assertThat(typed.exit()).as(typed.said()).isZero();
        return typed;
    }

    private Typed as(String who, String... words) {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("TRADEHOUSE_USER", who);
        return Typed.command(environment, home, words);
    }

    private Typed propose(String usd) {
        return as(
                "aidos",
                "correction",
                "add",
                "KZ",
                "CN",
                "2010",
                "M",
                "--is",
                usd,
                "--type",
                "outlier",
                "--reason",
                "a letter");
    }

    private String explained(String... more) {
        List<String> words = new ArrayList<>(List.of("explain"));
        words.addAll(List.of(CHINA));
        words.addAll(List.of(more));
        return as("anyone", words.toArray(String[]::new)).out();
    }

    private String china() {
        return database.query(
                        "select trim_scale(value_usd) || ' of ' || trim_scale(reported_usd) from mart.trade_annual where partner_code = 'CN'")
                .get(0);
    }

    @Test
    void aProposalChangesNothingUntilAnotherPersonSigns() {
        Typed proposed = propose("110");
        assertThat(proposed.exit()).isZero();
        assertThat(proposed.out())
                .contains(
                        "correction 1 proposed: KZ M CN TOTAL 2010 of UN_COMTRADE_2012/A/HS/TOTAL×country 110 USD instead of 100",
                        "undo: tradehouse correction retire 1 --reason",
                        "Next: another person: tradehouse correction approve 1");
        assertThat(china()).isEqualTo("100 of 100");
        Typed own = as("aidos", "correction", "approve", "1");
        assertThat(own.exit()).isEqualTo(1);
        assertThat(own.err()).contains("TH-4049", "aidos made correction 1 and cannot sign it");
        assertThat(china()).isEqualTo("100 of 100");
    }

    @Test
    void signingPublishesItAndExplainSaysSo() {
        propose("110");
        Typed signed = as("dana", "correction", "approve", "1", "--reason", "seen the letter");
        assertThat(signed.exit()).as(signed.said()).isZero();
        assertThat(signed.out())
                .contains(
                        "correction 1 signed by dana",
                        "undo: tradehouse correction retire 1",
                        "0 new, 1 changed, 0 withdrawn, 2 same figures in");
        assertThat(china()).isEqualTo("110 of 100");
        assertThat(explained("--rows"))
                .contains(
                        "M        110 USD in 1 figure; the publisher states 100, corrections +10",
                        "corrected from 100 (correction 1)",
                        "its cells say 100 USD: equal to what is published as reported",
                        "KZ        M     2010            360           10                  350",
                        "Signed   correction 1, in force: CN TOTAL M 2010 100 -> 110 USD, outlier, \"a letter\" (aidos, signed by dana)");
        assertThat(as("anyone", "correction").out()).contains("1  in force");
        assertThat(as("dana", "correction", "approve", "1").exit()).isEqualTo(5);
        assertThat(database.query(
                        "select distinct trim_scale(import_usd) from mart.turnover where partner_code = 'CN'"))
                .containsExactly("110");
    }

    @Test
    void retiringBringsThePublishersFigureBackAndEveryVintageStays() {
        propose("110");
        as("dana", "correction", "approve", "1");
        Typed retired = as("aidos", "correction", "retire", "1", "--reason", "the letter was wrong");
        assertThat(retired.exit()).as(retired.said()).isZero();
        assertThat(retired.out())
                .contains("correction 1 retired by aidos", "undo: propose it again: tradehouse correction add");
        assertThat(china()).isEqualTo("100 of 100");
        assertThat(explained()).contains("correction 1, retired");
        assertThat(
                        database.query(
                                "select trim_scale(value_usd) || ' ' || trim_scale(reported_usd) from mart.explain_vintages where partner_area_code = 'CN' order by published_at"))
                .containsExactly("100 100", "110 100", "100 100");
        assertThat(database.query("""
                        select (select trim_scale(value_usd) from mart.trade_annual_as_of(l.published_at) f join dw.dim_area a on a.area_key = f.partner_key and a.area_code = 'CN')
                        from dw.dim_load l order by published_at""")).containsExactly("100", "110", "100");
        assertThat(as("aidos", "correction", "retire", "1", "--reason", "again").exit())
                .isEqualTo(5);
    }

    @Test
    void undoingTheRunThatRetiredACorrectionSaysThatNothingChanged() {
        propose("110");
        as("dana", "correction", "approve", "1");
        as("aidos", "correction", "retire", "1", "--reason", "the letter was wrong");
        Typed undone = as("aidos", "undo", "un-comtrade-2012");
        assertThat(undone.exit()).as(undone.said()).isZero();
        assertThat(china()).isEqualTo("100 of 100");
        assertThat(undone.out())
                .contains("0 new, 0 changed, 0 withdrawn", "no figure changed", "corrections", "tradehouse correction")
                .doesNotContain("showed before");
    }

    @Test
    void theCommandThatProposesItAnewCanBeTypedAsItStands() {
        propose("1234567.5");
        assertThat(as("aidos", "correction", "retire", "1", "--reason", "a typing error")
                        .out())
                .contains(
                        "tradehouse correction add --dataset \"UN_COMTRADE_2012/A/HS/TOTAL×country\" --reporter KZ --partner CN --product TOTAL --flow M --period 2010 --is 1234567.5 --type outlier --reason \"...\"");
    }

    @Test
    void aRevisionOfTheSourceWinsIsFlaggedAndListedWithTheValueSeenNow() throws IOException {
        propose("110");
        as("dana", "correction", "approve", "1");
        load("second.csv", "130", "2024-02-01");
        assertThat(china()).isEqualTo("130 of 130");
        assertThat(as("anyone", "show", "un-comtrade-2012").out())
                .contains("FLAG  R4", "correction 1 is not applied", "the source now shows 130.000 in row 3");
        assertThat(as("anyone", "correction").out())
                .contains("not applied", "130", "tradehouse correction retire 1 --reason")
                .contains("Not applied: the source no longer shows what they were made for");
        assertThat(explained()).contains("correction 1, not applied", "the source now shows 130");
    }

    @Test
    void publishedAgainTheOldEditionMeetsItsCorrectionAgain() throws IOException {
        propose("110");
        as("dana", "correction", "approve", "1");
        load("second.csv", "130", "2024-02-01");
        load("first.csv", "100", "2024-01-01", "--again");
        assertThat(china()).isEqualTo("110 of 100");
    }

    @Test
    void anUndoneRevisionGivesTheCorrectedFigureBackAndLeadsToTheFileItStandsIn() throws IOException {
        propose("110");
        as("dana", "correction", "approve", "1");
        load("second.csv", "130", "2024-02-01");
        String revision = database.query("select max(run_id) from ops.run").get(0);
        Typed undone = as("dana", "undo", revision);
        assertThat(undone.exit()).as(undone.said()).isZero();
        assertThat(china()).isEqualTo("110 of 100");
        assertThat(explained("--rows"))
                .contains("its cells say 100 USD: equal to what is published as reported")
                .contains("first.csv");
        assertThat(database.query(
                        "select distinct source_name from mart.explain where partner_area_code = 'CN' and is_current"))
                .containsExactly("first.csv");
    }

    @Test
    void signingAfterAnUndoDoesNotBringTheUndoneRevisionBack() throws IOException {
        load("second.csv", "130", "2024-02-01");
        String revision = database.query("select max(run_id) from ops.run").get(0);
        assertThat(as("dana", "undo", revision).exit()).isZero();
        assertThat(china()).isEqualTo("100 of 100");
        propose("110");
        Typed signed = as("dana", "correction", "approve", "1");
        assertThat(signed.exit()).as(signed.said()).isZero();
        assertThat(china()).isEqualTo("110 of 100");
    }

    @Test
    void aFigureHasOneCorrectionAtATime() {
        propose("110");
        Typed second = propose("120");
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.err()).contains("TH-4046", "has correction 1 already", "tradehouse correction show 1");
        as("aidos", "correction", "retire", "1", "--reason", "mistyped");
        assertThat(as("anyone", "correction", "list", "--all").out()).contains("withdrawn");
        assertThat(propose("120").exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KZ UZ 2010 M|TH-4044|nearest: KZ M RU TOTAL 2010 200; KZ M CN TOTAL 2010 100; KZ M W-?? TOTAL 2010 50",
                "KZ CN 2012 M|TH-4041|loaded are UN_COMTRADE_2012/A/HS/TOTAL×country from 2010-01 to 2010-12",
                "KZ 2010 M|TH-4042|several figures are meant (KZ M RU TOTAL 2010 200; KZ M CN TOTAL 2010 100; KZ M W-?? TOTAL 2010 50)",
                "KZ W-?? 2010 M|TH-4045|is derived (residual) and no cell of the publisher's",
            })
    void whatIsNotOneFigureOfThePublisherIsRefusedWithWhatIsNear(String figure, String code, String said) {
        List<String> words = new ArrayList<>(List.of("correction", "add"));
        words.addAll(List.of(figure.split(" ")));
        words.addAll(List.of("--is", "5", "--reason", "x"));
        Typed typed = as("aidos", words.toArray(String[]::new));
        assertThat(typed.exit()).as(typed.said()).isEqualTo(1);
        assertThat(typed.err()).contains(code, said, "Next     ");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(propose("100").err()).contains("TH-4047", "is 100 already");
        assertThat(as("aidos", "correction", "add", "KZ", "CN", "2010", "--is", "1", "--type", "mood", "--reason", "x")
                        .err())
                .contains("TH-4047", "there is no type of correction 'mood'");
        assertThat(as("aidos", "correction", "add", "KZ", "CN", "2010", "--is", "1.2345", "--reason", "x")
                        .exit())
                .isEqualTo(2);
        assertThat(as("aidos", "correction", "show", "9").err()).contains("TH-4043");
        assertThat(as("aidos", "correction", "approve", "9").err()).contains("TH-4043");
    }

    @Test
    void whoDecidedWhatIsInTheAudit() {
        propose("110");
        as("dana", "correction", "approve", "1");
        as("aidos", "correction", "retire", "1", "--reason", "over");
        assertThat(database.query("select who || ' ' || action from ops.audit order by audit_id"))
                .containsExactly("aidos correction proposed", "dana correction signed", "aidos correction retired");
    }
}
