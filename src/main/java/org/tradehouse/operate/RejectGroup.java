package org.tradehouse.operate;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Open rejects with the same code, column and value: one decision repairs them all.
 *
 * @param column the column; without the figure's own heading where a label stands beside several figures of a wide table
 * @param kind what {@code map add} would add (partner, region, product, unit, flow, currency), empty where no alias helps
 * @param usd sum of the values that could be read, null where none could
 * @param suggestion our nearest code, empty without one
 * @param first place of the first: file, sheet, row
 * @param command the command that repairs the group, ready to paste
 */
public record RejectGroup(
        String code,
        String says,
        String column,
        String value,
        String kind,
        long rows,
        @Nullable BigDecimal usd,
        List<String> feeds,
        List<Long> runs,
        String suggestion,
        String suggestionName,
        double score,
        String first,
        String command) {

    /** The column and value with what is wrong with them; a row where no single cell is. */
    public String sentence() {
        String cell = column.isEmpty() && value.isEmpty() ? "the row" : (column + " '" + value + "'").strip();
        return cell + " " + says;
    }
}
