package org.tradehouse.cli;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Counts;
import org.tradehouse.run.Progress;

/** A verb that changes something. Only these load the framework that runs loads. */
abstract class ActingVerb extends Verb {
    ActingVerb(House house) {
        super(house);
    }

    /** What the verb does; several runs answer several results. */
    abstract List<Result> act(Act act, Progress progress);

    @Override
    public Integer call() throws SQLException {
        house().database().migrate();
        List<Result> results;
        try (Act act = new Act(house().database(), house().feeds(), house().home())) {
            results = stoppable(act);
        }
        return report(results);
    }

    /** SIGTERM lets what runs end at its next block; the process then ends with 143. */
    private List<Result> stoppable(Act act) {
        Thread stop = new Thread(act::stopAll, "stop at the next block");
        Runtime.getRuntime().addShutdownHook(stop);
        List<Result> results = act(act, progress());
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException alreadyStopping) {
            return results;
        }
        return results;
    }

    final String who() {
        return desk().who();
    }

    private Progress progress() {
        if (house().json()) {
            return Progress.NONE;
        }
        return desk().terminal()
                ? new ProgressBars(desk().err(), desk().clock())
                : new ProgressLines(desk().err(), desk().clock(), desk().zone());
    }

    /** Prints results; the exit code is that of the gravest. */
    int report(List<Result> results) throws SQLException {
        show(Map.of("results", json(results)), text(results));
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

    static String text(List<Result> results) {
        return results.stream().map(ActingVerb::text).collect(Collectors.joining());
    }

    private static String text(Result result) {
        List<String> lines = new ArrayList<>();
        lines.add((result.code().isEmpty() ? "" : result.code() + " ") + result.headline());
        result.lines().forEach(line -> lines.add("  " + line));
        if (!result.nextStep().isEmpty()) {
            lines.add("Next: " + result.nextStep());
        }
        return String.join("\n", lines.stream().map(Grid::visible).toList()) + "\n";
    }
}
