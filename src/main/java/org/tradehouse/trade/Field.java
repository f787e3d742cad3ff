package org.tradehouse.trade;

import java.util.Locale;

/** What a column, a title or a file name of a publisher can say. The YAML name is the lower-case name with hyphens. */
public enum Field {
    PERIOD,
    YEAR,
    MONTH,
    TO_MONTH,
    FREQUENCY,
    FLOW,
    REPORTER,
    REPORTER_REGION,
    PARTNER,
    PARTNER_REGION,
    PARTNER2,
    PRODUCT,
    PRODUCT_NAME,
    EDITION,
    PROCEDURE,
    PROCEDURE_NAME,
    TRANSPORT,
    TRANSPORT_NAME,
    SUPPLY,
    VALUE,
    CURRENCY,
    CIF,
    FOB,
    QUANTITY,
    UNIT,
    QUANTITY_ESTIMATED,
    QUANTITY2,
    UNIT2,
    QUANTITY2_ESTIMATED,
    NET_WEIGHT,
    NET_WEIGHT_ESTIMATED,
    GROSS_WEIGHT,
    GROSS_WEIGHT_ESTIMATED,
    /** Legacy Comtrade flag: 0 none, 2 quantity, 4 weight, 6 both estimated. */
    ESTIMATION,
    /** What a wide table's value column measures; {@code turnover} makes a control total. */
    MEASURE,
    /** Date of the publisher's edition. */
    EDITION_DATE,
    /** provisional, revised, final, unknown. */
    RELEASE_STATUS,
    /** What the file is complete for: {@code all} or {@code each}. */
    PARTNER_SCOPE,
    PRODUCT_SCOPE;

    private static final Field[] ALL = values();

    /** How many there are; the width of a source row. */
    public static int count() {
        return ALL.length;
    }

    /** {@code net-weight} for NET_WEIGHT. */
    public String yamlName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
