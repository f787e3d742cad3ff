package org.tradehouse.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Where a person or a script sits: what they read, their environment, their clock.
 *
 * @param terminal a person looks at the output; else it is piped
 * @param zone the zone times are shown in
 * @param root folder of the project, where {@code jobs} lies
 */
record Desk(
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Map<String, String> environment,
        Clock clock,
        ZoneId zone,
        Path root) {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    static Desk ofThisProcess() {
        Map<String, String> environment = System.getenv();
        return new Desk(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                isTerminal(),
                environment,
                Clock.systemUTC(),
                zone(environment),
                Path.of(System.getProperty("tradehouse.root", "")).toAbsolutePath());
    }

    /** The same place with nobody there. */
    Desk silent(PrintStream nowhere) {
        return new Desk(nowhere, nowhere, false, environment, clock, zone, root);
    }

    /** Colours only for a person who has not asked for none (no-color.org); a meaning never hangs on one. */
    boolean colours() {
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    /** How many characters a line may have: those of the terminal, which the launcher says, else any number. */
    int width() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return terminal && columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : Integer.MAX_VALUE;
    }

    String bold(String text) {
        return colours() ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** This moment as log lines begin with it, {@code 2026-11-24T03:04:11+05:00}: always with its seconds, so that lines sort. */
    String stamp() {
        return STAMP.format(clock.instant().truncatedTo(ChronoUnit.SECONDS).atZone(zone));
    }

    String who() {
        return Optional.ofNullable(environment.get("TRADEHOUSE_USER"))
                .orElseGet(() -> System.getProperty("user.name", "unknown"));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** The launcher knows whether standard output is a terminal; without it the JVM's console tells. */
    private static boolean isTerminal() {
        String said = System.getProperty("tradehouse.terminal", "");
        return said.isEmpty() ? System.console() != null : Boolean.parseBoolean(said);
    }

    /** TRADEHOUSE_ZONE, else TZ, else the zone of the machine: the JVM itself runs in UTC. */
    private static ZoneId zone(Map<String, String> environment) {
        for (String name : new String[] {"TRADEHOUSE_ZONE", "TZ"}) {
            try {
                if (environment.containsKey(name)) {
                    return ZoneId.of(environment.get(name).replaceFirst("^:", ""));
                }
            } catch (DateTimeException unknown) {
                continue;
            }
        }
        return ZoneId.systemDefault();
    }
}
