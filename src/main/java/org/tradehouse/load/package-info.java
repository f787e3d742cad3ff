/**
 * Words of the pipeline: load, source row, outcome, finding, scope.
 * In: trade. Out: what the stations hand to one another.
 */
@NullMarked
package org.tradehouse.load;

import org.jspecify.annotations.NullMarked;
