package org.tradehouse.operate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** One dataset, that is what may be added up: never two of them. */
public record DatasetLine(
        String dataset,
        String feed,
        String publisher,
        String frequency,
        int preference,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        long slices,
        long rows,
        BigDecimal rejectedUsd,
        @Nullable LocalDate newestEdition,
        @Nullable Instant publishedAt) {}
