package org.tradehouse.publish;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tradehouse.load.LoadSql;

/**
 * The partitions of the monthly fact. A year that is not there yet is filled beside the fact and attached with its indexes
 * built at once: keeping indexes up row by row costs several times the rows themselves.
 */
final class Years {
    private final LoadSql sql;

    Years(LoadSql sql) {
        this.sql = sql;
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
     * The years to fill beside the fact, locked against other loads until the transaction ends. Publishing transactions go
     * side by side unless one of them attaches a year: that one goes alone, because it locks what the others write.
     */
    List<Integer> beside() throws SQLException {
        var months = "select distinct extract(year from from_date)::int from slice where freq = 'M' order by 1";
        if (missing(months).isEmpty()) {
            sql.list("select pg_advisory_xact_lock_shared(6, 0)", row -> 0);
            return List.of();
        }
        sql.list("select pg_advisory_xact_lock(6, 0)", row -> 0);
        var years = missing(months);
        for (int year : years) {
            sql.list("select ops.create_year(?)", row -> 0, year);
        }
        if (!years.isEmpty()) {
            sql.list("select ops.gather_years($load, '{%s}')".formatted(listed(years)), row -> 0);
        }
        return years;
    }

    void attach(List<Integer> years) throws SQLException {
        if (!years.isEmpty()) {
            sql.list("select ops.part_years($load, '{%s}')".formatted(listed(years)), row -> 0);
        }
        for (int year : years) {
            sql.list("select ops.attach_year(?)", row -> 0, year);
        }
    }

    /** {@code 2019,2020} */
    static String listed(List<Integer> years) {
        return years.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private List<Integer> missing(String query) throws SQLException {
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
