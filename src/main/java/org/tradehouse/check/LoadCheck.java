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
            new PeriodGaps(),
            new UnitValues());

    private static final List<Check> LIMITS = List.of(new RowCount(), new RejectShare());

    private LoadCheck() {}

    /** Everything noticed, in the order of the checks. A REJECT fails the load, a HOLD makes it wait for a steward. */
    public static List<Finding> check(Connection connection, Load load, Feed feed) throws SQLException {
        Checked checked = new Checked(new LoadSql(connection, load.key()), load, feed);
        checked.sql().setWise();
        List<Finding> findings = new ArrayList<>();
        for (Check check : CHECKS) {
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
