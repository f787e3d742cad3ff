package org.tradehouse.normalise;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Answers to questions that come again and again; emptied when full, so that a column of unique texts costs no memory. */
final class Cache<K, V> {
    private static final int LIMIT = 50_000;

    private final Map<K, V> known = new HashMap<>();
    private final Function<K, V> find;

    Cache(Function<K, V> find) {
        this.find = find;
    }

    V get(K key) {
        V answer = known.get(key);
        return answer == null ? learn(key) : answer;
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
