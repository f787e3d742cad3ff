package org.tradehouse.benchmark;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What was measured, for people and for programs: medians, and ratios that are medians of the ratios within each round. */
final class Report {
    private static final String LINE = "%-54s %8s %8s %8s %8s %8s %8s %8s %8s%n";
    private final Setting setting;
    private final List<Rounds.Measured> all;
    private final int rounds;

    Report(Setting setting, List<Rounds.Measured> all, int rounds) {
        this.setting = setting;
        this.all = all;
        this.rounds = rounds;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(heading()).append('\n');
        text.append(LINE.formatted(
                "", "seconds", "x copy", "x fact", "x f cpu", "client s", "server s", "others s", "peak MB"));
        for (Rounds.Measured one : all) {
            if (one.skipped().isEmpty()) {
                line(text, one.title(), one.runs());
                one.steps().forEach((step, runs) -> line(text, "  " + step, runs));
            } else {
                text.append("%-52s skipped: %s%n".formatted(one.title(), one.skipped()));
            }
        }
        List<Goal> goals = goals();
        if (!goals.isEmpty()) {
            text.append('\n');
            goals.forEach(it -> text.append("%-80s %8s %8s  %s%n"
                    .formatted(
                            it.what,
                            (it.atLeast ? ">= " : "<= ") + number(it.limit),
                            number(it.measured),
                            it.met() ? "met" : "NOT MET")));
        }
        return text.toString();
    }

    private String heading() {
        return "%,d rows = %,d figures + %,d of breakdowns and totals + %,d rejected; median of %d rounds"
                .formatted(
                        setting.rows,
                        setting.expected.figures(),
                        setting.rows - setting.expected.figures() - setting.expected.rejected(),
                        setting.expected.rejected(),
                        rounds);
    }

    private void line(StringBuilder text, String title, List<Meter.Used> runs) {
        long heap = heap(runs) >> 20;
        text.append(LINE.formatted(
                title,
                number(median(runs, Meter.Used::seconds)),
                number(ratio(runs, "copy")),
                number(ratio(runs, "copy-fact")),
                number(ratio(runs, "copy-fact", Meter.Used::cpu)),
                number(median(runs, Meter.Used::clientCpu)),
                number(median(runs, Meter.Used::serverCpu)),
                number(median(runs, Meter.Used::others)),
                heap == 0 ? "" : Long.toString(heap)));
    }

    /** One document; names are a contract with the picture. */
    String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("heading", heading());
        root.put("rows", setting.rows);
        root.put("figures", setting.expected.figures());
        root.put("rejected", setting.expected.rejected());
        root.put("rounds", rounds);
        root.put("machine", Machine.words(setting));
        root.put("contenders", all.stream().map(this::contender).toList());
        root.put("goals", goals());
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(root);
    }

    private Map<String, Object> contender(Rounds.Measured one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", one.name());
        map.put("title", one.title());
        if (!one.skipped().isEmpty()) {
            map.put("skipped", one.skipped());
            return map;
        }
        map.putAll(numbers(one.runs()));
        Map<String, Object> steps = new LinkedHashMap<>();
        one.steps().forEach((step, runs) -> steps.put(step, numbers(runs)));
        map.put("steps", steps);
        return map;
    }

    private Map<String, Object> numbers(List<Meter.Used> runs) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seconds", median(runs, Meter.Used::seconds));
        map.put("client_cpu_seconds", median(runs, Meter.Used::clientCpu));
        map.put("server_cpu_seconds", median(runs, Meter.Used::serverCpu));
        map.put("heap_peak_bytes", heap(runs));
        put(map, "times_copy", ratio(runs, "copy"));
        put(map, "times_fact", ratio(runs, "copy-fact"));
        put(map, "times_fact_cpu", ratio(runs, "copy-fact", Meter.Used::cpu));
        map.put("runs", runs);
        return map;
    }

    private static void put(Map<String, Object> map, String name, double value) {
        if (!Double.isNaN(value)) {
            map.put(name, value);
        }
    }

    /** A promise of the handbook and what became of it in this run. */
    record Goal(String what, boolean atLeast, double limit, double measured) {
        public boolean met() {
            return atLeast ? measured >= limit : measured <= limit;
        }
    }

    private List<Goal> goals() {
        return java.util.stream.Stream.of(
                        goal("whole job, first load, times COPY into the fact", 1.5, "job", "", "copy-fact"),
                        goal("whole job, years present, times COPY into the fact", 2, "job-present", "", "copy-fact"),
                        goal("staging, times bare COPY", 1.3, "job", "stage", "copy"),
                        goal("staging, processor seconds a million rows", 3, stageCpu()),
                        faster("textbook job, times the whole job", 8, Keys.SPARED.name("textbook")),
                        faster(
                                "textbook job with its keys checked, times the whole job",
                                8,
                                Keys.CHECKED.name("textbook")),
                        faster("SQL alone, times the whole job", 3, Keys.SPARED.name("sql")),
                        faster("SQL alone with its keys checked, times the whole job", 3, Keys.CHECKED.name("sql")),
                        faster("pandas and COPY, times the whole job", 2, Keys.SPARED.name("pandas")),
                        faster(
                                "pandas and COPY with keys checked, times the whole job",
                                2,
                                Keys.CHECKED.name("pandas")),
                        goal("XLSX to source rows, times inflating the sheet", 3, "sheet-read", "", "sheet-inflate"),
                        goal("whole load of XLSX, times the same rows as CSV", 2, "sheet-job", "", "sheet-csv"),
                        goal("revised month, times delete and COPY", 1.5, "month", "", "month-copy"),
                        goal("the same month again, times delete and COPY", 0.5, "month-again", "", "month-copy"),
                        goal("ten times the rows, times the time", 11, "growth", "", "job"),
                        goal("the slowest of the questions of BI, seconds", 2, slowest(1)),
                        goal("the slowest but three of the questions of BI, seconds", 0.3, slowest(4)),
                        goal("resident memory of a load with -Xmx256m, CSV, MB", 512, peakMegabytes("memory-csv")),
                        goal("resident memory of a load with -Xmx256m, XLSX, MB", 512, peakMegabytes("memory-sheet")))
                .filter(it -> !Double.isNaN(it.measured))
                .toList();
    }

    private static Goal goal(String what, double limit, double measured) {
        return new Goal(what, false, limit, measured);
    }

    private Goal goal(String what, double limit, String name, String step, String to) {
        return new Goal(what, false, limit, ratio(runs(name, step), to));
    }

    private Goal faster(String what, double limit, String name) {
        return new Goal(what, true, limit, ratio(runs(name, ""), "job"));
    }

    /** A load that does not end with so little memory ends the benchmark. */
    private double peakMegabytes(String name) {
        List<Meter.Used> runs = runs(name, Memory.RESIDENT);
        return runs.isEmpty() ? Double.NaN : heap(runs) / 1e6;
    }

    /** The seconds of one question, counted from the slowest; NaN where they were not asked. */
    private double slowest(int place) {
        return all.stream()
                .filter(it -> it.name().equals("questions"))
                .flatMap(it -> it.steps().values().stream())
                .map(runs -> median(runs, Meter.Used::seconds))
                .sorted(Comparator.reverseOrder())
                .skip(place - 1L)
                .findFirst()
                .orElse(Double.NaN);
    }

    private double stageCpu() {
        List<Meter.Used> runs = runs("job", "stage");
        return runs.isEmpty() ? Double.NaN : median(runs, Meter.Used::cpu) * 1_000_000 / setting.rows;
    }

    private List<Meter.Used> runs(String name, String step) {
        return all.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .map(it -> step.isEmpty() ? it.runs() : it.steps().getOrDefault(step, List.of()))
                .orElse(List.of());
    }

    /** Median over the rounds; NaN where one of the two was not measured. */
    private double ratio(List<Meter.Used> runs, String to) {
        return ratio(runs, to, Meter.Used::seconds);
    }

    private double ratio(List<Meter.Used> runs, String to, ToDoubleFunction<Meter.Used> what) {
        List<Meter.Used> others = runs(to, "");
        int both = Math.min(runs.size(), others.size());
        return median(IntStream.range(0, both)
                .mapToDouble(i -> what.applyAsDouble(runs.get(i)) / what.applyAsDouble(others.get(i)))
                .toArray());
    }

    private static long heap(List<Meter.Used> runs) {
        return runs.stream().mapToLong(Meter.Used::heapPeak).max().orElse(0);
    }

    private static double median(List<Meter.Used> runs, ToDoubleFunction<Meter.Used> what) {
        return median(runs.stream().mapToDouble(what).toArray());
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
    }
}
