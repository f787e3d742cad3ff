package org.tradehouse.trade;

/**
 * A code of a nomenclature together with its edition; one without the other is a bug. Codes are text, never rewritten.
 *
 * @param nomenclature {@code HS}, {@code TNVED}, {@code SITC}
 * @param edition {@code H0} to {@code H7} for HS (also for national digits on top of it), {@code S4} for SITC, {@link #ANY} for TOTAL
 * @param code digits as published, or {@link #TOTAL_CODE}
 */
public record Product(String nomenclature, String edition, String code) {
    /** The edition of TOTAL: it is the same product in every edition. */
    public static final String ANY = "-";

    /** All products together. */
    public static final String TOTAL_CODE = "TOTAL";

    public Product {
        if (nomenclature.isBlank() || edition.isBlank() || code.isBlank()) {
            throw new IllegalArgumentException("a product needs nomenclature, edition and code, not '" + nomenclature
                    + "' '" + edition + "' '" + code + "'");
        }
    }

    /** All products of a nomenclature. */
    public static Product total(String nomenclature) {
        return new Product(nomenclature, ANY, TOTAL_CODE);
    }

    /** Number of digits; 0 for TOTAL. */
    public int level() {
        return code.equals(TOTAL_CODE) ? 0 : code.length();
    }
}
