package org.tradehouse.operate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are meant.
 *
 * @param feed its name, null for all
 * @param failed only runs that stopped before their end
 * @param since started at or after, null for ever
 */
public record RunFilter(
        @Nullable String feed, boolean failed, @Nullable Instant since, int limit) {}
