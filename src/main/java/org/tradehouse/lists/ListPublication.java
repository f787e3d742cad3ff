package org.tradehouse.lists;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Reference;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadSql;

/** Publishes what is staged of a file without figures, in the caller's transaction: all of it is visible at once or nothing. */
public final class ListPublication {
    private static final String LOADED = """
            insert into dw.dim_load (load_key, feed, source_sha256, load_no, source_name, edition_date, release_status,
              rows_read, rows_accepted, rows_control_total, rows_excluded, rows_rejected, rows_duplicate, published_at)
            select load_key, feed, sha256, load_no, file_name, edition_date, release_status,
              rows_read, rows_accepted, rows_control_total, rows_excluded, rows_rejected, rows_duplicate, clock_timestamp()
            from ops.load where load_key = $load""";

    private final Feed feed;

    private ListPublication(Feed feed) {
        this.feed = feed;
    }

    public static ListPublication of(Feed feed) {
        return new ListPublication(feed);
    }

    /**
     * @param said the date of the file where it says one; else the newest day of its rates, else the day it was acquired
     * @param again the file is the newest whatever its date
     */
    public Published publish(Connection connection, Load load, @Nullable LocalDate said, boolean again)
            throws SQLException {
        LoadSql sql = new LoadSql(connection, load.key());
        sql.list("select pg_advisory_xact_lock(7, 0)", row -> 0); // lists are published one after the other
        sql.setWise();
        sql.run(
                "update ops.load set edition_date = ? where load_key = $load",
                said == null ? edition(sql, load) : said);
        sql.run(LOADED);
        Reference reference = Objects.requireNonNull(feed.reference());
        Published published = publish(reference, sql, again);
        for (String table : ListStage.TABLES) {
            sql.run("delete from " + table + " where load_key = $load");
        }
        if (published.nothing()) {
            sql.run("delete from dw.dim_load where load_key = $load");
        } else {
            sql.run("update dw.dim_load set published_at = clock_timestamp() where load_key = $load");
        }
        sql.run("update ops.load set state = 'published' where load_key = $load");
        return published;
    }

    private static LocalDate edition(LoadSql sql, Load load) throws SQLException {
        return sql.list(
                        "select coalesce((select max(rate_date) from stg.fx_quote where load_key = $load), ?)",
                        row -> row.getObject(1, LocalDate.class),
                        load.acquired())
                .get(0);
    }

    private static Published publish(Reference reference, LoadSql sql, boolean again) throws SQLException {
        if (reference instanceof Reference.Rates rates) {
            return new RatePublication(sql, rates, again).publish();
        }
        return reference instanceof Reference.Names names
                ? new NamePublication(sql, names, again).publish()
                : new LinkPublication(sql, (Reference.Links) reference, again).publish();
    }
}
