package org.tradehouse.publish;

/** The three fact tables, one shape: months, calendar years, spans. */
enum Fact {
    MONTH("fact_trade", "period_date", "d.freq = 'M'"),
    YEAR("fact_trade_annual", "period_date", "d.freq = 'A'"),
    SPAN("fact_trade_span", "from_date", "d.freq not in ('M', 'A')");

    private final String table;
    private final String fromColumn;
    private final String datasets;

    Fact(String table, String fromColumn, String datasets) {
        this.table = table;
        this.fromColumn = fromColumn;
        this.datasets = datasets;
    }

    String table() {
        return table;
    }

    /** The column that holds the first day of the period. */
    String fromColumn() {
        return fromColumn;
    }

    /** Which datasets {@code d} live in this fact. */
    String datasets() {
        return datasets;
    }

    /** A span also has a last day. */
    boolean hasTo() {
        return this == SPAN;
    }
}
