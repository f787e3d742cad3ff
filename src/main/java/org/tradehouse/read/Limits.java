package org.tradehouse.read;

/** What a file may ask of the machine (reliability I07); more is refused or rejected, never kept in memory. */
final class Limits {
    /** Rows of one block, the unit of commit and restart. Changing it makes unfinished loads start again. */
    static final int BLOCK_ROWS = 5_000;
    /** Characters of one cell, as in a spreadsheet. */
    static final int CELL = 32_767;

    static final int COLUMNS = 256;
    static final int SHEET_ROWS = 1_048_576;
    /** The header of a text file stands within so many rows. */
    static final int CSV_HEADER_ROWS = 50;
    /** The header of a sheet stands within so many rows. */
    static final int SHEET_HEADER_ROWS = 60;
    /** So many rows of another sheet (a cover) are searched for captures. */
    static final int COVER_ROWS = 1_000;
    /** Old workbooks are read as a whole. */
    static final long OLD_WORKBOOK_BYTES = 64L << 20;

    private Limits() {}
}
