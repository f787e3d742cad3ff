package org.tradehouse.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tradehouse.database.TestDatabase;

/** The product's commands in processes of their own, as a person types them; a process can be killed. */
final class Command {
    private final Path home;
    private final TestDatabase database;

    Command(Path home, TestDatabase database) {
        this.home = home;
        this.database = database;
    }

    /** A command that has ended. */
    record Ended(int exitCode, String output) {}

    /** Runs a command to its end. */
    Ended run(String... words) {
        return end(start(List.of(), words));
    }

    /** Starts a command with options for the JVM. */
    Process start(List<String> options, String... words) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-Dtradehouse.root=" + Path.of("").toAbsolutePath()));
        line.addAll(options);
        line.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.tradehouse.cli.Tradehouse"));
        line.addAll(List.of(words));
        try {
            Path output = Files.createTempFile(home, "command", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(database.environment());
            builder.environment().put("TRADEHOUSE_HOME", home.toString());
            Process process = builder.start();
            OUTPUTS.put(process.pid(), output);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final java.util.Map<Long, Path> OUTPUTS = new java.util.concurrent.ConcurrentHashMap<>();

    /** Waits for the end of a command. */
    static Ended end(Process process) {
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException("a command did not end in five minutes: " + output(process));
            }
            return new Ended(process.exitValue(), output(process));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a command has said so far. */
    static String output(Process process) {
        try {
            return Files.readString(OUTPUTS.get(process.pid()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
