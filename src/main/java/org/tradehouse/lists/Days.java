package org.tradehouse.lists;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Days as a publisher writes them. */
final class Days {
    private final DateTimeFormatter format;

    Days(String format) {
        this.format = DateTimeFormatter.ofPattern(format);
    }

    /** The day, or null where the text is none. */
    @Nullable
    LocalDate of(String text) {
        try {
            return LocalDate.parse(text.strip(), format);
        } catch (DateTimeException none) {
            return null;
        }
    }
}
