package org.tradehouse.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tradehouse.load.LoadException;

/** Sheets of a spreadsheet file with stored values, never the displayed ones. */
interface Workbook extends Closeable {
    /** Names in the order of the file. */
    List<String> sheets();

    /** Rows of a sheet by its position. */
    RawRows rows(int sheet) throws IOException;

    /** Opens a workbook, which of the two formats it is decides its content. */
    static Workbook open(Path file, String name, boolean isOld) {
        try {
            return isOld ? new BiffWorkbook(file, name) : new OoxmlWorkbook(file, name);
        } catch (LoadException refusal) {
            throw refusal;
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            throw unreadable(name, broken);
        }
    }

    /** Whatever a parser throws at a hostile or broken workbook is this one refusal (reliability 5). */
    static LoadException unreadable(String name, Throwable broken) {
        String reason = broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
        return new LoadException(
                "TH-1009",
                "%s cannot be read as a workbook: %s".formatted(name, reason),
                "open it in a spreadsheet program, save it again as .xlsx, and load that copy",
                broken);
    }

    /** A workbook that contradicts itself. */
    static LoadException damaged(String name, String what) {
        return unreadable(name, new IOException(what));
    }

    /** A sheet that is larger than a sheet may be. */
    static LoadException tooLarge(String name, String what) {
        return new LoadException(
                "TH-1024",
                "%s %s; the limits are %d rows and %d columns".formatted(name, what, Limits.SHEET_ROWS, Limits.COLUMNS),
                "remove what lies outside the table and load that copy");
    }
}
