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
    private static final int MOST_OTHERS = 64;

    private final PackedTexts packed = new PackedTexts();
    private final Utf8Text scratch = new Utf8Text();
    /** Texts that are tidy and short, and which string each of them is. */
    private String[] shorts = new String[0];

    private int[] which = new int[0];
    private final Kept[] others = new Kept[MOST_OTHERS];

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
        XmlTexts texts = new XmlTexts(xml);
        boolean more = !xml.isEmptyTag;
        while (more) {
            xml.begin();
            try {
                more = next(xml, texts);
            } catch (XmlBytes.Cut cut) {
                xml.more();
            }
        }
        packed.seal();
        int size = Math.max(16, Integer.highestOneBit(Math.max(1, packed.count() - 1)) << 1);
        shorts = new String[Math.min(MOST_SHORT, size)];
        which = new int[shorts.length];
        Arrays.fill(which, -1);
    }

    private boolean next(XmlBytes xml, XmlTexts texts) throws IOException {
        int p = xml.gap(xml.at);
        if (xml.isEnd(p, "sst")) {
            return false;
        }
        if (xml.isTag(p, "si")) {
            scratch.clear();
            p = xml.tagEnd(p + 3);
            p = xml.isEmptyTag ? p : texts.richText(p, "si", scratch);
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

    /** The string of this number where it is sound, short, says something and has no space around it; else null. */
    @Nullable
    String tidy(int index) {
        int place = index & which.length - 1;
        return which[place] == index ? shorts[place] : seldomTidy(index, place);
    }

    private @Nullable String seldomTidy(int index, int place) {
        Kept kept = get(index);
        String text = kept.text;
        if (kept.damage != null
                || text.isEmpty()
                || text.length() > SHORT
                || !Blanks.strip(text).equals(text)) {
            return null;
        }
        which[place] = index;
        shorts[place] = text;
        return text;
    }

    /** The string of this number. */
    Kept get(int index) {
        Kept kept = others[index & MOST_OTHERS - 1];
        if (kept == null || kept.index != index) {
            packed.get(index, scratch);
            String text = scratch.toString();
            kept = new Kept(index, Stored.kept(text), Stored.damage(text));
            others[index & MOST_OTHERS - 1] = kept;
        }
        return kept;
    }

    @Override
    public void close() throws IOException {
        Arrays.fill(others, null);
        packed.close();
    }
}
