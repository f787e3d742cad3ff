package org.tradehouse.read;

import org.jspecify.annotations.Nullable;

/**
 * A table whose header is found.
 *
 * @param rows stands behind the header, or behind the first row
 * @param first the first row where it was read to look at it
 * @param lastRow number of the last row of the header
 */
record Opened(RawRows rows, @Nullable RawRow first, Binding binding, Captures.Places places, int lastRow) {}
