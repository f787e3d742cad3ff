package org.tradehouse.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Code;

/** The shared strings of a workbook, packed; those used last are kept as objects. */
final class SharedStrings implements Closeable {
    /** Longer ones are kept apart, so that few of them are kept. */
    private static final int SHORT = 128;

    private static final int MOST_SHORT = 1 << 16;
    private static final int MOST_LONG = 64;

    private final PackedTexts packed = new PackedTexts();
    private final Utf8Text scratch = new Utf8Text();
    private Kept[] shorts = new Kept[0];
    private final Kept[] longs = new Kept[MOST_LONG];

    /** One string as a row keeps it, with what is wrong with it. */
    record Kept(int index, String text, @Nullable Code damage) {}

    /** Reads the whole part; {@link Unrecognised} where it is not as expected. */
    static SharedStrings read(InputStream part) throws IOException {
        SharedStrings strings = new SharedStrings();
        try (XmlBytes xml = new XmlBytes(part)) {
            strings.read(xml);
            return strings;
        } catch (IOException | RuntimeException broken) {
            strings.close();
            throw broken;
        }
    }

    private void read(XmlBytes xml) throws IOException {
        xml.enter("sst");
        boolean more = !xml.isEmptyTag;
        while (more) {
            xml.begin();
            try {
                more = next(xml);
            } catch (XmlBytes.Cut cut) {
                xml.more();
            }
        }
        packed.seal();
        int size = Math.max(16, Integer.highestOneBit(Math.max(1, packed.count() - 1)) << 1);
        shorts = new Kept[Math.min(MOST_SHORT, size)];
    }

    private boolean next(XmlBytes xml) throws IOException {
        int p = xml.gap(xml.at);
        if (xml.isEnd(p, "sst")) {
            return false;
        }
        if (xml.isTag(p, "si")) {
            scratch.clear();
            p = xml.tagEnd(p + 3);
            p = xml.isEmptyTag ? p : xml.richText(p, "si", scratch);
            add();
        } else if (xml.isTag(p, "extLst")) {
            p = xml.element(p);
        } else {
            throw xml.stop(p);
        }
        xml.at = p;
        return true;
    }

    /** Of a text that is too long only so much is kept that it still is. */
    private void add() throws IOException {
        if (scratch.length > Limits.CELL) {
            String text = scratch.toString();
            if (text.length() > Limits.CELL) {
                byte[] start = (Stored.cut(text) + "..").getBytes(StandardCharsets.UTF_8);
                packed.add(start, start.length);
                return;
            }
        }
        packed.add(scratch.bytes, scratch.length);
    }

    /** How many there are. */
    int count() {
        return packed.count();
    }

    /** The string of this number, which must be one. */
    Kept get(int index) {
        Kept kept = shorts[index & shorts.length - 1];
        return kept != null && kept.index == index ? kept : seldom(index);
    }

    private Kept seldom(int index) {
        Kept kept = longs[index & MOST_LONG - 1];
        if (kept != null && kept.index == index) {
            return kept;
        }
        packed.get(index, scratch);
        String text = scratch.toString();
        kept = new Kept(index, Stored.kept(text), Stored.damage(text));
        if (text.length() <= SHORT) {
            shorts[index & shorts.length - 1] = kept;
        } else {
            longs[index & MOST_LONG - 1] = kept;
        }
        return kept;
    }

    @Override
    public void close() throws IOException {
        Arrays.fill(longs, null);
        packed.close();
    }
}
