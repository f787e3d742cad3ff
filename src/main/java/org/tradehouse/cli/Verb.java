package org.tradehouse.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tradehouse.load.LoadException;

/** One word of the command line. Answers with an exit code. */
abstract class Verb implements Callable<Integer> {
    private final House house;

    Verb(House house) {
        this.house = house;
    }

    final House house() {
        return house;
    }

    final Desk desk() {
        return house.desk();
    }

    /** Prints the value as JSON where that was asked for, else the screen; looking always succeeds. */
    final int show(Object value, String screen) {
        desk().out().print(house.json() ? Json.of(value) + "\n" : screen);
        desk().out().flush();
        return Exit.OK;
    }

    /** Writes a file that the person named. */
    static void write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException unwritable) {
            throw new LoadException(
                    "TH-0003",
                    file + " cannot be written: "
                            + (unwritable instanceof NoSuchFileException
                                    ? "there is no such folder"
                                    : unwritable.getMessage()),
                    "name a file in a folder that exists and that you may write to",
                    unwritable);
        }
    }
}
