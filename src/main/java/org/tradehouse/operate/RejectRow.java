package org.tradehouse.operate;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row in quarantine, with its place and its cells as published.
 *
 * @param state open, fixed, replayed, discarded
 */
public record RejectRow(
        long rejectId,
        long runId,
        String feed,
        String file,
        String sheet,
        int row,
        String column,
        String code,
        String value,
        String detail,
        @Nullable BigDecimal usd,
        String state,
        List<String> cells) {}
