package org.tradehouse.run;

import java.util.Locale;

/** Why a run exists. */
public enum Trigger {
    SCHEDULE,
    PERSON,
    RETRY,
    APPROVE,
    REPLAY,
    UNDO,
    PLAN;

    /** As {@code ops.run.trigger_kind} holds it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The trigger of a text of {@code ops.run.trigger_kind}. */
    public static Trigger of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
