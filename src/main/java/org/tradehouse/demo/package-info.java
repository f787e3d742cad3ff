/**
 * Demo files in the layouts of real publishers, made by the product itself.
 * In: a folder. Out: workbooks and CSV files; published figures where they are known, illustrative ones marked as such.
 */
@NullMarked
package org.tradehouse.demo;

import org.jspecify.annotations.NullMarked;
