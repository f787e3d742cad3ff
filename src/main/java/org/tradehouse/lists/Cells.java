package org.tradehouse.lists;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.SourcePart;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Words;

/** Cells of a row by the published name of their column. */
final class Cells {
    private final Map<String, Integer> positions = new HashMap<>();
    private @Nullable SourcePart part;

    /** The text of a cell, stripped; empty where it is blank, or where there is no such column or none is meant. */
    String text(SourceRow row, String header) {
        if (header.isEmpty()) {
            return "";
        }
        if (part != row.part()) {
            part = row.part();
            positions.clear();
        }
        int position = positions.computeIfAbsent(header, it -> position(row.part(), it));
        return position < 0 || position >= row.raw().size()
                ? ""
                : row.raw().get(position).strip();
    }

    private static int position(SourcePart part, String header) {
        for (int i = 0; i < part.headers().size(); i++) {
            if (Words.isSame(part.headers().get(i), header)) {
                return i;
            }
        }
        return -1;
    }
}
