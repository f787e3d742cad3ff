package org.tradehouse.load;

import java.util.List;

/**
 * The rows that are staged and committed together. The same file always falls into the same blocks.
 *
 * @param number from 1, without gaps
 * @param rows in the order of the file
 */
public record RowBlock(int number, List<SourceRow> rows) {
    /**
     * Some rows of a block.
     *
     * @param block the number of the block
     * @param isLast no more rows of this block follow; a last part may be empty
     */
    public record Part(int block, List<SourceRow> rows, boolean isLast) {}
}
