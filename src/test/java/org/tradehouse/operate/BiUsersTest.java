package org.tradehouse.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.load.LoadException;

/** Roles belong to the whole server: names of this class carry the number of the process, and all are dropped at the end. */
class BiUsersTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String MINE = "bi_users_" + ProcessHandle.current().pid() + "_";

    static TestDatabase database;
    static Connection owner;

    @BeforeAll
    static void open() throws SQLException {
        database = TestDatabase.fresh();
        owner = database.owner();
    }

    @AfterAll
    static void drop() throws SQLException {
        for (String role : asked(owner, "select rolname from pg_roles where rolname like '" + MINE + "%'")) {
            run(owner, "drop owned by " + role, "drop role " + role);
        }
        owner.close();
        database.close();
    }

    @Test
    void aBiUserReadsWithTheLimitsThatBiHas() throws SQLException {
        String name = added("limits");
        assertThat(asked(
                        owner, "select array_to_string(rolconfig, ' / ') from pg_roles where rolname = '" + name + "'"))
                .isEqualTo(asked(owner, "select array_to_string(rolconfig, ' / ') from pg_roles where rolname = 'bi'"));
        try (Connection reader = login(name, PASSWORD)) {
            assertThat(asked(reader, "select count(*) from trade")).containsExactly("0");
            assertThat(
                            asked(
                                    reader,
                                    "select current_setting('transaction_read_only'), current_setting('statement_timeout'), "
                                            + "current_setting('idle_in_transaction_session_timeout'), current_setting('search_path')"))
                    .containsExactly("on|1min|5min|mart, dw");
        }
        assertThat(asked(owner, "select rolconnlimit from pg_roles where rolname = '" + name + "'"))
                .containsExactly("20");
    }

    @Test
    void theServerKeepsNoPasswordAndTheAuditTrailNone() throws SQLException {
        String name = added("kept");
        assertThat(asked(owner, "select rolpassword from pg_authid where rolname = '" + name + "'")
                        .get(0))
                .startsWith("SCRAM-SHA-256$");
        assertThat(asked(owner, "select who, action, after from ops.audit where after ->> 'user' = '" + name + "'"))
                .containsExactly("dana|bi-user add|{\"user\": \"" + name + "\"}");
    }

    @Test
    void aResetTakesTheOldPasswordAway() throws SQLException {
        String name = added("reset");
        users().reset(name, "another horse battery");
        assertThatThrownBy(() -> login(name, PASSWORD)).hasMessageContaining("password");
        login(name, "another horse battery").close();
    }

    @Test
    void whoIsDroppedNeitherLogsInNorReadsOnWhereItWasLoggedIn() throws SQLException {
        String name = added("dropped");
        try (Connection open = login(name, PASSWORD)) {
            assertThat(asked(open, "select count(*) from mart.trade")).containsExactly("0");
            users().drop(name);
            assertThatThrownBy(() -> asked(open, "select count(*) from mart.trade"))
                    .isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> login(name, PASSWORD)).isInstanceOf(SQLException.class);
        assertThat(users().all()).extracting(BiUser::name).doesNotContain(name);
    }

    @Test
    void theListSaysWhoMadeItAndWhoIsConnected() throws SQLException {
        String name = added("listed");
        try (Connection reader = login(name, PASSWORD)) {
            assertThat(asked(reader, "select 1")).hasSize(1);
            assertThat(users().all())
                    .filteredOn(it -> it.name().equals(name))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.sessions()).isEqualTo(1);
                        assertThat(it.madeBy()).startsWith("BI user of Tradehouse, made by dana on 20");
                    });
        }
        assertThat(users().all()).extracting(BiUser::name).doesNotContain("bi", "loader", "tradehouse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Anna",
                "anna;drop",
                "an na",
                "9lives",
                "отчёты",
                "a\"b",
                "pg_anna",
                "bi",
                "loader",
                "public",
                "trade_reader",
                "tradehouse",
                "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmn"
            })
    void aNameThatIsNoneIsRefusedWithOneThatIs(String name) {
        assertThatThrownBy(() -> users().add(name, PASSWORD)).isInstanceOfSatisfying(LoadException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("TH-5060");
            assertThat(refusal.getMessage()).startsWith("'" + name + "' is ");
            assertThat(refusal.nextStep()).matches("tradehouse bi-user [a-z][a-z0-9_.-]{0,62}");
        });
    }

    @Test
    void aUserThatExistsIsNotMadeAgainAndKeepsItsPassword() throws SQLException {
        String name = added("twice");
        assertThat(refusal(() -> users().add(name, "some other password")).code())
                .isEqualTo("TH-5061");
        login(name, PASSWORD).close();
    }

    @Test
    void whoIsMoreThanABiUserIsLeftAlone() throws SQLException {
        String strong = MINE + "strong";
        run(owner, "create role " + strong + " login createdb in role trade_reader");
        String loads = MINE + "loads";
        run(owner, "create role " + loads + " login in role trade_reader, trade_loader");
        for (String name : List.of(strong, loads, "loader", "tradehouse", "trade_reader")) {
            assertThat(refusal(() -> users().drop(name)).code()).as(name).isEqualTo("TH-5064");
            assertThat(refusal(() -> users().reset(name, PASSWORD)).code())
                    .as(name)
                    .isEqualTo("TH-5064");
        }
        assertThat(refusal(() -> users().add(strong, PASSWORD)).code()).isEqualTo("TH-5064");
        assertThat(refusal(() -> users().drop(MINE + "nobody")).code()).isEqualTo("TH-5062");
    }

    @Test
    void whoHasBeenGivenMoreIsNotDroppedAndTheMessageSaysWhat() throws SQLException {
        String name = added("more");
        run(owner, "grant select on ops.run to " + name);
        LoadException refusal = refusal(() -> users().drop(name));
        assertThat(refusal.code()).isEqualTo("TH-5064");
        assertThat(refusal.getMessage()).contains("privileges for table ops.run");
        login(name, PASSWORD).close();
    }

    @Test
    void aPasswordThatIsTooShortIsRefused() {
        assertThat(refusal(() -> users().add(MINE + "short", "secret")).code()).isEqualTo("TH-5065");
        assertThat(refusal(() -> users().add(MINE + "odd", "twelve signs\u0007"))
                        .code())
                .isEqualTo("TH-5065");
    }

    @Test
    void anOwnerWhoMayMakeRolesMakesThemAndOneWhoMayNotSaysWhatAnAdministratorDoes() throws SQLException {
        String creator = MINE + "creator";
        run(owner, "create role " + creator + " login password 'creates' in role tradehouse");
        try (Connection plain = login(creator, "creates")) {
            BiUsers users = new BiUsers(plain, "dana");
            String name = MINE + "external";
            LoadException refusal = refusal(() -> users.add(name, PASSWORD));
            assertThat(refusal.code()).isEqualTo("TH-5063");
            assertThat(refusal.getMessage()).contains(creator).contains("permission denied");
            assertThat(refusal.nextStep()).isEqualTo("tradehouse bi-user " + name + " --sql > " + name + ".sql");

            run(
                    owner,
                    "alter role " + creator + " createrole",
                    "grant trade_reader to " + creator + " with admin option");
            users.add(name, PASSWORD);
            login(name, PASSWORD).close();
            users.reset(name, "another horse battery");
            login(name, "another horse battery").close();
            users.drop(name);

            String ofAnother = added("ofanother");
            LoadException notMine = refusal(() -> users.drop(ofAnother));
            assertThat(notMine.code()).isEqualTo("TH-5063");
            assertThat(notMine.nextStep()).isEqualTo("an administrator runs: drop role \"" + ofAnother + "\"");
            assertThat(refusal(() -> users.reset(ofAnother, PASSWORD)).nextStep())
                    .contains("grant \"" + ofAnother + "\" to " + creator + " with admin option");
        }
    }

    @Test
    void theScriptForAnAdministratorMakesTheSameUserAndShowsNoPassword() throws SQLException {
        String name = MINE + "script";
        String script = BiUsers.script(name, PASSWORD, "dana");
        assertThat(script).doesNotContain(PASSWORD);
        run(owner, script);
        try (Connection reader = login(name, PASSWORD)) {
            assertThat(asked(reader, "select current_setting('transaction_read_only')"))
                    .containsExactly("on");
        }
        users().drop(name);
    }

    private static BiUsers users() {
        return new BiUsers(owner, "dana");
    }

    private static String added(String name) throws SQLException {
        users().add(MINE + name, PASSWORD);
        return MINE + name;
    }

    private interface Act {
        void done() throws SQLException;
    }

    private static LoadException refusal(Act act) {
        try {
            act.done();
        } catch (LoadException refusal) {
            return refusal;
        } catch (SQLException other) {
            throw new AssertionError(other);
        }
        throw new AssertionError("nothing was refused");
    }

    private static Connection login(String user, String password) throws SQLException {
        return DriverManager.getConnection(database.environment().get("TRADEHOUSE_DB_URL"), user, password);
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> asked(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.append(i == 1 ? "" : "|").append(rows.getString(i));
                }
                lines.add(line.toString());
            }
            return lines;
        }
    }
}
