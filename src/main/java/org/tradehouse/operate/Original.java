package org.tradehouse.operate;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact beside the rows of the publisher's file it was read from, read once more.
 *
 * @param place LOAD:PART:ROW of the fact
 * @param archived where the file lies
 * @param intact the file still has the hash it was archived under
 * @param rows the rows as the publisher wrote them
 * @param readUsd what these rows say of the fact by today's feed and code lists; null where they say nothing of it
 * @param reportedUsd what the warehouse holds as reported
 * @param trouble why the rows could not be read; empty where they were
 */
public record Original(
        String place,
        String archived,
        boolean intact,
        List<RawLine> rows,
        @Nullable BigDecimal readUsd,
        BigDecimal reportedUsd,
        String trouble) {

    /** True where the cells say exactly what the warehouse holds. */
    public boolean equal() {
        return readUsd != null && readUsd.compareTo(reportedUsd) == 0;
    }

    /**
     * A row of the file.
     *
     * @param usd what it says of the fact, null where nothing
     */
    public record RawLine(
            String sheet,
            int row,
            List<Cell> cells,
            @Nullable BigDecimal usd) {}

    /**
     * A cell under its header.
     *
     * @param isValue the figure was read from it
     */
    public record Cell(String column, String text, boolean isValue) {}
}
