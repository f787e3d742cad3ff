package org.tradehouse.feed;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that looks most like a mistyped one. */
final class Nearest {
    private Nearest() {}

    /** {@code Did you mean 'x'?}, or all known words where none is near. */
    static String remedy(String word, Collection<String> known) {
        return to(word, known)
                .map(it -> "Did you mean '" + it + "'?")
                .orElseGet(() -> "Known: " + String.join(", ", known) + ".");
    }

    /** The nearest word, when no more than a third of it is different. */
    static Optional<String> to(String word, Collection<String> known) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(it -> distance(wanted, it.toLowerCase(Locale.ROOT))))
                .filter(it -> distance(wanted, it.toLowerCase(Locale.ROOT)) <= Math.max(1, it.length() / 3));
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
