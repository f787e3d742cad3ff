package org.tradehouse.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tradehouse.run.Progress;

/** Progress for a person at a terminal: a line for each step that is done and a live one for the step at work. */
final class ProgressBars implements Progress {
    private static final List<String> STEPS = List.of("acquire", "stage", "settle", "check", "plan", "publish");
    private static final Duration REFRESH = Duration.ofMillis(100);
    private static final int WIDTH = 20;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final Clock clock;
    private final int columns;
    private String step = "";
    private long rows;
    private long rejects;
    private Instant drawn = Instant.EPOCH;
    private Instant stepBegan = Instant.EPOCH;

    /** @param columns of the terminal: a live line that is longer could not be taken back */
    ProgressBars(PrintStream out, Clock clock, int columns) {
        this.out = out;
        this.clock = clock;
        this.columns = columns;
    }

    @Override
    public void runStarted(String feed, long runId) {
        rows = 0;
        rejects = 0;
        out.println(CLEAR + feed + "#" + runId);
    }

    @Override
    public void stepStarted(String name) {
        step = name;
        stepBegan = clock.instant();
        draw();
    }

    @Override
    public void stepFinished(String name) {
        String counted = name.equals("stage") ? "  " + Say.count(rows) + " rows  rejects " + Say.count(rejects) : "";
        out.println(CLEAR + " " + number(name) + " " + name + counted + "  "
                + Say.duration(Duration.between(stepBegan, clock.instant())));
    }

    @Override
    public void rows(long read, long rejected) {
        rows = read;
        rejects = rejected;
        if (Duration.between(drawn, clock.instant()).compareTo(REFRESH) >= 0) {
            draw();
        }
    }

    @Override
    public void note(String sentence) {
        out.println(CLEAR + "   " + Grid.visible(sentence));
    }

    /** Takes back the live line of a step that did not come to its end, so that nothing is said behind it. */
    void end() {
        out.print(CLEAR);
        out.flush();
    }

    /** The bar tells the steps; how many rows are to come no publisher says. */
    private void draw() {
        drawn = clock.instant();
        int done = WIDTH * (number(step) - 1) / STEPS.size();
        String counted =
                rows == 0 ? "" : "  " + Say.count(rows) + " rows" + speed() + "  rejects " + Say.count(rejects);
        String line =
                " " + number(step) + " " + step + " [" + "#".repeat(done) + "-".repeat(WIDTH - done) + "]" + counted;
        out.print(CLEAR + line.substring(0, Math.min(line.length(), columns - 1)));
        out.flush();
    }

    private String speed() {
        long millis = Duration.between(stepBegan, drawn).toMillis();
        return step.equals("stage") && millis > 500 ? "  " + Say.count(rows * 1000 / millis) + " rows/s" : "";
    }

    private static int number(String name) {
        return STEPS.indexOf(name) + 1;
    }
}
