package org.tradehouse.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tradehouse.database.BenchmarkServer;
import org.tradehouse.database.Database;

/**
 * The questions of BI on a star of so many facts in five datasets and eight years, with regions and farm products, each asked a
 * second time as who may only read. Figures are random; that the answers are right is shown by the tests.
 */
final class Star implements Contender {
    private final Setting setting;
    private final int facts;
    private final Path script;
    private final Path questions;

    /**
     * @param script {@code star.sql}
     * @param questions the folder of the questions
     */
    Star(Setting setting, int facts, Path script, Path questions) {
        this.setting = setting;
        this.facts = facts;
        this.script = script;
        this.questions = questions;
    }

    @Override
    public String name() {
        return "questions";
    }

    @Override
    public String title() {
        return "the questions of BI on a star of %,d facts".formatted(facts);
    }

    @Override
    public String template() {
        return "";
    }

    @Override
    public String skipped() {
        return Files.isDirectory(questions) ? "" : "there are no questions in sql/questions";
    }

    @Override
    public boolean once() {
        return true;
    }

    /** Made once a schema; takes minutes. */
    @Override
    public void prepare(String database) throws Exception {
        Path made = setting.csv.resolveSibling("star.txt");
        String state = facts + " " + BenchmarkServer.schema() + " "
                + Files.readString(script).hashCode();
        if (setting.server.exists(warehouse())
                && Files.exists(made)
                && Files.readString(made).equals(state)) {
            return;
        }
        Files.deleteIfExists(made);
        setting.server.copy(warehouse(), Setting.EMPTY);
        try (Connection owner = setting.server.owner(warehouse());
                var statement = owner.createStatement()) {
            statement.execute(statements());
            statement.execute("vacuum analyze");
        }
        Files.writeString(made, state);
    }

    @Override
    public Map<String, Meter.Used> run(String database) throws Exception {
        Map<String, Meter.Used> steps = new LinkedHashMap<>();
        try (Database opened = setting.server.open(warehouse());
                Connection reader = opened.connect(Database.Role.READER)) {
            for (Path question : questions()) {
                String sql = Files.readString(question);
                ask(reader, sql);
                Meter.Mark start = setting.meter.mark();
                ask(reader, sql);
                steps.put(question.getFileName().toString(), setting.meter.since(start));
            }
        }
        return steps;
    }

    @Override
    public void check(String database) throws Exception {
        try (Connection owner = setting.server.owner(warehouse());
                var statement = owner.createStatement();
                var row = statement.executeQuery("select count(*) from dw.fact_trade")) {
            row.next();
            if (row.getLong(1) < facts * 0.9) {
                throw new IllegalStateException("the star has " + row.getLong(1) + " facts, not " + facts);
            }
        }
    }

    private String warehouse() {
        return "bench_star_" + facts;
    }

    private List<Path> questions() throws IOException {
        try (var files = Files.list(questions)) {
            return files.filter(it -> it.toString().endsWith(".sql")).sorted().toList();
        }
    }

    /** Without what only psql understands, and without its last look at the result. */
    private String statements() throws IOException {
        String text = Files.readAllLines(script).stream()
                .filter(line -> !line.startsWith("\\"))
                .collect(Collectors.joining("\n"));
        return text.substring(0, text.indexOf("vacuum analyze;")).replace(":facts", Integer.toString(facts));
    }

    private static void ask(Connection reader, String sql) throws SQLException {
        try (var statement = reader.createStatement()) {
            statement.execute(sql);
        }
    }
}
