package org.tradehouse.acquire;

/**
 * How much packed bytes may unpack to (reliability S02).
 *
 * @param packed bytes before unpacking
 * @param bytes most bytes of one member
 * @param ratio most bytes per packed byte, beyond a grace that harmless repetition needs
 */
record Quota(long packed, long bytes, int ratio) {
    private static final long GRACE = 64L << 20;
    private static final int RATIO = 200;

    /** For a file in a .zip or .gz. */
    static Quota ofPacked(long packed) {
        return new Quota(packed, 4L << 30, RATIO);
    }

    /** For a part of a workbook: a full sheet of 50 columns has about 2 GB, and is streamed. */
    static Quota ofPart(long packed) {
        return new Quota(packed, 4L << 30, RATIO);
    }

    void allow(long unpacked, String name) {
        boolean swells = unpacked > GRACE && unpacked / ratio > packed;
        if (unpacked > bytes || swells) {
            throw Refusals.bomb(name, unpacked, packed);
        }
    }
}
