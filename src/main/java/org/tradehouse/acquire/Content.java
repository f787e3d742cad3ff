package org.tradehouse.acquire;

import java.nio.file.Path;

/**
 * A private copy on its way into the archive.
 *
 * @param file where the copy lies for now
 * @param name the name under which it came
 * @param sha256 hash of its bytes
 */
record Content(Path file, String name, String sha256, long bytes) {}
