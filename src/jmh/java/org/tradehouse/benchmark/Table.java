package org.tradehouse.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The measured times for people: medians, and ratios that are medians of the ratios within each round. */
final class Table {
    private static final String LINE = "%-52s %9s %9s %9s %9s %9s %8s%n";
    private final List<Rounds.Measured> all;
    private final int rows;

    Table(List<Rounds.Measured> all, int rows) {
        this.all = all;
        this.rows = rows;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(LINE.formatted("contender", "seconds", "x copy", "x fact", "client s", "server s", "heap MB"));
        for (Rounds.Measured one : all) {
            line(text, one.title(), one.runs());
            one.steps().forEach((step, runs) -> line(text, "  " + step, runs));
        }
        return text.toString();
    }

    private void line(StringBuilder text, String title, List<Meter.Used> runs) {
        text.append(LINE.formatted(
                title,
                number(median(runs, Meter.Used::seconds)),
                ratio(runs, "copy"),
                ratio(runs, "copy-fact"),
                number(median(runs, Meter.Used::clientCpu)),
                number(median(runs, Meter.Used::serverCpu)),
                runs.get(0).heapPeak() == 0
                        ? ""
                        : Long.toString(runs.stream()
                                        .mapToLong(Meter.Used::heapPeak)
                                        .max()
                                        .orElse(0)
                                >> 20)));
    }

    private String ratio(List<Meter.Used> runs, String to) {
        double ratio = ratio(all, runs, to);
        return Double.isNaN(ratio) ? "" : number(ratio);
    }

    /** Median over the rounds; NaN where the other was not measured. */
    static double ratio(List<Rounds.Measured> all, List<Meter.Used> runs, String to) {
        return all.stream()
                .filter(it -> it.name().equals(to))
                .findFirst()
                .map(it -> median(java.util.stream.IntStream.range(
                                0, Math.min(runs.size(), it.runs().size()))
                        .mapToDouble(
                                i -> runs.get(i).seconds() / it.runs().get(i).seconds())
                        .toArray()))
                .orElse(Double.NaN);
    }

    static double median(List<Meter.Used> runs, ToDoubleFunction<Meter.Used> what) {
        return median(runs.stream().mapToDouble(what).toArray());
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
