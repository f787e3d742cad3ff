/**
 * Normaliser: a source row becomes exactly one outcome.
 * In: feed, code lists, source row. Out: outcome.
 */
@NullMarked
package org.tradehouse.normalise;

import org.jspecify.annotations.NullMarked;
