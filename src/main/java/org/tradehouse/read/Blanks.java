package org.tradehouse.read;

/** White space around cells, NBSP and the ideographic space included. */
final class Blanks {
    private Blanks() {}

    static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The text without space around it; the same object where there is none. */
    static String strip(String text) {
        int end = text.length();
        if (end == 0 || !isSpace(text.charAt(0)) && !isSpace(text.charAt(end - 1))) {
            return text;
        }
        int start = 0;
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static boolean isSpace(char c) {
        return c <= ' ' || c >= '\u0085' && (Character.isSpaceChar(c) || c == '\u0085' || c == '\uFEFF');
    }
}
