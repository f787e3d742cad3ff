/**
 * Puts the stations in order: jobs, restart, ownership. The only package that knows Spring Batch.
 * In: feeds, files. Out: runs.
 */
@NullMarked
package org.tradehouse.run;

import org.jspecify.annotations.NullMarked;
