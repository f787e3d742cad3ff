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
    private static final int BATCH = 256;

    private final int[][] segments = new int[SEGMENTS][];
    private final short[] filled = new short[SEGMENTS];
    private final long[] waiting = new long[BATCH];
    private int waits;
    /** Keeps the first reading of memory from being left out as useless. */
    private int seen;

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
        if (isDistinct) {
            waiting[waits++] = hash;
            if (waits == BATCH) {
                addAll();
            }
        }
    }

    /** True when all that was added was different. */
    boolean isDistinct() {
        addAll();
        return isDistinct;
    }

    /** Places are looked at before they are filled, so that memory is asked for many at once. */
    private void addAll() {
        int touched = 0;
        for (int i = 0; i < waits; i++) {
            int[] places = segments[segment(waiting[i])];
            touched += places == null ? 0 : places[place(places, mark(waiting[i]))];
        }
        seen = touched;
        for (int i = 0; i < waits && isDistinct; i++) {
            addOne(segment(waiting[i]), mark(waiting[i]));
        }
        waits = 0;
    }

    private void addOne(int segment, int mark) {
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

    private static int segment(long hash) {
        return (int) (hash >>> 48);
    }

    /** 0 says that a place is free. */
    private static int mark(long hash) {
        int mark = (int) (hash >>> 16);
        return mark == 0 ? 1 : mark;
    }

    private static int place(int[] places, int mark) {
        return (int) ((mark & 0xFFFFFFFFL) * places.length >>> 32);
    }

    /** From here on the database must look itself. */
    void giveUp() {
        isDistinct = false;
        Arrays.fill(segments, null);
    }

    private static boolean put(int[] places, int mark) {
        int place = place(places, mark);
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
