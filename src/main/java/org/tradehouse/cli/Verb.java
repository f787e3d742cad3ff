package org.tradehouse.cli;

import java.util.concurrent.Callable;

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
}
