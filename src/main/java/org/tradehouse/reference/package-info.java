/**
 * Code lists of the field: areas, regions, editions, units, currencies, rates.
 * In: trade, sql/reference. Out: what a publisher's code or name means, or the nearest suggestion.
 */
@NullMarked
package org.tradehouse.reference;

import org.jspecify.annotations.NullMarked;
