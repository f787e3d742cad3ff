/**
 * The command line, a face of operate.
 * In: arguments. Out: screens, JSON, exit codes.
 */
@NullMarked
package org.tradehouse.cli;

import org.jspecify.annotations.NullMarked;
