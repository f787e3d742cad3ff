package org.tradehouse.trade;

/**
 * What a publisher says about a figure and is no part of its key: a flip is a change of the same figure.
 *
 * @param observation SDMX CL_OBS_STATUS, {@code A} normal
 * @param confidentiality SDMX CL_CONF_STATUS, {@code F} free
 * @param usdDerived the dollars were computed from the national currency (rule F1)
 */
public record Status(
        char observation,
        char confidentiality,
        boolean usdDerived,
        boolean netWeightEstimated,
        boolean grossWeightEstimated,
        boolean quantityEstimated,
        boolean quantity2Estimated) {
    /** A normal, free figure as declared. */
    public static final Status NORMAL = new Status('A', 'F', false, false, false, false, false);
}
