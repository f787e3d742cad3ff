package org.tradehouse.run;

/** Hears how a run goes on; for bars and log lines. Called from the run's own thread, so answer quickly. */
public interface Progress {
    /** Nobody listens. */
    Progress NONE = new Progress() {};

    /** The run has its number. */
    default void runStarted(String feed, long runId) {}

    /** One of acquire, stage, settle, check, plan, publish. */
    default void stepStarted(String step) {}

    /** The step ended well; a failed one ends the run instead. */
    default void stepFinished(String step) {}

    /** A block is committed: rows since the beginning of the file. */
    default void rows(long read, long rejected) {}

    /** A sentence an operator should see, e.g. from which block a restart goes on. */
    default void note(String line) {}
}
