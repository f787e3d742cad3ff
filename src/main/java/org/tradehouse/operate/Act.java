package org.tradehouse.operate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tradehouse.database.Database;
import org.tradehouse.database.DatabaseException;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.LoadException;
import org.tradehouse.run.Ending;
import org.tradehouse.run.Order;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;
import org.tradehouse.run.Runs;
import org.tradehouse.run.Trigger;
import org.tradehouse.trade.Field;

/** What an operator, a schedule or the console can set going. Every verb returns when it is done and never throws for bad data. */
public final class Act implements AutoCloseable {
    private final Database database;
    private final Feeds feeds;
    private final Path home;
    private final Runs runs;
    private final Spellings spellings;
    private final Ledger ledger;

    /**
     * @param home {@code TRADEHOUSE_HOME}: inbox and archive lie in it
     */
    public Act(Database database, Feeds feeds, Path home) {
        this.database = database;
        this.feeds = feeds;
        this.home = home;
        this.runs = Runs.over(database, feeds, home);
        this.spellings = new Spellings(database);
        this.ledger = new Ledger(database, runs);
    }

    /**
     * Loads one file.
     *
     * @param given what the file does not say, by field; wins over what it says
     * @param again publish content that is already known as the newest edition
     */
    public Result load(String feed, Path file, Map<Field, String> given, boolean again, String who, Progress progress) {
        return result(
                runs.load(new Order(feeds.named(feed).name(), file, given, again, who, Trigger.PERSON), progress));
    }

    /**
     * Loads what is new in the feed's inbox, file by file; a failed one does not stop the others.
     *
     * @param trigger {@code person} or {@code schedule}: a schedule leaves alone what failed before and was not touched since
     */
    public List<Result> pull(String feed, String who, String trigger, Progress progress) {
        Feed known = feeds.named(feed);
        Path inbox = home.resolve("inbox").resolve(known.source().inbox());
        Trigger why = Trigger.valueOf(trigger.toUpperCase(Locale.ROOT));
        List<Result> results = new ArrayList<>();
        for (Path file : files(inbox, known.source().files())) {
            if (!runs.isKnown(known, file)) {
                results.add(result(runs.load(new Order(known.name(), file, Map.of(), false, who, why), progress)));
            }
        }
        if (results.isEmpty()) {
            results.add(Result.done(
                    feed,
                    RunState.NOTHING,
                    5,
                    feed + ": nothing new in its inbox",
                    "put files of the publisher into " + inbox));
        }
        return results;
    }

    /**
     * Continues a run or the newest run of a feed: restart from the last block, or reload where feed, aliases or code lists changed.
     *
     * @param runOrFeed {@code 4812}, {@code feed#4812} or {@code feed}
     */
    public Result retry(String runOrFeed, String who, Progress progress) {
        return result(runs.retry(runId(runOrFeed), who, Trigger.RETRY, progress));
    }

    /** Says what loading one file would change; see {@link #load}. Nothing is published. */
    public Result plan(String feed, Path file, Map<Field, String> given, boolean again, String who, Progress progress) {
        return result(runs.plan(new Order(feeds.named(feed).name(), file, given, again, who, Trigger.PLAN), progress));
    }

    /** The files in a feed's inbox that a pull would load. */
    public List<Path> waiting(String feed) {
        Feed known = feeds.named(feed);
        Path inbox = home.resolve("inbox").resolve(known.source().inbox());
        return files(inbox, known.source().files()).stream()
                .filter(file -> !runs.isKnown(known, file))
                .toList();
    }

    /**
     * Takes back what a run published: reports show again what they showed before.
     *
     * @param reason why, kept in the audit trail; may be empty
     */
    public Result undo(String run, String who, String reason, Progress progress) {
        return result(runs.undo(runId(run, RunQuery.PUBLISHED), who, reason, progress));
    }

    /**
     * Publishes a held load, if the plan is still the one that was held.
     *
     * @param reason why, for those who ask later
     * @throws LoadException TH-4025 where no reason is given
     */
    public Result approve(String run, String who, String reason, Progress progress) {
        requireReason(reason);
        return result(runs.approve(runId(run, RunQuery.WAITING), who, reason, progress));
    }

    /**
     * Refuses a held load; readers keep what is published.
     *
     * @throws LoadException TH-4025 where no reason is given
     */
    public Result deny(String run, String who, String reason) {
        requireReason(reason);
        return result(runs.deny(runId(run, RunQuery.WAITING), who, reason));
    }

    /**
     * Teaches a spelling; figures it touches come in with the next {@link #retry} of their run.
     *
     * @param feed the feed it holds for, or {@code *} for every feed
     * @param kind partner, region, product, unit, flow, currency
     * @throws LoadException when the kind or the code is unknown
     */
    public Result map(String feed, String kind, String alias, String code, String who, String reason) {
        if (!feed.equals("*")) {
            feeds.named(feed);
        }
        return spellings.add(feed, kind, alias, code, who, reason);
    }

    /**
     * Proposes to show other dollars than the publisher's for one figure; another person signs.
     *
     * @param type unit_factor, wrong_code, mirror, outlier, manual
     * @throws LoadException TH-4040 to TH-4047 where not exactly one figure is meant, or it cannot be corrected
     */
    public Result correct(FigureFilter figure, BigDecimal usd, String type, String reason, String who) {
        return ledger.propose(new Ledger.Wish(figure, usd, type, reason), who);
    }

    /** Signs a correction, not by its author, and publishes it. */
    public List<Result> approveCorrection(long id, String who, String reason, Progress progress) {
        return ledger.approve(id, who, reason, progress, this::result);
    }

    /** Retires a correction and publishes the source's own figure where it was in force. */
    public List<Result> retireCorrection(long id, String who, String reason, Progress progress) {
        return ledger.retire(id, who, reason, progress, this::result);
    }

    /** Ends runs whose process is gone and continues them. Returns what came of it. */
    public List<Result> continueDead(String who, Progress progress) {
        return runs.recover().stream()
                .map(run -> result(runs.retry(run, who, Trigger.RETRY, progress)))
                .toList();
    }

    /** Lets every run of this process end at its next block. */
    public void stopAll() {
        runs.stopAll();
    }

    @Override
    public void close() {
        runs.close();
    }

    private static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw new LoadException("TH-4025", "a decision has a reason", "say it with --reason \"...\"");
        }
    }

    private long runId(String runOrFeed) {
        int mark = runOrFeed.lastIndexOf('#');
        var number = runOrFeed.substring(mark + 1);
        if (number.matches("\\d{1,18}")) {
            return mark > 0
                    ? requireFeed(Long.parseLong(number), runOrFeed.substring(0, mark))
                    : Long.parseLong(number);
        }
        return runs.newestOf(feeds.named(runOrFeed).name())
                .orElseThrow(() -> new LoadException(
                        "TH-4011", "nothing of " + runOrFeed + " was ever run", "tradehouse run " + runOrFeed));
    }

    /** Of a feed the newest run that the verb is about: refusals and plans came after it. Where there is none, its newest. */
    private long runId(String runOrFeed, String such) {
        return runOrFeed.matches("(.*#)?\\d{1,18}")
                ? runId(runOrFeed)
                : looked(runs -> runs.newest(feeds.named(runOrFeed).name(), such))
                        .map(RunLine::runId)
                        .orElseGet(() -> runId(runOrFeed));
    }

    /** A number mistyped behind the right feed must not decide about a run of another one. */
    private long requireFeed(long number, String feed) {
        looked(runs -> runs.run(number)).filter(run -> !run.feed().equals(feed)).ifPresent(run -> {
            throw new LoadException(
                    "TH-4011",
                    "run " + number + " is of feed " + run.feed() + ", not of " + feed,
                    "tradehouse show " + run.id());
        });
        return number;
    }

    private interface Question {
        Optional<RunLine> of(RunQuery runs) throws SQLException;
    }

    private Optional<RunLine> looked(Question question) {
        try (Connection connection = database.connect(Database.Role.LOADER)) {
            return question.of(new RunQuery(new Rows(connection)));
        } catch (SQLException e) {
            throw new LoadException(
                    "TH-5044", "the run could not be looked up: " + e.getMessage(), "tradehouse db status", e);
        }
    }

    private Result result(Ending ending) {
        double warn = feeds.all().stream()
                .filter(feed -> feed.name().equals(ending.feed()))
                .mapToDouble(feed -> feed.checks().warnRejected())
                .findFirst()
                .orElse(0);
        Result result = Result.of(ending, warn);
        return ending.code().equals("TH-3001") ? repair(result) : result;
    }

    /** The command for the heaviest reject is the next step; it is looked up only now that the rejects are committed. */
    private Result repair(Result result) {
        try (Connection connection = database.connect(Database.Role.LOADER)) {
            return new RejectQuery(new Rows(connection))
                    .groups(new RejectFilter(null, null, null, result.runId())).stream()
                            .findFirst()
                            .map(group -> result.withNextStep(group.command()))
                            .orElse(result);
        } catch (SQLException | DatabaseException away) {
            return result;
        }
    }

    private static List<Path> files(Path inbox, List<String> patterns) {
        if (!Files.isDirectory(inbox)) {
            return List.of();
        }
        var matchers = patterns.stream()
                .map(it -> FileSystems.getDefault().getPathMatcher("glob:" + it))
                .toList();
        try (var list = Files.list(inbox)) {
            return list.filter(Files::isRegularFile)
                    .filter(file -> matchers.stream().anyMatch(it -> it.matches(file.getFileName())))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the inbox " + inbox + " cannot be read", e);
        }
    }
}
