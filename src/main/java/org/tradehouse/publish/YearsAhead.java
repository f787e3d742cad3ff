package org.tradehouse.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /** @param rows figures it will hold */
    private record Year(int number, long rows) {}

    /** Empties what dead runs of the feed have left. For who holds the lock of the feed. */
    public void sweep(String feed) throws SQLException {
        sql.list("select ops.empty_filled_years(?, null)", row -> 0, feed);
    }

    /** Empties what was filled under a lease and not published. */
    public void empty(String feed, long fencingToken) throws SQLException {
        sql.list("select ops.empty_filled_years(?, ?)", row -> 0, feed, fencingToken);
    }

    /** Makes the bare tables of the years to fill, and gives them in one or two parts of about as many figures, each to {@link #fill}. */
    public List<List<Integer>> parts() throws SQLException {
        new Years(sql).prepare();
        var years = new ArrayList<>(added());
        for (Year year : grown()) {
            sql.list("select ops.create_beside(?)", row -> 0, year.number());
            years.add(year);
        }
        years.sort(Comparator.comparingInt(Year::number));
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

    /** Fills years with all figures of the load and all that are live, indexes them and notes that they are filled. */
    public void fill(List<Integer> years, long fencingToken) throws SQLException {
        sql.setWise();
        sql.withoutRowTriggers();
        String listed = "'{" + Years.listed(years) + "}'";
        String beside = "dw_part.beside_$load_" + years.get(0);
        sql.list("select ops.gather_years($load, " + listed + ")", row -> 0);
        sql.list("select ops.years_filled($load, ?, " + listed + ")", row -> 0, fencingToken);
        var figures = new Difference(sql);
        var live = sql.list(
                "select y from unnest(" + listed + "::int[]) y where ops.year_is_live(y) order by 1",
                row -> row.getInt(1));
        if (!live.isEmpty()) {
            figures.copyLive(beside, live);
        }
        figures.fill(beside, "select d.* from stg.figure_$load d where " + within(years));
        sql.list("select ops.part_years($load, " + listed + ")", row -> 0);
    }

    /** The figures of monthly slices in years, by constants, so that nothing need be joined. */
    private String within(List<Integer> years) throws SQLException {
        String monthly = sql.list(
                        "select string_agg(distinct dataset_key::text, ', '), coalesce(string_agg(slice_no::text, ', ') filter (where is_withdrawn), '') from ops.load_slice s"
                                + " join dw.dim_dataset d using (dataset_key) where load_key = $load and d.freq = 'M'",
                        row -> "d.dataset_key in (" + row.getString(1) + ")"
                                + (row.getString(2).isEmpty()
                                        ? ""
                                        : " and d.slice_no not in (" + row.getString(2) + ")"))
                .get(0);
        int first = years.get(0);
        int last = years.get(years.size() - 1);
        String between = " and d.from_date between '" + first + "-01-01' and '" + last + "-12-31'";
        boolean gaps = last - first + 1 > years.size();
        return monthly + between + (gaps ? " and extract(year from d.from_date) in (" + Years.listed(years) + ")" : "");
    }

    /** Live years that the load at least doubles, without changing a figure that is there. */
    private List<Year> grown() throws SQLException {
        return sql.list("""
                with brought as (
                  select extract(year from s.from_date)::int as y, sum(s.n) as n from stg.sum_$load s join dw.dim_dataset d using (dataset_key)
                  where d.freq = 'M' group by 1 having sum(s.n) >= ?),
                live as (
                  select extract(year from k.from_date)::int as y, sum(k.row_count) as n from dw.coverage k join dw.dim_dataset d using (dataset_key)
                  where d.freq = 'M' group by 1)
                select y, b.n + coalesce(l.n, 0) from brought b left join live l using (y)
                where ops.year_is_live(y) and b.n >= coalesce(l.n, 0) and not exists (
                  select from ops.load_slice s join dw.dim_dataset d using (dataset_key)
                    left join dw.coverage k using (dataset_key, reporter_key, flow_key, from_date, to_date, scope_key)
                  where s.load_key = $load and extract(year from s.from_date) = y and (d.freq = 'C' or d.freq = 'M' and k.load_key is not null))
                order by 1""", row -> new Year(row.getInt(1), row.getLong(2)), rowsToRebuild);
    }

    private List<Year> added() throws SQLException {
        var missing = new Years(sql).missing("""
                select distinct extract(year from s.from_date)::int from ops.load_slice s join dw.dim_dataset d using (dataset_key)
                where s.load_key = $load and d.freq = 'M' order by 1""");
        return sql.list("""
                select extract(year from s.from_date)::int, sum(s.n) from stg.sum_$load s join dw.dim_dataset d using (dataset_key)
                where d.freq = 'M' and extract(year from s.from_date) = any (?::int[]) group by 1 order by 1""", row -> new Year(row.getInt(1), row.getLong(2)), "{" + Years.listed(missing) + "}");
    }
}
