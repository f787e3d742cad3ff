package org.tradehouse.read;

import java.nio.charset.StandardCharsets;

/** Texts of numbers; short ones that were met before are the same object. */
final class NumberTexts {
    private static final int BITS = 12;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final long[] keys = new long[1 << BITS];
    private final String[] texts = new String[1 << BITS];

    String text(byte[] bytes, int from, int to) {
        if (to - from > 8) {
            return made(bytes, from, to);
        }
        long key = 0;
        for (int i = from; i < to; i++) {
            key = key << 8 | bytes[i];
        }
        int slot = (int) (key * SPREAD >>> 64 - BITS);
        if (keys[slot] != key) {
            keys[slot] = key;
            texts[slot] = made(bytes, from, to);
        }
        return texts[slot];
    }

    private static String made(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
