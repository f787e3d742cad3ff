package org.tradehouse.normalise;

import java.util.Arrays;
import org.tradehouse.load.Code;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;

/** Characters of a cell: blanks around it that spreadsheets leave, and those PostgreSQL cannot keep (NUL, lone surrogates). */
final class Characters {
    private static final Field[] FIELDS = Field.values();

    /** The text of each field that was looked at last: neighbouring rows share most of their texts. */
    private final String[] known = new String[FIELDS.length];

    Characters() {
        Arrays.fill(known, "");
    }

    /** Without the blanks around it, no-break spaces and byte order marks among them. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** At most so many characters, never half of one. */
    static String atMost(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end);
    }

    /** Marks the draft where a text of the row cannot be kept. */
    void check(Draft draft) {
        SourceRow row = draft.row();
        for (Field field : FIELDS) {
            if (row.isTidy(field)) {
                continue;
            }
            String text = row.text(field);
            if (text == known[field.ordinal()]) {
                continue;
            }
            if (isKeepable(text)) {
                known[field.ordinal()] = text;
            } else {
                draft.refuse(
                        Code.BAD_CHARACTER,
                        field,
                        shown(text),
                        "shown as \u2400 or \uFFFD here; repair the file at its source");
            }
        }
    }

    /** The text with a visible sign for every character that cannot be kept. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder(text);
        for (int i = 0; i < shown.length(); i++) {
            if (shown.charAt(i) == 0) {
                shown.setCharAt(i, '\u2400');
            } else if (isLone(text, i)) {
                shown.setCharAt(i, '\uFFFD');
            }
        }
        return shown.toString();
    }

    private static boolean isKeepable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c >= Character.MIN_SURROGATE && isLone(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLone(String text, int at) {
        char c = text.charAt(at);
        if (!Character.isSurrogate(c)) {
            return false;
        }
        return Character.isHighSurrogate(c)
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static boolean isBlank(char c) {
        return (c <= ' ' || c >= 0x7F) && isRareBlank(c);
    }

    private static boolean isRareBlank(char c) {
        return c == ' ' || (c != 0 && (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF'));
    }
}
