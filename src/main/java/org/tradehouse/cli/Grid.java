package org.tradehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Columns of text, aligned by how wide characters are on a terminal. A header that starts with {@code >} is right-aligned. On a
 * narrow terminal a column that starts with {@code _} stands below its row, and one that starts with {@code ~} loses its middle.
 * Control characters of publishers' texts are shown, never sent.
 */
final class Grid {
    private static final int SHORTEST = 16;

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

    /** As {@link #text(String)}, made to fit a terminal where that can be done without losing a figure. */
    String text(String indent, int width) {
        int needed = indent.length() + total(widths());
        if (needed <= width) {
            return text(indent);
        }
        List<String> stay =
                headers.stream().filter(header -> !header.startsWith("_")).toList();
        Grid narrow = new Grid(stay.toArray(String[]::new));
        rows.forEach(row -> narrow.row(cells(row, false)));
        narrow.shorten(indent.length() + total(narrow.widths()) - width);
        List<String> lines = narrow.text(indent).lines().toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i)).append('\n');
            int row = i - lines.size() + rows.size();
            String below =
                    row < 0 ? "" : String.join("  ", cells(rows.get(row), true)).strip();
            text.append(below.isEmpty() ? "" : indent + "    " + below + "\n");
        }
        return text.toString();
    }

    /** The cells that stand below their row on a narrow terminal, or those that stay in it. */
    private List<String> cells(List<String> row, boolean below) {
        return IntStream.range(0, row.size())
                .filter(i -> headers.get(i).startsWith("_") == below)
                .mapToObj(row::get)
                .toList();
    }

    private static int total(int[] widths) {
        return IntStream.of(widths).sum() + 2 * (widths.length - 1);
    }

    /** Takes so much out of the middle of the columns that may lose it. */
    private void shorten(int tooMuch) {
        int[] widths = widths();
        for (int i = 0; i < widths.length; i++) {
            if (tooMuch > 0 && headers.get(i).startsWith("~")) {
                int column = i;
                int to = Math.max(SHORTEST, widths[i] - tooMuch);
                rows.replaceAll(row -> {
                    List<String> cells = new ArrayList<>(row);
                    cells.set(column, shortened(row.get(column), to));
                    return cells;
                });
            }
        }
    }

    private static String shortened(String text, int to) {
        return text.length() <= to
                ? text
                : text.substring(0, to / 2) + "…" + text.substring(text.length() - (to - to / 2 - 1));
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
        return header.matches("[>~_].*") ? header.substring(1) : header;
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
