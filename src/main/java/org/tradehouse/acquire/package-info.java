/**
 * Acquisition: a file of a publisher becomes an immutable archived copy.
 * In: feed, a path. Out: hash, archived path, or a clear refusal.
 */
@NullMarked
package org.tradehouse.acquire;

import org.jspecify.annotations.NullMarked;
