package org.tradehouse.stage;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys of members that are known. The same object asked for twice in a row, as rows mostly do, is not looked up. */
final class Remembered<M> {
    private final Map<M, Integer> known = new HashMap<>();
    private @Nullable M last;
    private @Nullable Integer lastKey;

    /** The key, null for a member that is not known yet. */
    @Nullable
    Integer key(M member) {
        if (member != last) {
            lastKey = known.get(member);
            last = member;
        }
        return lastKey;
    }

    void put(M member, int key) {
        known.put(member, key);
        last = null;
    }
}
