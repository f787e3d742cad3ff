package org.tradehouse.load;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/**
 * Something a check noticed. The message names the value, the place and, where there is one, the next step.
 *
 * @param rule id of rules.md ({@code A2}, {@code DC-2}) or an error code ({@code TH-3001})
 * @param valueUsd how much money it is about, in dollars
 */
public record Finding(
        String rule,
        Severity severity,
        String message,
        @Nullable String reporter,
        @Nullable Flow flow,
        @Nullable Period period,
        long rows,
        @Nullable BigDecimal valueUsd) {
    /** A finding about the load as a whole. */
    public static Finding of(String rule, Severity severity, String message) {
        return new Finding(rule, severity, message, null, null, null, 0, null);
    }
}
