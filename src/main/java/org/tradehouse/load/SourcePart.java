package org.tradehouse.load;

import java.util.List;

/**
 * Where inside a file rows come from, and the words above them.
 *
 * @param member archive member, empty for a plain file
 * @param sheet sheet name, empty for a CSV
 * @param headers column names as published, joined with a space where the header has several rows; position = column
 */
public record SourcePart(String member, String sheet, List<String> headers) {
    /** Position of a column by its published name, or -1. */
    public int column(String header) {
        return headers.indexOf(header);
    }
}
