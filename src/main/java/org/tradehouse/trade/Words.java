package org.tradehouse.trade;

import java.text.Normalizer;
import java.util.Locale;

/**
 * How words of publishers are compared: headers, names, flows, units. Two spellings that look alike to a reader fold to
 * the same text (rules A2 and feeds 0.11: NBSP, soft hyphens, case, ё, Latin letters in Cyrillic names).
 */
public final class Words {
    /** Latin letters and, below each, the Cyrillic letter that looks the same. */
    private static final String LATIN = "ABCEHIKMOPTXYaceikopxy";

    private static final String CYRILLIC = "АВСЕНІКМОРТХУасеікорху";

    private Words() {}

    /**
     * The text in the form in which it is compared: NFKC, invisible characters stripped, white space (line breaks too)
     * collapsed and trimmed, case folded, ё as е, and in words that mix scripts the look-alike letters of the stray
     * script replaced. Folding twice changes nothing.
     */
    public static String fold(String text) {
        return isPlain(text)
                ? text
                : foldCase(oneScriptPerWord(collapse(Normalizer.normalize(text, Normalizer.Form.NFKC))));
    }

    /** True where both texts fold to the same. */
    public static boolean isSame(String a, String b) {
        return a.equals(b) || fold(a).equals(fold(b));
    }

    private static boolean isPlain(String text) {
        boolean space = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' ? c != ' ' || space : c > '~' || (c >= 'A' && c <= 'Z')) {
                return false;
            }
            space = c == ' ';
        }
        return text.isEmpty() || !space;
    }

    private static String collapse(String text) {
        StringBuilder collapsed = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isInvisible(c)) {
                continue;
            }
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = true;
                continue;
            }
            if (space && !collapsed.isEmpty()) {
                collapsed.append(' ');
            }
            space = false;
            collapsed.append(c);
        }
        return collapsed.toString();
    }

    private static boolean isInvisible(char c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || (type == Character.CONTROL && !Character.isWhitespace(c) && c != '\u0085');
    }

    /** Upper case first: it joins the forms a lower case keeps apart (ß and ss, the two small sigmas). */
    private static String foldCase(String text) {
        String folded = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return folded.replace('ё', 'е').replace('ς', 'σ');
    }

    private static String oneScriptPerWord(String text) {
        StringBuilder result = new StringBuilder(text);
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !Character.isLetter(text.charAt(i))) {
                unifyScript(result, start, i);
                start = i + 1;
            }
        }
        return result.toString();
    }

    /**
     * One word. A letter that has no look-alike decides the script; where none does, the majority, and Cyrillic when even.
     * A word with such letters of both scripts is left alone.
     */
    private static void unifyScript(StringBuilder text, int from, int to) {
        int latin = 0;
        int cyrillic = 0;
        boolean surelyLatin = false;
        boolean surelyCyrillic = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (isLatin(c)) {
                latin++;
                surelyLatin |= LATIN.indexOf(c) < 0;
            } else if (isCyrillic(c)) {
                cyrillic++;
                surelyCyrillic |= CYRILLIC.indexOf(c) < 0;
            }
        }
        if (latin == 0 || cyrillic == 0 || (surelyLatin && surelyCyrillic)) {
            return;
        }
        boolean toCyrillic = surelyCyrillic || (!surelyLatin && cyrillic >= latin);
        replace(text, from, to, toCyrillic ? LATIN : CYRILLIC, toCyrillic ? CYRILLIC : LATIN);
    }

    private static void replace(StringBuilder text, int from, int to, String stray, String wanted) {
        for (int i = from; i < to; i++) {
            int at = stray.indexOf(text.charAt(i));
            if (at >= 0) {
                text.setCharAt(i, wanted.charAt(at));
            }
        }
    }

    private static boolean isLatin(char c) {
        return c < 128 ? Character.isLetter(c) : Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
    }

    private static boolean isCyrillic(char c) {
        return c >= '\u0400' && c <= '\u052F';
    }
}
