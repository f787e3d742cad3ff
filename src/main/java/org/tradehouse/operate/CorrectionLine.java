package org.tradehouse.operate;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A signed or proposed correction of one figure.
 *
 * @param state proposed, signed (not yet published), in force, not applied, retired, withdrawn (never signed)
 * @param seenUsd what the source showed when it was made
 * @param newUsd what is shown instead
 * @param sourceUsd what the source shows by its newest load; null where it has no such figure, or nothing was loaded since
 * @param sourceFile file of that load, empty without one
 */
public record CorrectionLine(
        long correctionId,
        String state,
        String dataset,
        String reporter,
        String partner,
        String product,
        String flow,
        LocalDate from,
        LocalDate to,
        String period,
        BigDecimal seenUsd,
        BigDecimal newUsd,
        @Nullable BigDecimal sourceUsd,
        String sourceFile,
        @Nullable Integer sourceRow,
        String type,
        String reason,
        String author,
        Instant proposedAt,
        String approver,
        @Nullable Instant approvedAt,
        String approveReason,
        String retiredBy,
        @Nullable Instant retiredAt,
        String retireReason,
        String next) {}
