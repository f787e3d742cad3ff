/**
 * Words of the field: period, flow, area, product, terms, amount, one trade record.
 * In: nothing. Out: values that every other package speaks in.
 */
@NullMarked
package org.tradehouse.trade;

import org.jspecify.annotations.NullMarked;
