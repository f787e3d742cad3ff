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

    private final Map<K, V> known = new HashMap<>();
    private final Function<K, V> find;
    private @Nullable K lastKey;
    private @Nullable V lastAnswer;

    Cache(Function<K, V> find) {
        this.find = find;
    }

    V get(K key) {
        V last = lastAnswer;
        if (key == lastKey && last != null) {
            return last;
        }
        V known = this.known.get(key);
        V answer = known == null ? learn(key) : known;
        lastKey = key;
        lastAnswer = answer;
        return answer;
    }

    private V learn(K key) {
        V answer = find.apply(key);
        if (known.size() >= LIMIT) {
            known.clear();
        }
        known.put(key, answer);
        return answer;
    }
}
