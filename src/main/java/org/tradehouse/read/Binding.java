package org.tradehouse.read;

import java.util.List;
import java.util.Map;
import org.tradehouse.trade.Field;

/**
 * Where the columns of a feed stand in one header.
 *
 * @param headers names as published, joined over the rows of the header
 * @param columns field and position of the columns found
 * @param cells value columns of a wide table
 * @param unknown headers the feed says nothing about
 */
record Binding(List<String> headers, List<Bound> columns, List<BoundCell> cells, List<String> unknown) {
    /** @param fillDown a blank cell repeats the cell above */
    record Bound(Field field, int position, boolean fillDown) {}

    /** @param fields what the column means, e.g. flow X */
    record BoundCell(int position, String header, Map<Field, String> fields) {}

    int width() {
        return headers.size();
    }

    /** True where the row has at least two cells that mean something: more than a footnote. */
    boolean looksLikeData(RawRow row) {
        long filled = columns.stream().filter(it -> says(row, it.position)).count()
                + cells.stream().filter(it -> says(row, it.position)).count();
        return filled >= 2;
    }

    private static boolean says(RawRow row, int position) {
        return !Blanks.isBlank(row.cell(position));
    }
}
