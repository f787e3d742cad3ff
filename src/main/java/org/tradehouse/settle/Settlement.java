package org.tradehouse.settle;

import java.sql.Connection;
import java.sql.SQLException;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadSql;

/**
 * Turns the staged rows of a load into figures and slices (semantics 2, 3 and 5): breakdowns are chosen, aggregates become
 * control totals, residuals are added, datasets and scopes are derived. Set-wise, in the caller's transaction; run again it
 * starts from the stage table and gives the same result.
 */
public final class Settlement {
    /** What staged rows are joined and grouped by: statistics of measures cost more than all of these and are not asked for. */
    private static final String KEYS =
            "{product_key, from_date, to_date, reporter_key, partner_key, partner2_key, flow_key, terms_key, unit_key, status_key, supply_code}";

    private final Feed feed;

    private Settlement(Feed feed) {
        this.feed = feed;
    }

    /** The settlement of a feed's loads. */
    public static Settlement of(Feed feed) {
        return new Settlement(feed);
    }

    /**
     * Fills {@code stg.figure_N}, {@code ops.load_slice}, the counts and the edition of {@code ops.load}, and findings.
     *
     * @throws org.tradehouse.load.LoadException when the file states a figure twice or does not say what it is complete for
     */
    public void settle(Connection connection, Load load, long runId) throws SQLException {
        var sql = new LoadSql(connection, load.key());
        forget(sql);
        sql.setWise();
        sql.briefStatistics();
        sql.list("select ops.analyze_table('stg.load_$load', '" + KEYS + "')", row -> 0);
        new Tallies(sql).make();
        var chosen = new Duplicates(sql, feed).resolve(new Breakdowns(sql, feed).choose());
        new Datasets(sql, feed, chosen).derive();
        new Scopes(sql, feed, load).derive();
        new Hierarchy(sql, feed, runId).resolve();
        new Slices(sql, feed, load, chosen).write();
        new Counts(sql).write();
        sql.run("drop view chosen cascade");
    }

    /** True where staging has counted all candidates of a load: {@code stg.tally_N} may be asked before it is settled. */
    public static boolean isTallied(Connection connection, Load load) throws SQLException {
        return new Tallies(new LoadSql(connection, load.key())).isComplete();
    }

    private static void forget(LoadSql sql) throws SQLException {
        sql.list("select ops.truncate_figures($load)", row -> 0);
        sql.run("delete from ops.load_slice where load_key = $load");
        sql.run("delete from ops.merged_row where load_key = $load");
        sql.run("delete from ops.finding where load_key = $load and rule_id not like 'TH-1%'");
        sql.run("discard temp");
    }
}
