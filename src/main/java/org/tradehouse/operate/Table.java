package org.tradehouse.operate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows and columns as a query answers them; numbers are exact decimals, the rest is text.
 *
 * @param rows cells are {@link java.math.BigDecimal}, {@link Boolean}, {@link String} or null
 * @param cut there are more rows than were asked for
 */
public record Table(List<Column> columns, List<List<@Nullable Object>> rows, boolean cut) {
    /** A column and whether it is a number. */
    public record Column(String name, boolean numeric) {}
}
