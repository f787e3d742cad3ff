package org.tradehouse.trade;

/** How long a published period is; the letters are SDMX's, C is cumulative (year-to-date, January and February). */
public enum Frequency {
    M,
    Q,
    S,
    A,
    C
}
