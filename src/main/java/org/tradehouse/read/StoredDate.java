package org.tradehouse.read;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Dates of a sheet: days since 1900, of which 1900-02-29 is one though it never was, or since 1904; or ISO texts. */
final class StoredDate {
    private static final long DAY_MILLIS = 86_400_000L;

    private StoredDate() {}

    static LocalDateTime of(double serial, boolean since1904) {
        int days = (int) Math.floor(serial);
        long millis = (long) ((serial - days) * DAY_MILLIS + 0.5);
        if (millis == DAY_MILLIS) {
            days++;
            millis = 0;
        }
        LocalDate first = since1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, days < 61 ? 31 : 30);
        return LocalDateTime.of(first.plusDays(days), LocalTime.ofNanoOfDay(millis * 1_000_000));
    }

    /** The date of a cell of the type d; null where the text is none. */
    static @Nullable LocalDateTime of(String iso) {
        try {
            return iso.indexOf('T') < 0 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso);
        } catch (DateTimeException none) {
            return null;
        }
    }
}
