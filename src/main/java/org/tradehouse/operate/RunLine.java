package org.tradehouse.operate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt, as a list shows it.
 *
 * @param id {@code feed#run_id}, as people say it
 * @param state running, stopped, failed, held, denied, abandoned, nothing, done; {@code silent} where it says running and its
 *     worker has not been heard of for {@link #SILENT_AFTER_SECONDS} seconds; {@code approved} or {@code superseded} where it was
 *     held and a later run has published or replaced what it held
 * @param nextRunId that later run, null without one
 * @param step where it is or ended, empty before the first
 * @param loadKey the load it works on, null before a file is archived
 * @param fileName the publisher's file, empty where none was fetched
 * @param tally null before anything is counted
 * @param errorCode {@code TH-nnnn}, empty without an error
 */
public record RunLine(
        long runId,
        String id,
        String feed,
        String state,
        @Nullable Long nextRunId,
        String step,
        String trigger,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer loadKey,
        String fileName,
        @Nullable Tally tally,
        String errorCode,
        String errorText) {
    /** A host that is lost is noticed after so many seconds (reliability G5). */
    public static final int SILENT_AFTER_SECONDS = 30;

    /** The state as people say it: {@code superseded by #4813}. */
    public String stated() {
        return nextRunId == null ? state : state + (state.equals("approved") ? " in #" : " by #") + nextRunId;
    }
}
