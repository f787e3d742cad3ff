/**
 * What an operator can do and see.
 * In: wishes of a person or a schedule. Out: results with exit codes, screens as values.
 */
@NullMarked
package org.tradehouse.operate;

import org.jspecify.annotations.NullMarked;
