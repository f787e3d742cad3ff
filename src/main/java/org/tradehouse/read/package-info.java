/**
 * RowReader: an archived file becomes source rows with raw values.
 * In: feed, load. Out: blocks of rows.
 */
@NullMarked
package org.tradehouse.read;

import org.jspecify.annotations.NullMarked;
