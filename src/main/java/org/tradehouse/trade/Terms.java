package org.tradehouse.trade;

/**
 * How goods moved: customs procedure, mode of transport, valuation, trade system; part of a figure's business key.
 *
 * @param procedure the publisher's code, {@code C00} for all procedures together
 * @param transport the publisher's code, {@code 0} for all modes together
 * @param valuation {@code FOB}, {@code CIF}, {@code FCA} or {@code n/a}, per row (rule V1)
 * @param tradeSystem {@code general}, {@code special} or {@code n/a}
 */
public record Terms(
        String procedure,
        String procedureName,
        String transport,
        String transportName,
        String valuation,
        String tradeSystem) {
    /** All procedures together. */
    public static final String ALL_PROCEDURES = "C00";

    /** All modes of transport together. */
    public static final String ALL_MODES = "0";
}
