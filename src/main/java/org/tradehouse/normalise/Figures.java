package org.tradehouse.normalise;

import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Field;

/** One column of numbers: a figure, no figure, or a fault. Negative figures are refused (rule C1). */
final class Figures {
    private final Cells cells;
    private final Numbers numbers;

    Figures(Feed feed, Field field) {
        this.cells = Cells.of(feed, field);
        this.numbers = new Numbers(cells.column());
    }

    String text(Draft draft) {
        return cells.text(draft.row());
    }

    /** The currency the column is declared in, or empty. */
    String currency() {
        return cells.column().currency();
    }

    /** Thousandths; missing where the publisher gives none or the text is refused. */
    long read(Draft draft) {
        String text = text(draft);
        if (text.isEmpty()) {
            return Amount.MISSING;
        }
        long figure = numbers.read(text, draft.row().isNumber(cells.field()));
        if (Numbers.isFigure(figure) && figure >= 0) {
            return figure;
        }
        draft.refuse(faultOf(figure), cells.field(), text, "");
        return Amount.MISSING;
    }

    /** Refuses a figure that became too large by conversion. */
    long kept(Draft draft, long converted) {
        if (Numbers.isFigure(converted) || converted == Amount.MISSING) {
            return converted;
        }
        draft.refuse(Code.TOO_LARGE, cells.field(), text(draft), "after conversion");
        return Amount.MISSING;
    }

    private static Code faultOf(long figure) {
        if (figure == Numbers.SCIENTIFIC) {
            return Code.SCIENTIFIC;
        }
        if (figure == Numbers.TOO_LARGE) {
            return Code.TOO_LARGE;
        }
        return figure == Numbers.NOT_A_NUMBER ? Code.NOT_A_NUMBER : Code.NEGATIVE;
    }
}
