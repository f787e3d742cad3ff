package org.tradehouse.publish;

/**
 * A new year could not be attached, because somebody reads a dimension and goes on to: the publishing transaction is to be rolled
 * back, so that other loads need not wait for that reader too, and tried again when the reader has left.
 */
public final class ReadersStay extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReadersStay(int year) {
        super("somebody reads a dimension, and the year " + year + " cannot be attached");
    }
}
