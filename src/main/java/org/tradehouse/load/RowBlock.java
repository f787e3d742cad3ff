package org.tradehouse.load;

import java.util.List;

/**
 * The rows that are staged and committed together. The same file always falls into the same blocks.
 *
 * @param number from 1, without gaps
 * @param rows in the order of the file
 */
public record RowBlock(int number, List<SourceRow> rows) {}
