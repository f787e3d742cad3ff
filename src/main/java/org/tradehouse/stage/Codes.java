package org.tradehouse.stage;

import org.tradehouse.load.LoadException;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.TradeRecord;

/** The last look at a row before it goes to the database: codes fit their columns, the value is there. */
final class Codes {
    private Codes() {}

    static void check(SourceRow row, TradeRecord trade) {
        fits(row, "mode of supply", trade.supply(), 4);
        fits(row, "customs procedure", trade.terms().procedure(), 4);
        fits(row, "mode of transport", trade.terms().transport(), 4);
        fits(row, "product", trade.product().code(), 10);
        if (!Amount.isPresent(trade.valueUsd())) {
            throw new IllegalArgumentException("an accepted row has a value; row " + row.row() + " has none");
        }
    }

    private static void fits(SourceRow row, String what, String code, int characters) {
        if (code.length() > characters) {
            throw new LoadException(
                    "TH-1091",
                    what + " '" + SafeText.cut(code, 40) + "' in " + where(row) + " is longer than the " + characters
                            + " characters a code may have.",
                    "Look whether the feed file names the right column for the " + what
                            + ", then: tradehouse retry FEED");
        }
    }

    private static String where(SourceRow row) {
        String place = PartKeys.place(row.part());
        return place.isEmpty() ? "row " + row.row() : place + ", row " + row.row();
    }
}
