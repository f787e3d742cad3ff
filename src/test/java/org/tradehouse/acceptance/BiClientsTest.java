package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A BI user at real clients: JDBC always, psql and ODBC where they are installed. */
class BiClientsTest {
    private static final String ONE_FIGURE =
            "select product_name, value_usd from trade where dataset_code = 'CN_GACC/M/HS/8×country'";

    private static BiDesk desk;

    @BeforeAll
    static void sitDown() throws SQLException {
        desk = new BiDesk("bi_clients");
    }

    @AfterAll
    static void leave() throws SQLException {
        desk.close();
    }

    @Test
    void jdbcReadsTheContractByShortNames() throws SQLException {
        assertThat(desk.asked(ONE_FIGURE)).containsExactly("Potatoes|1234567.890");
        assertThat(desk.asked("select count(*) from trade_as_of(now())")).containsExactly("1");
        assertThat(desk.asked("select count(*) from fact_trade join dim_area on area_key = reporter_key"))
                .containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from dw.dim_area",
                "update dw.fact_trade set value_usd = 0",
                "insert into dw.dim_bloc values (99, 'X', 'X')",
                "truncate dw.fact_trade",
                "insert into mart.summary_trade_area select * from mart.summary_trade_area",
                "create table mart.mine (i int)",
                "create table dw.mine (i int references dw.dim_area)",
                "create table public.mine (i int)",
                "create schema mine",
                "create temp table mine (i int)",
                "create function mart.mine() returns int language sql return 1",
                "comment on view mart.trade is 'mine'",
                "select nextval('dw.dataset_key')",
                "select lo_create(0)",
                "select lo_from_bytea(0, 'x')",
                "select ops.ensure_year(2030)",
                "select * from mart.trade_all",
                "select * from mart.trade_annual_all",
                "select * from dw_part.fact_trade_2022",
                "select * from stg.load_7",
                "select * from ops.run",
                "select * from batch.batch_job_instance",
                "set role trade_loader",
                "set session_replication_role = replica",
                "alter role bi set statement_timeout = 0",
                "copy dw.dim_area to program 'cat'"
            })
    void nothingIsWrittenAndNothingOfTheWorkshopIsRead(String statement) throws SQLException {
        for (String first : List.of("", "set default_transaction_read_only = off; set transaction_read_only = off; ")) {
            try (Connection connection = desk.login()) {
                assertThatThrownBy(() -> connection.createStatement().execute(first + statement))
                        .as(first + statement)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refusal -> assertThat(refusal.getSQLState()).isIn("42501", "25006"));
            }
        }
    }

    @Test
    void aQueryThatTakesTooLongIsEnded() throws SQLException {
        try (Connection connection = desk.login();
                var statement = connection.createStatement()) {
            statement.execute(
                    "set statement_timeout = '1ms'"); // the limit is there to be lowered; 60 s is too long for a test
            assertThatThrownBy(() -> statement.executeQuery("select count(*) from generate_series(1, 100000000)"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            it -> assertThat(it.getSQLState()).isEqualTo("57014"));
        }
        assertThat(desk.asked("show statement_timeout")).containsExactly("1min");
    }

    @Test
    void psqlShowsFiguresKeysAndComments() throws Exception {
        needs("psql", "postgresql-client");
        assertThat(psql(ONE_FIGURE)).contains("Potatoes|1234567.890\n");
        assertThat(psql("\\d dw.fact_trade")).contains("FOREIGN KEY (reporter_key) REFERENCES dim_area(area_key)");
        assertThat(psql("\\d+ mart.trade_span")).contains("Statistical value of the whole span in US dollars");
        assertThat(psql("\\dv mart.*")).contains("trade_span", "dim_partner");
        assertThat(psql("delete from dim_area")).contains("ERROR:  cannot execute DELETE in a read-only transaction");
        assertThat(psql("table ops.run")).contains("ERROR:  permission denied for schema ops");
        assertThat(psql("table dw_part.fact_trade_2022")).contains("ERROR:  permission denied for schema dw_part");
    }

    @Test
    void odbcShowsFiguresAndColumnsAndWritesNothing() throws Exception {
        needs("isql", "unixodbc odbc-postgresql");
        assumeTrue(
                ran(Map.of(), "", "odbcinst", "-q", "-d").contains("[PostgreSQL Unicode]"),
                "no ODBC driver: apt-get install odbc-postgresql");
        assertThat(odbc(ONE_FIGURE)).contains("Potatoes|1234567.890");
        assertThat(odbc("help")).contains("|mart|trade_span|VIEW|", "|dw|fact_trade|TABLE|");
        assertThat(odbc("help turnover")).contains("|turnover_usd|");
        assertThat(
                        odbc(
                                "select month_label, turnover_usd from turnover where dataset_code = 'CN_GACC/M/HS/8×country' order by 1"))
                .contains("2023-01|2500000000.000", "2023-07|\n");
        assertThat(odbc("delete from dim_area"))
                .contains("[25006]ERROR: cannot execute DELETE in a read-only transaction");
        assertThat(odbc("select * from ops.run")).contains("[42501]ERROR: permission denied for schema ops");
        assertThat(odbc("select * from dw_part.fact_trade_2022"))
                .contains("[42501]ERROR: permission denied for schema dw_part");
    }

    private static String psql(String command) throws Exception {
        String place = "host=" + desk.address.host() + " port=" + desk.address.port() + " dbname="
                + desk.address.database() + " user=" + desk.user;
        Map<String, String> environment = Map.of("PGPASSWORD", BiDesk.PASSWORD, "PGCLIENTENCODING", "UTF8");
        return ran(environment, "", "psql", "-X", "-A", place, "-c", command);
    }

    private static String odbc(String line) throws Exception {
        String place = "Driver={PostgreSQL Unicode};Server=" + desk.address.host() + ";Port=" + desk.address.port()
                + ";Database=" + desk.address.database() + ";Uid=" + desk.user + ";Pwd=" + BiDesk.PASSWORD + ";";
        return ran(Map.of("LC_ALL", "C.UTF-8"), line + "\n", "isql", "-k", place, "-v", "-b", "-d|");
    }

    private static void needs(String program, String packages) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(there, "no " + program + ": apt-get install " + packages);
    }

    /** What a program says to a line of input, on both of its outputs. */
    private static String ran(Map<String, String> environment, String input, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
