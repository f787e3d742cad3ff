package org.tradehouse.run;

import java.nio.file.Path;
import java.util.Map;
import org.tradehouse.trade.Field;

/**
 * The wish to load a file.
 *
 * @param given what is said beside the file; wins over captures
 * @param again publish content that is already known once more, as the newest edition
 */
public record Order(String feed, Path file, Map<Field, String> given, boolean again, String who, Trigger trigger) {}
