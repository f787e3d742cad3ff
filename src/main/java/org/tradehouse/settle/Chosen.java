package org.tradehouse.settle;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which rows the view {@code chosen} holds.
 *
 * @param asStaged true where these are staged rows as they are, told by their own columns; else some were merged or left out
 * @param terms the terms they have, null for any
 * @param wholeSupply only rows of all modes of supply
 * @param wholePartner2 only rows of all second partners
 */
record Chosen(boolean asStaged, @Nullable List<Integer> terms, boolean wholeSupply, boolean wholePartner2) {
    /** Every staged row. */
    static final Chosen ALL = new Chosen(true, null, false, false);

    /** The same where rows are put in the place of others. */
    Chosen rewritten() {
        return new Chosen(false, terms, wholeSupply, wholePartner2);
    }

    /** What is true of a staged row, or of a sum of them, that is chosen as it is. Terms are few: their keys are written out. */
    String condition(String row) {
        return (terms == null ? "true" : row + ".terms_key = any (" + termsArray() + ")")
                + (wholeSupply ? " and " + row + ".supply_code = '0'" : "")
                + (wholePartner2 ? " and " + row + ".partner2_key = 1" : "");
    }

    /** The terms as an array of SQL. */
    String termsArray() {
        return terms == null
                ? "null::smallint[]"
                : terms.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'::smallint[]"));
    }
}
