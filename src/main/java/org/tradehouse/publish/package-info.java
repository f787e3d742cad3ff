/**
 * Publication: figures become the star schema in one transaction.
 * In: a settled load. Out: plan, facts, history, summaries, coverage.
 */
@NullMarked
package org.tradehouse.publish;

import org.jspecify.annotations.NullMarked;
