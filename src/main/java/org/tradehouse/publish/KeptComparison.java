package org.tradehouse.publish;

import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.LoadSql;

/**
 * What a plan has compared, in the temporary tables of its session: the publication that follows in the same session takes it
 * over where nothing it was made of has moved. That is asked under the publish locks, of what every publication leaves
 * behind: it writes the coverage of its slices anew, and a year that is exchanged or rewritten is another table or another
 * file. Rows are found again by their place, so that this must not be wrong in one direction: what is in doubt is compared again.
 */
final class KeptComparison {
    /** Coverage of the datasets of the load and of months derived from them, the files of the facts, and signed corrections. */
    private static final String STAMP = """
            with mine as (select dataset_key, min(from_date) as first, max(to_date) as last from ops.load_slice where load_key = $load group by 1),
            concerned as (
              select * from mine
              union select m.dataset_key, s.first, s.last from mine s join dw.dim_dataset m on m.span_dataset_key = s.dataset_key),
            part as (
              select inhrelid as oid from pg_inherits where inhparent = 'dw.fact_trade'::regclass
              union all select unnest(array['dw.fact_trade_annual', 'dw.fact_trade_span']::regclass[])::oid)
            select concat_ws('/',
              (select md5(string_agg(k.ctid::text || k.xmin::text, ' ' order by k.ctid)) from concerned c join dw.coverage k using (dataset_key)
                where k.to_date >= date_trunc('year', c.first) and k.from_date < date_trunc('year', c.last) + interval '1 year'),
              (select md5(string_agg(p.oid::text || ' ' || coalesce(pg_relation_filenode(p.oid), 0)::text, ' ' order by p.oid)) from part p),
              (select md5(string_agg(x.ctid::text || x.xmin::text, ' ' order by x.ctid)) from ops.correction x where x.approver is not null and x.valid_to is null))""";

    private @Nullable String name;
    private String stamp = "";
    private boolean again;
    private @Nullable Plan plan;

    /** How the warehouse stands for a load: another text as soon as something is published that its comparison depends on. */
    static String stamp(LoadSql sql) throws SQLException {
        return sql.list(STAMP, row -> row.getString(1)).get(0);
    }

    /**
     * Keeps the tables of the session beyond the transaction.
     *
     * @param before the stamp from before the first of them was made
     */
    void keep(LoadSql sql, String before, boolean publishAgain, Plan made) throws SQLException {
        name = UUID.randomUUID().toString();
        plan = made;
        stamp = before;
        again = publishAgain;
        sql.run("create temp table kept as select '" + name + "' as name");
    }

    /** True from a plan on, until it is forgotten. */
    boolean isKept() {
        return name != null;
    }

    /** True where this session has the tables and nothing has moved since. Under the publish locks. */
    boolean holds(LoadSql sql, boolean publishAgain) throws SQLException {
        return name != null
                && again == publishAgain
                && sql.isTrue("select to_regclass('pg_temp.kept') is not null")
                && sql.isTrue("select exists (select from pg_temp.kept where name = '" + name + "')")
                && stamp(sql).equals(stamp);
    }

    /** What was said of the comparison: as long as it {@link #holds}, the same would be said again. */
    Plan plan() {
        return Objects.requireNonNull(plan);
    }

    /** Drops what the session keeps. */
    void forget(LoadSql sql) throws SQLException {
        name = null;
        sql.run("discard temp");
    }
}
