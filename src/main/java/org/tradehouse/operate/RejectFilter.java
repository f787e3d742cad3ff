package org.tradehouse.operate;

import org.jspecify.annotations.Nullable;

/** Which open rejects are meant; null means any. */
public record RejectFilter(
        @Nullable String feed,
        @Nullable String code,
        @Nullable String value,
        @Nullable Long runId) {
    /** All that are open. */
    public static final RejectFilter ALL = new RejectFilter(null, null, null, null);
}
