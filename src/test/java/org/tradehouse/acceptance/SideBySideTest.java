package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.feed.Feeds;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;

/** Loads of several feeds, and readers, at the same time. */
class SideBySideTest {
    private static final String OTHER = "vt-second";
    private static final String MONTHS =
            "select dataset_code || ' ' || to_char(period_date, 'YYYY-MM') || ' ' || trim_scale(value_usd) from dw.fact_trade join dw.dim_dataset using (dataset_key) order by 1";

    @TempDir
    Path folder;

    private Path jobs;
    private Loading loading;

    @BeforeEach
    void open() throws IOException {
        jobs = VintageFiles.feedIn(folder.resolve("jobs"), "");
        String feed = Files.readString(jobs.resolve("xx/" + VintageFiles.FEED + ".yaml"));
        Files.writeString(
                jobs.resolve("xx/" + OTHER + ".yaml"),
                feed.replace(VintageFiles.FEED, OTHER).replace("code: VT", "code: VT2"));
        loading = Loading.in(folder, jobs);
    }

    @AfterEach
    void close() {
        loading.close();
    }

    private Result load(String feed, String name, String month, String value, Progress progress) {
        try (Act act = new Act(loading.database().database(), Feeds.in(jobs), folder)) {
            Path file = VintageFiles.file(
                    Files.createDirectories(folder.resolve(feed)), name, month + ";X;CN;0207;" + value);
            return act.load(feed, file, Map.of(), false, "tester", progress);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void isDone(Result result) {
        assertThat(result.state()).as(result.headline()).isEqualTo(RunState.DONE);
    }

    @Test
    void aReaderThatStaysDelaysALoadWithANewYearAndNoOther() throws Exception {
        isDone(load(OTHER, "2023-06-01.csv", "2023-01", "50", Progress.NONE));
        List<String> notes = new CopyOnWriteArrayList<>();
        try (var reader = loading.database().reader();
                var reading = reader.createStatement()) {
            reader.setAutoCommit(false);
            reading.execute("select count(*) from dw.dim_area");
            var added = CompletableFuture.supplyAsync(
                    () -> load(VintageFiles.FEED, "2025-06-01.csv", "2024-01", "70", new Progress() {
                        @Override
                        public void note(String line) {
                            notes.add(line);
                        }
                    }));
            while (loading.asked(
                            "select 1 from pg_stat_activity where state = 'active' and query like '%readers_have_left(%'"
                                    + " and pid <> pg_backend_pid()")
                    .isEmpty()) {
                assertThat(added).isNotDone();
            }
            isDone(load(OTHER, "2023-07-01.csv", "2023-01", "55", Progress.NONE));
            assertThat(loading.asked(MONTHS))
                    .as("the other load is published")
                    .singleElement()
                    .asString()
                    .endsWith("2023-01 55");
            assertThat(added).isNotDone();
            assertThat(notes).anySatisfy(it -> assertThat(it).startsWith("publishing waits until session "));
            reader.rollback();
            isDone(added.get(60, TimeUnit.SECONDS));
        }
        assertThat(loading.asked(MONTHS))
                .hasSize(2)
                .anySatisfy(it -> assertThat(it).endsWith("2024-01 70"));
        assertThat(loading.asked("select count(*) from ops.load where state = 'published'"))
                .containsExactly("3");
    }

    @Test
    void loadsThatBringTheSameNewYearAreAllPublished() throws Exception {
        List<String> notes = new CopyOnWriteArrayList<>();
        Progress listening = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        for (int year = 2018; year < 2024; year++) {
            String month = year + "-03";
            String edition = (year + 1) + "-06-01.csv";
            var one = CompletableFuture.supplyAsync(() -> load(VintageFiles.FEED, edition, month, "70", listening));
            var two = CompletableFuture.supplyAsync(() -> load(OTHER, edition, month, "80", listening));
            isDone(one.get(60, TimeUnit.SECONDS));
            isDone(two.get(60, TimeUnit.SECONDS));
        }
        assertThat(loading.asked(MONTHS)).hasSize(12);
        assertThat(notes).noneSatisfy(it -> assertThat(it).contains("ERROR"));
        assertThat(loading.asked("select 'left' from ops.filled_year")).isEmpty();
    }
}
