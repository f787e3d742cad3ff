package org.tradehouse.benchmark;

/** Who sees to it that the keys of a contender's figures exist. */
enum Keys {
    /** Nobody: the row triggers of foreign keys are silent in its session, a privilege the product asks for its loader. */
    SPARED(""),
    /** PostgreSQL, row by row: what a session gets that asks for nothing. */
    CHECKED("-keys");

    private final String ending;

    Keys(String ending) {
        this.ending = ending;
    }

    /** The name of a contender under this rule. */
    String name(String contender) {
        return contender + ending;
    }

    /** Its title. */
    String title(String contender) {
        return contender + (this == CHECKED ? ", keys checked" : "");
    }

    /** What its session sets. */
    String role() {
        return this == CHECKED ? "origin" : "replica";
    }
}
