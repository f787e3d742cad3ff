package org.tradehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sentences folded between words to fit a terminal. A command to paste stays on one line, however long it is. */
final class Lines {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    /** Blanks, then a quoted command, a command up to the end of its words, a number in groups of three, or any word. */
    private static final Pattern PIECE = Pattern.compile(
            "(\\s*)('tradehouse[^']*'|tradehouse (?:\"[^\"]*\"|'[^']*'|[^;)\"'])*[;)]?|\\S?\\d{1,3}(?: \\d{3})+(?!\\d)\\S*|\\S+)");

    private Lines() {}

    /** The text in lines of the width, all but the first behind the indent; text without a line end stays without one. */
    static String fold(String text, int width, String indent) {
        if (width == Integer.MAX_VALUE) {
            return text;
        }
        String folded = text.lines().map(line -> line(line, width, indent)).collect(Collectors.joining("\n"));
        return text.endsWith("\n") ? folded + "\n" : folded;
    }

    private static String line(String text, int width, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        Matcher pieces = PIECE.matcher(text.stripTrailing());
        while (pieces.find()) {
            String piece = pieces.group(2);
            boolean fits = width(line) + width(pieces.group()) <= width;
            boolean gains = width(line) + width(pieces.group(1)) > width(indent);
            if (fits || !gains) {
                line.append(pieces.group());
            } else {
                lines.add(line.toString());
                line = new StringBuilder(indent).append(piece);
            }
        }
        lines.add(line.toString());
        return String.join("\n", lines);
    }

    private static int width(CharSequence text) {
        return Grid.width(COLOUR.matcher(text).replaceAll(""));
    }
}
