package org.tradehouse.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tradehouse.acquire.Archive;
import org.tradehouse.acquire.Archive.Acquired;
import org.tradehouse.database.Database;
import org.tradehouse.database.Database.Role;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;

/**
 * Runs loads: one owner per feed, one job shape, restart or child load (semantics §6, reliability.md §3). Every call
 * returns when its run has ended and is safe beside calls of other threads and processes.
 */
public final class Runs implements AutoCloseable {
    private final Database database;
    private final Feeds feeds;
    private final Archive archive;
    private final RunBook runs;
    private final LoadBook loads;
    private final HoldBook holds;
    private final References references;
    private final Batches batches;
    private final Set<Attempt> atWork = new HashSet<>();
    private boolean closing;

    private Runs(Database database, Feeds feeds, Path home) {
        this.database = database;
        this.feeds = feeds;
        this.archive = new Archive(home.resolve("archive"));
        this.runs = new RunBook(database.pool());
        this.loads = new LoadBook(database.pool(), home);
        this.holds = new HoldBook(database.pool());
        this.references = new References(database.pool());
        this.batches = new Batches(database.pool());
    }

    /** @param home folder of the archive */
    public static Runs over(Database database, Feeds feeds, Path home) {
        return new Runs(database, feeds, home);
    }

    /** Archives a file and loads it, unless its content is known: see {@link Ending#state()}. */
    public Ending load(Order order, Progress progress) {
        Feed feed = feeds.named(order.feed());
        return own(feed, order.trigger(), order.who(), null, progress, attempt -> {
            attempt.progress().stepStarted("acquire");
            Acquired file =
                    archive.acquire(feed.name(), order.file(), feed.layout().format() == Feed.Format.XML);
            loads.enter(feed.name(), file);
            attempt.progress().stepFinished("acquire");
            KnownLoad known = loads.newest(feed.name(), file.sha256());
            boolean patient = order.trigger() == Trigger.SCHEDULE;
            Inputs inputs = references.inputs(feed, order.given(), known);
            Decision decision = Decision.about(known, inputs, order.again(), patient);
            return follow(attempt, decision, inputs, known, file.sha256(), file.fileName(), order.again());
        });
    }

    /**
     * Continues a run: from its last committed block when the inputs are the same, else as a child load of the archived file.
     *
     * @throws LoadException TH-4011 when there is no such run
     */
    public Ending retry(long runId, String who, Trigger trigger, Progress progress) {
        RunBook.Known run = known(runId);
        refuseToRepeat(run);
        return own(feeds.named(run.feed()), trigger, who, runId, progress, attempt -> {
            KnownLoad known = newest(run);
            Inputs inputs = references.inputs(attempt.feed(), known.load().given(), known);
            Decision decision = Decision.about(known, inputs, false, false);
            return follow(
                    attempt,
                    decision,
                    inputs,
                    known,
                    known.load().sha256(),
                    known.load().fileName(),
                    false);
        });
    }

    /** Publishes a held load, if it would still publish exactly what was held. Four eyes: not by who started it. */
    public Ending approve(long runId, String who, String reason, Progress progress) {
        RunBook.Known run = known(runId);
        return own(feeds.named(run.feed()), Trigger.APPROVE, who, runId, progress, attempt -> {
            KnownLoad known = newest(run);
            HoldBook.Held held = held(run, known, who);
            if (!loads.isStaged(known.load().key())) {
                throw new LoadException(
                        "TH-4016",
                        "what was held is not staged any more",
                        "tradehouse retry " + run.feed() + "#" + runId);
            }
            Inputs inputs = references.inputs(attempt.feed(), known.load().given(), known);
            String changes = inputs.changesSince(known.inputs());
            if (!changes.isEmpty()) {
                throw new LoadException(
                        "TH-4016",
                        "changed since the load was held: " + changes
                                + "; what was held is no longer what would be published",
                        "tradehouse retry " + run.feed() + "#" + runId);
            }
            attempt.approval(new HoldBook.Approval(held, who, reason));
            attempt.load(known.load(), batches.again(known.load()));
            return execute(attempt);
        });
    }

    /** Says what loading a file would change, and changes nothing: what it needs for that is gone when it returns. */
    public Ending plan(Order order, Progress progress) {
        Feed feed = feeds.named(order.feed());
        if (feed.reference() != null) {
            throw new LoadException(
                    "TH-4023",
                    feed.name() + " brings lists and no figures: there is nothing to plan",
                    "tradehouse load " + feed.name() + " " + order.file());
        }
        return own(feed, order.trigger(), order.who(), null, progress, attempt -> {
            attempt.planOnly();
            attempt.repeatWith("tradehouse plan " + feed.name() + " FILE");
            attempt.progress().stepStarted("acquire");
            Acquired file = archive.acquire(feed.name(), order.file());
            loads.enter(feed.name(), file);
            attempt.progress().stepFinished("acquire");
            KnownLoad known = loads.newest(feed.name(), file.sha256());
            Inputs inputs = references.inputs(feed, order.given());
            Decision decision = Decision.about(known, inputs, order.again(), false);
            if (known != null && decision.kind() == Decision.Kind.NOTHING) {
                return follow(attempt, decision, inputs, known, file.sha256(), file.fileName(), false);
            }
            Load draft = loads.draft(feed.name(), file.sha256(), file.fileName(), inputs, known, null);
            attempt.load(draft, order.again());
            try {
                return execute(attempt);
            } finally {
                loads.forget(draft.key());
            }
        });
    }

    /**
     * Takes a published load back: its slices get the version they had before, as a load of its own, which can be undone too.
     *
     * @param reason why, for the audit trail; may be empty
     */
    public Ending undo(long runId, String who, String reason, Progress progress) {
        RunBook.Known run = known(runId);
        return own(feeds.named(run.feed()), Trigger.UNDO, who, runId, progress, attempt -> {
            attempt.repeatWith("tradehouse undo " + run.feed() + "#" + run.runId());
            KnownLoad undone = published(run);
            Load load = undone.load();
            Load undo = loads.draft(load.feed(), load.sha256(), load.fileName(), undone.inputs(), undone, load.key());
            attempt.load(undo, true);
            runs.load(attempt.runId(), undo.key());
            runs.step(attempt.runId(), "publish");
            Undoing undoing = new Undoing(database, batches.transactions(), attempt);
            try {
                undoing.undo(load, reason);
            } finally {
                loads.forget(undo.key());
            }
            attempt.headline("undid run " + run.runId() + undoing.outcome());
            return RunState.DONE;
        });
    }

    /** Refuses a held load; what is published stays. */
    public Ending deny(long runId, String who, String reason) {
        RunBook.Known run = known(runId);
        return own(feeds.named(run.feed()), Trigger.APPROVE, who, runId, Progress.NONE, attempt -> {
            KnownLoad known = newest(run);
            HoldBook.Held held = held(run, known, who);
            attempt.load(known.load(), false);
            new FencedTransactions(batches.transactions(), database.pool(), attempt).run(connection -> {
                holds.deny(held, who, reason);
                runs.decided(held.runId(), RunState.DENIED);
                loads.refuse(known.load().key());
            });
            attempt.say("denied: " + held.message());
            return RunState.DENIED;
        });
    }

    /**
     * Loads a published content once more from the archive because a correction of it was decided; only what differs is
     * published. Four eyes are the decision's own, so that no second hold follows from it.
     *
     * @param loadKey any load of the content
     */
    public Ending republish(int loadKey, String because, String who, Progress progress) {
        Load published = loads.load(loadKey).orElseThrow().load();
        return own(feeds.named(published.feed()), Trigger.REPLAY, who, null, progress, attempt -> {
            KnownLoad known = Objects.requireNonNull(loads.newest(published.feed(), published.sha256()));
            Inputs inputs = references.inputs(attempt.feed(), known.load().given());
            String changes = inputs.changesSince(known.inputs());
            return follow(
                    attempt,
                    new Decision(
                            Decision.Kind.CHILD,
                            because + (changes.isEmpty() ? "" : "; also changed since its load: " + changes)),
                    inputs,
                    known,
                    known.load().sha256(),
                    known.load().fileName(),
                    false);
        });
    }

    /** True where this very file is loaded with today's inputs and live: nothing would come of loading it. */
    public boolean isKnown(Feed feed, Path file) {
        KnownLoad known = loads.newest(feed.name(), Contents.sha256(file));
        return known != null
                && Decision.about(known, references.inputs(feed, known.load().given(), known), false, true)
                                .kind()
                        == Decision.Kind.NOTHING;
    }

    /** The newest run of a feed. */
    public Optional<Long> newestOf(String feed) {
        return runs.newest(feed).map(RunBook.Known::runId);
    }

    /**
     * Ends the runs whose process is gone: their feed's lock is free. What they were loading can be retried.
     *
     * @return the runs that had died and can go on; a plan or an undo changed nothing and is wished anew
     */
    public List<Long> recover() {
        List<Long> dead = new ArrayList<>();
        for (String feed : runs.feedsRunning()) {
            try (FeedLock lock =
                    FeedLock.tryTake(() -> database.connect(Role.LOADER), feed).orElse(null)) {
                if (lock != null) {
                    bury(feed).stream().filter(Runs::canGoOn).forEach(run -> dead.add(run.runId()));
                }
            } catch (SQLException e) {
                throw new DatabaseFailure(e);
            }
        }
        return dead;
    }

    /** Lets every run of this process end at its next block, and waits for it. No new run starts. */
    public void stopAll() {
        synchronized (atWork) {
            closing = true;
            atWork.forEach(Attempt::stop);
            while (!atWork.isEmpty()) {
                try {
                    atWork.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    /** Stops what is still at work. The database belongs to the caller. */
    @Override
    public void close() {
        stopAll();
    }

    private interface Work {
        RunState of(Attempt attempt) throws Exception;
    }

    /** Everything between taking the feed's lock and giving it back. */
    private Ending own(Feed feed, Trigger trigger, String who, @Nullable Long parent, Progress progress, Work work) {
        try {
            Optional<FeedLock> free = FeedLock.tryTake(() -> database.connect(Role.LOADER), feed.name());
            if (free.isEmpty()) {
                return busy(feed.name());
            }
            try (FeedLock lock = free.get()) {
                List<RunBook.Known> dead = bury(feed.name());
                long runId = runs.open(feed.name(), trigger, who, parent);
                Fault.point("run-opened");
                Attempt attempt = new Attempt(feed, runId, who, progress);
                progress.runStarted(feed.name(), runId);
                dead.forEach(run ->
                        attempt.say("run " + run.runId() + " of " + run.startedBy() + " had died; its locks are free"));
                return run(attempt, lock, work);
            }
        } catch (SQLException | RuntimeException e) {
            return new Report(loads).failed(feed.name(), 0, Failure.of(e));
        }
    }

    private Ending run(Attempt attempt, FeedLock lock, Work work) {
        Report report = new Report(loads);
        try {
            Ending ending = ended(attempt, lock, work, report);
            try {
                runs.close(ending);
            } catch (RuntimeException e) {
                if (ending.state() != RunState.FAILED) {
                    throw e;
                }
                // A database that is away cannot be told; who asked is told why, and the next run of the feed ends the
                // row.
            }
            return ending;
        } finally {
            leave(attempt);
        }
    }

    private Ending ended(Attempt attempt, FeedLock lock, Work work, Report report) {
        try (Lease lease = Lease.take(lock.connection(), attempt.feed().name(), attempt.runId(), attempt::loseLease)) {
            attempt.token(lease.token());
            runs.token(attempt.runId(), lease.token());
            join(attempt);
            return report.of(attempt, work.of(attempt));
        } catch (Busy e) {
            return report.busy(attempt, Objects.toString(e.getMessage(), "already running"));
        } catch (Exception e) {
            return report.failed(attempt, Failure.of(e));
        }
    }

    private RunState follow(
            Attempt attempt,
            Decision decision,
            Inputs inputs,
            @Nullable KnownLoad known,
            String sha256,
            String fileName,
            boolean again)
            throws Exception {
        if (!decision.because().isEmpty()) {
            attempt.say(decision.because());
        }
        switch (decision.kind()) {
            case NOTHING, WAIT -> {
                KnownLoad load = Objects.requireNonNull(known);
                attempt.load(load.load(), false);
                runs.load(attempt.runId(), load.load().key());
                loads.tidy(load);
                return RunState.NOTHING;
            }
            case RESTART -> restart(attempt, Objects.requireNonNull(known), inputs);
            case FRESH, CHILD -> {
                Load load = loads.add(attempt.feed().name(), sha256, fileName, inputs, known);
                attempt.load(load, again);
            }
        }
        return execute(attempt);
    }

    private void restart(Attempt attempt, KnownLoad known, Inputs inputs) {
        Load load = known.load();
        boolean isStagedOnce = attempt.feed().reference() == null; // lists are staged again in any case
        boolean gone = isStagedOnce && batches.hasStaged(load) && !loads.isStaged(load.key());
        if (batches.canRestart(load) && !gone) {
            attempt.load(load, batches.again(load));
        } else {
            attempt.say(
                    gone
                            ? "what load " + load.number()
                                    + " of it had staged is gone: it is staged again from the archive"
                            : "its execution cannot be continued: loading again from the archive");
            attempt.load(loads.add(load.feed(), load.sha256(), load.fileName(), inputs, known), batches.again(load));
        }
    }

    private RunState execute(Attempt attempt) throws Exception {
        runs.load(attempt.runId(), attempt.load().key());
        try (Execution execution = new Execution(database, batches, runs, references, attempt)) {
            RunState state = execution.run();
            loads.after(attempt.load().key(), state);
            return state;
        }
    }

    private List<RunBook.Known> bury(String feed) {
        List<RunBook.Known> dead = runs.bury(feed);
        batches.recover(feed);
        return dead;
    }

    private Ending busy(String feed) {
        return new Report(loads).busy(feed, runs.running(feed).orElse(null));
    }

    private RunBook.Known known(long runId) {
        return runs.run(runId)
                .orElseThrow(() -> new LoadException("TH-4011", "there is no run " + runId, "tradehouse runs"));
    }

    private static boolean canGoOn(RunBook.Known run) {
        return run.trigger() != Trigger.PLAN && run.trigger() != Trigger.UNDO;
    }

    /** What only planned or undid is wished anew, not continued. */
    private static void refuseToRepeat(RunBook.Known run) {
        if (!canGoOn(run)) {
            boolean plan = run.trigger() == Trigger.PLAN;
            throw new LoadException(
                    "TH-4022",
                    "run " + run.runId() + (plan ? " was a plan" : " was an undo") + ": there is nothing to go on with",
                    plan
                            ? "tradehouse plan " + run.feed() + " FILE"
                            : "tradehouse show " + run.feed() + "#" + run.runId());
        }
    }

    /** The load a run has published. */
    private KnownLoad published(RunBook.Known run) {
        Integer key = run.loadKey();
        KnownLoad known = key == null ? null : loads.load(key).orElseThrow();
        if (known == null || run.trigger() == Trigger.PLAN || !known.state().matches("published|withdrawn")) {
            throw new LoadException(
                    "TH-4018",
                    "run " + run.runId() + " published nothing (" + run.state().text() + "): there is nothing to undo",
                    "tradehouse revisions " + run.feed());
        }
        return known;
    }

    private KnownLoad newest(RunBook.Known run) {
        Integer key = run.loadKey();
        if (key == null) {
            throw new LoadException(
                    "TH-4021",
                    "run " + run.runId() + " ended before its file was archived",
                    run.trigger() == Trigger.SCHEDULE
                            ? "tradehouse run " + run.feed()
                            : "tradehouse load " + run.feed() + " FILE");
        }
        Load load = loads.load(key).orElseThrow().load();
        KnownLoad newest = loads.newest(load.feed(), load.sha256());
        if (newest == null) {
            throw new LoadException(
                    "TH-4014",
                    "run " + run.runId() + " was a plan: its file was never loaded, and nothing of it waits",
                    "tradehouse load " + run.feed() + " FILE");
        }
        return newest;
    }

    private HoldBook.Held held(RunBook.Known run, KnownLoad known, String who) {
        HoldBook.Held held = holds.open(known.load().key())
                .orElseThrow(() -> new LoadException(
                        "TH-4014",
                        "nothing of run " + run.runId() + " waits for approval",
                        "tradehouse show " + run.feed() + "#" + run.runId()));
        if (held.runId() != run.runId()) {
            String waits = run.feed() + "#" + held.runId();
            throw new LoadException(
                    "TH-4016",
                    "run " + run.runId() + " " + notWaiting(run) + ", and what waits now is what run " + waits
                            + " would publish",
                    "tradehouse why " + waits);
        }
        if (held.startedBy().equals(who)) {
            throw new LoadException(
                    "TH-4015",
                    who + " started the run and cannot decide about it",
                    "ask another steward: tradehouse approve " + run.feed() + "#" + held.runId());
        }
        return held;
    }

    /** Why a run does not wait while another one with its file does. */
    private static String notWaiting(RunBook.Known run) {
        return switch (run.state()) {
            case HELD -> "waits no more: its file was loaded again";
            case DENIED -> "was denied: its file was loaded again";
            case PLANNED -> "was a plan and never waited: its file was loaded beside it";
            default -> "never waited, it ended as " + run.state().text() + ": its file was loaded more than once";
        };
    }

    private void join(Attempt attempt) {
        synchronized (atWork) {
            atWork.add(attempt);
            if (closing) {
                attempt.stop();
            }
        }
    }

    private void leave(Attempt attempt) {
        synchronized (atWork) {
            atWork.remove(attempt);
            atWork.notifyAll();
        }
    }
}
