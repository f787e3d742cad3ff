/**
 * StageTable: outcomes go to the stage tables of their load by COPY.
 * In: blocks of outcomes, a connection in the block's transaction. Out: staged rows, control totals, rejects, positions.
 */
@NullMarked
package org.tradehouse.stage;

import org.jspecify.annotations.NullMarked;
