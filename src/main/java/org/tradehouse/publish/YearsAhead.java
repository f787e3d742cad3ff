package org.tradehouse.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadSql;

/**
 * Fills years that the monthly fact has not yet, and years in which a load brings at least as many figures as are live, while
 * the load is still being checked: beside the fact, where nobody reads them. Publishing then only attaches or exchanges them,
 * if what it publishes is what they hold. Every call works in the caller's transaction.
 */
public final class YearsAhead {
    /** Below this a second session costs more than it gains. */
    private static final long ROWS_FOR_TWO = 200_000;

    /** Fewer new figures of a live year are inserted before a rebuilt year were indexed. */
    private static final long ROWS_TO_REBUILD = 100_000;

    private final LoadSql sql;
    private final long rowsToRebuild;

    /** The years of a settled load, on the caller's connection. */
    public YearsAhead(Connection connection, Load load) {
        this(connection, load, ROWS_TO_REBUILD);
    }

    YearsAhead(Connection connection, Load load, long rowsToRebuild) {
        this.sql = new LoadSql(connection, load.key());
        this.rowsToRebuild = rowsToRebuild;
    }

    /** @param rows figures the load brings; with those that are live where it is to be filled with them */
    private record Year(int number, long rows, boolean isLive) {}

    /** Empties what dead runs of the feed have left. For who holds the lock of the feed. */
    public void sweep(String feed) throws SQLException {
        sql.list("select ops.empty_filled_years(?, null)", row -> 0, feed);
    }

    /** Empties what was filled under a lease and not published. */
    public void empty(String feed, long fencingToken) throws SQLException {
        sql.list("select ops.empty_filled_years(?, ?)", row -> 0, feed, fencingToken);
    }

    /** The years to fill, ascending: {@link #make} makes ready each. */
    public List<Integer> years() throws SQLException {
        return toFill().stream().map(Year::number).toList();
    }

    /** Makes the bare table of a year to fill, where it is missing. In a transaction of its own that has read nothing: it waits for others. */
    public void make(int year) throws SQLException {
        sql.list("select ops.create_beside(?)", row -> 0, year);
    }

    private List<Year> toFill() throws SQLException {
        var years = new ArrayList<Year>();
        for (Year year : brought()) {
            if (year.isLive() && year.rows() >= rowsToRebuild) {
                grown(year).ifPresent(years::add);
            } else if (!year.isLive()) {
                years.add(year);
            }
        }
        return years;
    }

    /** The years that are made, in one or two parts of about as many figures, each to {@link #fill}. */
    public List<List<Integer>> parts() throws SQLException {
        var years = new ArrayList<Year>();
        for (Year year : toFill()) {
            if (sql.list("select to_regclass(ops.year_beside(?)) is not null", row -> row.getBoolean(1), year.number())
                    .get(0)) {
                years.add(year);
            }
        }
        var parts = new ArrayList<List<Integer>>();
        long all = years.stream().mapToLong(Year::rows).sum();
        long seen = 0;
        for (Year year : years) {
            boolean second = all >= ROWS_FOR_TWO && parts.size() == 1 && seen + year.rows() / 2 >= all / 2;
            if (parts.isEmpty() || second) {
                parts.add(new ArrayList<>());
            }
            parts.get(parts.size() - 1).add(year.number());
            seen += year.rows();
        }
        return parts;
    }

    /**
     * Fills years with all figures of the load and all that are live, indexes them and notes that they are filled. Those that
     * another load has attached since they were made are left to publishing.
     */
    public void fill(List<Integer> wanted, long fencingToken) throws SQLException {
        sql.setWise();
        sql.withoutRowTriggers();
        var years = sql.list(
                "select unnest(ops.gather_years($load, '{" + Years.listed(wanted) + "}'))", row -> row.getInt(1));
        if (!years.isEmpty()) {
            fillGathered(years, fencingToken);
        }
    }

    private void fillGathered(List<Integer> years, long fencingToken) throws SQLException {
        String listed = "'{" + Years.listed(years) + "}'";
        String beside = "dw_part.beside_$load_" + years.get(0);
        sql.list("select ops.years_filled($load, ?, " + listed + ")", row -> 0, fencingToken);
        var figures = new Difference(sql);
        var live = sql.list(
                "select y from unnest(" + listed + "::int[]) y where ops.year_is_live(y) order by 1",
                row -> row.getInt(1));
        if (!live.isEmpty()) {
            figures.copyLive(beside, live);
        }
        String one = inOnePlace();
        if (one.isEmpty()) {
            figures.fill(beside, "select d.* from stg.figure_$load d where " + monthly() + " and " + within(years));
        } else {
            long filled = figures.fill(beside, one + " and " + within(years))
                    + figures.fill(
                            beside, "select d.* from stg.made_$load d where " + monthly() + " and " + within(years));
            requireAll(years, filled);
        }
        sql.list("select ops.part_years($load, " + listed + ")", row -> 0);
    }

    /**
     * Gives a filled year the foreign keys it lacks, where they could not be had while it was empty: else its readers would wait for
     * their check. In a transaction of its own that has read nothing: it waits for others.
     */
    public void key(int year, long fencingToken) throws SQLException {
        sql.list("select ops.key_filled_year(?, $load, ?)", row -> 0, year, fencingToken);
    }

    /**
     * Staged rows that are monthly figures as they are, where all of these belong to one dataset and scope: then no row need look
     * for its slice. Empty where that is not so.
     */
    private String inOnePlace() throws SQLException {
        return sql
                .list(
                        """
                        select min(z.dataset_key), min(z.scope_key) from stg.place_$load z join dw.dim_dataset d using (dataset_key)
                        where d.freq = 'M' and to_regclass('stg.staged_$load') is not null
                          and not exists (select from ops.load_slice s where s.load_key = $load and s.is_withdrawn)
                        having count(distinct (z.dataset_key, z.scope_key)) = 1""",
                        row ->
                                "select d.*, %d::smallint as dataset_key, %d as scope_key from stg.staged_$load d where d.to_date < d.from_date + 31"
                                        .formatted(row.getInt(1), row.getInt(2)))
                .stream()
                .findFirst()
                .orElse("");
    }

    private void requireAll(List<Integer> years, long filled) throws SQLException {
        long all = brought().stream()
                .filter(it -> years.contains(it.number()))
                .mapToLong(Year::rows)
                .sum();
        if (filled != all) {
            throw new IllegalStateException(filled + " figures instead of " + all);
        }
    }

    /** The figures of monthly slices, by constants, so that nothing need be joined. */
    private String monthly() throws SQLException {
        return sql.list(
                        "select string_agg(distinct dataset_key::text, ', '), coalesce(string_agg(slice_no::text, ', ') filter (where is_withdrawn), '') from ops.load_slice s"
                                + " join dw.dim_dataset d using (dataset_key) where load_key = $load and d.freq = 'M'",
                        row -> "d.dataset_key in (" + row.getString(1) + ")"
                                + (row.getString(2).isEmpty()
                                        ? ""
                                        : " and d.slice_no not in (" + row.getString(2) + ")"))
                .get(0);
    }

    private static String within(List<Integer> years) {
        int first = years.get(0);
        int last = years.get(years.size() - 1);
        String between = "d.from_date between '" + first + "-01-01' and '" + last + "-12-31'";
        boolean gaps = last - first + 1 > years.size();
        return between + (gaps ? " and extract(year from d.from_date) in (" + Years.listed(years) + ")" : "");
    }

    private List<Year> brought() throws SQLException {
        return sql.list("""
                select y, n, ops.year_is_live(y) from (
                  select extract(year from s.from_date)::int as y, sum(s.n) as n from stg.sum_$load s join dw.dim_dataset d using (dataset_key)
                  where d.freq = 'M' group by 1) x order by 1""", row -> new Year(row.getInt(1), row.getLong(2), row.getBoolean(3)));
    }

    /** A live year that the load at least doubles, without changing a figure that is there. */
    private Optional<Year> grown(Year brought) throws SQLException {
        int year = brought.number();
        boolean isRevised = sql.list("""
                        select exists (
                          select from ops.load_slice s join dw.dim_dataset d using (dataset_key)
                            left join dw.coverage k using (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key)
                          where s.load_key = $load and extract(year from s.from_date) = ? and (d.freq = 'C' or d.freq = 'M' and k.load_key is not null))""", row -> row.getBoolean(1), year).get(0);
        long live = sql.list("""
                        select coalesce(sum(k.row_count), 0) from dw.coverage k join dw.dim_dataset d using (dataset_key)
                        where d.freq = 'M' and extract(year from k.from_date) = ?""", row -> row.getLong(1), year).get(0);
        if (isRevised || live > brought.rows()) {
            return Optional.empty();
        }
        return Optional.of(new Year(year, brought.rows() + live, true));
    }
}
