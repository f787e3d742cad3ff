package org.tradehouse.benchmark;

import java.util.Map;

/** One way to do the work. It gets a database of its own and leaves there what {@link #check} looks at. */
interface Contender {
    /** Short, for options and JSON. */
    String name();

    /** One line for people. */
    String title();

    /** The template its database is copied from; empty where it needs none of its own. */
    String template();

    /** Empty, or why it cannot be measured here. */
    default String skipped() {
        return "";
    }

    /** True for what takes so long that one round is enough. */
    default boolean once() {
        return false;
    }

    /** Not measured: what has to stand before the clock runs. */
    default void prepare(String database) throws Exception {}

    /** Measured. */
    Map<String, Meter.Used> run(String database) throws Exception;

    /** Throws where the result is not the expected one. */
    void check(String database) throws Exception;

    /** After the check; whoever wants to keep the database renames it. */
    default void keep(String database) throws Exception {}
}
