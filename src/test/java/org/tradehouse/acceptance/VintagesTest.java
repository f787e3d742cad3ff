package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.operate.Look;
import org.tradehouse.operate.RejectFilter;
import org.tradehouse.operate.RejectGroup;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;

/** What was said on a day can be asked for ever: editions, revisions, --again, approval, undo. */
class VintagesTest {
    private static final String LIVE =
            "select partner_code || ' ' || product_code || ' ' || trim_scale(value_usd) from mart.trade order by 1";

    @TempDir
    Path folder;

    private Loading loading;

    @BeforeEach
    void open() throws IOException {
        loading = Loading.in(folder, VintageFiles.feedIn(folder.resolve("jobs"), ""));
    }

    @AfterEach
    void close() {
        loading.close();
    }

    private Result load(Path file, boolean again) {
        return loading.act().load(VintageFiles.FEED, file, Map.of(), again, "aidos", Progress.NONE);
    }

    private Path first() throws IOException {
        return VintageFiles.file(
                folder, "2023-02-15.csv", "2023-01;X;CN;0207;1000", "2023-01;X;CN;0701;500", "2023-01;X;CN;1001;10");
    }

    private Path second() throws IOException {
        return VintageFiles.file(
                folder, "2023-03-15.csv", "2023-01;X;CN;0207;1010", "2023-01;X;CN;0701;500", "2023-01;X;CN;1005;11");
    }

    private String now() {
        return loading.asked("select clock_timestamp()").get(0);
    }

    private String valueOn(String moment) {
        return loading.asked("select trim_scale(sum(value_usd)) from mart.trade_as_of('" + moment + "')")
                .get(0);
    }

    @Test
    void anEditionItsRevisionAndTheFirstAgainAreThreeVintages() throws IOException {
        assertThat(load(first(), false).exitCode()).isZero();
        String one = now();
        assertThat(load(second(), false).lines())
                .anyMatch(it -> it.startsWith("1 new, 1 changed, 1 withdrawn, 1 same"));
        String two = now();
        assertThat(load(first(), false).exitCode())
                .as("the older one changes nothing")
                .isEqualTo(5);
        assertThat(load(first(), true).exitCode()).isZero();
        assertThat(List.of(valueOn(one), valueOn(two), valueOn(now()))).containsExactly("1510", "1521", "1510");
        assertThat(
                        loading.asked(
                                "select vintage_no, edition_date, release_status, new_rows, changed_rows, withdrawn_rows, same_rows, is_live from mart.revision where flow_code = 'X' order by 1"))
                .containsExactly(
                        "1|2023-02-15|provisional|3|0|0|0|f",
                        "2|2023-03-15|provisional|1|1|1|1|f",
                        "3|2023-02-15|provisional|1|1|1|1|t");
    }

    @Test
    void undoGivesThePreviousVintageBackAndCanBeUndone() throws IOException {
        load(first(), false);
        Result revision = load(second(), false);
        List<String> revised = loading.asked(LIVE);
        String two = now();
        assertThat(revision.lines()).contains("undo: tradehouse undo vt-monthly#" + revision.runId());
        Result undone = undo(revision);
        assertThat(undone.exitCode())
                .as(String.join("\n", undone.lines()) + undone.headline())
                .isZero();
        assertThat(loading.asked(LIVE)).containsExactly("CN 0207 1000", "CN 0701 500", "CN 1001 10");
        assertThat(loading.asked("select edition_date from mart.coverage where flow_code = 'X'"))
                .as("a corrected edition between the two can be loaded now")
                .containsExactly("2023-02-15");
        assertThat(valueOn(two)).isEqualTo("1521");
        assertThat(load(second(), false).exitCode())
                .as("what was taken back does not come again by itself")
                .isEqualTo(5);
        assertThat(undo(undone).exitCode()).isZero();
        assertThat(loading.asked(LIVE)).isEqualTo(revised);
        assertThat(load(second(), false).headline()).contains("nothing to do");
    }

    @Test
    void undoOfAFirstLoadWithdrawsItsSlicesAndCanBeUndone() throws IOException {
        Result only = load(first(), false);
        Result undone = undo(only);
        assertThat(loading.asked(LIVE)).isEmpty();
        assertThat(loading.asked("select * from mart.coverage")).isEmpty();
        assertThat(undo(undone).exitCode()).isZero();
        assertThat(valueOn(now())).isEqualTo("1510");
        assertThat(
                        loading.asked(
                                "select vintage_no, is_withdrawn, trim_scale(value_usd) from mart.revision where flow_code = 'X' order by 1"))
                .containsExactly("1|f|1510", "2|t|0", "3|f|1510");
    }

    @Test
    void restoredFiguresStillLeadToTheFileTheyCameFrom() throws IOException {
        load(first(), false);
        undo(load(second(), false));
        assertThat(loading.asked("""
                select distinct l.file_name, f.source_row > 0 from dw.fact_trade f left join ops.source_part p using (part_key)
                join ops.load l on l.load_key = coalesce(p.load_key, f.load_key)""")).containsExactly("2023-02-15.csv|t");
    }

    @Test
    void undoRefusesWhereANewerLoadHasReplacedASlice() throws IOException {
        Result one = load(first(), false);
        Result two = load(second(), false);
        Result refused = undo(one);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.code()).isEqualTo("TH-4017");
        assertThat(refused.headline()).contains("vt-monthly#" + two.runId()).contains("2023-03-15.csv");
        assertThat(refused.nextStep()).isEqualTo("tradehouse undo vt-monthly#" + two.runId());
        assertThat(valueOn(now())).isEqualTo("1521");
        undo(two);
        assertThat(undo(two).headline()).contains("it is undone already, by run");
        assertThat(valueOn(now())).isEqualTo("1510");
    }

    @Test
    void loadAfterLoadIsTakenBackAndGivenAgain() throws IOException {
        Result one = load(first(), false);
        Result two = load(second(), false);
        String both = now();
        Result noTwo = undo(two);
        Result noOne = undo(one);
        assertThat(noOne.exitCode()).as(noOne.headline()).isZero();
        assertThat(loading.asked(LIVE)).isEmpty();
        assertThat(undo(noTwo).code()).as("the newest first").isEqualTo("TH-4017");
        assertThat(undo(noOne).exitCode()).isZero();
        assertThat(valueOn(now())).isEqualTo("1510");
        assertThat(undo(noTwo).exitCode()).isZero();
        assertThat(valueOn(now())).isEqualTo("1521").isEqualTo(valueOn(both));
        assertThat(loading.asked("""
                select distinct l.file_name from dw.fact_trade f left join ops.source_part p using (part_key)
                join ops.load l on l.load_key = coalesce(p.load_key, f.load_key)""")).contains("2023-03-15.csv");
        assertThat(undo(one).nextStep()).isEqualTo("tradehouse undo vt-monthly#" + two.runId());
    }

    @Test
    void aPlanSaysWhatWouldChangeAndChangesNothing() throws IOException {
        load(first(), false);
        List<String> before = loading.asked(LIVE);
        Result plan = loading.act().plan(VintageFiles.FEED, second(), Map.of(), false, "aidos", Progress.NONE);
        assertThat(plan.exitCode()).isZero();
        assertThat(plan.lines()).anyMatch(it -> it.startsWith("1 new, 1 changed, 1 withdrawn, 1 same"));
        assertThat(loading.asked(LIVE)).isEqualTo(before);
        assertThat(
                        loading.asked(
                                "select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname = 'stg' and relname ~ '_[0-9]+$'"))
                .containsExactly("0");
        assertThat(loading.asked("select state, trigger_kind from ops.run order by run_id desc limit 1"))
                .containsExactly("planned|plan");
        Result loaded = load(second(), false);
        assertThat(loaded.exitCode()).isZero();
        assertThat(loading.asked("select load_no, state from ops.load order by load_key"))
                .as("a plan takes no load number")
                .containsExactly("1|published", "1|published");
        assertThat(loading.act()
                        .plan(VintageFiles.FEED, second(), Map.of(), false, "aidos", Progress.NONE)
                        .exitCode())
                .isEqualTo(5);
        assertThatThrownBy(() -> loading.act().retry(Long.toString(plan.runId()), "aidos", Progress.NONE))
                .hasMessageContaining("was a plan");
    }

    @Test
    void aPlanOfWhatWouldWaitSaysSo() throws IOException {
        load(first(), false);
        Path risen = VintageFiles.file(folder, "2023-04-15.csv", "2023-01;X;CN;0207;5000");
        Result plan = loading.act().plan(VintageFiles.FEED, risen, Map.of(), false, "aidos", Progress.NONE);
        assertThat(plan.exitCode()).isEqualTo(6);
        assertThat(plan.headline()).contains("2023-01, partner=CN, from 1 510 USD to 5 000 USD (+231.13 %)");
        assertThat(loading.asked("select count(*) from ops.hold")).containsExactly("0");
        Result held = load(risen, false);
        assertThat(held.exitCode()).isEqualTo(6);
        assertThat(valueOn(now())).as("readers keep the old vintage").isEqualTo("1510");
        assertThat(loading.act()
                        .approve(Long.toString(held.runId()), "dana", "told by phone", Progress.NONE)
                        .exitCode())
                .isZero();
        assertThat(valueOn(now())).isEqualTo("5000");
    }

    @Test
    void aNumberBehindAnotherFeedIsNoRunOfIt() throws IOException {
        Result run = load(first(), false);
        for (String other : List.of("vt", "vt-month", "kz-bns-trade-by-country")) {
            assertThatThrownBy(() -> loading.act().undo(other + "#" + run.runId(), "aidos", "", Progress.NONE))
                    .hasMessage("run " + run.runId() + " is of feed vt-monthly, not of " + other);
        }
        assertThat(valueOn(now())).isEqualTo("1510");
        assertThat(loading.act()
                        .undo("vt-monthly#" + run.runId(), "aidos", "", Progress.NONE)
                        .exitCode())
                .isZero();
    }

    @Test
    void aFeedMeansItsNewestRunThatTheVerbIsAbout() throws IOException {
        load(first(), false);
        load(second(), false);
        Path risen = VintageFiles.file(folder, "2023-04-15.csv", "2023-01;X;CN;0207;5000");
        Result held = load(risen, false);
        assertThat(held.exitCode()).isEqualTo(6);
        assertThat(undo(held).code()).isEqualTo("TH-4018");
        loading.act().plan(VintageFiles.FEED, risen, Map.of(), false, "aidos", Progress.NONE);
        assertThat(loading.act().deny(VintageFiles.FEED, "dana", "too much").exitCode())
                .isZero();
        assertThat(loading.act()
                        .undo(VintageFiles.FEED, "aidos", "", Progress.NONE)
                        .exitCode())
                .isZero();
        assertThat(valueOn(now())).isEqualTo("1510");
        assertThat(loading.act().deny(VintageFiles.FEED, "dana", "again").code())
                .isEqualTo("TH-4014");
    }

    private List<String> staged() {
        return loading.asked(
                "select tablename from pg_tables where schemaname = 'stg' and tablename ~ '_[0-9]+$' order by 1");
    }

    @Test
    void whatIsDeniedLeavesNothingStagedAndCanBeLoadedAgain() throws IOException {
        load(first(), false);
        Path risen = VintageFiles.file(folder, "2023-04-15.csv", "2023-01;X;CN;0207;5000");
        Result held = load(risen, false);
        assertThat(held.exitCode()).isEqualTo(6);
        assertThat(staged()).as("what waits is kept as it was staged").isNotEmpty();
        loading.act().deny(VintageFiles.FEED, "dana", "too much");
        assertThat(staged()).isEmpty();
        Result again = load(risen, false);
        assertThat(again.exitCode()).as(again.headline()).isEqualTo(6);
        assertThat(again.lines()).contains("what load 1 of it had staged is gone: it is staged again from the archive");
        assertThat(loading.act()
                        .approve(VintageFiles.FEED, "dana", "it is so", Progress.NONE)
                        .exitCode())
                .isZero();
        assertThat(valueOn(now())).isEqualTo("5000");
        assertThat(staged()).isEmpty();
    }

    @Test
    void whatIsRefusedLeavesItsRejectsAndNothingStaged() throws IOException {
        Path worse = VintageFiles.file(
                folder, "2023-02-15.csv", "2023-01;X;CN;0207;1000", "2023-01;X;CN;0701;much", "2023-01;X;CN;1001;10");
        Result refused = load(worse, false);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(staged()).isEmpty();
        assertThat(loading.asked("select row_no || ' ' || code from ops.reject"))
                .isNotEmpty();
        Result again = loading.act().retry(VintageFiles.FEED, "aidos", Progress.NONE);
        assertThat(again.code()).isEqualTo(refused.code());
        assertThat(again.counts()).isEqualTo(refused.counts());
        assertThat(staged()).isEmpty();
    }

    @Test
    void whatWaitsLeavesNothingStagedOnceItsFileIsLoadedAnew() throws IOException {
        load(first(), false);
        Path risen = VintageFiles.file(folder, "2023-04-15.csv", "2023-01;X;CN;0207;5000");
        assertThat(load(risen, false).exitCode()).isEqualTo(6);
        List<String> waiting = staged();
        loading.database().execute("update ops.load set parser_version = 'an older one' where state = 'held'");
        assertThat(load(risen, false).exitCode()).isEqualTo(6);
        assertThat(staged()).hasSameSizeAs(waiting).doesNotContainAnyElementsOf(waiting);
    }

    @Test
    void aFileRefusedBeforeItWasStagedStaysTheSameLoad() throws IOException {
        Path other = Files.writeString(folder.resolve("2023-02-15.csv"), "Monat;Wert\n2023-01;5\n");
        assertThat(load(other, false).exitCode()).isEqualTo(1);
        assertThat(load(other, false).exitCode()).isEqualTo(1);
        loading.act().retry(VintageFiles.FEED, "aidos", Progress.NONE);
        assertThat(loading.asked("select load_no, state from ops.load")).containsExactly("1|refused");
    }

    @Test
    void whatWaitsKeepsItsRejectsWhenItsFileIsPlanned() throws Exception {
        load(first(), false);
        Path risen = VintageFiles.file(folder, "2023-04-15.csv", "2023-01;X;CN;0207;5000", "2023-01;X;CN;0701;much");
        load(risen, false);
        List<RejectGroup> before = openRejects();
        assertThat(before).isNotEmpty();
        loading.act().plan(VintageFiles.FEED, risen, Map.of(), false, "aidos", Progress.NONE);
        assertThat(openRejects()).hasSameSizeAs(before);
    }

    @Test
    void rejectsCountOnceWhileTheirFileIsLoadedAgain() throws Exception {
        Path worse = VintageFiles.file(folder, "2023-02-15.csv", "2023-01;X;CN;0207;1000", "2023-01;X;CN;0701;much");
        load(worse, false);
        List<RejectGroup> before = openRejects();
        loading.act().retry(VintageFiles.FEED, "aidos", Progress.NONE);
        loading.database().execute("update ops.load set state = 'open' where load_no = 2"); // as while it is staged
        assertThat(openRejects())
                .hasSameSizeAs(before)
                .extracting(RejectGroup::rows)
                .containsExactly(1L);
    }

    @Test
    void aDenialIsDecidedAsAWholeOrNotAtAll() throws Exception {
        load(first(), false);
        Path risen = VintageFiles.file(folder, "2023-04-15.csv", "2023-01;X;CN;0207;5000");
        load(risen, false);
        List<String> waiting = staged();
        failing(() -> loading.act().deny(VintageFiles.FEED, "dana", "too much"));
        assertThat(staged()).isEqualTo(waiting);
        assertThat(loading.asked("select state from ops.run where state in ('held', 'denied')"))
                .containsExactly("held");
        assertThat(loading.act()
                        .approve(VintageFiles.FEED, "dana", "it is so", Progress.NONE)
                        .exitCode())
                .isZero();
    }

    @Test
    void whatWaitsStaysStagedWhereItsFileCannotBeLoadedAnew() throws Exception {
        load(first(), false);
        Path risen = VintageFiles.file(folder, "2023-04-15.csv", "2023-01;X;CN;0207;5000");
        load(risen, false);
        List<String> waiting = staged();
        loading.database().execute("update ops.load set parser_version = 'an older one' where state = 'held'");
        failing(() -> load(risen, false));
        assertThat(staged()).isEqualTo(waiting);
        assertThat(loading.asked("select load_no, state from ops.load where state <> 'published'"))
                .containsExactly("1|held");
    }

    @Test
    void anApprovalOfWhatIsNotStagedAnyMoreSaysHowToGoOn() throws IOException {
        load(first(), false);
        Result held = load(VintageFiles.file(folder, "2023-04-15.csv", "2023-01;X;CN;0207;5000"), false);
        loading.asked("select ops.drop_stage(load_key) from ops.load where state = 'held'");
        Result approved = loading.act().approve(VintageFiles.FEED, "dana", "it is so", Progress.NONE);
        assertThat(approved.code()).isEqualTo("TH-4016");
        assertThat(approved.nextStep()).isEqualTo("tradehouse retry vt-monthly#" + held.runId());
        assertThat(loading.act()
                        .retry(VintageFiles.FEED + "#" + held.runId(), "aidos", Progress.NONE)
                        .exitCode())
                .isEqualTo(6);
    }

    /** A minute and a half: the pool is patient with a server that starts again. */
    @Test
    @EnabledIfSystemProperty(named = "restart.rows", matches = "\\d{7,}")
    void aRunWhoseDatabaseGoesAwayIsRetriedByItsNumber() throws Exception {
        Path file = first();
        Result gone = loading.act().load(VintageFiles.FEED, file, Map.of(), false, "aidos", new Progress() {
            @Override
            public void stepStarted(String step) {
                if (step.equals("settle")) {
                    loading.database().reachable(false);
                }
            }
        });
        loading.database().reachable(true);
        assertThat(gone.exitCode()).as(gone.headline()).isNotZero();
        assertThat(gone.nextStep()).isEqualTo("tradehouse retry vt-monthly#" + gone.runId());
        assertThat(loading.asked("select state from ops.load")).doesNotContain("refused");
        assertThat(loading.act()
                        .retry(Long.toString(gone.runId()), "aidos", Progress.NONE)
                        .exitCode())
                .isZero();
        assertThat(valueOn(now())).isEqualTo("1510");
    }

    /** Does it while no load can change its state. */
    private void failing(Callable<Result> work) throws Exception {
        owner(
                "create function public.fail() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$");
        owner("create trigger fail before update on ops.load for each row execute function public.fail()");
        assertThat(work.call().exitCode()).isEqualTo(1);
        owner("drop trigger fail on ops.load; drop function public.fail()");
    }

    private void owner(String sql) throws Exception {
        try (var connection = loading.database().owner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<RejectGroup> openRejects() throws Exception {
        try (var connection = loading.database().loader()) {
            return new Look(connection, Clock.systemUTC()).rejects(RejectFilter.ALL);
        }
    }

    private Result undo(Result run) {
        return loading.act().undo(Long.toString(run.runId()), "aidos", "", Progress.NONE);
    }
}
