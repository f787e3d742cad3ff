package org.tradehouse.read;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one column. Columns repeat themselves: an equal text is mostly the same object, which costs no memory and is
 * recognised by all that follows without being looked at. A column of ever new texts is soon left alone.
 */
final class Texts {
    private static final int FEW = 64;
    private static final int MANY = 1 << 14;
    /** Where a text may stand: with 5 600 codes of goods in a third of {@link #MANY} one in twenty finds no room, of two places one in eight. */
    private static final int PLACES = 4;

    private static final int SHORT = 8;
    /** A text longer than this is a description: only the one before it is remembered. */
    private static final int LONG = 64;

    private String last = "";
    private char[] lastChars = new char[FEW];
    private int lastLength;
    private @Nullable String @Nullable [] known = new String[FEW];
    /** The texts of the same places in eight bytes, 0 for one that is longer or has other letters. */
    private long[] packed = new long[FEW];

    private int found;
    private int made;

    /** The text of these characters. */
    String of(char[] from, int start, int length) {
        if (length != lastLength || !Arrays.equals(lastChars, 0, length, from, start, start + length)) {
            last = another(from, start, length);
            keep(from, start, length);
        }
        return last;
    }

    /** The same for characters that differ from those before. */
    String another(char[] from, int start, int length) {
        return length <= LONG && known != null
                ? remembered(known, from, start, length)
                : new String(from, start, length);
    }

    private void keep(char[] from, int start, int length) {
        if (length > lastChars.length) {
            lastChars = new char[Math.max(length, 2 * lastChars.length)];
        }
        System.arraycopy(from, start, lastChars, 0, length);
        lastLength = length;
    }

    private String remembered(@Nullable String[] known, char[] from, int start, int length) {
        long pack = length <= SHORT ? packed(from, start, length) : 0;
        return pack == 0 ? ofHash(known, from, start, length) : ofPack(known, pack, from, start, length);
    }

    /** The characters as bytes, 0 where they are none: two texts of up to eight such characters are the same where these are. */
    private static long packed(char[] from, int start, int length) {
        long pack = 0;
        for (int i = start; i < start + length; i++) {
            char c = from[i];
            if (c == 0 || c > 0xFF) {
                return 0;
            }
            pack = pack << 8 | c;
        }
        return pack;
    }

    private String ofPack(@Nullable String[] known, long pack, char[] from, int start, int length) {
        int places = (int) (pack * 0x9E3779B97F4A7C15L >>> 40) & known.length - PLACES;
        for (int place = places; place < places + PLACES; place++) {
            String text = known[place];
            if (packed[place] == pack && text != null) {
                found++;
                return text;
            }
        }
        return made(known, places, pack, from, start, length);
    }

    private String ofHash(@Nullable String[] known, char[] from, int start, int length) {
        int hash = 0;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + from[i];
        }
        int places = (hash * 0x9E3779B9 >>> 16) & known.length - PLACES;
        for (int place = places; place < places + PLACES; place++) {
            String text = known[place];
            if (text != null && isSame(text, hash, from, start, length)) {
                found++;
                return text;
            }
        }
        return made(known, places, 0, from, start, length);
    }

    /** The newest stands in the first of its places, the oldest goes. */
    private String made(@Nullable String[] known, int places, long pack, char[] from, int start, int length) {
        String text = new String(from, start, length);
        for (int place = places + PLACES - 1; place > places; place--) {
            known[place] = known[place - 1];
            packed[place] = packed[place - 1];
        }
        known[places] = text;
        packed[places] = pack;
        if (++made > known.length) {
            judge(known);
        }
        return text;
    }

    /** After as many new texts as there are places: more places where it pays, none where hardly a text came again. */
    private void judge(@Nullable String[] known) {
        boolean pays = found * 4 > made;
        if (known.length < MANY) {
            this.known = new String[known.length * 4];
            packed = new long[known.length * 4];
        } else if (!pays) {
            this.known = null;
        }
        found = 0;
        made = 0;
    }

    private static boolean isSame(String text, int hash, char[] from, int start, int length) {
        if (text.length() != length || text.hashCode() != hash) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != from[start + i]) {
                return false;
            }
        }
        return true;
    }
}
