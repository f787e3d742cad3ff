package org.tradehouse.acquire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tradehouse.load.LoadException;

/** Why a file is not archived, in words. */
final class Refusals {
    private static final String AGAIN = "get the file again from the publisher";

    private Refusals() {}

    static LoadException empty(String name) {
        return new LoadException("TH-1001", name + " is empty", AGAIN);
    }

    static LoadException notATable(String name, String what, String nextStep) {
        return new LoadException("TH-1003", "%s is %s by its content, and no table".formatted(name, what), nextStep);
    }

    static LoadException hostile(String name, String why) {
        return new LoadException(
                "TH-1004", "%s is refused: %s".formatted(name, why), "ask the publisher for a clean copy");
    }

    static LoadException bomb(String name, long unpacked, long packed) {
        return hostile(name, "%d packed bytes swell to more than %d".formatted(packed, unpacked));
    }

    static LoadException truncated(String name, Throwable cause) {
        return new LoadException(
                "TH-1005", "%s is cut off or damaged: %s".formatted(name, cause.getMessage()), AGAIN, cause);
    }

    static LoadException locked(String name) {
        return new LoadException(
                "TH-1006",
                name + " is protected by a password",
                "open it with the password, save it without one, and load that copy");
    }

    static LoadException unsupported(String name, String what) {
        return new LoadException(
                "TH-1007",
                "%s is %s, which is not read".formatted(name, what),
                "open it in a spreadsheet program, save it as .xlsx, and load that copy");
    }

    static LoadException changed(Path file) {
        return new LoadException(
                "TH-1012",
                file.getFileName() + " changed while it was read",
                "wait until it is complete, then load it");
    }

    static LoadException diskFull(Path place, long needed, long free) {
        return new LoadException(
                "TH-1013",
                "disk full at %s, need %d bytes, %d are free".formatted(place, needed, free),
                "free some space, then load the file again");
    }

    static LoadException diskFull(Path place, Path file, IOException cause) {
        return new LoadException(
                "TH-1013",
                "disk full at %s, need %s".formatted(place, needed(file)),
                "free some space, then load the file again",
                cause);
    }

    private static String needed(Path file) {
        try {
            return Files.size(file) + " bytes and more";
        } catch (IOException gone) {
            return "more space";
        }
    }

    static LoadException unreadable(Path file, IOException cause) {
        return new LoadException(
                "TH-1014",
                "%s cannot be archived: %s".formatted(file, cause),
                "check that the file can be read and the archive written",
                cause);
    }
}
