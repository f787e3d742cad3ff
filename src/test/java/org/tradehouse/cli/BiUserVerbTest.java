package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.database.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BiUserVerbTest {
    private static final String ANNA = "anna_" + ProcessHandle.current().pid();

    @TempDir
    static Path home;

    static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void nobodyStays() throws SQLException {
        try (Connection owner = database.owner()) {
            owner.createStatement().execute("drop role if exists " + ANNA);
        }
    }

    @Test
    void aUserIsMadeWithAPasswordThatIsShownOnceAndTheWaysToConnect() throws SQLException {
        Typed typed = typed(ANNA);
        assertThat(typed.exit()).isZero();
        String url = database.environment().get("TRADEHOUSE_DB_URL");
        Matcher place = Pattern.compile("//([^:]+):(\\d+)/(.+)").matcher(url);
        assertThat(place.find()).isTrue();
        assertThat(typed.out().replaceFirst("Password  \\S+", "Password  (made)"))
                .isEqualTo("""
                        BI user 'ANNA' is made.
                          Password  (made)   shown once
                          Server    127.0.0.1:PORT  database NAME
                          JDBC      jdbc:postgresql://127.0.0.1:PORT/NAME
                          psql      psql "host=127.0.0.1 port=PORT dbname=NAME user=ANNA"
                          ODBC      Driver={PostgreSQL Unicode};Server=127.0.0.1;Port=PORT;Database=NAME;Uid=ANNA;
                          May       reads mart and dw, writes nothing; a query may take 60 s, a transaction may be idle for 5 min, at most 20 connections
                          Undo      tradehouse bi-user ANNA --drop
                        """.replace("ANNA", ANNA)
                        .replace("PORT", place.group(2))
                        .replace("NAME", place.group(3)));
        login(password(typed)).close();
        assertThat(typed("--json").out()).contains(ANNA);
        assertThat(typed().out()).contains(ANNA, "made by dana");
    }

    @Test
    void anotherPasswordTakesThePlaceOfTheFirst() throws SQLException {
        String first = password(typed(ANNA));
        Typed again = typed(ANNA);
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.err()).contains("TH-5061", "Next     tradehouse bi-user " + ANNA + " --reset\n");
        String second = password(typed(ANNA, "--reset"));
        assertThatThrownBy(() -> login(first)).isInstanceOf(SQLException.class);
        login(second).close();
    }

    @Test
    void whatIsDroppedIsUndoneByMakingItAgain() {
        typed(ANNA);
        Typed dropped = typed(ANNA, "--drop");
        assertThat(dropped.exit()).isZero();
        assertThat(dropped.out()).contains("dropped", "Undo     tradehouse bi-user " + ANNA + " ");
        assertThat(typed(ANNA, "--drop").err()).contains("TH-5062");
        assertThat(typed(ANNA).exit()).isZero();
    }

    @Test
    void aPasswordFromTheEnvironmentIsNotShown() throws SQLException {
        Typed typed = command(Map.of("TRADEHOUSE_BI_PASSWORD", "from the vault 1"), ANNA, "--json");
        assertThat(typed.out()).doesNotContain("password", "vault");
        JsonNode json = JsonMapper.builder().build().readTree(typed.out());
        assertThat(json.get("undo").asString()).isEqualTo("tradehouse bi-user " + ANNA + " --drop");
        login("from the vault 1").close();
        assertThat(command(Map.of("TRADEHOUSE_BI_PASSWORD", "short"), ANNA, "--reset")
                        .err())
                .contains("TH-5065");
        assertThat(typed(ANNA, "--reset", "--ask").err()).contains("TH-5066", "no terminal");
    }

    @Test
    void theScriptForAnAdministratorIsPrintedAloneAndThePasswordBesideIt() throws SQLException {
        Typed typed = typed(ANNA, "--sql");
        Matcher password = Pattern.compile("shown once: (\\S+)").matcher(typed.err());
        assertThat(password.find()).isTrue();
        assertThat(typed.out()).doesNotContain(password.group(1)).startsWith("create role ");
        try (Connection owner = database.owner()) {
            owner.createStatement().execute(typed.out());
        }
        login(password.group(1)).close();
    }

    @Test
    void whatIsTypedWronglyIsSaid() {
        assertThat(typed("Anna").err()).isEqualTo("""
                TH-5060  'Anna' is no name for a user: small letters a-z, digits and _ . - after a letter, at most 63
                Next     tradehouse bi-user anna
                """);
        assertThat(typed("--drop").exit()).isEqualTo(Exit.USAGE);
        assertThat(typed(ANNA, "--drop", "--reset").exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void anAddressThatAsksForEncryptionIsPassedOn() {
        var address = new org.tradehouse.database.Address(
                "jdbc:postgresql://db.example:5432/trade?sslmode=require", "db.example", "5432", "trade", "require");
        assertThat(new BiUserScreen("anna", "", address, false).text())
                .contains("user=anna sslmode=require\"", "Uid=anna;SSLmode=require;")
                .doesNotContain("Password");
    }

    private static String password(Typed typed) {
        Matcher shown = Pattern.compile("Password  (\\S+)").matcher(typed.out());
        assertThat(shown.find()).as(typed.said()).isTrue();
        return shown.group(1);
    }

    private static Connection login(String password) throws SQLException {
        return DriverManager.getConnection(database.environment().get("TRADEHOUSE_DB_URL"), ANNA, password);
    }

    private static Typed typed(String... words) {
        return command(Map.of(), words);
    }

    private static Typed command(Map<String, String> more, String... words) {
        Map<String, String> environment = new HashMap<>(database.environment());
        environment.put("TRADEHOUSE_USER", "dana");
        environment.putAll(more);
        String[] all = new String[words.length + 1];
        all[0] = "bi-user";
        System.arraycopy(words, 0, all, 1, words.length);
        return Typed.command(environment, home, all);
    }
}
