package org.tradehouse.reference;

import java.text.Normalizer;
import org.tradehouse.trade.Words;

/**
 * The form in which names of places are compared: {@link Words#fold} without punctuation, Latin accents and the word
 * "the", with "and" for the ampersand and "saint" for "St".
 */
final class NameKey {
    private NameKey() {}

    static String of(String name) {
        String folded = Words.fold(name);
        StringBuilder key = new StringBuilder(folded.length());
        for (String word : words(folded).split(" ")) {
            if (!word.isEmpty() && !word.equals("the")) {
                key.append(key.isEmpty() ? "" : " ").append(word.equals("st") ? "saint" : word);
            }
        }
        return key.isEmpty() ? folded : key.toString();
    }

    private static String words(String folded) {
        String text = hasLatinAccent(folded) ? withoutLatinAccents(folded) : folded;
        StringBuilder words = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                words.append(c);
            } else {
                words.append(c == '&' ? " and " : " ");
            }
        }
        return words.toString();
    }

    private static boolean hasLatinAccent(String text) {
        return text.chars().anyMatch(c -> c >= '\u00C0' && c <= '\u024F' || c >= '\u1E00' && c <= '\u1EFF');
    }

    /** Only Latin: й and ї must keep theirs. */
    private static String withoutLatinAccents(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        boolean latin = false;
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            boolean mark = Character.getType(c) == Character.NON_SPACING_MARK;
            if (!mark) {
                latin = Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
            }
            if (!mark || !latin) {
                plain.append(c);
            }
        }
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }
}
