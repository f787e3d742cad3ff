package org.tradehouse.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Load;
import org.tradehouse.publish.Plan;

/** One run while it lasts: what it works on and what it has learned so far. */
final class Attempt {
    private final Feed feed;
    private final long runId;
    private final String who;
    private final Progress progress;
    private final List<String> lines = new ArrayList<>();

    private @Nullable Load load;
    private boolean again;
    private boolean isPlan;
    private String headline = "";
    private String repeat = "";
    private boolean nothing;
    private HoldBook.@Nullable Approval approval;
    private @Nullable Plan plan;
    private FindingBook.@Nullable Noticed hold;
    private long token;
    private volatile boolean stopping;
    private volatile boolean leaseLost;
    private volatile @Nullable StepExecution step;

    Attempt(Feed feed, long runId, String who, Progress progress) {
        this.feed = feed;
        this.runId = runId;
        this.who = who;
        this.progress = progress;
    }

    Feed feed() {
        return feed;
    }

    long runId() {
        return runId;
    }

    String who() {
        return who;
    }

    Progress progress() {
        return progress;
    }

    long token() {
        return token;
    }

    void token(long token) {
        this.token = token;
    }

    @Nullable
    Load known() {
        return load;
    }

    Load load() {
        if (load == null) {
            throw new IllegalStateException("run " + runId + " has no load yet");
        }
        return load;
    }

    void load(Load load, boolean again) {
        this.load = load;
        this.again = again;
    }

    boolean again() {
        return again;
    }

    /** True where the run ends before publishing. */
    boolean isPlan() {
        return isPlan;
    }

    void planOnly() {
        isPlan = true;
    }

    /** The command that does the same once more. */
    String repeat() {
        return repeat.isEmpty() ? "tradehouse retry " + feed.name() + "#" + runId : repeat;
    }

    void repeatWith(String command) {
        repeat = command;
    }

    /** One sentence that says what was done where it is no load of a file; else empty. */
    String headline() {
        return headline;
    }

    void headline(String sentence) {
        headline = sentence;
    }

    /** A steward's consent to one plan. */
    HoldBook.@Nullable Approval approval() {
        return approval;
    }

    void approval(HoldBook.Approval consent) {
        this.approval = consent;
    }

    @Nullable
    Plan plan() {
        return plan;
    }

    void plan(Plan plan) {
        this.plan = plan;
    }

    /** True where everything of the load was left alone. */
    boolean nothingToDo() {
        return plan == null ? nothing : plan.nothingToDo();
    }

    void nothing(boolean leftAlone) {
        this.nothing = leftAlone;
    }

    /** What the load waits for, if it does. */
    FindingBook.@Nullable Noticed hold() {
        return hold;
    }

    void hold(FindingBook.Noticed why) {
        this.hold = why;
    }

    /** A sentence for the operator, now and in the result. */
    void say(String line) {
        lines.add(line);
        progress.note(line);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    boolean stopping() {
        return stopping;
    }

    boolean leaseLost() {
        return leaseLost;
    }

    /** Called by the lease's own thread. */
    void loseLease() {
        leaseLost = true;
        stop();
    }

    /** Ends the run at the next block or step. In memory only: the framework's own stop would close the execution early (H10). */
    void stop() {
        stopping = true;
        StepExecution current = step;
        if (current != null) {
            current.setTerminateOnly();
        }
    }

    void enter(StepExecution current) {
        step = current;
        if (stopping) {
            current.setTerminateOnly();
        }
    }
}
