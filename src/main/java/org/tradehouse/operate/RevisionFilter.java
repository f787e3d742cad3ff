package org.tradehouse.operate;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which vintages are meant; null = any.
 *
 * @param from first day of the periods, with {@code to} the last
 * @param flow X, M, …
 */
public record RevisionFilter(
        String feed,
        @Nullable String dataset,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String flow,
        int limit) {}
