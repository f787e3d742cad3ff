package org.tradehouse.normalise;

import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Area;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;
import org.tradehouse.trade.Product;
import org.tradehouse.trade.Status;

/**
 * What one row says, as far as it is read, and the first thing that is wrong with it. Reading goes on after a fault:
 * what else can be read stands in the reject, so that control totals still reconcile.
 */
final class Draft {
    private static final Status[] STATUSES = statuses();

    private final SourceRow row;
    private final Feed.@Nullable Total total;
    private @Nullable Fault fault;

    @Nullable
    Period period;

    @Nullable
    Flow flow;

    @Nullable
    Area reporter;

    @Nullable
    Area partner;

    @Nullable
    Area partner2;

    @Nullable
    Product product;

    boolean repairedZeros;
    long valueUsd = Amount.MISSING;
    long valueNational = Amount.MISSING;
    String currency = "";
    boolean usdDerived;
    long cifUsd = Amount.MISSING;
    long fobUsd = Amount.MISSING;
    long netWeightKg = Amount.MISSING;
    boolean netWeightEstimated;
    long grossWeightKg = Amount.MISSING;
    boolean grossWeightEstimated;
    long quantity = Amount.MISSING;
    String unit = "";
    boolean quantityEstimated;
    long quantity2 = Amount.MISSING;
    String unit2 = "";
    boolean quantity2Estimated;

    /** What is wrong, with the text that is and what a person should know about it. */
    record Fault(Code code, Field field, String value, String detail, String suggestion, double score) {}

    Draft(SourceRow row, Feed.@Nullable Total total) {
        this.row = row;
        this.total = total;
    }

    SourceRow row() {
        return row;
    }

    /** The declared total this row is, if it is one. */
    Feed.@Nullable Total total() {
        return total;
    }

    /** True where the row is the declared top of the hierarchy of this field. */
    boolean isWholeOf(Field field) {
        return total != null && total.world() && total.field() == field;
    }

    /** True where the row is a heading that sums rows below it. */
    boolean isHeading() {
        return total != null && !total.world();
    }

    void refuse(Code code, Field field, String value, String detail) {
        refuse(new Fault(code, field, value, detail, "", 0));
    }

    void refuse(Fault found) {
        if (fault == null) {
            fault = found;
        }
    }

    @Nullable
    Fault fault() {
        return fault;
    }

    Status status() {
        int bits = (usdDerived ? 1 : 0)
                | (netWeightEstimated ? 2 : 0)
                | (grossWeightEstimated ? 4 : 0)
                | (quantityEstimated ? 8 : 0)
                | (quantity2Estimated ? 16 : 0);
        return STATUSES[bits];
    }

    /** One object for each combination of flags. */
    private static Status[] statuses() {
        Status[] all = new Status[32];
        for (int bits = 0; bits < all.length; bits++) {
            all[bits] = new Status(
                    Status.NORMAL.observation(),
                    Status.NORMAL.confidentiality(),
                    (bits & 1) != 0,
                    (bits & 2) != 0,
                    (bits & 4) != 0,
                    (bits & 8) != 0,
                    (bits & 16) != 0);
        }
        return all;
    }

    /** The reject, with everything that could be read beside the fault. */
    Outcome.Rejected rejected(Fault why, String column) {
        return new Outcome.Rejected(
                row,
                why.code,
                column,
                why.value,
                why.detail,
                why.suggestion,
                why.score,
                valueUsd,
                period,
                flow,
                reporter,
                partner,
                product);
    }
}
