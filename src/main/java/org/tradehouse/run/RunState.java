package org.tradehouse.run;

import java.util.Locale;

/** How a run stands. BUSY is an answer only: such a wish never becomes a run. */
public enum RunState {
    RUNNING,
    STOPPED,
    FAILED,
    HELD,
    DENIED,
    ABANDONED,
    NOTHING,
    /** Only a plan was wanted: nothing was published. */
    PLANNED,
    DONE,
    BUSY;

    /** As {@code ops.run.state} holds it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a text of {@code ops.run.state}. */
    public static RunState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
