package org.tradehouse.stage;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys of members that are known. Rows mostly name one of the few objects that were asked for of late: these are not looked up. */
final class Remembered<M> {
    private static final int FEW = 4;

    private final Map<M, Integer> known = new HashMap<>();
    private final @Nullable Object[] recent = new Object[FEW];
    private final @Nullable Integer[] recentKeys = new Integer[FEW];
    private int oldest;

    /** The key, null for a member that is not known yet. */
    @Nullable
    Integer key(M member) {
        for (int i = 0; i < FEW; i++) {
            if (recent[i] == member) {
                return recentKeys[i];
            }
        }
        return lookUp(member);
    }

    private @Nullable Integer lookUp(M member) {
        Integer key = known.get(member);
        if (key != null) {
            recent[oldest] = member;
            recentKeys[oldest] = key;
            oldest = (oldest + 1) % FEW;
        }
        return key;
    }

    void put(M member, int key) {
        known.put(member, key);
    }
}
