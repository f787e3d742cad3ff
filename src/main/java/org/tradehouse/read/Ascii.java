package org.tradehouse.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes below 128, of which most files consist whatever their encoding: they need not be decoded one by one. */
final class Ascii {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Ascii() {}

    /** How many bytes from a place on are ASCII. */
    static int run(byte[] bytes, int from, int to) {
        int i = from;
        while (i + Long.BYTES <= to && ((long) LONG.get(bytes, i) & HIGH_BITS) == 0) {
            i += Long.BYTES;
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i - from;
    }

    /** Writes ASCII bytes as characters. */
    static void inflate(byte[] bytes, int from, int count, char[] target, int offset) {
        new String(bytes, from, count, StandardCharsets.ISO_8859_1).getChars(0, count, target, offset);
    }

    /** True where these bytes, at the beginning of a character, mean the same in the encoding, whatever came before. */
    static boolean isPartOf(Charset charset) {
        byte[] all = new byte[128];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        char[] expected = new char[all.length];
        inflate(all, 0, all.length, expected, 0);
        try {
            char[] decoded =
                    charset.newDecoder().decode(ByteBuffer.wrap(all)).toString().toCharArray();
            return Arrays.equals(decoded, expected);
        } catch (CharacterCodingException differs) {
            return false;
        }
    }
}
