package org.tradehouse.publish;

import java.math.BigDecimal;
import java.util.List;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;

/**
 * What publishing a load would change. Rounding rows are published with the rest and not counted: they are no figures.
 *
 * @param fresh figures that are new
 * @param changed figures with another value or status
 * @param withdrawn figures the file no longer has
 * @param same figures that stay as they are
 * @param deltaUsd change of exports and imports together, in dollars
 * @param slices slices that would be published
 * @param superseded slices left alone because a newer edition is live
 * @param hash equal for equal plans; a held load is approved only while it stays so
 */
public record Plan(
        long fresh,
        long changed,
        long withdrawn,
        long same,
        BigDecimal deltaUsd,
        long slices,
        long superseded,
        String hash,
        List<Finding> findings) {
    /** True where every slice is left alone. */
    public boolean nothingToDo() {
        return slices == 0;
    }

    /** True where a person must decide. */
    public boolean holds() {
        return findings.stream().anyMatch(f -> f.severity() == Severity.HOLD);
    }
}
