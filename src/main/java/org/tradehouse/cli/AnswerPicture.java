package org.tradehouse.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.Answer;

/**
 * The answer as an SVG: exports and imports by year with the target, and below, on a scale of its own, the share of a region.
 * It has a ground of its own, so that it can be read on any page.
 */
final class AnswerPicture {
    private static final int LEFT = 70;
    private static final int RIGHT = 930;
    private static final int ZERO = 372;
    private static final int TOP = 112;
    private static final int SHARE_ZERO = 536;
    private static final int SHARE_TOP = 446;
    private static final int BAR = 74;

    private final StringBuilder svg = new StringBuilder();
    private final Answer answer;
    private final List<Answer.PeriodLine> years;
    private final List<Answer.ShareLine> shares;
    private final List<Answer.ProgressLine> progress;
    private final int first;
    private final int last;
    private final BigDecimal top;

    private AnswerPicture(Answer answer) {
        this.answer = answer;
        String source = source(answer);
        years = answer.years().stream()
                .filter(year -> !year.mirror() && year.dataset().equals(source) && year.turnoverUsd() != null)
                .toList();
        progress = answer.progress().stream()
                .filter(line -> !line.mirror() && line.dataset().equals(source))
                .toList();
        shares = answer.shares().stream()
                .filter(share -> share.percent() != null)
                .toList();
        first = years.stream().mapToInt(Answer.PeriodLine::year).min().orElse(0);
        last = years.stream().mapToInt(Answer.PeriodLine::year).max().orElse(0);
        top = years.stream()
                .map(year -> known(year.turnoverUsd()))
                .reduce(target(), BigDecimal::max)
                .multiply(new BigDecimal("1.1"));
    }

    /** The picture of an answer; without a year in it, it says so. */
    static String of(Answer answer) {
        return new AnswerPicture(answer).draw();
    }

    /** The reporter's own source that a target is measured by, else its first. */
    private static String source(Answer answer) {
        return answer.progress().stream()
                .filter(line -> !line.mirror())
                .map(Answer.ProgressLine::dataset)
                .findFirst()
                .orElseGet(() -> answer.years().stream()
                        .filter(year -> !year.mirror() && year.turnoverUsd() != null)
                        .map(Answer.PeriodLine::dataset)
                        .findFirst()
                        .orElse(""));
    }

    private BigDecimal target() {
        return progress.stream().map(Answer.ProgressLine::targetUsd).findFirst().orElse(BigDecimal.ONE);
    }

    private String draw() {
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 590" font-family="system-ui, 'DejaVu Sans', sans-serif" role="img">
                <style>text{fill:#1f2933;font-size:15px}.big{font-size:22px;font-weight:600}.small{font-size:13px;fill:#52606d}.m{text-anchor:middle}.e{text-anchor:end}.on{fill:#fff;font-size:13px}</style>
                <rect x="1" y="1" width="958" height="588" rx="10" fill="#ffffff" stroke="#cbd2d9"/>
                """);
        text("big", 28, 42, "Turnover of " + answer.reporterName() + " with " + answer.partnerName() + ", bn USD");
        if (years.isEmpty()) {
            text("", 28, 80, "not known: no year of a source of " + answer.reporterName() + " is loaded");
        } else {
            text(
                    "small",
                    28,
                    66,
                    standing(years.get(0).dataset()) + ": " + years.get(0).dataset());
            legend();
            for (int year = first; year <= last; year++) {
                bar(year);
            }
            targetLine();
            line("#52606d", LEFT, ZERO, RIGHT, ZERO, "");
            shares();
        }
        return svg.append("</svg>\n").toString();
    }

    /** What the picture's reader may believe: {@code published} or {@code illustrative}. */
    private String standing(String dataset) {
        return answer.illustrative().contains(dataset)
                ? "Illustrative, made up for the demo"
                : "As published by " + publisher(dataset);
    }

    private String publisher(String dataset) {
        return answer.years().stream()
                .filter(year -> year.dataset().equals(dataset))
                .map(Answer.PeriodLine::publisher)
                .findFirst()
                .orElse("its publisher");
    }

    private void legend() {
        rect("#0b5c8f", 700, 54, 14, 14);
        text("small", 720, 66, "exports");
        rect("#e08e0b", 790, 54, 14, 14);
        text("small", 810, 66, "imports");
    }

    private void bar(int year) {
        int x = x(year);
        text("m", x, ZERO + 22, Integer.toString(year));
        Answer.@Nullable PeriodLine line =
                years.stream().filter(it -> it.year() == year).findFirst().orElse(null);
        if (line == null) {
            text("small m", x, ZERO - 8, "not loaded");
            return;
        }
        int exports = height(known(line.exportUsd()));
        int both = height(known(line.turnoverUsd()));
        rect("#0b5c8f", x - BAR / 2, ZERO - exports, BAR, exports);
        rect("#e08e0b", x - BAR / 2, ZERO - both, BAR, both - exports);
        text("on m", x, ZERO - exports / 2 + 5, billions(line.exportUsd()));
        text("m small", x, ZERO - (exports + both) / 2 + 5, billions(line.importUsd()), "#1f2933");
        String reached = reached(year);
        text("small m", x, ZERO - both - 8, reached);
        text("m", x, ZERO - both - (reached.isEmpty() ? 8 : 26), billions(line.turnoverUsd()));
    }

    private String reached(int year) {
        return progress.stream()
                .filter(line -> line.period().equals(Integer.toString(year)))
                .map(line -> Say.percent(line.percent()) + " of target")
                .findFirst()
                .orElse("");
    }

    private void targetLine() {
        if (!progress.isEmpty()) {
            int y = ZERO - height(target());
            line("#b42318", LEFT, y, RIGHT, y, "8 5");
            text(
                    "",
                    LEFT,
                    y - 8,
                    "target " + billions(target()) + " in " + progress.get(0).dueYear(),
                    "#b42318");
        }
    }

    /** The share of the region over the same years, on a scale of its own: it is not part of the turnover above. */
    private void shares() {
        if (shares.isEmpty()) {
            text("small", 28, 436, "Share of the region: not known");
            return;
        }
        Answer.ShareLine one = shares.get(0);
        text(
                "",
                28,
                428,
                "Share of " + one.regionName() + " in " + answer.partnerName() + "'s own turnover with "
                        + answer.reporterName() + ", %");
        text("small", 28, 448, standing(one.dataset()) + ": " + one.dataset());
        text("small e", LEFT - 8, SHARE_ZERO + 4, "0");
        text("small e", LEFT - 8, SHARE_TOP + 24, "100");
        line("#cbd2d9", LEFT, SHARE_TOP + 19, RIGHT, SHARE_TOP + 19, "");
        line("#52606d", LEFT, SHARE_ZERO, RIGHT, SHARE_ZERO, "");
        Map<Integer, Integer> points = shares.stream()
                .filter(share -> share.year() >= first && share.year() <= last)
                .collect(Collectors.toMap(
                        Answer.ShareLine::year, share -> shareY(share.percent()), (a, b) -> a, TreeMap::new));
        String path = points.entrySet().stream()
                .map(point -> x(point.getKey()) + "," + point.getValue())
                .collect(Collectors.joining(" "));
        String dashes = answer.illustrative().contains(one.dataset()) ? "3 5" : "none";
        svg.append(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#7a3e9d\" stroke-width=\"3\" stroke-dasharray=\"%s\"/>\n"
                        .formatted(path, dashes));
        points.forEach((year, y) ->
                svg.append("<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"#7a3e9d\"/>\n".formatted(x(year), y)));
        shares.stream()
                .filter(share -> points.containsKey(share.year()))
                .forEach(share -> text(
                        "m", x(share.year()), shareY(share.percent()) + 24, Say.percent(share.percent()), "#7a3e9d"));
        for (int year = first; year <= last; year++) {
            text("m", x(year), SHARE_ZERO + 22, Integer.toString(year));
        }
    }

    private static int shareY(@Nullable BigDecimal percent) {
        int full = SHARE_ZERO - SHARE_TOP - 19;
        return SHARE_ZERO
                - known(percent)
                        .multiply(BigDecimal.valueOf(full))
                        .divide(BigDecimal.valueOf(100), 0, RoundingMode.HALF_UP)
                        .intValue();
    }

    private int x(int year) {
        int step = (RIGHT - LEFT) / (last - first + 1);
        return LEFT + step / 2 + (year - first) * step;
    }

    private int height(BigDecimal usd) {
        return usd.multiply(BigDecimal.valueOf(ZERO - TOP + 10L))
                .divide(top, 0, RoundingMode.HALF_UP)
                .intValue();
    }

    private static BigDecimal known(@Nullable BigDecimal figure) {
        return figure == null ? BigDecimal.ZERO : figure;
    }

    private static String billions(@Nullable BigDecimal usd) {
        return known(usd).movePointLeft(9).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }

    private void rect(String fill, int x, int y, int width, int height) {
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
                .formatted(x, y, width, height, fill));
    }

    private void line(String stroke, int x1, int y1, int x2, int y2, String dashes) {
        svg.append("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"%s/>\n"
                .formatted(x1, y1, x2, y2, stroke, dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\""));
    }

    private void text(String kind, int x, int y, String words) {
        text(kind, x, y, words, "");
    }

    private void text(String kind, int x, int y, String words, String colour) {
        if (words.isEmpty()) {
            return;
        }
        svg.append("<text class=\"%s\" x=\"%d\" y=\"%d\"%s>%s</text>\n"
                .formatted(kind, x, y, colour.isEmpty() ? "" : " style=\"fill:" + colour + "\"", escaped(words)));
    }

    private static String escaped(String words) {
        return Grid.visible(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
