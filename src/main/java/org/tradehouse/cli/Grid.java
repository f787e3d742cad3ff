package org.tradehouse.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns of text, aligned by how wide characters are on a terminal. A header that starts with {@code >} is right-aligned.
 * Control characters of publishers' texts are shown, never sent.
 */
final class Grid {
    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();

    Grid(String... headers) {
        this.headers = List.of(headers);
    }

    Grid row(String... cells) {
        return row(List.of(cells));
    }

    Grid row(List<String> cells) {
        if (cells.size() != headers.size()) {
            throw new IllegalArgumentException(
                    "a row of " + cells.size() + " cells under " + headers.size() + " headers");
        }
        rows.add(cells.stream().map(Grid::visible).toList());
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The lines, each behind the indent; without the line of headers where all headers are empty. */
    String text(String indent) {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        if (headers.stream().anyMatch(header -> !title(header).isEmpty())) {
            line(text, indent, headers.stream().map(Grid::title).toList(), widths);
        }
        rows.forEach(row -> line(text, indent, row, widths));
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[headers.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(title(headers.get(i)));
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return widths;
    }

    private void line(StringBuilder text, String indent, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - width(cells.get(i)));
            line.append(isRight(headers.get(i)) ? padding + cells.get(i) : cells.get(i) + padding);
            line.append("  ");
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static boolean isRight(String header) {
        return header.startsWith(">");
    }

    private static String title(String header) {
        return isRight(header) ? header.substring(1) : header;
    }

    /** Columns a text takes on a terminal: East Asian wide characters take two, combining marks none. */
    static int width(String text) {
        return text.codePoints().map(Grid::width).sum();
    }

    private static int width(int point) {
        int type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = point >= 0x1100 && point <= 0x115F
                || point >= 0x2E80 && point <= 0xA4CF
                || point >= 0xAC00 && point <= 0xD7A3
                || point >= 0xF900 && point <= 0xFAFF
                || point >= 0xFE30 && point <= 0xFE6F
                || point >= 0xFF00 && point <= 0xFF60
                || point >= 0xFFE0 && point <= 0xFFE6
                || point >= 0x1F300 && point <= 0x1FAFF
                || point >= 0x20000 && point <= 0x3FFFD;
        return wide ? 2 : 1;
    }

    /** The text with control and direction characters made visible, so that no cell of a file can steer a terminal (S13). */
    static String visible(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean steers = Character.isISOControl(point)
                    || point >= 0x202A && point <= 0x202E
                    || point >= 0x2066 && point <= 0x2069;
            if (steers) {
                safe.append(String.format("\\u%04x", point));
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }
}
