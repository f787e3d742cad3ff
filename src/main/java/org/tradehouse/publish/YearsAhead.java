package org.tradehouse.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadSql;

/**
 * Fills years that the monthly fact has not yet, while the load is still being checked: beside the fact, where nobody reads
 * them. Publishing then only attaches them, if what it publishes is what they hold. Every call works in the caller's
 * transaction.
 */
public final class YearsAhead {
    /** Below this a second session costs more than it gains. */
    private static final long ROWS_FOR_TWO = 200_000;

    private final LoadSql sql;

    /** The years of a settled load, on the caller's connection. */
    public YearsAhead(Connection connection, Load load) {
        this.sql = new LoadSql(connection, load.key());
    }

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
        var years = years();
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

    /** Fills years with all figures of the load, indexes them and notes that they are filled. */
    public void fill(List<Integer> years, long fencingToken) throws SQLException {
        sql.setWise();
        sql.withoutRowTriggers();
        String listed = "'{" + Years.listed(years) + "}'";
        sql.list("select ops.gather_years($load, " + listed + ")", row -> 0);
        new Difference(sql)
                .fill(
                        "dw_part.beside_$load_" + years.get(0),
                        "select d.* from stg.figure_$load d where " + within(years));
        sql.list("select ops.part_years($load, " + listed + ")", row -> 0);
        sql.list("select ops.years_filled($load, ?, " + listed + ")", row -> 0, fencingToken);
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

    private List<Year> years() throws SQLException {
        var missing = new Years(sql).missing("""
                select distinct extract(year from s.from_date)::int from ops.load_slice s join dw.dim_dataset d using (dataset_key)
                where s.load_key = $load and d.freq = 'M' order by 1""");
        return sql.list("""
                select extract(year from s.from_date)::int, sum(s.n) from stg.sum_$load s join dw.dim_dataset d using (dataset_key)
                where d.freq = 'M' and extract(year from s.from_date) = any (?::int[]) group by 1 order by 1""", row -> new Year(row.getInt(1), row.getLong(2)), "{" + Years.listed(missing) + "}");
    }
}
