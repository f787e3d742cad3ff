package org.tradehouse.operate;

/**
 * The counts of a run. Every row read is accepted, a control total, excluded or rejected (rules, principle 2).
 *
 * @param duplicates exact repeats among the accepted rows that the feed allows to be ignored
 */
public record Tally(long read, long accepted, long controlTotals, long excluded, long rejected, long duplicates) {
    /** True where nothing was lost on the way. */
    public boolean balances() {
        return read == accepted + controlTotals + excluded + rejected;
    }
}
