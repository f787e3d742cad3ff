package org.tradehouse.trade;

/**
 * One cell of a publisher's table with every key resolved. Amounts are thousandths ({@link Amount}); weights in kilograms.
 * It is a candidate: only {@code settle} knows whether it is a figure, a breakdown of one or an aggregate of others.
 *
 * @param partner the country or region traded with, {@link Area#WORLD} for the publisher's top row
 * @param partner2 second partner (consignment), {@link Area#WORLD} where the row is not broken down by it
 * @param supply mode of supply, {@code 0} where the row is not broken down by it
 * @param productName the publisher's own words, empty where it has none
 * @param valueNational value in {@code currency} as published, or missing
 * @param currency ISO 4217 of valueNational, empty without it
 * @param unit unit code of {@code sql/reference/unit.csv}, empty without quantity
 */
public record TradeRecord(
        Period period,
        Flow flow,
        Area reporter,
        Area partner,
        Area partner2,
        Product product,
        String productName,
        Terms terms,
        String supply,
        Status status,
        long valueUsd,
        long valueNational,
        String currency,
        long cifUsd,
        long fobUsd,
        long netWeightKg,
        long grossWeightKg,
        long quantity,
        String unit,
        long quantity2,
        String unit2) {}
