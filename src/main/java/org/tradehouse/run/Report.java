package org.tradehouse.run;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Load;
import org.tradehouse.publish.Plan;

/** Writes the ending of a run: what an operator is told and the run's row keeps. */
final class Report {
    private final LoadBook loads;

    Report(LoadBook loads) {
        this.loads = loads;
    }

    /** A run that ended in its own way. */
    Ending of(Attempt attempt, RunState state) {
        Plan plan = attempt.plan();
        if (plan != null && state != RunState.STOPPED) {
            attempt.say(said(plan));
        }
        FindingBook.Noticed hold = attempt.hold();
        return switch (state) {
            case HELD -> {
                FindingBook.Noticed why = hold == null ? new FindingBook.Noticed("", "") : hold;
                String code = why.rule().startsWith("TH-") ? why.rule() : "TH-3100";
                yield ending(attempt, state, code, why.message(), "tradehouse why " + id(attempt));
            }
            case STOPPED ->
                ending(
                        attempt,
                        state,
                        "TH-4010",
                        "stopped at a block; what is staged is kept",
                        "tradehouse retry " + id(attempt));
            case PLANNED -> planned(attempt, hold);
            case DONE -> {
                if (plan != null && !plan.nothingToDo()) {
                    attempt.say("undo: tradehouse undo " + id(attempt));
                }
                yield ending(attempt, state, "", attempt.headline(), "");
            }
            default -> ending(attempt, state, "", "", "");
        };
    }

    private Ending planned(Attempt attempt, FindingBook.@Nullable Noticed hold) {
        String load = "tradehouse load " + attempt.feed().name() + " FILE";
        return hold == null
                ? ending(attempt, RunState.PLANNED, "", "", load)
                : ending(
                        attempt,
                        RunState.PLANNED,
                        hold.rule().startsWith("TH-") ? hold.rule() : "TH-3100",
                        hold.message(),
                        load);
    }

    /** A run that failed. */
    Ending failed(Attempt attempt, Failure failure) {
        Load load = attempt.known();
        if (load != null && failure.code().matches("TH-[123].*")) {
            loads.refuse(load.key());
        }
        String next = failure.nextStep().isEmpty() ? attempt.repeat() : failure.nextStep();
        return ending(attempt, RunState.FAILED, failure.code(), failure.message(), next)
                .withTransient(failure.isTransient(), failure.isUnreachable());
    }

    /** A wish that never became a run because the database could not be used. */
    Ending failed(String feed, long runId, Failure failure) {
        String next = failure.nextStep().isEmpty() ? "tradehouse run " + feed : failure.nextStep();
        return new Ending(
                runId,
                feed,
                0,
                0,
                "",
                "",
                RunState.FAILED,
                Counts.NONE,
                failure.code(),
                failure.message(),
                next,
                List.of(),
                0,
                failure.isTransient(),
                failure.isUnreachable());
    }

    /** A wish for a feed that somebody else runs. */
    Ending busy(String feed, RunBook.@Nullable Known holder) {
        String who = holder == null
                ? feed + " is being run by another process that has not said its number yet"
                : "already running as " + feed + "#" + holder.runId() + " by " + holder.startedBy() + " since "
                        + holder.startedAt();
        return new Ending(
                holder == null ? 0 : holder.runId(),
                feed,
                0,
                0,
                "",
                holder == null ? "" : holder.startedBy(),
                RunState.BUSY,
                Counts.NONE,
                "TH-4002",
                who,
                "tradehouse show " + feed,
                List.of(),
                0,
                true,
                false);
    }

    /** A run that met another one although it had the lock. */
    Ending busy(Attempt attempt, String why) {
        return ending(attempt, RunState.BUSY, "TH-4002", why, attempt.repeat());
    }

    private Ending ending(Attempt attempt, RunState state, String code, String message, String next) {
        Load load = attempt.known();
        Counts counts = Counts.NONE;
        double share = 0;
        if (load != null) {
            try {
                counts = loads.counts(load.key());
                share = loads.rejectedShare(load.key());
            } catch (RuntimeException e) {
                attempt.say("the counts cannot be read: " + e.getMessage());
            }
        }
        return new Ending(
                attempt.runId(),
                attempt.feed().name(),
                load == null ? 0 : load.key(),
                load == null ? 0 : load.number(),
                load == null ? "" : load.fileName(),
                attempt.who(),
                state,
                counts,
                code,
                message,
                next,
                attempt.lines(),
                share,
                false,
                false);
    }

    private static String said(Plan plan) {
        return plan.nothingToDo()
                ? "nothing to publish: newer editions are live for all its slices"
                : plan.fresh() + " new, " + plan.changed() + " changed, " + plan.withdrawn() + " withdrawn, "
                        + plan.same()
                        + " same figures in " + plan.slices() + " slices"
                        + (plan.superseded() == 0
                                ? ""
                                : "; " + plan.superseded() + " slices left alone: newer editions are live");
    }

    private static String id(Attempt attempt) {
        return attempt.feed().name() + "#" + attempt.runId();
    }
}
