package org.tradehouse.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.tradehouse.run.Progress;

/** Progress for a pipe: one line at the end of each step that took a second, and one every ten seconds. */
final class ProgressLines implements Progress {
    /** Always with its seconds, so that lines sort. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    private static final Duration EVERY = Duration.ofSeconds(10);

    private static final Duration WORTH_A_LINE = Duration.ofSeconds(1);

    private final PrintStream out;
    private final Clock clock;
    private final ZoneId zone;
    private long run;
    private String step = "";
    private long rows;
    private long rejects;
    private Instant said;
    private Instant stepBegan;

    ProgressLines(PrintStream out, Clock clock, ZoneId zone) {
        this.out = out;
        this.clock = clock;
        this.zone = zone;
        this.said = clock.instant();
        this.stepBegan = said;
    }

    @Override
    public void runStarted(String feed, long runId) {
        run = runId;
        rows = 0;
        rejects = 0;
        line("feed=" + feed);
    }

    @Override
    public void stepStarted(String name) {
        step = name;
        stepBegan = clock.instant();
    }

    @Override
    public void stepFinished(String name) {
        Duration took = Duration.between(stepBegan, clock.instant());
        if (took.compareTo(WORTH_A_LINE) >= 0) {
            line("step=" + name + " done rows=" + rows + " rejects=" + rejects + " seconds="
                    + took.toMillis() / 1000.0);
        }
    }

    @Override
    public void rows(long read, long rejected) {
        rows = read;
        rejects = rejected;
        if (Duration.between(said, clock.instant()).compareTo(EVERY) >= 0) {
            line("step=" + step + " rows=" + rows + " rejects=" + rejects);
        }
    }

    @Override
    public void note(String sentence) {
        line("note=\"" + Grid.visible(sentence).replace('"', '\'') + "\"");
    }

    private void line(String text) {
        said = clock.instant();
        out.println(TIME.format(said.truncatedTo(ChronoUnit.SECONDS).atZone(zone)) + " run=" + run + " " + text);
    }
}
