/**
 * Settlement: staged rows become figures.
 * In: a staged load. Out: figures and slices: breakdowns chosen, hierarchies resolved, residuals added.
 */
@NullMarked
package org.tradehouse.settle;

import org.jspecify.annotations.NullMarked;
