package org.tradehouse.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadSql;

/** Looks at a settled load with every rule and says what gives cause to notice (rules.md). It changes nothing. */
public final class LoadCheck {
    private static final List<Check> CHECKS = List.of(
            new RowCount(),
            new RowBalance(),
            new RejectShare(),
            new Magnitude(),
            new GroupHeadings(),
            new TurnoverColumn(),
            new SelfTrade(),
            new AreasNotSpecified(),
            new PartOfFlow(),
            new RepairedZeros(),
            new PeriodGaps());

    /** Those that compare the load with what is live: they take the longest and can be asked in a session of their own. */
    private static final List<Check> AGAINST_HISTORY = List.of(new UnitValues(""));

    private static final List<Check> LIMITS = List.of(new RowCount(), new RejectShare());

    private LoadCheck() {}

    /**
     * Everything noticed, in the order of the checks, in the caller's transaction. A REJECT fails the load, a HOLD makes it wait
     * for a steward.
     */
    public static List<Finding> check(Connection connection, Load load, Feed feed) throws SQLException {
        List<Finding> findings = itself(connection, load, feed);
        findings.addAll(againstHistory(connection, load, feed));
        return findings;
    }

    /** The first part of {@link #check}: the load by itself. */
    public static List<Finding> itself(Connection connection, Load load, Feed feed) throws SQLException {
        return findings(connection, load, feed, CHECKS);
    }

    /** The same where parts of flows are looked at elsewhere: their findings stand where they would. */
    public static List<Finding> itself(Connection connection, Load load, Feed feed, Elsewhere partsOfFlows)
            throws SQLException {
        int place = CHECKS.stream().map(Check::getClass).toList().indexOf(PartOfFlow.class);
        List<Finding> findings = findings(connection, load, feed, CHECKS.subList(0, place));
        findings.addAll(partsOfFlows.findings());
        findings.addAll(findings(connection, load, feed, CHECKS.subList(place + 1, CHECKS.size())));
        return findings;
    }

    /** Findings that come from another session; waits for them. */
    public interface Elsewhere {
        List<Finding> findings() throws SQLException;
    }

    /**
     * What {@link #check} says of parts of flows, in a session that begins before the load is settled: the comparison needs staged
     * rows and their tallies alone, and is made beside. It commits before it waits: nothing it has read is held meanwhile.
     *
     * @param settled done when settling has committed
     */
    public static List<Finding> partsOfFlows(Connection session, Load load, Feed feed, Future<?> settled)
            throws SQLException {
        Checked checked = new Checked(new LoadSql(session, load.key()), load, feed);
        checked.sql().setWise();
        checked.sql().briefStatistics();
        if (!PartOfFlow.compare(checked)) {
            return List.of();
        }
        session.commit(); // settling may wait for a publication, and that for whoever has read a dimension
        boolean isSettled = isDone(settled);
        checked.sql().setWise();
        List<Finding> findings = isSettled ? PartOfFlow.largest(checked) : List.of();
        PartOfFlow.forget(checked);
        session.commit();
        return findings;
    }

    private static boolean isDone(Future<?> settled) {
        try {
            settled.get();
            return true;
        } catch (ExecutionException | CancellationException e) {
            return false; // it was not settled: nobody asks
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The second part: the load against what is live. Reads only what settling has committed. */
    public static List<Finding> againstHistory(Connection connection, Load load, Feed feed) throws SQLException {
        return findings(connection, load, feed, AGAINST_HISTORY);
    }

    /**
     * The same where it is known already what is new in the load, and that the rest of it is live as it is.
     *
     * @param restated a query of these figures, with the columns of {@code stg.figure_N}
     */
    public static List<Finding> againstHistory(Connection connection, Load load, Feed feed, String restated)
            throws SQLException {
        return findings(connection, load, feed, List.of(new UnitValues(restated)));
    }

    private static List<Finding> findings(Connection connection, Load load, Feed feed, List<Check> checks)
            throws SQLException {
        Checked checked = new Checked(new LoadSql(connection, load.key()), load, feed);
        checked.sql().setWise();
        checked.sql().briefStatistics();
        List<Finding> findings = new ArrayList<>();
        for (Check check : checks) {
            findings.addAll(check.findings(checked));
        }
        return findings;
    }

    /** The limits of a feed without figures: how many rows there are, and how many of them are rejected. */
    public static List<Finding> limits(Connection connection, Load load, Feed feed) throws SQLException {
        Checked checked = new Checked(new LoadSql(connection, load.key()), load, feed);
        List<Finding> findings = new ArrayList<>();
        for (Check check : LIMITS) {
            findings.addAll(check.findings(checked));
        }
        return findings;
    }
}
