/**
 * LoadCheck: what a settled load gives cause to notice.
 * In: a settled load. Out: findings.
 */
@NullMarked
package org.tradehouse.check;

import org.jspecify.annotations.NullMarked;
