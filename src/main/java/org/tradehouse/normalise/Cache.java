package org.tradehouse.normalise;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers to questions that come again and again; emptied when full, so that a column of unique texts costs no memory. The
 * same object asked twice in a row is not looked up: the reader hands out one object for equal cells.
 */
final class Cache<K, V> {
    private static final int LIMIT = 50_000;
    /** From so many answers on, those of late are kept where the object itself finds them. */
    private static final int MANY = 32;

    private static final int RECENT_BITS = 16;

    private final Map<K, V> known = new HashMap<>();
    private final Function<K, V> find;
    private @Nullable K lastKey;
    private @Nullable V lastAnswer;
    private @Nullable Object @Nullable [] recent;

    Cache(Function<K, V> find) {
        this.find = find;
    }

    V get(K key) {
        V last = lastAnswer;
        if (key == lastKey && last != null) {
            return last;
        }
        V answer = recent == null ? lookUp(key) : recent(recent, key);
        lastKey = key;
        lastAnswer = answer;
        return answer;
    }

    @SuppressWarnings("unchecked") // an answer stands behind its key
    private V recent(@Nullable Object[] recent, K key) {
        int place = key.hashCode() * 0x9E3779B9 >>> 32 - RECENT_BITS << 1;
        V there = recent[place] == key ? (V) recent[place + 1] : null;
        if (there != null) {
            return there;
        }
        V answer = lookUp(key);
        recent[place] = key;
        recent[place + 1] = answer;
        return answer;
    }

    private V lookUp(K key) {
        V answer = known.get(key);
        return answer == null ? learn(key) : answer;
    }

    private V learn(K key) {
        V answer = find.apply(key);
        if (known.size() >= LIMIT) {
            known.clear();
        }
        known.put(key, answer);
        if (recent == null && known.size() > MANY) {
            recent = new Object[2 << RECENT_BITS];
        }
        return answer;
    }
}
