package org.tradehouse.benchmark;

import java.io.IOException;

/** Rows that can be read again and again and are always the same. */
interface Rows {
    /** Hands out all rows in the order of the file. */
    void read(Reader reader) throws IOException;

    /** Takes a row. */
    interface Reader {
        void row(Trade.Row row) throws IOException;
    }
}
