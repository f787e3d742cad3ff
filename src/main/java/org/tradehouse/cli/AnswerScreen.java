package org.tradehouse.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.Answer;

/** The answer of the demo: turnover, progress, share of Xinjiang, farm products; every unknown with its reason. */
final class AnswerScreen {
    /** So many years of products fit beside one another. */
    private static final int YEARS = 3;

    private AnswerScreen() {}

    static String of(Answer answer, Desk desk) {
        StringBuilder text = new StringBuilder();
        String pair = answer.reporterName() + " with " + answer.partnerName();
        section(
                text,
                desk,
                "Turnover of " + pair + " by year, USD; every source side by side",
                periods(answer.years(), answer, desk.width()));
        section(text, desk, "By half-year, USD", periods(answer.halves(), answer, desk.width()));
        section(text, desk, "Progress to the target", progress(answer.progress(), desk.width()));
        section(
                text,
                desk,
                "Share of Xinjiang in the turnover of " + answer.partnerName() + " with " + answer.reporterName()
                        + ", by place of registration of the trading firm, per China customs",
                shares(answer.shares(), desk.width()));
        section(
                text,
                desk,
                "Exports of farm products to " + answer.partnerName() + ", USD and tonnes",
                products(answer.products()));
        if (!answer.illustrative().isEmpty()) {
            text.append("\nIllustrative figures, made up for the demo and no statistics: ")
                    .append(String.join(", ", answer.illustrative()))
                    .append('\n');
        }
        return text.toString();
    }

    private static void section(StringBuilder text, Desk desk, String title, String body) {
        text.append('\n').append(desk.bold(title)).append('\n').append(body);
    }

    private static String periods(List<Answer.PeriodLine> lines, Answer answer, int width) {
        if (lines.isEmpty()) {
            return " not known: no source of " + answer.reporterName() + " or " + answer.partnerName()
                    + " is loaded (tradehouse datasets)\n";
        }
        Grid grid = new Grid("period", "~source", ">exports", ">imports", ">turnover", "_");
        lines.forEach(line -> grid.row(
                line.period(),
                line.dataset() + mirror(line.mirror()),
                Say.usd(line.exportUsd()),
                Say.usd(line.importUsd()),
                Say.usd(line.turnoverUsd()),
                line.notKnown().isEmpty() ? note(line) : line.notKnown()));
        boolean mirrored = lines.stream().anyMatch(Answer.PeriodLine::mirror);
        return grid.text(" ", width)
                + (mirrored
                        ? " (mirror) " + answer.partnerName() + "'s own figures seen from " + answer.reporterName()
                                + ": its imports, CIF, stand under exports\n"
                        : "");
    }

    private static String note(Answer.PeriodLine line) {
        return line.basis().equals("published") ? "" : "from " + line.basis();
    }

    private static String mirror(boolean mirror) {
        return mirror ? " (mirror)" : "";
    }

    private static String progress(List<Answer.ProgressLine> lines, int width) {
        if (lines.isEmpty()) {
            return " not known: no source of a target has a complete year\n";
        }
        Grid grid = new Grid("year", "~source", ">turnover", ">target", "due", ">reached", "_");
        lines.forEach(line -> grid.row(
                line.period(),
                line.dataset() + mirror(line.mirror()),
                Say.usd(line.turnoverUsd()),
                Say.usd(line.targetUsd()),
                Integer.toString(line.dueYear()),
                Say.percent(line.percent()),
                line.note()));
        return grid.text(" ", width);
    }

    private static String shares(List<Answer.ShareLine> lines, int width) {
        if (lines.isEmpty()) {
            return " not known: no file of China customs by province is loaded\n";
        }
        Grid grid = new Grid("year", ">months", ">Xinjiang, USD", ">China, USD", ">share", ">coverage", "_source", "_");
        lines.forEach(line -> grid.row(
                Integer.toString(line.year()),
                Integer.toString(line.months()),
                Say.usd(line.regionUsd()),
                Say.usd(line.totalUsd()),
                Say.percent(line.percent()),
                line.coveragePercent() == null ? "" : Say.percent(line.coveragePercent()),
                line.dataset() + (line.againstDataset().isEmpty() ? "" : " against " + line.againstDataset()),
                line.notKnown()));
        return grid.text(" ", width)
                + " coverage: sum of the provinces over the country's total; never multiplied with other sources\n";
    }

    private static String products(List<Answer.ProductLine> lines) {
        if (lines.isEmpty()) {
            return " not known: no source by product is loaded\n";
        }
        StringBuilder text = new StringBuilder();
        Map<String, List<Answer.ProductLine>> bySource = new LinkedHashMap<>();
        lines.forEach(
                line -> bySource.computeIfAbsent(line.dataset() + mirror(line.mirror()), source -> new ArrayList<>())
                        .add(line));
        bySource.forEach((source, some) -> text.append(products(source, some)));
        return text.toString();
    }

    private static String products(String source, List<Answer.ProductLine> lines) {
        TreeSet<Integer> years = new TreeSet<>();
        Map<String, Map<Integer, Answer.ProductLine>> products = new LinkedHashMap<>();
        for (Answer.ProductLine line : lines) {
            years.add(line.year());
            products.computeIfAbsent(line.name() + (line.proxy() ? " *" : ""), name -> new LinkedHashMap<>())
                    .put(line.year(), line);
        }
        while (years.size() > YEARS) {
            years.pollFirst();
        }
        List<String> headers = new ArrayList<>(List.of(source));
        years.forEach(year -> {
            headers.add(">" + year + months(lines, year));
            headers.add(">tonnes");
        });
        Grid grid = new Grid(headers.toArray(String[]::new));
        products.forEach((name, byYear) -> {
            List<String> cells = new ArrayList<>(List.of(name));
            years.forEach(year -> cells.addAll(figures(byYear.get(year))));
            grid.row(cells);
        });
        boolean proxies = lines.stream().anyMatch(Answer.ProductLine::proxy);
        return grid.text(" ") + (proxies ? " * the code only approximates the product: --json says how\n" : "");
    }

    private static String months(List<Answer.ProductLine> lines, int year) {
        int months = lines.stream()
                .filter(line -> line.year() == year)
                .mapToInt(Answer.ProductLine::months)
                .max()
                .orElse(0);
        return months == 12 ? "" : " (" + months + (months == 1 ? " month)" : " months)");
    }

    private static List<String> figures(Answer.@Nullable ProductLine line) {
        if (line == null) {
            return List.of("not known", "");
        }
        BigDecimal tonnes = line.tonnes();
        return List.of(Say.usd(line.usd()), tonnes == null ? "" : Say.tonnes(tonnes));
    }
}
