package org.tradehouse.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;
import org.tradehouse.database.BenchmarkServer;
import org.tradehouse.database.Database;
import org.tradehouse.database.Database.Role;
import org.tradehouse.feed.Feeds;

/**
 * What all contenders share: the server, the file, the same rows ready for COPY, and three databases to copy from, one with
 * the schema alone, one whose dimensions are filled, one with other figures in the same years.
 */
final class Setting {
    static final String EMPTY = "bench_empty";
    static final String FILLED = "bench_filled";
    static final String PRESENT = "bench_present";
    static final String FEED = "bench-comtrade";
    static final String REPORTER = "156";
    static final int FIRST_MONTH = 2018 * 12;
    static final int MONTHS = 36;

    final BenchmarkServer server;
    final Feeds feeds;
    final Path home;
    final Path csv;
    final Path ready;
    final Path readyBinary;
    final Trade trade;
    final int rows;
    final Facts expected;
    final Meter meter;
    private Facts reference;

    Setting(Path root, Path home, int rows) throws IOException {
        this.home = home;
        this.rows = rows;
        this.server = BenchmarkServer.under(home);
        this.meter = new Meter(server.pid());
        this.feeds = Feeds.in(root.resolve("src/jmh/resources/jobs"));
        feeds.problems().forEach(it -> {
            throw new IllegalStateException(it.toString());
        });
        Path data = Files.createDirectories(home.resolve("files"));
        this.csv = data.resolve("trade-" + rows + ".csv");
        this.ready = data.resolve("ready.csv");
        this.readyBinary = data.resolve("ready.bin");
        this.trade = new Trade(rows, FIRST_MONTH, MONTHS, 0);
        if (!Files.exists(csv)) {
            ComtradeCsv.write(csv, REPORTER, trade);
        }
        this.expected = Facts.of(trade);
        this.reference = expected;
    }

    /** Loads the file once, unmeasured: what comes of it is compared with how it was made, and is what others must equal. Kept
     * for the next run of as many rows.
     */
    void prepare() throws Exception {
        Path marker = home.resolve("files/prepared.txt");
        String state = csv.getFileName() + " " + BenchmarkServer.schema();
        if (Files.exists(marker) && Files.readString(marker).startsWith(state + "\n")) {
            reference = Facts.parse(Files.readString(marker).substring(state.length() + 1));
            reference.mustBe(expected, "the reference load", false);
            return;
        }
        Files.deleteIfExists(marker);
        make();
        Files.writeString(marker, state + "\n" + reference.text());
    }

    private void make() throws Exception {
        server.createEmpty(EMPTY);
        server.copy(FILLED, EMPTY);
        WholeJob.load(this, FILLED, FEED, csv);
        try (Connection owner = server.owner(FILLED)) {
            reference = Facts.in(owner, "dw.fact_trade", "CN", "select count(*) from ops.reject");
            reference.mustBe(expected, "the reference load", false);
            dump(owner, ready, "csv");
            dump(owner, readyBinary, "binary");
            forgetFigures(owner);
        }
        server.copy(PRESENT, EMPTY);
        Path other = csv.resolveSibling("other-" + csv.getFileName());
        if (!Files.exists(other)) {
            int rows = Math.max(50_000, (int) (expected.figures() / 20));
            ComtradeCsv.write(other, "398", new Trade(rows, FIRST_MONTH, MONTHS, 0));
        }
        WholeJob.load(this, PRESENT, FEED, other);
    }

    /** The whole result of the reference load. */
    Facts reference() {
        return reference;
    }

    /** The years of the file. */
    List<Integer> years() {
        return IntStream.rangeClosed(FIRST_MONTH / 12, (FIRST_MONTH + MONTHS - 1) / 12)
                .boxed()
                .toList();
    }

    /** Whether the commands a contender needs are there: they end with 0. */
    static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A session of the loader without row triggers, as the product publishes. */
    Connection loader(String database) throws SQLException {
        try (Database opened = server.open(database)) {
            Connection connection = opened.connect(Role.LOADER);
            try (var statement = connection.createStatement()) {
                statement.execute("set session_replication_role = replica");
            }
            return connection;
        }
    }

    private static void dump(Connection connection, Path file, String format) throws SQLException, IOException {
        try (var out = Files.newOutputStream(file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (select * from dw.fact_trade) to stdout (format " + format + ")", out);
        }
    }

    /** Dimensions stay. */
    private static void forgetFigures(Connection owner) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute("""
                    do $$ declare t record; begin
                      for t in select format('%I.%I', schemaname, tablename) as name from pg_tables
                        where schemaname = 'dw_part' and tablename ~ '^fact_trade_\\d{4}$' or schemaname = 'stg' and tablename ~ '_\\d+$'
                      loop execute 'drop table ' || t.name; end loop;
                    end $$""");
            statement.execute("truncate mart.summary_trade_area, dw.coverage, ops.reject, ops.control_total");
        }
    }
}
