package org.tradehouse.reference;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How alike two name keys are, 0 to 1: the mean of Jaro-Winkler and shared trigrams, or how much one name contains the other. */
final class Similarity {
    private final String text;
    private final List<String> words;
    private final Set<String> trigrams;

    Similarity(String text) {
        this.text = text;
        this.words = List.of(text.split(" "));
        this.trigrams = trigrams(text);
    }

    /** Of two names in a text the region is meant, not its country: {@code китай суар}. */
    double to(String name, boolean region) {
        double contained = contained(name);
        return Math.max(alike(name), contained > 0 && region ? contained + 0.1 : contained);
    }

    private double alike(String name) {
        double alike = jaroWinkler(text, name);
        return alike > 0.6 ? (alike + shared(trigrams(name))) / 2 : alike / 2;
    }

    /** All words of the name among the words of the text: {@code китай суар} contains {@code суар}. */
    private double contained(String name) {
        if (name.length() >= text.length() || name.length() < 2 || !words.containsAll(List.of(name.split(" ")))) {
            return 0;
        }
        return 0.65 + 0.2 * name.length() / text.length();
    }

    private double shared(Set<String> others) {
        int common = 0;
        for (String trigram : others) {
            common += trigrams.contains(trigram) ? 1 : 0;
        }
        return 2.0 * common / (trigrams.size() + others.size());
    }

    private static Set<String> trigrams(String text) {
        String padded = "  " + text + " ";
        Set<String> trigrams = new HashSet<>(padded.length() * 2);
        for (int i = 0; i + 3 <= padded.length(); i++) {
            trigrams.add(padded.substring(i, i + 3));
        }
        return trigrams;
    }

    private static double jaroWinkler(String a, String b) {
        double jaro = jaro(a, b);
        int prefix = 0;
        while (prefix < 4 && prefix < Math.min(a.length(), b.length()) && a.charAt(prefix) == b.charAt(prefix)) {
            prefix++;
        }
        return jaro + prefix * 0.1 * (1 - jaro);
    }

    private static double jaro(String a, String b) {
        int reach = Math.max(0, Math.max(a.length(), b.length()) / 2 - 1);
        boolean[] takenA = new boolean[a.length()];
        boolean[] takenB = new boolean[b.length()];
        int matches = 0;
        for (int i = 0; i < a.length(); i++) {
            for (int j = Math.max(0, i - reach); j < Math.min(b.length(), i + reach + 1); j++) {
                if (!takenB[j] && a.charAt(i) == b.charAt(j)) {
                    takenA[i] = true;
                    takenB[j] = true;
                    matches++;
                    break;
                }
            }
        }
        if (matches == 0) {
            return 0;
        }
        double m = matches;
        return (m / a.length() + m / b.length() + (m - swaps(a, takenA, b, takenB) / 2.0) / m) / 3;
    }

    private static int swaps(String a, boolean[] takenA, String b, boolean[] takenB) {
        int swaps = 0;
        int j = 0;
        for (int i = 0; i < a.length(); i++) {
            if (takenA[i]) {
                while (!takenB[j]) {
                    j++;
                }
                swaps += a.charAt(i) == b.charAt(j) ? 0 : 1;
                j++;
            }
        }
        return swaps;
    }
}
