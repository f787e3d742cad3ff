package org.tradehouse.stage;

/**
 * What became of the rows of one block.
 *
 * @param repairedZeros accepted rows whose product code had lost its leading zeros (rule A4)
 */
public record Written(int accepted, int control, int excluded, int rejected, int repairedZeros) {
    /** Rows read; the four buckets always add up to it (rule X5). */
    public int read() {
        return accepted + control + excluded + rejected;
    }
}
