package org.tradehouse.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The bytes of an XML part through one window. A unit of it (a row, a string) stands in the window as a whole.
 *
 * <p>A zero byte, which no XML has, stands behind the last byte, so that no scan needs to ask where the window ends.
 * Whatever is unexpected goes through {@link #stop}: near the end of the window the unit is cut off and is tried again
 * with more bytes, everywhere else it is unrecognised.
 */
final class XmlBytes implements Closeable {
    /** The unit goes on behind the window. */
    static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final Cut CUT = new Cut();

        private Cut() {
            super("", null, false, false);
        }
    }

    private static final int WINDOW = 1 << 17;
    private static final int AHEAD = 1 << 15;
    private static final int MOST = 1 << 23;
    /** Room behind the zero byte, so that eight bytes can be compared at once wherever a scan stands. */
    private static final int SLACK = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** No expected token is longer. */
    private static final int NEAR = 64;

    private static final Pattern DECLARATION =
            Pattern.compile("<\\?xml\\s+version\\s*=\\s*([\"'])1\\.0\\1(\\s+encoding\\s*=\\s*([\"'])(?i:utf-8)\\3)?"
                    + "(\\s+standalone\\s*=\\s*([\"'])(yes|no)\\5)?\\s*\\?>");
    /** Characters of a text that stand for themselves. */
    static final boolean[] PLAIN = new boolean[256];

    static {
        Arrays.fill(PLAIN, ' ', 256, true);
        PLAIN['\t'] = true;
        PLAIN['\n'] = true;
        PLAIN['<'] = false;
        PLAIN['&'] = false;
    }

    private final InputStream in;
    /** The window; replaced where a unit does not fit. */
    byte[] bytes = new byte[WINDOW + SLACK];
    /** Where the next unit begins. */
    int at;
    /** The name and the value of the last attribute. */
    int nameFrom;

    int nameTo;
    int from;
    int to;
    /** The last tag had no content. */
    boolean isEmptyTag;

    private int limit;
    private boolean ended;

    XmlBytes(InputStream in) {
        this.in = in;
    }

    /** Sees to it that a usual unit stands in the window. */
    void begin() throws IOException {
        if (limit - at < AHEAD && !ended) {
            fill();
        }
    }

    /** Reads on where a unit was cut off. */
    void more() throws IOException {
        fill();
    }

    private void fill() throws IOException {
        limit -= at;
        System.arraycopy(bytes, at, bytes, 0, limit);
        at = 0;
        if (limit > bytes.length / 2) {
            if (bytes.length > MOST) {
                throw new Unrecognised("a row or text of more than " + MOST + " bytes");
            }
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        while (limit < bytes.length - SLACK && !ended) {
            int count = in.read(bytes, limit, bytes.length - SLACK - limit);
            ended = count < 0;
            limit += Math.max(count, 0);
        }
        bytes[limit] = 0;
    }

    /** What to throw where something else was expected. */
    RuntimeException stop(int p) {
        return limit - p < NEAR && !ended ? Cut.CUT : new Unrecognised("byte " + (bytes[p] & 0xFF));
    }

    /** Passes the declaration and whatever else stands before the root, and the root's own tag. */
    void enter(String root) throws IOException {
        begin();
        try {
            at = entered(root);
        } catch (Cut far) {
            throw new Unrecognised("no root in the first " + WINDOW + " bytes");
        }
    }

    private int entered(String root) {
        int p = at;
        if (bytes[p] == (byte) 0xEF && bytes[p + 1] == (byte) 0xBB && bytes[p + 2] == (byte) 0xBF) {
            p += 3;
        }
        if (isNext(p, "<?xml")) {
            int end = instruction(p);
            String declaration = new String(bytes, p, end - p, StandardCharsets.ISO_8859_1);
            if (!DECLARATION.matcher(declaration).matches()) {
                throw new Unrecognised(declaration);
            }
            p = end;
        }
        p = gap(p);
        if (!isTag(p, root)) {
            throw new Unrecognised("another root than " + root);
        }
        return tagEnd(p + 1 + root.length());
    }

    /** The next eight bytes, the first of them lowest. */
    long eight(int p) {
        return (long) LONGS.get(bytes, p);
    }

    /** Eight ASCII characters as {@link #eight} gives them. */
    static long eight(String ascii) {
        return (long) LONGS.get(ascii.getBytes(StandardCharsets.US_ASCII), 0);
    }

    boolean isNext(int p, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[p + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** True where the tag of this name begins. */
    boolean isTag(int p, String name) {
        if (bytes[p] != '<' || !isNext(p + 1, name)) {
            return false;
        }
        byte c = bytes[p + 1 + name.length()];
        return c == '>' || c == '/' || isSpace(c);
    }

    /** True where this element ends. */
    boolean isEnd(int p, String name) {
        return bytes[p] == '<' && bytes[p + 1] == '/' && isNext(p + 2, name) && !isName(bytes[p + 2 + name.length()]);
    }

    /** Passes over the end of this element. */
    int end(int p, String name) {
        if (!isEnd(p, name)) {
            throw stop(p);
        }
        int q = spaces(p + 2 + name.length());
        if (bytes[q] != '>') {
            throw stop(q);
        }
        return q + 1;
    }

    static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    private static boolean isName(byte c) {
        return c != '>' && !isSpace(c);
    }

    int spaces(int start) {
        int p = start;
        while (isSpace(bytes[p])) {
            p++;
        }
        return p;
    }

    /** Passes over white space, comments and instructions, to the next tag. */
    int gap(int start) {
        int p = start;
        while (true) {
            p = spaces(p);
            if (bytes[p] != '<') {
                throw stop(p);
            }
            if (bytes[p + 1] == '!') {
                p = comment(p);
            } else if (bytes[p + 1] == '?') {
                p = instruction(p);
            } else {
                return p;
            }
        }
    }

    int comment(int p) {
        if (!isNext(p, "<!--")) {
            throw stop(p);
        }
        return behind(p + 4, "-->");
    }

    int instruction(int p) {
        if (!Character.isLetter(bytes[p + 2])) {
            throw stop(p);
        }
        return behind(p + 2, "?>");
    }

    private int behind(int start, String ascii) {
        int p = start;
        while (bytes[p] != ascii.charAt(0) || !isNext(p, ascii)) {
            if (bytes[p] == 0) {
                throw stop(p);
            }
            p++;
        }
        return p + ascii.length();
    }

    /** Reads one attribute whose name begins here. */
    int attribute(int start) {
        int p = start;
        nameFrom = p;
        while (isName(bytes[p]) && bytes[p] != '=') {
            if (bytes[p] == 0 || bytes[p] == '<' || bytes[p] == '"' || bytes[p] == '\'' || bytes[p] == '/') {
                throw stop(p);
            }
            p++;
        }
        nameTo = p;
        p = spaces(p);
        if (bytes[p] != '=' || nameTo == nameFrom) {
            throw stop(p);
        }
        p = spaces(p + 1);
        byte quote = bytes[p];
        if (quote != '"' && quote != '\'') {
            throw stop(p);
        }
        from = ++p;
        while (bytes[p] != quote) {
            if (!PLAIN[bytes[p] & 0xFF] && bytes[p] != '\r') {
                throw stop(p);
            }
            p++;
        }
        to = p;
        byte next = bytes[p + 1];
        if (next != '>' && next != '/' && next != '?' && !isSpace(next)) {
            throw stop(p + 1);
        }
        return p + 1;
    }

    /** True where the last attribute has this name. */
    boolean isNamed(String name) {
        return nameTo - nameFrom == name.length() && isNext(nameFrom, name);
    }

    /** True where the last attribute has this value. */
    boolean isValue(String value) {
        return to - from == value.length() && isNext(from, value);
    }

    /** The last attribute as a number that is none of the negative ones. */
    int number() {
        if (to == from || to - from > 9) {
            throw stop(from);
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                throw stop(i);
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Where the next attribute of a tag begins; where the tag ends, behind it with a minus sign. */
    int attributeOrEnd(int start) {
        int p = spaces(start);
        if (bytes[p] == '>') {
            isEmptyTag = false;
            return -(p + 1);
        }
        if (bytes[p] == '/' && bytes[p + 1] == '>') {
            isEmptyTag = true;
            return -(p + 2);
        }
        if (p == start) {
            throw stop(p);
        }
        return p;
    }

    /** Passes over the rest of a tag, its attributes included. */
    int tagEnd(int start) {
        int p = attributeOrEnd(start);
        while (p > 0) {
            p = attributeOrEnd(attribute(p));
        }
        return -p;
    }

    /** Passes over an element and all that is in it; what it says must not matter. */
    int element(int start) {
        int p = start;
        int depth = 0;
        do {
            p = toTag(p);
            if (bytes[p + 1] == '/') {
                p = behind(p, ">");
                depth--;
            } else {
                p = tagEnd(nameEnd(p + 1));
                depth += isEmptyTag ? 0 : 1;
            }
        } while (depth > 0);
        return p;
    }

    /** The next tag of any name, whatever text stands before it. */
    int toTag(int start) {
        int p = start;
        while (bytes[p] != '<' || bytes[p + 1] == '!' || bytes[p + 1] == '?') {
            if (bytes[p] == 0) {
                throw stop(p);
            }
            p = bytes[p] == '<' ? gap(p) : p + 1;
        }
        return p;
    }

    int nameEnd(int start) {
        int p = start;
        while (isName(bytes[p]) && bytes[p] != '/') {
            if (bytes[p] == 0 || bytes[p] == '<') {
                throw stop(p);
            }
            p++;
        }
        return p;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
