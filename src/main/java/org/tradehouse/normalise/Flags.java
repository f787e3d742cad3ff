package org.tradehouse.normalise;

import org.tradehouse.feed.Feed;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Words;

/** What the publisher estimated, from a flag for each measure or from the one of legacy Comtrade (2 quantity, 4 weight, 6 both). */
final class Flags {
    private static final int QUANTITY = 2;
    private static final int WEIGHT = 4;

    private final Cells quantity;
    private final Cells quantity2;
    private final Cells netWeight;
    private final Cells grossWeight;
    private final Cells estimation;

    Flags(Feed feed) {
        this.quantity = Cells.of(feed, Field.QUANTITY_ESTIMATED);
        this.quantity2 = Cells.of(feed, Field.QUANTITY2_ESTIMATED);
        this.netWeight = Cells.of(feed, Field.NET_WEIGHT_ESTIMATED);
        this.grossWeight = Cells.of(feed, Field.GROSS_WEIGHT_ESTIMATED);
        this.estimation = Cells.of(feed, Field.ESTIMATION);
    }

    boolean isQuantityEstimated(SourceRow row, boolean first) {
        return isSet(row, first ? quantity : quantity2) || (first && hasBit(row, QUANTITY));
    }

    boolean isNetWeightEstimated(SourceRow row) {
        return isSet(row, netWeight) || hasBit(row, WEIGHT);
    }

    boolean isGrossWeightEstimated(SourceRow row) {
        return isSet(row, grossWeight);
    }

    private static boolean isSet(SourceRow row, Cells cells) {
        String flag = cells.oursIn(row);
        return flag.equals("1") || (flag.length() == 4 && Words.fold(flag).equals("true"));
    }

    private boolean hasBit(SourceRow row, int bit) {
        String flag = estimation.oursIn(row);
        boolean isDigit = flag.length() == 1 && flag.charAt(0) >= '0' && flag.charAt(0) <= '9';
        return isDigit && (flag.charAt(0) - '0' & bit) != 0;
    }
}
