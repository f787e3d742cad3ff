package org.tradehouse.run;

/** What became of the rows of a load: read = accepted + control totals + excluded + rejected (G3). */
public record Counts(long read, long accepted, long controlTotals, long excluded, long rejected, long duplicates) {
    /** Before anything is read. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
}
