package org.tradehouse.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** A command as a person types it into a pipe, and what came of it. */
record Typed(int exit, String out, String err) {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T22:04:11Z"), ZoneOffset.UTC);

    static Typed command(Map<String, String> environment, Path home, String... arguments) {
        return typed(false, environment, home, arguments);
    }

    /** As on a terminal of so many columns, without colours. */
    static Typed terminal(int columns, Map<String, String> environment, Path home, String... arguments) {
        Map<String, String> there = new HashMap<>(environment);
        there.putAll(Map.of("COLUMNS", Integer.toString(columns), "NO_COLOR", "1"));
        return typed(true, there, home, arguments);
    }

    /** All that was said. */
    String said() {
        return out + err;
    }

    private static Typed typed(boolean terminal, Map<String, String> environment, Path home, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Desk desk = new Desk(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                environment,
                CLOCK,
                ZoneId.of("Asia/Almaty"),
                Path.of("").toAbsolutePath());
        String[] all = new String[arguments.length + 2];
        all[0] = "--home";
        all[1] = home.toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        int exit = Tradehouse.run(desk, all);
        return new Typed(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
