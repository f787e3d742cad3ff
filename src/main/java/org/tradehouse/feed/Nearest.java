package org.tradehouse.feed;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that looks most like a mistyped one. */
final class Nearest {
    private static final int LONGEST = 80;

    private Nearest() {}

    /** {@code Did you mean 'x'?}, or all known words where none is near. */
    static String remedy(String word, Collection<String> known) {
        return to(word, known)
                .map(it -> "Did you mean '" + it + "'?")
                .orElseGet(() -> "Known: " + String.join(", ", known) + ".");
    }

    /** The nearest word, when no more than a third of it is different. */
    static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .min(Comparator.comparingInt(it -> distance(wanted, it.toLowerCase(Locale.ROOT))))
                .filter(it -> distance(wanted, it.toLowerCase(Locale.ROOT)) <= Math.max(1, it.length() / 3));
    }

    /** Letters to change, add, take away or swap with the next. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
