package org.tradehouse.read;

/** XML that the own reader does not know for sure; the library reads such a sheet from this row on. */
final class Unrecognised extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unrecognised(String what) {
        super(what, null, false, false);
    }
}
