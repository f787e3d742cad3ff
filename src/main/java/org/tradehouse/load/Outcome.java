package org.tradehouse.load;

import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Area;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;
import org.tradehouse.trade.Product;
import org.tradehouse.trade.TradeRecord;

/** What became of a source row: exactly one of four, so that the counts always add up (rules, principle 2). */
public sealed interface Outcome {
    SourceRow row();

    /**
     * A candidate for a figure, keys resolved.
     *
     * @param repairedZeros a code cell was padded to its declared width (rule A4)
     */
    record Accepted(SourceRow row, TradeRecord trade, boolean repairedZeros) implements Outcome {}

    /**
     * A declared aggregate that is no ancestor in the hierarchy: it checks and never becomes a figure.
     *
     * @param label the publisher's words, e.g. 'Страны СНГ'
     * @param level depth of a heading over the rows that follow it, 1 and more; 0 for a check of its own row (turnover)
     * @param flow null for turnover (X + M)
     * @param valueUsd thousandths
     */
    record ControlTotal(
            SourceRow row,
            String label,
            int level,
            Period period,
            @Nullable Flow flow,
            Area reporter,
            long valueUsd) implements Outcome {}

    /** Left out by a declared rule of the feed; counted by rule. */
    record Excluded(SourceRow row, String rule) implements Outcome {}

    /**
     * Kept with its reason. What could be read stands beside it, so that its value is never taken for a residual.
     *
     * @param column the column as published
     * @param value the offending text
     * @param detail what a person should know beyond the code, with the nearest suggestion; may be empty
     * @param suggestion our code the value is probably meant for, empty without one
     * @param suggestionScore 0 to 1
     * @param valueUsd thousandths where readable, else {@link org.tradehouse.trade.Amount#MISSING}
     */
    record Rejected(
            SourceRow row,
            Code code,
            String column,
            String value,
            String detail,
            String suggestion,
            double suggestionScore,
            long valueUsd,
            @Nullable Period period,
            @Nullable Flow flow,
            @Nullable Area reporter,
            @Nullable Area partner,
            @Nullable Product product)
            implements Outcome {}
}
