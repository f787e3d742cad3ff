package org.tradehouse.read;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Words;

/**
 * A column name of a file: as published, with its spaces tidied, and as it is compared.
 *
 * @param folded {@link Words#fold}
 */
record Header(String text, String folded) {
    static Header of(String published) {
        String text = tidy(published);
        return new Header(text, Words.fold(text));
    }

    /** NFKC, line breaks and runs of spaces as one space, none around. */
    static String tidy(String text) {
        StringBuilder tidied = new StringBuilder(text.length());
        boolean space = false;
        for (char c : Normalizer.normalize(text, Normalizer.Form.NFKC).toCharArray()) {
            if (Blanks.isSpace(c)) {
                space = true;
            } else if (c != '\u00AD' && c != '\u200B') {
                if (space && !tidied.isEmpty()) {
                    tidied.append(' ');
                }
                space = false;
                tidied.append(c);
            }
        }
        return tidied.toString();
    }

    /** A name declared in a feed: a word, or after {@code ~} a regular expression for the whole name. */
    static final class Name {
        private final String declared;
        private final String folded;
        private final @Nullable Pattern pattern;

        Name(String declared) {
            this.declared = declared;
            this.folded = Words.fold(declared);
            this.pattern = declared.startsWith("~") ? ignoringCase(Pattern.compile(declared.substring(1))) : null;
        }

        boolean isPattern() {
            return pattern != null;
        }

        boolean matches(Header header) {
            return pattern == null ? folded.equals(header.folded) : matcher(header) != null;
        }

        /** The match of a regular expression, null where it does not match or the name is a word. */
        @Nullable
        Matcher matcher(Header header) {
            if (pattern == null) {
                return null;
            }
            Matcher matcher = pattern.matcher(header.text);
            if (matcher.matches()) {
                return matcher;
            }
            Matcher folding = pattern.matcher(header.folded);
            return folding.matches() ? folding : null;
        }

        @Nullable
        Pattern pattern() {
            return pattern;
        }

        @Override
        public String toString() {
            return declared;
        }
    }

    /** The pattern, whatever the case of the publisher's letters. */
    static Pattern ignoringCase(Pattern pattern) {
        return Pattern.compile(pattern.pattern(), pattern.flags() | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
