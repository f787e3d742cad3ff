package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tradehouse.check.LoadCheck;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;
import org.tradehouse.publish.Plan;
import org.tradehouse.publish.Publication;
import org.tradehouse.settle.Settlement;

/** What the job does after staging, each in a transaction the job gives: settle, check, plan, publish. */
final class Steps {
    /** Rejects of earlier loads of the same content are settled: repaired, or standing once more in this load. */
    private static final String REPLAYED = """
            update ops.reject x set state = 'replayed', replay_load_key = $load, decided_at = clock_timestamp()
            from ops.load old join ops.load now on now.feed = old.feed and now.sha256 = old.sha256 and now.load_no > old.load_no
            where now.load_key = $load and x.load_key = old.load_key and x.state = 'open'""";

    /** Below this a second session costs more than it gains. */
    private static final long FIGURES_FOR_TWO = 20_000;

    private final Attempt attempt;
    private final Supplier<Connection> sessions;
    private final Load load;
    private final Feed feed;
    private final Publication publication;

    /**
     * @param publication one object for all steps of an attempt: what it has planned it need not compare again
     * @param load with what the file says about itself among what is given
     */
    Steps(Attempt attempt, Supplier<Connection> sessions, Publication publication, Load load) {
        this.attempt = attempt;
        this.sessions = sessions;
        this.load = load;
        this.feed = attempt.feed();
        this.publication = publication;
    }

    /** Figures and slices from staged rows; again from the stage table on every restart. */
    void settle(Connection connection) throws SQLException {
        new LoadSql(connection, load.key())
                .run(
                        "update ops.load set state = 'staged' where load_key = $load and state in ('open', 'held', 'refused')");
        Settlement.of(feed).settle(connection, load, attempt.runId());
        Fault.point("settle");
    }

    /** When a load is compared with what is live. */
    enum History {
        /** It is short: with the other checks. */
        WITH_CHECKS,
        /** Something of it is not live yet, and need not wait for the plan: in a session of its own, beside the checks and the plan. */
        BESIDE,
        /** All of it is live, and the plan says what is new in it: after the plan. */
        WITH_PLAN
    }

    History history(Connection connection) throws SQLException {
        LoadSql sql = new LoadSql(connection, load.key());
        if (sql.number("select coalesce(sum(n), 0)::bigint from stg.sum_$load") < FIGURES_FOR_TWO) {
            return History.WITH_CHECKS;
        }
        return sql.isTrue("""
                select exists (
                  select from ops.load_slice s left join dw.coverage k using (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key)
                  where s.load_key = $load and k.load_key is null)""") ? History.BESIDE : History.WITH_PLAN;
    }

    /** Begins to compare a load with what is live in a session of its own. */
    Beside<List<Finding>> historyBeside() throws SQLException {
        return new Beside<>(sessions, session -> LoadCheck.againstHistory(session, load, feed));
    }

    /**
     * Begins to compare parts of flows with the flows in a session of its own, beside settling; null where the load is so short that
     * this does not pay, or where staging has not counted all of it.
     *
     * @param settled done when settling has committed
     */
    @Nullable
    Beside<List<Finding>> partsOfFlows(Connection connection, Future<?> settled) throws SQLException {
        LoadSql sql = new LoadSql(connection, load.key());
        return sql.number("select coalesce(sum(staged_rows), 0)::bigint from ops.stage_block where load_key = $load")
                                >= FIGURES_FOR_TWO
                        && Settlement.isTallied(connection, load)
                ? new Beside<>(sessions, session -> LoadCheck.partsOfFlows(session, load, feed, settled))
                : null;
    }

    /**
     * Checks a load by itself, and against what is live unless that is being done beside it.
     *
     * @param parts what goes on beside it already, null for nothing; waited for
     */
    void check(Connection connection, @Nullable Beside<List<Finding>> parts, boolean withHistory) throws SQLException {
        List<Finding> noticed = new ArrayList<>(
                parts == null
                        ? LoadCheck.itself(connection, load, feed)
                        : LoadCheck.itself(connection, load, feed, parts::result));
        if (withHistory) {
            noticed.addAll(LoadCheck.againstHistory(connection, load, feed));
        }
        findings(connection).write(noticed);
    }

    /** Ends the run when a finding refuses the load. Findings are committed before, so that they can be read. */
    void gate(Connection connection) throws SQLException {
        refuse(findings(connection).with(Severity.REJECT), attempt);
    }

    /** Ends the run when there is anything that refuses its load. */
    static void refuse(List<FindingBook.Noticed> refusals, Attempt attempt) {
        if (!refusals.isEmpty()) {
            String run = attempt.feed().name() + "#" + attempt.runId();
            String more = refusals.size() > 1 ? " (and " + (refusals.size() - 1) + " more)" : "";
            String rule = refusals.get(0).rule();
            throw new LoadException(
                    rule.startsWith("TH-") ? rule : "TH-3000",
                    refusals.get(0).message() + more,
                    rule.equals("TH-3001") && !attempt.isPlan()
                            ? "tradehouse why " + run
                            : "correct the file or the feed, then tradehouse "
                                    + (attempt.isPlan()
                                            ? "plan " + attempt.feed().name() + " FILE"
                                            : "retry " + run));
        }
    }

    /**
     * Plans, and holds the load when a finding asks for a person who has not yet agreed to exactly this plan.
     *
     * @param history when the load is compared with what is live
     * @param beside that comparison where it goes on beside, waited for; else null
     * @return the finding to wait for
     */
    FindingBook.@Nullable Noticed plan(Connection connection, History history, @Nullable Beside<List<Finding>> beside)
            throws SQLException {
        Plan plan = publication.plan(connection, load, attempt.again());
        attempt.plan(plan);
        FindingBook findings = findings(connection);
        if (history == History.WITH_PLAN) {
            findings.write(
                    publication.isRevision(connection, load)
                            ? LoadCheck.againstHistory(connection, load, feed, Publication.restated())
                            : LoadCheck.againstHistory(connection, load, feed));
        } else if (beside != null) {
            findings.write(beside.result());
        }
        findings.write(plan.findings());
        if (plan.nothingToDo()) {
            return null;
        }
        List<FindingBook.Noticed> holds = findings.with(Severity.HOLD);
        return holds.isEmpty() || approved(plan) ? null : holds.get(0);
    }

    /** Gives back what the plan keeps, where it is not going to be published now. */
    void forget(Connection connection) throws SQLException {
        publication.forget(connection, load);
    }

    /** The years the warehouse lacks to take the load. */
    List<Integer> missingYears(Connection connection) throws SQLException {
        return publication.missingYears(connection, load);
    }

    /** Makes ready a year it lacks, in a transaction of its own. */
    void makeYear(Connection connection, int year) throws SQLException {
        publication.makeYear(connection, load, year);
    }

    /** True when there was a moment in which nobody read a dimension; waits for it a while. */
    boolean readersHaveLeft(Connection connection) throws SQLException {
        return Publication.readersHaveLeft(connection, load);
    }

    /** The datasets whose publish locks are needed. */
    List<Short> datasets(Connection connection) throws SQLException {
        return publication.datasets(connection, load);
    }

    /** Publishes what was planned; what changed while this load waited for its turn is planned again by the next run. */
    void publish(Connection connection) throws SQLException {
        Plan published = publication.publish(connection, load, attempt.token(), attempt.again());
        Plan planned = Objects.requireNonNull(attempt.plan());
        boolean moved = !published.hash().equals(planned.hash());
        HoldBook.Approval approval = attempt.approval();
        if (moved && (published.holds() || approval != null)) {
            throw new LoadException(
                    "TH-4012",
                    "the warehouse changed between plan and publishing; nothing was published",
                    "tradehouse retry " + feed.name() + "#" + attempt.runId());
        }
        attempt.plan(published);
        if (approval != null) {
            HoldBook.approve(connection, approval);
        }
        new LoadSql(connection, load.key()).run(REPLAYED);
        Fault.point("in-publish");
    }

    private boolean approved(Plan plan) {
        HoldBook.Approval approval = attempt.approval();
        return approval != null && approval.held().planHash().equals(plan.hash());
    }

    private FindingBook findings(Connection connection) {
        return new FindingBook(connection, load.key(), attempt.runId());
    }
}
