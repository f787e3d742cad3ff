package org.tradehouse.read;

/** Follows bytes and tells whether they can be UTF-8, and how many characters beyond ASCII they make. */
final class Utf8Scan {
    private int pending;
    private int low = 0x80;
    private int high = 0xBF;
    private long characters;
    private boolean possible = true;

    void accept(byte[] bytes, int count) {
        int i = pending > 0 ? 0 : Ascii.run(bytes, 0, count);
        while (i < count && possible) {
            int b = bytes[i++] & 0xFF;
            if (pending > 0) {
                follow(b);
            } else if (b >= 0x80) {
                lead(b);
            } else {
                i += Ascii.run(bytes, i, count);
            }
        }
    }

    private void follow(int b) {
        possible = b >= low && b <= high;
        low = 0x80;
        high = 0xBF;
        if (--pending == 0) {
            characters++;
        }
    }

    private void lead(int b) {
        possible = b >= 0xC2 && b <= 0xF4;
        pending = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
        low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
    }

    boolean isPossible() {
        return possible;
    }

    long characters() {
        return characters;
    }
}
