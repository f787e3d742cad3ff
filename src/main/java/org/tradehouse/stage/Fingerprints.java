package org.tradehouse.stage;

import java.util.Arrays;

/**
 * What has been seen, as 48 bits of a hash and four bytes each: enough to say that nothing came twice. That something did
 * is only likely, and the database looks again. Gives up beyond {@link #MOST}.
 */
final class Fingerprints {
    static final int MOST = 6_000_000;

    private static final int SEGMENTS = 1 << 16;
    private static final int SMALLEST = 8;

    private final int[][] segments = new int[SEGMENTS][];
    private final short[] filled = new short[SEGMENTS];
    private int size;
    private boolean isDistinct = true;

    /** Spreads the bits of a key: Stafford's variant 13 of the finaliser of MurmurHash3. */
    static long mix(long key) {
        long bits = (key ^ key >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }

    /** @param hash well mixed */
    void add(long hash) {
        if (!isDistinct) {
            return;
        }
        int segment = (int) (hash >>> 48);
        int mark = (int) (hash >>> 16);
        // 0 says that a place is free.
        if (mark == 0) {
            mark = 1;
        }
        int[] places = segments[segment];
        if (places == null || filled[segment] * 5 >= places.length * 4) {
            places = grow(segment);
        }
        if (put(places, mark) && size < MOST) {
            filled[segment]++;
            size++;
        } else {
            giveUp();
        }
    }

    /** True when all that was added was different. */
    boolean isDistinct() {
        return isDistinct;
    }

    /** From here on the database must look itself. */
    void giveUp() {
        isDistinct = false;
        Arrays.fill(segments, null);
    }

    private static boolean put(int[] places, int mark) {
        int place = (int) ((mark & 0xFFFFFFFFL) * places.length >>> 32);
        while (places[place] != 0) {
            if (places[place] == mark) {
                return false;
            }
            place++;
            if (place == places.length) {
                place = 0;
            }
        }
        places[place] = mark;
        return true;
    }

    private int[] grow(int segment) {
        int[] old = segments[segment];
        int[] grown = new int[old == null ? SMALLEST : old.length + (old.length >> 1)];
        if (old != null) {
            for (int mark : old) {
                if (mark != 0) {
                    put(grown, mark);
                }
            }
        }
        segments[segment] = grown;
        return grown;
    }
}
