package org.tradehouse.operate;

import java.util.List;
import java.util.stream.Collectors;
import org.tradehouse.run.Counts;
import org.tradehouse.run.Ending;
import org.tradehouse.run.RunState;

/**
 * What an operator is told about something that was done.
 *
 * @param runId 0 when nothing became a run
 * @param exitCode as operations.md lists them
 * @param headline one plain sentence
 * @param lines what to know besides
 * @param code error code, empty when it went well
 * @param nextStep exactly one thing to do, empty when there is none
 */
public record Result(
        long runId,
        String feed,
        RunState state,
        int exitCode,
        String headline,
        List<String> lines,
        Counts counts,
        String code,
        String nextStep) {

    /** The result of a run. */
    static Result of(Ending ending, double warnRejected) {
        return new Result(
                ending.runId(),
                ending.feed(),
                ending.state(),
                exitCode(ending, warnRejected),
                headline(ending),
                ending.lines(),
                ending.counts(),
                ending.code(),
                nextStep(ending));
    }

    /** Something done that is no run. */
    static Result done(String feed, RunState state, int exitCode, String headline, String nextStep) {
        return new Result(0, feed, state, exitCode, headline, List.of(), Counts.NONE, "", nextStep);
    }

    /** The same result with more to know besides. */
    Result withLines(List<String> more) {
        return new Result(runId, feed, state, exitCode, headline, more, counts, code, nextStep);
    }

    /** The same result where something else follows at once. */
    public Result withoutNextStep() {
        return withNextStep("");
    }

    /** The same result with the file that was meant in the command to type, and the options that belong to it. */
    public Result withFile(String file, List<String> options) {
        String typed = " " + Say.word(file)
                + options.stream()
                        .map(option ->
                                " " + (option.startsWith("--set ") ? "--set " + Say.word(option.substring(6)) : option))
                        .collect(Collectors.joining());
        return withNextStep(nextStep.replace(" FILE", typed));
    }

    /** The same result with another thing to do. */
    Result withNextStep(String step) {
        return new Result(runId, feed, state, exitCode, headline, lines, counts, code, step);
    }

    private static int exitCode(Ending ending, double warnRejected) {
        return switch (ending.state()) {
            case DONE -> ending.rejectedShare() > warnRejected ? 3 : 0;
            case NOTHING -> 5;
            case HELD -> 6;
            case PLANNED -> ending.code().isEmpty() ? 0 : 6;
            case BUSY -> 4;
            case STOPPED -> 143;
            case FAILED -> ending.unreachable() ? 7 : 1;
            default -> 0;
        };
    }

    private static String headline(Ending ending) {
        var name = ending.runId() == 0 ? ending.feed() : ending.feed() + "#" + ending.runId();
        var file = ending.fileName().isEmpty() ? "" : " " + ending.fileName();
        return switch (ending.state()) {
            case DONE ->
                ending.message().isEmpty()
                        ? name + file + ": published. " + counts(ending.counts())
                        : name + file + ": " + ending.message();
            case PLANNED ->
                name + file + ": planned, nothing was published"
                        + (ending.message().isEmpty()
                                ? ""
                                : ". It would wait until another steward approves it: " + ending.message());
            case NOTHING -> name + file + ": nothing to do";
            case HELD -> name + file + " is held: " + ending.message();
            case BUSY -> ending.message();
            case STOPPED -> name + file + ": " + ending.message();
            case FAILED -> name + file + ": " + ending.message();
            default -> name + file + ": " + ending.state().text();
        };
    }

    private static String counts(Counts counts) {
        return counts.read() + " read = " + counts.accepted() + " accepted + " + counts.controlTotals()
                + " control totals + " + counts.excluded() + " excluded + " + counts.rejected() + " rejected";
    }

    private static String nextStep(Ending ending) {
        return ending.nextStep().isEmpty() && ending.counts().rejected() > 0
                ? "tradehouse rejects --feed " + ending.feed()
                : ending.nextStep();
    }
}
