package org.tradehouse.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The file through pandas and COPY, where Python has both pandas and psycopg2. */
final class Pandas implements Contender {
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private final Setting setting;
    private final Path script;
    private final Keys keys;

    Pandas(Setting setting, Path script, Keys keys) {
        this.setting = setting;
        this.script = script;
        this.keys = keys;
    }

    @Override
    public String name() {
        return keys.name("pandas");
    }

    @Override
    public String title() {
        return keys.title("pandas, then COPY");
    }

    @Override
    public String template() {
        return Setting.FILLED;
    }

    @Override
    public String skipped() {
        return PYTHONS.stream().anyMatch(it -> Setting.runs(it, "-c", "import pandas, psycopg2"))
                ? ""
                : "python3 has no pandas and psycopg2 (Debian: python3-pandas, python3-psycopg2)";
    }

    @Override
    public void prepare(String database) throws SQLException {
        Targets.prepare(setting, database);
    }

    @Override
    public Map<String, Meter.Used> run(String database) throws IOException, InterruptedException {
        ProcessBuilder python =
                new ProcessBuilder(python(), script.toString(), setting.csv.toString(), keys.role()).inheritIO();
        python.environment().putAll(setting.server.libpq(database));
        if (python.start().waitFor() != 0) {
            throw new IllegalStateException(script.getFileName() + " failed, see above");
        }
        return Map.of();
    }

    private static String python() {
        return PYTHONS.stream()
                .filter(it -> Setting.runs(it, "-c", "import pandas, psycopg2"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void check(String database) throws SQLException {
        Targets.check(setting, database, name());
    }
}
