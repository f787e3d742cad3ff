/**
 * What a file under jobs/ says: Feed, and Feeds that reads, checks and lists them.
 * In: YAML and its aliases. Out: feeds as values, or messages with file, line and remedy.
 */
@NullMarked
package org.tradehouse.feed;

import org.jspecify.annotations.NullMarked;
