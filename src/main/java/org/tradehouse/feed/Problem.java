package org.tradehouse.feed;

import java.nio.file.Path;

/**
 * One mistake in a feed file or its alias file.
 *
 * @param file where
 * @param line counted from 1; 0 where the file as a whole is meant
 * @param message what is wrong, with the value
 * @param remedy what to write instead
 */
public record Problem(Path file, int line, String message, String remedy) {
    /** {@code jobs/kz/x.yaml:12: message. remedy}, one line. */
    public String text() {
        return file + (line > 0 ? ":" + line : "") + ": " + message + (message.endsWith("?") ? " " : ". ") + remedy;
    }
}
