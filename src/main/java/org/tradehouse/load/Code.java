package org.tradehouse.load;

/** Codes of what can be wrong with a row; constant for ever, shown to operators as {@code TH-2031}. */
public enum Code {
    NOT_A_NUMBER("TH-2001", "is not a number"),
    SCIENTIFIC("TH-2002", "is in scientific notation: digits are lost"),
    NEGATIVE("TH-2003", "is negative"),
    MISSING_VALUE("TH-2004", "has no value"),
    TOO_LARGE("TH-2005", "is too large"),
    UNKNOWN_AREA("TH-2030", "is in no code list"),
    UNKNOWN_REGION("TH-2031", "is no known region"),
    OUT_OF_LIFE("TH-2032", "did not exist in this period"),
    UNKNOWN_PRODUCT("TH-2040", "is no product code"),
    UNKNOWN_EDITION("TH-2041", "is no known edition"),
    BAD_DATE("TH-2043", "is no date"),
    BAD_PERIOD("TH-2044", "is no period"),
    OUT_OF_RANGE_PERIOD("TH-2045", "is outside the periods of this feed"),
    UNKNOWN_FLOW("TH-2046", "is no known flow"),
    UNKNOWN_UNIT("TH-2047", "is no known unit"),
    UNKNOWN_CURRENCY("TH-2048", "is no known currency"),
    UNKNOWN_PROCEDURE("TH-2049", "is no known procedure"),
    NO_RATE("TH-2050", "has no exchange rate for this month"),
    RAGGED_ROW("TH-2060", "has more cells than the header"),
    REFUSED_BY_FEED("TH-2070", "is refused by the feed"),
    BAD_CHARACTER("TH-2080", "holds a character the database cannot keep"),
    CELL_ERROR("TH-2081", "is an error of the spreadsheet"),
    CELL_TOO_LONG("TH-2082", "is longer than a cell may be"),
    DUPLICATE("TH-2090", "is stated twice");

    private final String id;
    private final String says;

    Code(String id, String says) {
        this.id = id;
        this.says = says;
    }

    /** {@code TH-2031}. */
    public String id() {
        return id;
    }

    /** The predicate of a sentence that begins with the offending value. */
    public String says() {
        return says;
    }
}
