package org.tradehouse.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.tradehouse.database.Database;

/** The command itself, in a process of its own with the launcher's 256 MB of heap, and the most memory it ever held. */
final class Memory implements Contender {
    static final String RESIDENT = "resident memory at its peak";
    private final Setting setting;
    private final Path root;
    private final String name;
    private final String feed;
    private final Path file;

    private Memory(Setting setting, Path root, String name, String feed, Path file) {
        this.setting = setting;
        this.root = root;
        this.name = name;
        this.feed = feed;
        this.file = file;
    }

    static Contender of(Setting setting, Path root, String name, String feed, Path file) {
        return new Memory(setting, root, name, feed, file);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        String kind = file.toString().endsWith(".xlsx") ? "XLSX" : "CSV";
        return "tradehouse load, " + kind + ", a process with -Xmx256m";
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
    public Map<String, Meter.Used> run(String database) throws IOException, InterruptedException {
        Meter.Mark start = setting.meter.mark();
        Process process = process(database);
        long peak = 0;
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, resident(process.pid()));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(title() + " ended with " + process.exitValue());
        }
        Meter.Used used = setting.meter.since(start);
        return Map.of(
                RESIDENT, new Meter.Used(used.seconds(), used.clientCpu(), used.serverCpu(), used.others(), peak));
    }

    @Override
    public void check(String database) throws Exception {
        try (Database opened = setting.server.open(database);
                var connection = opened.connect(Database.Role.LOADER)) {
            if (Facts.number(connection, "select count(*) from dw.fact_trade") == 0) {
                throw new IllegalStateException(title() + " has loaded nothing. No time is shown.");
            }
        }
    }

    private Process process(String database) throws IOException {
        ProcessBuilder java = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-Duser.timezone=UTC",
                        "-Dfile.encoding=UTF-8",
                        "-Dtradehouse.root=" + root,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.tradehouse.cli.Tradehouse",
                        "--json",
                        "--home",
                        setting.home.toString(),
                        "--jobs",
                        root.resolve("src/jmh/resources/jobs").toString(),
                        "load",
                        feed,
                        file.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        java.environment().putAll(setting.server.environment(database));
        return java.start();
    }

    /** Bytes; 0 once the process is gone. */
    private static long resident(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(it -> it.startsWith("VmHWM"))
                    .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }
}
