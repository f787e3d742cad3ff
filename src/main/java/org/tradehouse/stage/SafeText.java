package org.tradehouse.stage;

/** Texts of a publisher made fit for a column of the database, without ever refusing a row for them. */
final class SafeText {
    private static final char REPLACEMENT = '\uFFFD';

    private SafeText() {}

    /** The text with every NUL and lone surrogate replaced: PostgreSQL keeps neither. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(unsafe(c) ? REPLACEMENT : c));
        return safe.toString();
    }

    private static boolean unsafe(int codePoint) {
        return codePoint == 0 || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** Safe and at most so long; a longer text keeps its beginning and a hash, so that two long texts stay two. */
    static String fit(String text, int characters) {
        String safe = of(text);
        if (safe.codePointCount(0, safe.length()) <= characters) {
            return safe;
        }
        String hash = String.format("…%08x", safe.hashCode());
        return safe.substring(0, safe.offsetByCodePoints(0, characters - hash.length())) + hash;
    }

    /** Safe and at most so long; the rest is cut. For names, not for keys. */
    static String cut(String text, int characters) {
        String safe = of(text);
        return safe.codePointCount(0, safe.length()) <= characters
                ? safe
                : safe.substring(0, safe.offsetByCodePoints(0, characters - 1)) + "…";
    }
}
