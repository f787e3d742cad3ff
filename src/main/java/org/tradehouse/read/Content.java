package org.tradehouse.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.LoadException;

/** What a file is by its first bytes, whatever its name says (feeds 0.10). */
enum Content {
    TEXT("text"),
    OLD_WORKBOOK("an .xls workbook"),
    WORKBOOK("an .xlsx workbook");

    private final String says;

    Content(String says) {
        this.says = says;
    }

    static Content of(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(4);
        }
        if (begins(start, 0xD0, 0xCF, 0x11, 0xE0)) {
            return OLD_WORKBOOK;
        }
        return begins(start, 'P', 'K', 3, 4) ? WORKBOOK : TEXT;
    }

    private static boolean begins(byte[] start, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= start.length || (start[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Refuses content of the other kind, naming what the file really is. */
    void refuseUnless(Feed.Format format, String name) {
        boolean fits = switch (format) {
            case CSV, XML -> this == TEXT;
            case WORKBOOK -> this != TEXT;
            case CSV_OR_WORKBOOK -> true;
        };
        if (!fits) {
            throw new LoadException(
                    "TH-1003",
                    "%s is %s by its content; this feed reads %s"
                            .formatted(name, says, format == Feed.Format.WORKBOOK ? "workbooks" : format.name()),
                    "get the file from the publisher in the format of the feed, or make a variant of the feed");
        }
    }
}
