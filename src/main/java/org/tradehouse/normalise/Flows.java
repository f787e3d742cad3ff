package org.tradehouse.normalise;

import java.util.Locale;
import java.util.Optional;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;

/** The direction of trade: the publisher's words, else our letters. It is never guessed. */
final class Flows {
    private final Cells cells;
    private final Cache<String, Optional<Flow>> flows = new Cache<>(Flows::named);

    Flows(Feed feed) {
        this.cells = Cells.of(feed, Field.FLOW);
    }

    void read(Draft draft) {
        String text = cells.text(draft.row());
        draft.flow = of(text).orElse(null);
        if (draft.flow == null) {
            draft.refuse(Code.UNKNOWN_FLOW, Field.FLOW, text, text.isEmpty() ? "the cell is blank" : "");
        }
    }

    Optional<Flow> of(String text) {
        return flows.get(cells.ours(text));
    }

    private static Optional<Flow> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (Flow flow : Flow.values()) {
            if (flow.name().equals(upper)) {
                return Optional.of(flow);
            }
        }
        return Optional.empty();
    }
}
