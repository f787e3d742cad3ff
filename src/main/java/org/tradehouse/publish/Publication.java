package org.tradehouse.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.LoadSql;

/**
 * Replaces the slices of a load set-wise, as a difference to what is published (warehouse.md 3, semantics 6.6). Every call
 * works in the caller's transaction; readers see all of it or nothing. One object publishes what it has planned without comparing
 * it again, where both happen in the same session and nothing has moved in between.
 */
public final class Publication {
    private final Feed feed;
    private final KeptComparison kept = new KeptComparison();

    private Publication(Feed feed) {
        this.feed = feed;
    }

    /** The publication of a feed's loads. */
    public static Publication of(Feed feed) {
        return new Publication(feed);
    }

    /**
     * What publishing would change; makes sure that derived datasets exist, changes no figure. The session keeps what was compared
     * until it is published or {@link #forget forgotten}.
     *
     * @param again publish also where a newer edition is live
     */
    public Plan plan(Connection connection, Load load, boolean again) throws SQLException {
        var sql = new LoadSql(connection, load.key());
        var corrections = new Corrections(sql);
        kept.forget(sql); // what another plan has kept
        String before = KeptComparison.stamp(sql);
        difference(sql, again, corrections);
        var plan = new Gate(sql, corrections).plan(feed.checks());
        sql.run("drop view want, moved"); // they would keep the stage tables from being dropped
        if (!corrections.any()) {
            kept.keep(sql, before, again, plan);
        }
        return plan;
    }

    /**
     * A query of the figures, with the columns of {@code stg.figure_N}, whose value, weight or quantity is new or another than what is
     * live, in slices that are live. For the session of a plan, until it is published or forgotten.
     */
    public static String restated() {
        return Difference.restated();
    }

    /**
     * True where every slice of the plan of this session is live already, and none is corrected: {@link #restated} then says all that
     * is new of it, as the publisher reported it.
     */
    public boolean isRevision(Connection connection, Load load) throws SQLException {
        return kept.isKept()
                && new LoadSql(connection, load.key()).isTrue("select not exists (select from slice where is_new)");
    }

    /** Gives back what the session of a plan keeps, where it is not going to be published now. */
    public void forget(Connection connection, Load load) throws SQLException {
        kept.forget(new LoadSql(connection, load.key()));
    }

    /** The years that publishing will add to the warehouse: {@link #makeYear} makes ready each. */
    public List<Integer> missingYears(Connection connection, Load load) throws SQLException {
        return new Years(new LoadSql(connection, load.key())).missing();
    }

    /** Makes ready a year that is missing; in a transaction of its own, before {@link #publish}. */
    public void makeYear(Connection connection, Load load, int year) throws SQLException {
        new Years(new LoadSql(connection, load.key())).make(year);
    }

    /**
     * Waits about ten seconds for a moment in which nobody reads a dimension; true when there was one. In a transaction of its own that
     * holds nothing else and ends at once.
     */
    public static boolean readersHaveLeft(Connection connection, Load load) throws SQLException {
        return new LoadSql(connection, load.key()).isTrue("select ops.readers_have_left(" + Years.TRIES + ")");
    }

    /** The datasets a publication must hold the locks of, ascending; derived months included. Call after {@link #plan}. */
    public List<Short> datasets(Connection connection, Load load) throws SQLException {
        return new LoadSql(connection, load.key()).list("""
                        select dataset_key from ops.load_slice where load_key = $load
                        union select m.dataset_key from ops.load_slice s join dw.dim_dataset m on m.span_dataset_key = s.dataset_key where s.load_key = $load
                        order by 1""", row -> row.getShort(1));
    }

    /**
     * Publishes and marks the load as published.
     *
     * @param fencingToken the lease's token; a run that lost its lease publishes nothing
     * @throws LoadException when the lease is lost or the figures do not add up to the publisher's own total
     * @throws ReadersStay when a new year cannot be attached now: roll back, wait until {@link #readersHaveLeft}, publish again
     */
    public Plan publish(Connection connection, Load load, long fencingToken, boolean again) throws SQLException {
        var sql = new LoadSql(connection, load.key());
        fence(sql, fencingToken);
        new Years(sql).enter(fencingToken);
        var corrections = new Corrections(sql);
        if (kept.holds(sql, again)) {
            write(sql, takenOver(sql, corrections), corrections, fencingToken);
            return kept.plan();
        }
        var difference = difference(sql, again, corrections);
        var plan = new Gate(sql, corrections).again(feed.checks().revisions());
        write(sql, difference, corrections, fencingToken);
        return plan;
    }

    /**
     * Publishes what was live before a load, as a load of its own: its slices get their previous version back, those it
     * published first leave the warehouse.
     *
     * @param undo the load that publishes it
     * @param undone key of the load that is taken back
     * @throws LoadException TH-4017 when a newer load has published one of the slices, TH-4018 when no version before is known,
     *     TH-3100 when a slice of another scope is live in the place of the previous version
     */
    public Plan undo(Connection connection, Load undo, int undone, long fencingToken) throws SQLException {
        var sql = new LoadSql(connection, undo.key());
        fence(sql, fencingToken);
        new Years(sql).enterSideBySide();
        new Restoration(sql, undone).restore();
        var corrections = new Corrections(sql);
        var difference = difference(sql, true, corrections);
        var plan = new Gate(sql, corrections).undoing();
        if (plan.holds()) {
            throw new LoadException(
                    "TH-3100",
                    "the previous version cannot be given back: "
                            + plan.findings().get(0).message(),
                    "tradehouse revisions " + feed.name());
        }
        write(sql, difference, corrections, fencingToken);
        return plan;
    }

    private static void write(LoadSql sql, Difference difference, Corrections corrections, long fencingToken)
            throws SQLException {
        sql.withoutRowTriggers();
        var years = new Years(sql);
        var beside = years.beside(fencingToken, !corrections.any());
        difference.apply(beside);
        new Revisions(sql).write();
        new Summaries(sql).write();
        corrections.remember();
        new Invariants(sql).hold();
        sql.run("update ops.load set state = 'published' where load_key = $load");
        sql.run("update dw.dim_load set published_at = clock_timestamp() where load_key = $load");
        years.index(beside);
        if (!years.exchange(beside)) {
            difference.insertInto(beside.rebuilt());
        }
        sql.run("discard temp");
        years.attach(beside); // from here on who reads a dimension waits until the transaction ends
    }

    private Difference difference(LoadSql sql, boolean again, Corrections corrections) throws SQLException {
        sql.run("discard temp");
        inMemory(sql);
        sql.briefStatistics();
        var slices = new PublishedSlices(sql, again, corrections);
        slices.gather();
        slices.view();
        new MonthsFromSpans(sql).derive();
        slices.markNew();
        new RollUp(sql, corrections).gather();
        var difference = new Difference(sql);
        difference.compare();
        difference.view();
        sql.fullStatistics();
        return difference;
    }

    /** The difference of the plan, without comparing. */
    private static Difference takenOver(LoadSql sql, Corrections corrections) throws SQLException {
        inMemory(sql);
        new PublishedSlices(sql, false, corrections).view();
        var difference = new Difference(sql);
        difference.view();
        return difference;
    }

    private static void inMemory(LoadSql sql) throws SQLException {
        sql.list("select set_config('work_mem', '128MB', true)", row -> 0);
    }

    private void fence(LoadSql sql, long token) throws SQLException {
        if (sql.list(
                        "select 1 from ops.lease where feed = ? and fencing_token = ? for key share",
                        row -> 1,
                        feed.name(),
                        token)
                .isEmpty()) {
            throw new LoadException(
                    "TH-4010",
                    "this run of " + feed.name()
                            + " lost its lease: another run has taken over. Nothing was published.",
                    "tradehouse runs --feed " + feed.name());
        }
    }
}
