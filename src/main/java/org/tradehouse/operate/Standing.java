package org.tradehouse.operate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What needs a person now.
 *
 * @param needsYou runs that stopped and that nobody has continued, newest first, the first twenty
 * @param needsYouTotal how many there are
 * @param watch sentences about what is not yet wrong
 * @param running what is at work
 * @param feeds how many feeds there are
 * @param nextFeed feed of the next slot, empty without a schedule
 */
public record Standing(
        Instant at,
        List<ErrorCard> needsYou,
        int needsYouTotal,
        List<String> watch,
        List<RunLine> running,
        int feeds,
        @Nullable Instant lastGood,
        String nextFeed,
        @Nullable Instant next) {
    /** True where nobody has to get up. */
    public boolean isFine() {
        return needsYou.isEmpty();
    }
}
