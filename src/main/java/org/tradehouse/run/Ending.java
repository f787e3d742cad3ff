package org.tradehouse.run;

import java.util.List;

/**
 * How a run ended.
 *
 * @param runId 0 when nothing became a run
 * @param loadKey 0 when no load was known yet
 * @param loadNumber 1 for the first load of the content
 * @param startedBy who started it; for BUSY who holds the feed
 * @param message one plain sentence when it did not end well, else empty
 * @param nextStep what to do then, else empty
 * @param lines what an operator should know besides: where a restart went on, what was published, findings
 * @param rejectedShare the larger of the share of rows and the share of value
 * @param transientFailure the same wish may well succeed a little later
 * @param unreachable the database did not answer
 */
public record Ending(
        long runId,
        String feed,
        int loadKey,
        int loadNumber,
        String fileName,
        String startedBy,
        RunState state,
        Counts counts,
        String code,
        String message,
        String nextStep,
        List<String> lines,
        double rejectedShare,
        boolean transientFailure,
        boolean unreachable) {

    Ending withTransient(boolean isTransient, boolean isUnreachable) {
        return new Ending(
                runId,
                feed,
                loadKey,
                loadNumber,
                fileName,
                startedBy,
                state,
                counts,
                code,
                message,
                nextStep,
                lines,
                rejectedShare,
                isTransient,
                isUnreachable);
    }
}
