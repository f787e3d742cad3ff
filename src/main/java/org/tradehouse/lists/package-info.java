/**
 * ListStage, ListPublication: the rows of a file without figures become rates, names of products, links between editions.
 * In: load, feed, rows as read. Out: what figures are read with, in dw, with its vintages.
 */
@NullMarked
package org.tradehouse.lists;

import org.jspecify.annotations.NullMarked;
