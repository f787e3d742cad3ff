package org.tradehouse.read;

import java.nio.charset.StandardCharsets;

/** The characters between the tags of an XML part. */
final class XmlTexts {
    private final XmlBytes xml;

    XmlTexts(XmlBytes xml) {
        this.xml = xml;
    }

    /** Adds characters up to the next tag, entities and CDATA sections resolved. */
    int text(int start, Utf8Text out) {
        int p = start;
        while (true) {
            int begin = p;
            while (XmlBytes.PLAIN[xml.bytes[p] & 0xFF]) {
                p++;
            }
            out.append(xml.bytes, begin, p);
            switch (xml.bytes[p]) {
                case '&' -> p = reference(p, out);
                case '\r' -> p = lineEnd(p, out);
                case '<' -> {
                    if (xml.bytes[p + 1] == '?') {
                        p = xml.instruction(p);
                    } else if (xml.bytes[p + 1] != '!') {
                        return p;
                    } else {
                        p = xml.isNext(p, "<![CDATA[") ? section(p + 9, out) : xml.comment(p);
                    }
                }
                default -> throw xml.stop(p);
            }
        }
    }

    private int lineEnd(int p, Utf8Text out) {
        if (xml.bytes[p + 1] == 0) {
            throw xml.stop(p);
        }
        out.append('\n');
        return xml.bytes[p + 1] == '\n' ? p + 2 : p + 1;
    }

    private int section(int start, Utf8Text out) {
        int p = start;
        while (!xml.isNext(p, "]]>")) {
            if (xml.bytes[p] == '\r') {
                p = lineEnd(p, out);
            } else if (XmlBytes.PLAIN[xml.bytes[p] & 0xFF] || xml.bytes[p] == '<' || xml.bytes[p] == '&') {
                out.append(xml.bytes, p, p + 1);
                p++;
            } else {
                throw xml.stop(p);
            }
        }
        return p + 3;
    }

    private int reference(int p, Utf8Text out) {
        int end = p + 1;
        while (xml.bytes[end] != ';') {
            if (xml.bytes[end] == 0 || end - p > 10) {
                throw xml.stop(end);
            }
            end++;
        }
        String name = new String(xml.bytes, p + 1, end - p - 1, StandardCharsets.ISO_8859_1);
        switch (name) {
            case "amp" -> out.append('&');
            case "lt" -> out.append('<');
            case "gt" -> out.append('>');
            case "quot" -> out.append('"');
            case "apos" -> out.append('\'');
            default -> out.appendCodePoint(character(name));
        }
        return end + 1;
    }

    private static int character(String name) {
        try {
            boolean isHex = name.startsWith("#x");
            int code =
                    name.startsWith("#") ? Integer.parseUnsignedInt(name.substring(isHex ? 2 : 1), isHex ? 16 : 10) : 0;
            boolean isCharacter = code == '\t' || code == '\n' || code == '\r' || code >= ' ' && code < 0xD800;
            if (isCharacter || code >= 0xE000 && code < 0xFFFE || code >= 0x10000 && code <= 0x10FFFF) {
                return code;
            }
        } catch (NumberFormatException none) {
            // said below
        }
        throw new Unrecognised("the entity " + name);
    }

    /** Adds the characters of a string that may have runs with formats; phonetic hints are none of it. */
    int richText(int start, String parent, Utf8Text out) {
        int p = start;
        while (true) {
            p = xml.gap(p);
            if (xml.isTag(p, "t")) {
                p = xml.tagEnd(p + 2);
                p = xml.isEmptyTag ? p : xml.end(text(p, out), "t");
            } else if (xml.isTag(p, "r")) {
                p = xml.tagEnd(p + 2);
            } else if (xml.isEnd(p, "r")) {
                p = xml.end(p, "r");
            } else if (xml.isTag(p, "rPr") || xml.isTag(p, "rPh") || xml.isTag(p, "phoneticPr")) {
                p = xml.element(p);
            } else {
                return xml.end(p, parent);
            }
        }
    }
}
