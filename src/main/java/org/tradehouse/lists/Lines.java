package org.tradehouse.lists;

import org.tradehouse.feed.Reference;
import org.tradehouse.load.Code;
import org.tradehouse.load.SourceRow;

/** What a row of one kind of file says. */
interface Lines {
    /** Statement that stages one line; its first two parameters are the load and the row. */
    String insert();

    /** Hands what the row says to the stage: lines, a refusal, or that it is left out. */
    void read(SourceRow row, Cells cells, Taker taker);

    /** Takes what a row says. Of several refusals of a row the first counts. */
    interface Taker {
        /** @param key what may stand in a file only once */
        void line(String key, Object... columns);

        void refuse(Code code, String column, String value);

        /** @param because the rule, in words an operator understands */
        void leaveOut(String because);
    }

    static Lines of(Reference reference) {
        if (reference instanceof Reference.Rates rates) {
            return new RateLines(rates);
        }
        return reference instanceof Reference.Names names
                ? new NameLines(names)
                : new LinkLines((Reference.Links) reference);
    }
}
