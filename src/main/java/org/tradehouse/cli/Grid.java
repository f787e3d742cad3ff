package org.tradehouse.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Columns of text, aligned by how wide characters are on a terminal. A header that starts with {@code >} is right-aligned. On a
 * narrow terminal a column that starts with {@code _} stands below its row, one that starts with {@code !} on a line of its own
 * there, uncut, and one that starts with {@code ~} loses its middle; where that is not enough, the last columns go below too.
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

    /** The same without columns that say nothing in any row. */
    Grid filled() {
        return only(IntStream.range(0, headers.size())
                .filter(i -> rows.stream().anyMatch(row -> !row.get(i).isEmpty()))
                .boxed()
                .toList());
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

    /** As {@link #text(String)}, made to fit a terminal without losing a figure or a command. */
    String text(String indent, int width) {
        if (indent.length() + total(widths()) <= width) {
            return text(indent);
        }
        List<Integer> stay = new ArrayList<>(columns(header -> !header.matches("[_!].*")));
        Grid narrow = only(stay);
        while (stay.size() > 1 && indent.length() + total(narrow.shortest()) > width) {
            stay.remove(stay.size() - 1);
            narrow = only(stay);
        }
        narrow.shorten(indent.length() + total(narrow.widths()) - width);
        List<String> lines = narrow.text(indent).lines().toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i)).append('\n');
            int row = i - lines.size() + rows.size();
            if (row >= 0) {
                below(text, indent + "    ", rows.get(row), stay, width);
            }
        }
        return text.toString();
    }

    /** What did not fit beside the others, behind its title; then what stands on a line of its own. */
    private void below(StringBuilder text, String indent, List<String> row, List<Integer> stay, int width) {
        String cells = columns(header -> !header.startsWith("!")).stream()
                .filter(i -> !stay.contains(i) && !row.get(i).isEmpty())
                .map(i -> (title(headers.get(i)) + " " + row.get(i)).strip())
                .collect(Collectors.joining("  "));
        if (!cells.isEmpty()) {
            text.append(Lines.fold(indent + cells, width, indent)).append('\n');
        }
        columns(header -> header.startsWith("!")).stream()
                .filter(i -> !row.get(i).isEmpty())
                .forEach(i -> text.append(indent).append(row.get(i)).append('\n'));
    }

    private List<Integer> columns(Predicate<String> wanted) {
        return IntStream.range(0, headers.size())
                .filter(i -> wanted.test(headers.get(i)))
                .boxed()
                .toList();
    }

    private Grid only(List<Integer> columns) {
        Grid some = new Grid(columns.stream().map(headers::get).toArray(String[]::new));
        rows.forEach(row -> some.row(columns.stream().map(row::get).toList()));
        return some;
    }

    private static int total(int[] widths) {
        return IntStream.of(widths).sum() + 2 * (widths.length - 1);
    }

    /** Widths when every column that may lose its middle has lost it. */
    private int[] shortest() {
        int[] widths = widths();
        for (int i = 0; i < widths.length; i++) {
            widths[i] = headers.get(i).startsWith("~") ? Math.min(widths[i], SHORTEST) : widths[i];
        }
        return widths;
    }

    /** Takes so much out of the middle of the columns that may lose it. */
    private void shorten(int tooMuch) {
        int[] widths = widths();
        for (int i = 0; i < widths.length; i++) {
            if (tooMuch > 0 && headers.get(i).startsWith("~")) {
                int column = i;
                int to = Math.max(SHORTEST, widths[i] - tooMuch);
                tooMuch -= Math.max(0, widths[i] - to);
                rows.replaceAll(row -> {
                    List<String> cells = new ArrayList<>(row);
                    cells.set(column, shortened(row.get(column), to));
                    return cells;
                });
            }
        }
    }

    /** The text at most so wide, its middle replaced by an ellipsis; never half a character. */
    static String shortened(String text, int to) {
        if (width(text) <= to) {
            return text;
        }
        int start = 0;
        while (width(text.substring(0, text.offsetByCodePoints(start, 1))) <= to / 2) {
            start = text.offsetByCodePoints(start, 1);
        }
        int end = text.length();
        while (width(text.substring(text.offsetByCodePoints(end, -1))) <= to - to / 2 - 1) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, start) + "…" + text.substring(end);
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
        return header.matches("_?>.*");
    }

    private static String title(String header) {
        return header.replaceFirst("^(_>|[>~_!])", "");
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
