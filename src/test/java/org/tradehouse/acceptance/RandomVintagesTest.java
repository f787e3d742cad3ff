package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.acceptance.Vintages.Counts;
import org.tradehouse.acceptance.Vintages.File;
import org.tradehouse.acceptance.Vintages.Slice;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;

/**
 * Random sequences of loads against a simple model: several months, flows and partners in a file, figures that come, change and
 * go, editions out of order, the same file again, plans, held loads that are approved or denied, undo and undo of undo. After
 * each step the warehouse shows what the model shows, at the end every moment in between can still be asked for.
 */
class RandomVintagesTest {
    private static final String[] MONTHS = {"2023-01", "2023-02", "2023-03"};
    private static final String[] PARTNERS = {"CN", "RU", "UZ"};
    private static final String[] PRODUCTS = {"0207", "0701", "1001", "1005"};
    private static final int STEPS = Integer.getInteger("vintages.steps", 30);

    @TempDir
    Path folder;

    private Loading loading;
    private Random random;
    private final Vintages model = new Vintages();
    private final Map<Path, File> files = new LinkedHashMap<>();
    private final List<Path> published = new ArrayList<>();
    private final List<Long> runs = new ArrayList<>();
    private final Map<String, List<String>> figuresAt = new LinkedHashMap<>();
    private final Map<String, List<String>> coverageAt = new LinkedHashMap<>();
    private final List<String> story = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theWarehouseShowsWhatASimpleModelShows(long seed) throws IOException {
        random = new Random(seed);
        try (Loading opened = Loading.in(folder, VintageFiles.feedIn(folder.resolve("jobs"), ""))) {
            loading = opened;
            for (int step = 0; step < STEPS; step++) {
                step();
                compare();
            }
            figuresAt.forEach((moment, figures) ->
                    assertThat(figuresAsOf(moment)).as("as of step %s", story).isEqualTo(figures));
            coverageAt.forEach((moment, covered) ->
                    assertThat(coverageAsOf(moment)).as("as of step %s", story).isEqualTo(covered));
        }
    }

    private void step() throws IOException {
        switch (random.nextInt(10)) {
            case 0, 1 -> undo();
            case 2 -> plan();
            case 3 -> known(false);
            case 4 -> known(true);
            default -> fresh();
        }
    }

    private void fresh() throws IOException {
        Path file = made();
        story.add("load " + file.getFileName());
        settle(load(file, false), files.get(file), false, file);
    }

    private void known(boolean again) {
        if (published.isEmpty()) {
            return;
        }
        Path file = published.get(random.nextInt(published.size()));
        story.add("load " + file.getFileName() + (again ? " --again" : " once more"));
        Result result = load(file, again);
        if (again) {
            settle(result, files.get(file), true, file);
        } else {
            assertThat(result.state()).as("%s", story).isEqualTo(RunState.NOTHING);
        }
    }

    /** The warehouse held it exactly where the model would; then somebody decides. */
    private void settle(Result result, File file, boolean again, Path path) {
        boolean nothing = model.wanted(file, again).isEmpty();
        boolean holds = !nothing && model.holds(file, again);
        assertThat(result.state())
                .as("%s: %s", story, result.headline())
                .isEqualTo(nothing ? RunState.NOTHING : holds ? RunState.HELD : RunState.DONE);
        if (nothing) {
            published.add(path);
        } else if (holds && random.nextInt(3) == 0) {
            story.add("deny " + result.runId());
            compare();
            assertThat(loading.act()
                            .deny(Long.toString(result.runId()), "dana", "no")
                            .exitCode())
                    .isZero();
            published.remove(path);
        } else {
            Result done = result;
            if (holds) {
                story.add("approve " + result.runId());
                compare();
                done = loading.act().approve(Long.toString(result.runId()), "dana", "yes", Progress.NONE);
                assertThat(done.state()).as("%s: %s", story, done.headline()).isEqualTo(RunState.DONE);
            }
            count(done, model.publish(file, again, done.runId()));
            if (!published.contains(path)) {
                published.add(path);
            }
        }
    }

    private void plan() throws IOException {
        Path file = made();
        story.add("plan " + file.getFileName());
        File planned = files.get(file);
        Result result = loading.act().plan(VintageFiles.FEED, file, Map.of(), false, "aidos", Progress.NONE);
        boolean nothing = model.wanted(planned, false).isEmpty();
        assertThat(result.exitCode())
                .as("%s: %s", story, result.headline())
                .isEqualTo(nothing ? 5 : model.holds(planned, false) ? 6 : 0);
    }

    private void undo() {
        if (runs.isEmpty()) {
            return;
        }
        long run = runs.get(Math.max(0, runs.size() - 1 - random.nextInt(4)));
        story.add("undo " + run);
        Result result = loading.act().undo(Long.toString(run), "aidos", "", Progress.NONE);
        if (model.canUndo(run)) {
            assertThat(result.state()).as("%s: %s", story, result.headline()).isEqualTo(RunState.DONE);
            count(result, model.undo(run, result.runId()));
        } else {
            assertThat(result.code()).as("%s: %s", story, result.headline()).isEqualTo("TH-4017");
        }
    }

    private void count(Result result, Counts counts) {
        runs.add(result.runId());
        assertThat(loading.asked("""
                        select sum(new_rows), sum(changed_rows), sum(withdrawn_rows), sum(same_rows) from mart.revision v
                        where v.load_key = (select load_key from ops.run where run_id = %d)""".formatted(result.runId())))
                .as("%s", story)
                .containsExactly(
                        counts.fresh() + "|" + counts.changed() + "|" + counts.withdrawn() + "|" + counts.same());
    }

    private void compare() {
        assertThat(
                        sorted(
                                "select to_char(period_date, 'YYYY-MM') || ' ' || flow_code || ' ' || partner_code || ' ' || product_code || ' ' || trim_scale(value_usd) from mart.trade "))
                .as("%s", story)
                .isEqualTo(model.figures());
        assertThat(coverage("mart.coverage")).as("%s", story).isEqualTo(model.coverage());
        assertThat(loading.asked("select coalesce(trim_scale(sum(value_usd)), 0) from mart.summary_trade_area"))
                .containsExactly(Long.toString(model.figures().stream()
                        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                        .sum()));
        String moment = loading.asked("select clock_timestamp()").get(0);
        figuresAt.put(moment, model.figures());
        coverageAt.put(moment, model.coverage());
    }

    private List<String> figuresAsOf(String moment) {
        return sorted("""
                select to_char(f.period_date, 'YYYY-MM') || ' ' || w.flow_code || ' ' || a.area_code || ' ' || p.code || ' ' || trim_scale(f.value_usd)
                from mart.trade_as_of('%s') f join dw.dim_flow w using (flow_key) join dw.dim_area a on a.area_key = f.partner_key
                join dw.dim_product p using (product_key)""".formatted(moment));
    }

    private List<String> coverageAsOf(String moment) {
        return coverage("mart.coverage_as_of('" + moment + "')");
    }

    private List<String> coverage(String from) {
        return sorted(
                "select to_char(from_date, 'YYYY-MM') || ' ' || flow_code || ' ' || replace(scope_code, 'partner=', '') || ' ' || edition_date || ' ' || trim_scale(value_usd) from "
                        + from + " ");
    }

    private List<String> sorted(String query) {
        return loading.asked(query).stream().sorted().toList();
    }

    private Result load(Path file, boolean again) {
        return loading.act().load(VintageFiles.FEED, file, Map.of(), again, "aidos", Progress.NONE);
    }

    /** A file of some months and partners; every month of it is complete for every partner of it in both flows. */
    private Path made() throws IOException {
        LocalDate edition = LocalDate.of(2023, 4, 1).plusDays(random.nextInt(40));
        List<String> months = some(MONTHS);
        List<String> partners = some(PARTNERS);
        Map<Slice, SortedMap<String, Long>> slices = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (String month : months) {
            for (String partner : partners) {
                for (String flow : new String[] {"X", "M"}) {
                    SortedMap<String, Long> figures = new TreeMap<>();
                    for (String product : PRODUCTS) {
                        if (random.nextInt(4) > 0) {
                            long value = 5000 + (random.nextInt(6) == 0 ? random.nextInt(300) : random.nextInt(2));
                            figures.put(product, value);
                            lines.add(String.join(";", month, flow, partner, product, Long.toString(value)));
                        }
                    }
                    slices.put(new Slice(month, flow, partner), figures);
                }
            }
        }
        for (String month : months) {
            if (lines.stream().noneMatch(line -> line.startsWith(month))) {
                return made();
            }
        }
        for (String partner : partners) {
            if (lines.stream().noneMatch(line -> line.contains(";" + partner + ";"))) {
                return made();
            }
        }
        Path folderOfIt = Files.createDirectories(folder.resolve("f" + files.size()));
        Path file = VintageFiles.file(folderOfIt, edition + ".csv", lines.toArray(String[]::new));
        files.put(file, new File(edition, slices));
        return file;
    }

    private List<String> some(String... all) {
        List<String> some = new ArrayList<>();
        for (String one : all) {
            if (random.nextInt(3) > 0) {
                some.add(one);
            }
        }
        return some.isEmpty() ? List.of(all[random.nextInt(all.length)]) : some;
    }
}
