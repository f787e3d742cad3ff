package org.tradehouse.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;
import org.tradehouse.database.Database;
import org.tradehouse.operate.Act;
import org.tradehouse.run.Progress;

/**
 * A hundred months in one warehouse, the last of which is published again and again with one figure in a hundred changed: by
 * the product, by deleting and copying, and the same file once more.
 */
final class Months {
    private static final int FIRST = 2015 * 12;
    private static final int MONTHS = 100;
    private static final String LAST = "f.period_date = '2023-04-01'";
    private final Setting setting;
    private final int rows;
    private final Path file;
    private final Path kept;
    private final String warehouse;
    private int edition;
    private Path revised;
    private boolean ready;

    Months(Setting setting, int rows) {
        this.setting = setting;
        this.rows = rows;
        this.file = setting.csv.resolveSibling("months-" + rows + ".csv");
        this.kept = setting.csv.resolveSibling("months-" + rows + ".txt");
        this.warehouse = "bench_months_" + rows;
        this.revised = setting.csv.resolveSibling("month.csv");
    }

    /** Loading all of it, compared with a tenth. */
    Contender growth() {
        return new Contender() {
            @Override
            public String name() {
                return "growth";
            }

            @Override
            public String title() {
                return "the whole job, %,d rows, years not yet present".formatted(rows);
            }

            @Override
            public String template() {
                return Setting.EMPTY;
            }

            @Override
            public boolean once() {
                return true;
            }

            @Override
            public void prepare(String database) throws IOException {
                writeAll();
            }

            @Override
            public Map<String, Meter.Used> run(String database) {
                return WholeJob.load(setting, database, Setting.FEED, file);
            }

            @Override
            public void check(String database) throws Exception {
                try (Connection owner = setting.server.owner(database)) {
                    Facts.in(owner, "dw.fact_trade", "CN", "select count(*) from ops.reject")
                            .mustBe(Facts.of(trade(0)), name(), false);
                }
            }

            @Override
            public void keep(String database) throws IOException {
                setting.server.rename(database, warehouse);
                Files.deleteIfExists(kept);
                ready = false;
            }
        };
    }

    Contender revision() {
        return new OfMonth("month", "one month of it revised, 1 % changed") {
            @Override
            public void prepare(String database) throws Exception {
                super.prepare(database);
                write(edition + 1);
            }

            @Override
            public Map<String, Meter.Used> run(String database) {
                return WholeJob.load(setting, warehouse, Setting.FEED, revised);
            }
        };
    }

    Contender again() {
        return new OfMonth("month-again", "the same file again") {
            @Override
            public Map<String, Meter.Used> run(String database) {
                try (Database opened = setting.server.open(warehouse);
                        Act act = new Act(opened, setting.feeds, setting.home)) {
                    var result = act.load(Setting.FEED, revised, Map.of(), false, "benchmark", Progress.NONE);
                    if (result.exitCode() != 5) {
                        throw new IllegalStateException("loading the same file again: " + result.headline());
                    }
                }
                return Map.of();
            }
        };
    }

    Contender deleteAndCopy() {
        return new OfMonth("month-copy", "delete and COPY of that month in the fact") {
            private final Path dump = setting.csv.resolveSibling("month-ready.csv");

            @Override
            public void prepare(String database) throws Exception {
                super.prepare(database);
                try (Connection owner = setting.server.owner(warehouse);
                        var out = Files.newOutputStream(dump)) {
                    copies(owner)
                            .copyOut(
                                    "copy (select * from dw.fact_trade f where " + LAST + ") to stdout (format csv)",
                                    out);
                }
            }

            @Override
            public Map<String, Meter.Used> run(String database) throws Exception {
                try (Connection loader = setting.loader(warehouse);
                        var statement = loader.createStatement();
                        var in = Files.newInputStream(dump)) {
                    loader.setAutoCommit(false);
                    statement.execute("delete from dw.fact_trade f where " + LAST);
                    copies(loader).copyIn("copy dw.fact_trade from stdin (format csv)", in, 1 << 16);
                    loader.commit();
                }
                return Map.of();
            }
        };
    }

    private static org.postgresql.copy.CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** What the three have in common: one warehouse, whose last month must be the edition of the day. */
    private class OfMonth implements Contender {
        private final String name;
        private final String title;

        OfMonth(String name, String title) {
            this.name = name;
            this.title = title;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public String template() {
            return "";
        }

        @Override
        public void prepare(String database) throws Exception {
            fill();
        }

        @Override
        public Map<String, Meter.Used> run(String database) throws Exception {
            return Map.of();
        }

        @Override
        public void check(String database) throws Exception {
            try (Connection owner = setting.server.owner(warehouse)) {
                Facts.in(owner, "dw.fact_trade", "CN", "", LAST)
                        .mustBe(Facts.of(trade(edition).month(MONTHS - 1)), name, false);
            }
        }
    }

    private void fill() throws IOException {
        if (ready) {
            return;
        }
        if (setting.server.exists(warehouse)) {
            setting.server.upgrade(warehouse);
            edition = Files.exists(kept) ? Integer.parseInt(Files.readString(kept)) : 0;
        } else {
            writeAll();
            setting.server.copy(warehouse, Setting.EMPTY);
            WholeJob.load(setting, warehouse, Setting.FEED, file);
        }
        write(edition + 1);
        WholeJob.load(setting, warehouse, Setting.FEED, revised);
        ready = true;
    }

    private void writeAll() throws IOException {
        if (!Files.exists(file)) {
            ComtradeCsv.write(file, Setting.REPORTER, trade(0));
        }
    }

    private void write(int number) throws IOException {
        ComtradeCsv.write(revised, Setting.REPORTER, trade(number).month(MONTHS - 1));
        edition = number;
        Files.writeString(kept, Integer.toString(number));
    }

    private Trade trade(int number) {
        return new Trade(rows, FIRST, MONTHS, number);
    }
}
