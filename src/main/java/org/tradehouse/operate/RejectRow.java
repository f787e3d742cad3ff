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
        List<Cell> cells) {

    /**
     * A cell as published.
     *
     * @param column its header, empty where it has none
     */
    public record Cell(String column, String value) {}

    /** True for the cell the row is rejected for; in a wide table for its label. */
    public boolean isFor(Cell cell) {
        boolean known = cells.stream().anyMatch(it -> isColumn(it.column()));
        return known
                ? isColumn(cell.column())
                : !value.isEmpty() && cell.value().equals(value);
    }

    private boolean isColumn(String header) {
        return !header.isEmpty() && (header.equals(column) || column.startsWith(header + " / "));
    }
}
