package org.tradehouse.stage;

import java.util.List;
import java.util.Map;

/** A block in the form in which it is written. Rows are in no order but that of the file. */
public final class EncodedBlock {
    private final int number;
    private final List<FilledRows> accepted;
    private final BinaryRows control;
    private final BinaryRows rejected;
    private final Map<String, Integer> excluded;
    private final List<BinaryRows> sums;
    private final Written written;

    EncodedBlock(
            int number,
            List<FilledRows> accepted,
            BinaryRows control,
            BinaryRows rejected,
            Map<String, Integer> excluded,
            List<BinaryRows> sums,
            Written written) {
        this.number = number;
        this.accepted = accepted;
        this.control = control;
        this.rejected = rejected;
        this.excluded = excluded;
        this.sums = sums;
        this.written = written;
    }

    /** From 1, without gaps. */
    public int number() {
        return number;
    }

    /** What became of its rows. */
    public Written written() {
        return written;
    }

    /** Bytes that are sent for it, about. */
    public int bytes() {
        return accepted.stream().mapToInt(it -> it.rows().length()).sum() + control.length() + rejected.length();
    }

    /** Its rows; where a column was filled for the first time, others begin. */
    List<FilledRows> accepted() {
        return accepted;
    }

    BinaryRows control() {
        return control;
    }

    BinaryRows rejected() {
        return rejected;
    }

    /** Sums over candidates of this block and those before it, where it was time to hand them over. */
    List<BinaryRows> sums() {
        return sums;
    }

    /** Rows left out, by rule. */
    Map<String, Integer> excluded() {
        return excluded;
    }
}
