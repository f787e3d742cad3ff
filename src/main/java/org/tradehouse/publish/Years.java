package org.tradehouse.publish;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tradehouse.load.LoadSql;

/**
 * The partitions of the monthly fact. A year that is not there yet is filled beside the fact and attached with its indexes
 * built at once: keeping indexes up row by row costs several times the rows themselves. Most are filled while the load is
 * still being checked ({@link YearsAhead}); what was not, or holds something else than what is published now, is filled by
 * the publishing transaction.
 */
final class Years {
    private static final String MONTHLY =
            "select distinct extract(year from from_date)::int from slice where freq = 'M' order by 1";

    private final LoadSql sql;

    Years(LoadSql sql) {
        this.sql = sql;
    }

    /**
     * Years beside the fact that this publication attaches.
     *
     * @param filled with the figures of this load already
     * @param bare to be filled
     */
    record Beside(List<Integer> filled, List<Integer> bare) {
        static final Beside NONE = new Beside(List.of(), List.of());

        List<Integer> all() {
            return Stream.concat(filled.stream(), bare.stream()).sorted().toList();
        }
    }

    /** Makes the bare tables of years the load has months of and the fact has not. In a transaction of its own. */
    void prepare() throws SQLException {
        for (int year : missing("""
                select distinct extract(year from s.from_date)::int from ops.load_slice s join dw.dim_dataset d using (dataset_key)
                where s.load_key = $load and d.freq in ('M', 'C') order by 1""")) {
            sql.list("select ops.create_year(?)", row -> 0, year);
        }
    }

    /**
     * The years to attach, locked against other loads until the transaction ends. Publishing transactions go side by side
     * unless one of them attaches a year: that one goes alone, because it locks what the others write.
     *
     * @param token the lease under which years were filled ahead
     * @param asRead true where figures are published as the file states them, without corrections
     */
    Beside beside(long token, boolean asRead) throws SQLException {
        if (missing(MONTHLY).isEmpty()) {
            sql.list("select pg_advisory_xact_lock_shared(6, 0)", row -> 0);
            return Beside.NONE;
        }
        sql.list("select pg_advisory_xact_lock(6, 0)", row -> 0);
        var filled = new ArrayList<Integer>();
        var bare = new ArrayList<Integer>();
        for (int year : missing(MONTHLY)) {
            sql.list("select ops.create_year(?)", row -> 0, year);
            (asRead && isFilled(year, token) ? filled : bare).add(year);
        }
        if (!bare.isEmpty()) {
            sql.list("select ops.gather_years($load, '{%s}')".formatted(listed(bare)), row -> 0);
        }
        return new Beside(filled, bare);
    }

    void attach(Beside beside) throws SQLException {
        if (!beside.bare().isEmpty()) {
            sql.list("select ops.part_years($load, '{%s}')".formatted(listed(beside.bare())), row -> 0);
        }
        for (int year : beside.all()) {
            sql.list("select ops.attach_year(?)", row -> 0, year);
        }
    }

    /** Filled under this lease, and the slices that filled it are the ones that are published now, all of them new. */
    private boolean isFilled(int year, long token) throws SQLException {
        return sql.list("select ops.year_is_filled(?, $load, ?)", row -> row.getBoolean(1), year, token)
                        .get(0)
                && sql.list("""
                                with ahead as (
                                  select s.slice_no from ops.load_slice s join dw.dim_dataset d using (dataset_key)
                                  where s.load_key = $load and d.freq = 'M' and not s.is_withdrawn and extract(year from s.from_date) = ?),
                                now as (select slice_no, is_new from slice where freq = 'M' and not is_withdrawn and extract(year from from_date) = ?)
                                select count(*) from ahead full join now using (slice_no) where ahead.slice_no is null or is_new is not true""", row -> row.getLong(1), year, year).get(0) == 0;
    }

    /** {@code 2019,2020} */
    static String listed(List<Integer> years) {
        return years.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Those of the years a query names that are not part of the fact. */
    List<Integer> missing(String query) throws SQLException {
        var missing = new ArrayList<Integer>();
        for (int year : sql.list(query, row -> row.getInt(1))) {
            if (!sql.list("select ops.year_is_live(?)", row -> row.getBoolean(1), year)
                    .get(0)) {
                missing.add(year);
            }
        }
        return missing;
    }
}
