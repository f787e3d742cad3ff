package org.tradehouse.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
    private static final List<Check> AGAINST_HISTORY = List.of(new UnitValues());

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

    /** The second part: the load against what is live. Reads only what settling has committed. */
    public static List<Finding> againstHistory(Connection connection, Load load, Feed feed) throws SQLException {
        return findings(connection, load, feed, AGAINST_HISTORY);
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
