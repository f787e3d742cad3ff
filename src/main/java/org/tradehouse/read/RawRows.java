package org.tradehouse.read;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a text file or of one sheet, in order. Blank rows of a sheet may be left out; the numbers tell. */
interface RawRows extends Closeable {
    /** The next row, null at the end. */
    @Nullable
    RawRow next() throws IOException;

    /** Passes over one row that says something without keeping it; false at the end. */
    default boolean skip() throws IOException {
        RawRow row = next();
        while (row != null && row.isBlank(row.cells.length)) {
            row = next();
        }
        return row != null;
    }
}
