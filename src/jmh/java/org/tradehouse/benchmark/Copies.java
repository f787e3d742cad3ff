package org.tradehouse.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.PGConnection;

/** COPY of the same rows, already normalised: the least that any load must do. */
final class Copies implements Contender {
    private final Setting setting;
    private final String name;
    private final String title;
    private final boolean binary;
    private final boolean indexed;

    private Copies(Setting setting, String name, String title, boolean binary, boolean indexed) {
        this.setting = setting;
        this.name = name;
        this.title = title;
        this.binary = binary;
        this.indexed = indexed;
    }

    static Contender bare(Setting setting) {
        return new Copies(setting, "copy", "COPY csv into a bare table", false, false);
    }

    static Contender bareBinary(Setting setting) {
        return new Copies(setting, "copy-binary", "COPY binary into a bare table", true, false);
    }

    /** Years that are there and empty, with live indexes and with keys whose row triggers are silent. */
    static Contender indexed(Setting setting) {
        return new Copies(setting, "copy-fact", "COPY csv into the fact, indexes live, no key triggers", false, true);
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
        return Setting.FILLED;
    }

    @Override
    public void prepare(String database) throws SQLException {
        try (Connection owner = setting.server.owner(database);
                var statement = owner.createStatement()) {
            if (indexed) {
                for (int year : setting.years()) {
                    statement.execute("select ops.ensure_year(" + year + ")");
                }
            } else {
                statement.execute("create table public.bare (like dw.fact_trade including defaults)");
                statement.execute("grant insert on public.bare to trade_loader");
            }
        }
    }

    @Override
    public Map<String, Meter.Used> run(String database) throws Exception {
        Path file = binary ? setting.readyBinary : setting.ready;
        try (Connection loader = setting.loader(database);
                var in = Files.newInputStream(file)) {
            loader.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy " + table() + " from stdin (format " + (binary ? "binary" : "csv") + ")",
                            in,
                            1 << 16);
        }
        return Map.of();
    }

    @Override
    public void check(String database) throws SQLException {
        try (Connection owner = setting.server.owner(database)) {
            Facts.in(owner, table(), "CN", "").mustBe(setting.reference(), name, true);
        }
    }

    private String table() {
        return indexed ? "dw.fact_trade" : "public.bare";
    }
}
