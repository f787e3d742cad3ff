/**
 * The database: embedded server, connections by role, migration.
 * In: environment, TRADEHOUSE_HOME. Out: connections.
 */
@NullMarked
package org.tradehouse.database;

import org.jspecify.annotations.NullMarked;
