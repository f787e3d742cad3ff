package org.tradehouse.stage;

import java.util.Arrays;

/**
 * What has been seen, as 50 bits of a hash and about six bytes each: enough to say that nothing came twice. That something did
 * is only likely, and the database looks again. Gives up beyond a third of the heap.
 */
final class Fingerprints {
    /** A third of the heap, no more. */
    private static final int HEAP_BYTES_EACH = 20;

    private static final int SEGMENT_BITS = 18;
    private static final int SMALLEST = 8;
    /** As long as memory is no matter a segment grows by half, then by a quarter. */
    private static final int FEW = 24;

    private static final int BATCH = 256;

    private final int[][] segments = new int[1 << SEGMENT_BITS][];
    private final short[] filled = new short[1 << SEGMENT_BITS];
    private final long most;
    private final long[] waiting = new long[BATCH];
    private int waits;
    /** Keeps the first reading of memory from being left out as useless. */
    private int seen;

    private int size;
    private boolean isDistinct = true;

    /** As many as this heap can spare. */
    Fingerprints() {
        this(Runtime.getRuntime().maxMemory() / HEAP_BYTES_EACH);
    }

    /** @param most beyond so many it gives up */
    Fingerprints(long most) {
        this.most = most;
    }

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
        if (put(places, mark) && size < most) {
            filled[segment]++;
            size++;
        } else {
            giveUp();
        }
    }

    private static int segment(long hash) {
        return (int) (hash >>> Long.SIZE - SEGMENT_BITS);
    }

    /** 0 says that a place is free. */
    private static int mark(long hash) {
        int mark = (int) (hash >>> 14);
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
        int[] grown =
                new int[old == null ? SMALLEST : old.length + (old.length < FEW ? old.length >> 1 : old.length >> 2)];
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
