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
 * the publishing transaction. A live year that a load at least doubles is filled ahead too, with all that is live in it, and
 * exchanged; where that is not true any more, or its readers do not leave it, its figures are inserted as those of any other.
 */
final class Years {
    private static final String MONTHLY =
            "select distinct extract(year from from_date)::int from slice where freq = 'M' order by 1";

    private static final String OF_LOAD = """
            select distinct extract(year from s.from_date)::int from ops.load_slice s join dw.dim_dataset d using (dataset_key)
            where s.load_key = $load and d.freq in ('M', 'C') order by 1""";

    private static final String ALONE = "select pg_advisory_xact_lock(6, 0)";
    private static final String SIDE_BY_SIDE = "select pg_advisory_xact_lock_shared(6, 0)";

    /** How often the locks of readers are tried, in about ten seconds. */
    static final int TRIES = 25;

    private final LoadSql sql;

    Years(LoadSql sql) {
        this.sql = sql;
    }

    /**
     * Years beside the fact that this publication puts into it.
     *
     * @param filled new ones, with the figures of this load already
     * @param bare new ones, to be filled
     * @param rebuilt live ones, filled with the figures of this load and all that is live
     */
    record Beside(List<Integer> filled, List<Integer> bare, List<Integer> rebuilt) {
        static final Beside NONE = new Beside(List.of(), List.of(), List.of());

        List<Integer> added() {
            return Stream.concat(filled.stream(), bare.stream()).sorted().toList();
        }

        /** Years whose figures of this load are there already. */
        List<Integer> complete() {
            return Stream.concat(filled.stream(), rebuilt.stream()).sorted().toList();
        }

        List<Integer> all() {
            return Stream.concat(added().stream(), rebuilt.stream()).sorted().toList();
        }
    }

    /** Years the load has months of and the fact has not. */
    List<Integer> missing() throws SQLException {
        return missing(OF_LOAD);
    }

    /** Makes the bare table of a year that is missing. In a transaction of its own that has read nothing: it waits for others. */
    void make(int year) throws SQLException {
        sql.list("select ops.create_year(?)", row -> 0, year);
    }

    /**
     * Orders publishing transactions, until this one ends. They go side by side unless one of them attaches or exchanges a year:
     * that one goes alone, because it locks what the others write and moves rows. Call before anything is read: who waits here
     * must not hold what the one before needs, so what is read to choose is read under a savepoint and let go.
     *
     * @param token the lease under which years were filled ahead
     */
    void enter(long token) throws SQLException {
        sql.run("savepoint at_the_door");
        boolean alone = addsYears(token);
        sql.run("rollback to savepoint at_the_door");
        sql.list(alone ? ALONE : SIDE_BY_SIDE, row -> 0);
        if (alone && !addsYears(token)) { // who went before has attached them
            sql.run("rollback to savepoint at_the_door");
            sql.list(SIDE_BY_SIDE, row -> 0);
        }
    }

    private boolean addsYears(long token) throws SQLException {
        return !missing(OF_LOAD).isEmpty() || !aheadOf(token).isEmpty();
    }

    /** The same for a load of which it is known that all its years are there. */
    void enterSideBySide() throws SQLException {
        sql.list(SIDE_BY_SIDE, row -> 0);
    }

    /**
     * The years to attach or to exchange, locked against other loads until the transaction ends.
     *
     * @param token the lease under which years were filled ahead
     * @param asRead true where figures are published as the file states them, without corrections
     */
    Beside beside(long token, boolean asRead) throws SQLException {
        var added = missing(MONTHLY);
        if (!added.isEmpty()) {
            sql.list(ALONE, row -> 0);
        }
        var ahead = aheadOf(token);
        var filled = new ArrayList<Integer>();
        var bare = new ArrayList<Integer>();
        var rebuilt = new ArrayList<Integer>();
        for (int year : Stream.concat(added.stream(), ahead.stream())
                .distinct()
                .sorted()
                .toList()) {
            boolean isNew = added.contains(year);
            if (isNew) {
                sql.list("select ops.create_year(?)", row -> 0, year);
            }
            if (asRead && isFilled(year, token)) {
                (isNew ? filled : rebuilt).add(year);
            } else if (isNew) {
                bare.add(year);
            }
        }
        if (!bare.isEmpty()) {
            sql.list("select ops.gather_years($load, '{%s}')".formatted(listed(bare)), row -> 0);
        }
        return new Beside(filled, bare, rebuilt);
    }

    /** Indexes what was filled under {@link Difference#apply}. */
    void index(Beside beside) throws SQLException {
        if (!beside.bare().isEmpty()) {
            sql.list("select ops.part_years($load, '{%s}')".formatted(listed(beside.bare())), row -> 0);
        }
    }

    /** Exchanges live years for rebuilt ones; false where their readers did not leave them, and nothing was done. */
    boolean exchange(Beside beside) throws SQLException {
        return beside.rebuilt().isEmpty()
                || sql.isTrue("select ops.exchange_years('{%s}', %d)".formatted(listed(beside.rebuilt()), TRIES));
    }

    /**
     * Attaches new years. Others wait for this publication: it gives up where readers of the dimensions stay, unless it has filled a year
     * itself and would have to fill it again.
     *
     * @throws ReadersStay when they do
     */
    void attach(Beside beside) throws SQLException {
        for (int year : beside.added()) {
            boolean isAttached = beside.bare().isEmpty()
                    ? sql.isTrue("select ops.attach_year(%d, %d)".formatted(year, TRIES))
                    : sql.isTrue("select ops.attach_year(%d)".formatted(year));
            if (!isAttached) {
                throw new ReadersStay(year);
            }
        }
    }

    private List<Integer> aheadOf(long token) throws SQLException {
        return sql.list(
                "select year_no from ops.filled_year where load_key = $load and fencing_token = ? order by 1",
                row -> row.getInt(1),
                token);
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
