package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.database.TestDatabase;

/**
 * A load that is killed and continued ends in the same warehouse as one that is not (R01, R02, R04, R05). Rows of the long
 * run: {@code -Drestart.rows=1000000}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartTest {
    private static final String FEED = "un-comtrade-2012";
    private static final int ROWS = Integer.getInteger("restart.rows", 60_000);

    @TempDir
    Path folder;

    private TestDatabase database;
    private Command command;
    private Path home;
    private String expected = "";

    @BeforeEach
    void open() throws IOException {
        if (expected.isEmpty()) {
            fresh();
            assertThat(load(file(ROWS)).exitCode()).isZero();
            expected = warehouse();
            assertThat(expected).startsWith("figures ");
            database.close();
        }
        fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void fresh() throws IOException {
        database = TestDatabase.fresh();
        home = Files.createTempDirectory(folder, "home");
        command = new Command(home, database);
    }

    private Command.Ended load(Path file) {
        return command.run("load", FEED, file.toString(), "--set", "product-scope=all", "--set", "partner-scope=all");
    }

    private Process loading(List<String> options) throws IOException {
        return command.start(
                options,
                "load",
                FEED,
                file(ROWS).toString(),
                "--set",
                "product-scope=all",
                "--set",
                "partner-scope=all");
    }

    /** The same made file every time: a few rows of an unknown partner and of a lost zero among the good ones. */
    private Path file(int rows) throws IOException {
        Path file = folder.resolve("made_" + rows + ".csv");
        if (Files.exists(file)) {
            return file;
        }
        int[] partners = {
            4, 8, 12, 31, 36, 40, 51, 56, 76, 112, 124, 156, 203, 208, 233, 246, 276, 300, 344, 348, 360, 364, 376, 392,
            410, 417, 428, 440, 484, 496
        };
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(
                    "Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,Quantity Unit Code,Supplementary Quantity,Netweight (kg),Value,Estimation Code\n");
            for (int i = 0; i < rows; i++) {
                int partner = i % 9973 == 5000 ? 998 : partners[i % partners.length];
                String code = "%06d".formatted(10000 + i / partners.length / 2 * 7 % 960000);
                String product = i % 9973 == 7000 ? code.replaceFirst("^0", "") + "x" : code;
                out.write("2010,398," + (1 + i / partners.length % 2) + "," + partner + ",\"H3\",\"" + product + "\",8,"
                        + (i % 1000) + "," + (i % 1000) + "," + (i * 37L % 1_000_003) + ",0\n");
            }
        }
        return file;
    }

    /** Everything that is published, in words and figures, without keys, loads and positions. */
    private String warehouse() {
        return "figures " + database.query("""
                select count(*) || ' ' || coalesce(sum(hashtextextended(row(d.dataset_code, f.period_date, q.scope_code, r.area_code, a.area_code, p.nomenclature, p.edition, p.code, w.flow_code,
                  t.procedure_code, t.transport_code, t.valuation, u.unit_code, s.row_kind, f.value_usd, f.net_weight_kg, f.quantity)::text, 0)::numeric), 0)
                from dw.fact_trade_annual f join dw.dim_dataset d using (dataset_key) join dw.scope q using (scope_key) join dw.dim_area r on r.area_key = f.reporter_key
                join dw.dim_area a on a.area_key = f.partner_key join dw.dim_product p using (product_key) join dw.dim_flow w using (flow_key) join dw.dim_terms t using (terms_key)
                join dw.dim_unit u using (unit_key) join dw.dim_status s using (status_key)""")
                + " coverage "
                + database.query(
                        "select flow_key || ' ' || row_count || ' ' || value_usd || ' ' || rejected_usd from dw.coverage order by 1")
                + " rejects "
                + database.query(
                        "select code || ' ' || count(*) || ' ' || coalesce(sum(value_usd), 0) || ' ' || sum(row_no) from ops.reject group by code order by 1")
                + " counts "
                + database.query(
                        "select rows_read || ' ' || rows_accepted || ' ' || rows_control_total || ' ' || rows_excluded || ' ' || rows_rejected from dw.dim_load");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "block-begin:1",
                "block-staged:1",
                "block-staged:4",
                "block-commit:3",
                "block-committed:2",
                "block-committed:7",
                "settle:1",
                "before-publish:1",
                "in-publish:1",
                "after-publish:1"
            })
    void killedAtAnyPointItIsContinuedByRetry(String point) throws IOException {
        assertThat(Command.end(loading(List.of("-Dtradehouse.fault=" + point))).exitCode())
                .isEqualTo(137);
        var retried = command.run("retry", FEED);
        assertThat(retried.exitCode()).as(retried.output()).isIn(0, 5);
        assertThat(warehouse()).isEqualTo(expected);
        assertThat(
                        database.query(
                                "select relname from pg_class where relnamespace = 'stg'::regnamespace and relname ~ '_[0-9]+$'"))
                .as("nothing stays staged")
                .isEmpty();
    }

    @Test
    void killedAtThreeRandomMomentsItIsContinuedByRetry() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> exits = new ArrayList<>();
        Process process = loading(List.of());
        for (int kill = 0; kill < 3; kill++) {
            process.waitFor(
                    1500 + random.nextInt(Math.max(1500, ROWS / 200)), java.util.concurrent.TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            exits.add(process.exitValue());
            process = command.start(List.of(), "retry", FEED);
        }
        var last = Command.end(process);
        if (last.output().contains("TH-4011")
                || last.output().contains("TH-4021")) { // killed before there was anything to retry
            last = load(file(ROWS));
        }
        assertThat(last.exitCode())
                .as("seed " + seed + " exits " + exits + " " + last.output())
                .isIn(0, 5);
        assertThat(warehouse()).as("seed " + seed).isEqualTo(expected);
    }

    /** The framework notes the load and its first execution in two transactions; a process may die between them. */
    @Test
    void killedBetweenTheTwoNotesOfTheFrameworkItIsContinuedByRetry() throws IOException {
        assertThat(Command.end(loading(List.of("-Dtradehouse.fault=block-committed:2")))
                        .exitCode())
                .isEqualTo(137);
        for (String table : List.of(
                "step_execution_context",
                "step_execution",
                "job_execution_context",
                "job_execution_params",
                "job_execution")) {
            database.execute("delete from batch.batch_" + table);
        }
        var retried = command.run("retry", FEED);
        assertThat(retried.exitCode()).as(retried.output()).isZero();
        assertThat(warehouse()).isEqualTo(expected);
    }

    @Test
    void aRetryThatDiesBeforeItBeganIsRetriedToo() throws IOException {
        assertThat(Command.end(loading(List.of("-Dtradehouse.fault=block-committed:2")))
                        .exitCode())
                .isEqualTo(137);
        assertThat(Command.end(command.start(List.of("-Dtradehouse.fault=run-opened"), "retry", FEED))
                        .exitCode())
                .isEqualTo(137);
        var retried = command.run("retry", FEED);
        assertThat(retried.exitCode()).as(retried.output()).isZero();
        assertThat(warehouse()).isEqualTo(expected);
    }

    @Test
    void twoWhoRetryInTheSameSecondRunItOnce() throws IOException {
        assertThat(Command.end(loading(List.of("-Dtradehouse.fault=block-committed:3")))
                        .exitCode())
                .isEqualTo(137);
        var one = command.start(List.of(), "retry", FEED + "#1");
        var two = command.start(List.of(), "retry", FEED + "#1");
        var ended = List.of(Command.end(one), Command.end(two));
        assertThat(warehouse()).as("%s", ended).isEqualTo(expected);
        assertThat(ended.stream().map(Command.Ended::exitCode))
                .as("%s", ended)
                .contains(0)
                .containsAnyOf(4, 5);
        assertThat(database.query("select count(*) from dw.dim_load")).containsExactly("1");
    }

    @Test
    void stoppedBySigtermItEndsAtABlockAndCanBeContinued() throws Exception {
        var process = loading(List.of());
        while (database.query("select 1 from ops.stage_block limit 1").isEmpty() && process.isAlive()) {
            Thread.onSpinWait();
        }
        process.destroy();
        var ended = Command.end(process);
        assertThat(ended.exitCode()).as(ended.output()).isIn(143, 0);
        assertThat(database.query("select state from ops.run where run_id = 1")).containsAnyOf("stopped", "done");
        var retried = command.run("retry", FEED);
        assertThat(retried.exitCode()).as(retried.output()).isIn(0, 5);
        assertThat(warehouse()).isEqualTo(expected);
    }
}
