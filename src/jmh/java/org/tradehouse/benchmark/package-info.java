/**
 * Measures the product beside other ways to do its work. In: a number of rows and rounds. Out: a table, a JSON and a
 * picture. No part of the product: compiled by the profile {@code benchmark} only.
 */
@NullMarked
package org.tradehouse.benchmark;

import org.jspecify.annotations.NullMarked;
