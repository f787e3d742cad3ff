package org.tradehouse.read;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.LoadException;

/**
 * The rows of a sheet of an .xlsx workbook: from its bytes, and from the first row on that is not as expected from the
 * library. Both give one row for each row element, so that none is lost or doubled.
 */
final class OoxmlRows implements RawRows {
    /** Opens the sheet anew with the library. */
    interface Library {
        LibraryRows open() throws IOException;
    }

    private final String name;
    private final Library library;
    private @Nullable SheetBytes bytes;
    private @Nullable LibraryRows rows;
    private int given;

    /** @param bytes null where only the library can read the sheet */
    OoxmlRows(String name, @Nullable SheetBytes bytes, Library library) {
        this.name = name;
        this.bytes = bytes;
        this.library = library;
    }

    @Override
    public @Nullable RawRow next() {
        try {
            return bytes == null ? handedOver().next() : own(bytes);
        } catch (LoadException refusal) {
            throw refusal;
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            throw Workbook.unreadable(name, broken);
        }
    }

    private @Nullable RawRow own(SheetBytes sheet) throws IOException {
        try {
            RawRow row = sheet.next();
            given++;
            return row;
        } catch (Unrecognised strange) {
            sheet.close();
            bytes = null;
            return handedOver().next();
        }
    }

    private LibraryRows handedOver() throws IOException {
        LibraryRows open = rows;
        if (open == null) {
            open = library.open();
            rows = open;
            open.pass(given);
        }
        return open;
    }

    /** True where the library reads the rest. */
    boolean isHandedOver() {
        return bytes == null;
    }

    @Override
    public void close() throws IOException {
        if (bytes != null) {
            bytes.close();
        }
        if (rows != null) {
            rows.close();
        }
    }
}
