package org.tradehouse.cli;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.tradehouse.load.LoadException;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Counts;
import org.tradehouse.run.Progress;

/** A verb that changes something. Only these load the framework that runs loads. */
abstract class ActingVerb extends Verb {
    private static final int LAST_WORDS_SECONDS = 4;

    ActingVerb(House house) {
        super(house);
    }

    /** What the verb does; several runs answer several results. */
    abstract List<Result> act(Act act, Progress progress);

    @Override
    public Integer call() throws SQLException {
        house().database().migrate();
        CountDownLatch said = new CountDownLatch(1);
        try (Act act = new Act(house().database(), house().feeds(), house().home())) {
            onStop(new Thread(() -> stop(act, said), "stop at the next block"));
            return report(act(act));
        } finally {
            said.countDown();
        }
    }

    private List<Result> act(Act act) {
        Progress progress = progress();
        try {
            return act(act, progress);
        } finally {
            if (progress instanceof ProgressBars bars) {
                bars.end();
            }
        }
    }

    /** Does something when the process is asked to end; one that is ending already begins nothing. */
    static void onStop(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ending) {
            throw new LoadException(
                    "TH-4010", "stopped before anything was begun", "type the same command again", ending);
        }
    }

    /** A SIGTERM lets runs end at their next block and what came of them be told; the process then ends with 143. */
    private static void stop(Act act, CountDownLatch said) {
        if (said.getCount() == 0) {
            return;
        }
        act.stopAll();
        try {
            said.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    final String who() {
        return desk().who();
    }

    private Progress progress() {
        if (house().json()) {
            return Progress.NONE;
        }
        return desk().terminal()
                ? new ProgressBars(desk().err(), desk().clock(), desk().width())
                : new ProgressLines(desk().err(), desk().clock(), desk().zone());
    }

    /** Prints results; the exit code is that of the gravest. */
    int report(List<Result> results) throws SQLException {
        show(Map.of("results", json(results)), text(results, desk().width()));
        return Exit.of(results.stream().map(Result::exitCode).toList());
    }

    /** A result as JSON names it. */
    record Line(
            long runId,
            String feed,
            String state,
            int exitCode,
            String headline,
            List<String> lines,
            Counts counts,
            String code,
            String nextStep) {}

    static List<Line> json(List<Result> results) {
        return results.stream()
                .map(result -> new Line(
                        result.runId(),
                        result.feed(),
                        result.state().text(),
                        result.exitCode(),
                        result.headline(),
                        result.lines(),
                        result.counts(),
                        result.code(),
                        result.nextStep()))
                .toList();
    }

    /** The results in lines of the width. */
    static String text(List<Result> results, int width) {
        return results.stream().map(result -> text(result, width)).collect(Collectors.joining());
    }

    private static String text(Result result, int width) {
        List<String> lines = new ArrayList<>();
        lines.add((result.code().isEmpty() ? "" : result.code() + " ") + result.headline());
        result.lines().forEach(line -> lines.add("  " + line));
        if (!result.nextStep().isEmpty()) {
            lines.add("Next: " + result.nextStep());
        }
        return lines.stream()
                .map(line -> Lines.fold(Grid.visible(line), width, "  ") + "\n")
                .collect(Collectors.joining());
    }
}
