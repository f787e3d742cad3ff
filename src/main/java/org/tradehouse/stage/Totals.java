package org.tradehouse.stage;

/**
 * What became of all rows of a load, added up over its committed blocks.
 *
 * @param repairedZeros accepted rows whose product code had lost its leading zeros (rule A4)
 */
public record Totals(long accepted, long control, long excluded, long rejected, long repairedZeros) {
    /** Rows read; the four buckets always add up to it (rule X5). */
    public long read() {
        return accepted + control + excluded + rejected;
    }
}
