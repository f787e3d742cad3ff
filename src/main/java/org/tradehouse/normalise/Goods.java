package org.tradehouse.normalise;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.load.SourceRow;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.CodeLists.Unit;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Field;

/**
 * Weights and quantities: the quantity in a weight unit becomes net weight, the others keep their units (semantics 1.8);
 * zeros that mean "no quantity" become missing (rule C2).
 */
final class Goods {
    private static final long TEN = 10_000;
    private static final long HUNDRED = 100_000;
    private static final long THOUSAND = 1_000_000;

    private final Figures quantity;
    private final Figures quantity2;
    private final UnitCells unit;
    private final UnitCells unit2;
    private final Figures netWeight;
    private final Figures grossWeight;
    private final Flags flags;

    /** Key of the unit by which a publisher says that there is none. */
    private static final int NO_UNIT = 0;

    /** A quantity with its unit, and which of the two columns it stands in. */
    private record Measured(long amount, Unit unit, boolean first) {
        boolean isKilograms() {
            return unit.isWeight() && unit.toKilograms().compareTo(BigDecimal.ONE) == 0;
        }
    }

    Goods(Feed feed, CodeLists lists) {
        this.quantity = new Figures(feed, Field.QUANTITY);
        this.quantity2 = new Figures(feed, Field.QUANTITY2);
        this.unit = new UnitCells(feed, Field.UNIT, lists);
        this.unit2 = new UnitCells(feed, Field.UNIT2, lists);
        this.netWeight = new Figures(feed, Field.NET_WEIGHT);
        this.grossWeight = new Figures(feed, Field.GROSS_WEIGHT);
        this.flags = new Flags(feed);
    }

    /** After the value: what a zero means depends on it. */
    void read(Draft draft) {
        long firstStated = quantity.read(draft);
        Measured first = measured(draft, firstStated, unit, true);
        Measured second = measured(draft, quantity2.read(draft), unit2, false);
        readWeights(draft, firstStated);
        Measured weighed = weighed(first, second);
        if (weighed != null && draft.netWeightKg == Amount.MISSING) {
            draft.netWeightKg = times(draft, weighed, weighed.unit.toKilograms());
            draft.netWeightEstimated = flags.isQuantityEstimated(draft.row(), weighed.first);
        }
        supplement(draft, first);
        supplement(draft, second);
    }

    private void readWeights(Draft draft, long stated) {
        draft.netWeightKg = weight(draft, netWeight.read(draft), stated);
        draft.grossWeightKg = weight(draft, grossWeight.read(draft), stated);
        draft.netWeightEstimated = Amount.isPresent(draft.netWeightKg) && flags.isNetWeightEstimated(draft.row());
        draft.grossWeightEstimated = Amount.isPresent(draft.grossWeightKg) && flags.isGrossWeightEstimated(draft.row());
    }

    private @Nullable Measured measured(Draft draft, long amount, UnitCells units, boolean first) {
        if (amount == Amount.MISSING || (amount == 0 && draft.valueUsd > 0)) {
            return null;
        }
        Unit found = units.unit(draft);
        return found == null ? null : new Measured(amount, found, first);
    }

    /** FAO's reading of a weight of zero: none was measured. */
    private long weight(Draft draft, long weight, long stated) {
        boolean unmeasured = (stated >= TEN && draft.valueUsd >= TEN)
                || stated > HUNDRED
                || draft.valueUsd > THOUSAND
                || !unit.isSaid(draft.row());
        return weight == 0 && unmeasured ? Amount.MISSING : weight;
    }

    /** The first in a weight unit, kilograms before others. */
    private static @Nullable Measured weighed(@Nullable Measured first, @Nullable Measured second) {
        if (first == null || !first.unit.isWeight()) {
            return second != null && second.unit.isWeight() ? second : null;
        }
        return second != null && second.isKilograms() && !first.isKilograms() ? second : first;
    }

    private void supplement(Draft draft, @Nullable Measured measured) {
        if (measured == null || measured.unit.isWeight()) {
            return;
        }
        long amount = times(draft, measured, measured.unit.toBase());
        boolean estimated = flags.isQuantityEstimated(draft.row(), measured.first);
        if (draft.unit.isEmpty()) {
            draft.quantity = amount;
            draft.unit = measured.unit.baseCode();
            draft.quantityEstimated = estimated;
        } else {
            draft.quantity2 = amount;
            draft.unit2 = measured.unit.baseCode();
            draft.quantity2Estimated = estimated;
        }
    }

    private long times(Draft draft, Measured measured, BigDecimal factor) {
        if (factor.compareTo(BigDecimal.ONE) == 0) {
            return measured.amount;
        }
        Figures figures = measured.first ? quantity : quantity2;
        return figures.kept(
                draft, Numbers.thousandths(Amount.decimal(measured.amount).multiply(factor)));
    }

    /** Units as one column names them. */
    private static final class UnitCells {
        private final Cells cells;
        private final Cache<String, Named> units;

        /** What a text names: nothing that is known, or a unit, or that there is none. */
        private record Named(@Nullable Unit unit) {
            boolean isNone() {
                return unit != null && unit.key() == NO_UNIT;
            }
        }

        UnitCells(Feed feed, Field field, CodeLists lists) {
            this.cells = Cells.of(feed, field);
            this.units = new Cache<>(text -> new Named(find(lists, text)));
        }

        /** True where the row names a unit, other than the one that says there is none. */
        boolean isSaid(SourceRow row) {
            String text = cells.text(row);
            return !text.isEmpty() && !units.get(text).isNone();
        }

        @Nullable
        Unit unit(Draft draft) {
            String text = cells.text(draft.row());
            if (text.isEmpty()) {
                return null;
            }
            Named named = units.get(text);
            if (named.unit == null) {
                draft.refuse(Code.UNKNOWN_UNIT, cells.field(), text, "");
            }
            return named.isNone() ? null : named.unit;
        }

        /** Our own code is understood too: an operator may say {@code --set unit=kg}. */
        private @Nullable Unit find(CodeLists lists, String text) {
            String ours = cells.ours(text);
            String system = cells.column().codes();
            Unit published = system.isEmpty() || !ours.equals(text) ? null : lists.unit(system, text);
            return published == null ? lists.unitByCode(ours.toUpperCase(Locale.ROOT)) : published;
        }
    }
}
