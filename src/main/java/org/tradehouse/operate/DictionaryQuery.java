package org.tradehouse.operate;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the catalogue of the database, as far as the role of BI tools may look. */
final class DictionaryQuery {
    private final Rows rows;

    DictionaryQuery(Rows rows) {
        this.rows = rows;
    }

    Dictionary dictionary() throws SQLException {
        Map<Long, List<Dictionary.Column>> columns = columns();
        return new Dictionary(relations(columns), functions());
    }

    private List<Dictionary.Relation> relations(Map<Long, List<Dictionary.Column>> columns) throws SQLException {
        return rows.list(
                """
                select r.oid::bigint as relation, n.nspname, r.relname, obj_description(r.oid, 'pg_class') as says,
                  case when r.relkind in ('v', 'm') then 'view' else 'table' end as kind
                from pg_class r join pg_namespace n on n.oid = r.relnamespace
                where n.nspname in ('mart', 'dw') and r.relkind in ('r', 'p', 'v', 'm') and not r.relispartition
                  and has_table_privilege('trade_reader', r.oid, 'select')
                order by n.nspname desc, r.relname collate "C\"""",
                row -> new Dictionary.Relation(
                        row.text("nspname"),
                        row.text("relname"),
                        row.text("kind"),
                        row.text("says"),
                        columns.getOrDefault(row.whole("relation"), List.of())));
    }

    private Map<Long, List<Dictionary.Column>> columns() throws SQLException {
        record Of(long relation, Dictionary.Column column) {}
        return rows
                .list(
                        """
                        select r.oid::bigint as relation, a.attname, format_type(a.atttypid, a.atttypmod) as type,
                          not a.attnotnull as nullable, col_description(r.oid, a.attnum) as says,
                          exists (select from pg_constraint k where k.conrelid = r.oid and k.contype = 'p' and a.attnum = any (k.conkey)) as is_key,
                          (select min(format('%s.%s.%s', s.nspname, t.relname, b.attname))
                           from pg_constraint k join pg_class t on t.oid = k.confrelid join pg_namespace s on s.oid = t.relnamespace
                           join pg_attribute b on b.attrelid = t.oid and b.attnum = k.confkey[1]
                           where k.conrelid = r.oid and k.contype = 'f' and k.conkey = array[a.attnum]) as leads_to
                        from pg_class r join pg_namespace n on n.oid = r.relnamespace
                        join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
                        where n.nspname in ('mart', 'dw') and r.relkind in ('r', 'p', 'v', 'm') and not r.relispartition
                        order by r.oid, a.attnum""",
                        row -> new Of(
                                row.whole("relation"),
                                new Dictionary.Column(
                                        row.text("attname"),
                                        type(row.text("type")),
                                        row.truth("nullable"),
                                        row.truth("is_key"),
                                        row.text("leads_to"),
                                        row.text("says"))))
                .stream()
                .collect(Collectors.groupingBy(Of::relation, Collectors.mapping(Of::column, Collectors.toList())));
    }

    private List<Dictionary.Function> functions() throws SQLException {
        return rows.list(
                """
                select n.nspname, f.proname, pg_get_function_arguments(f.oid) as arguments,
                  pg_get_function_result(f.oid) as answers, obj_description(f.oid, 'pg_proc') as says
                from pg_proc f join pg_namespace n on n.oid = f.pronamespace
                where n.nspname in ('mart', 'dw') and has_function_privilege('trade_reader', f.oid, 'execute')
                order by n.nspname desc, f.proname collate "C", 3""",
                row -> new Dictionary.Function(
                        row.text("nspname"),
                        row.text("proname"),
                        type(row.text("arguments")),
                        type(row.text("answers")),
                        row.text("says")));
    }

    /** Types as people write them. */
    private static String type(String type) {
        return type.replace("character varying", "varchar")
                .replace("character(", "char(")
                .replace("timestamp with time zone", "timestamptz")
                .replace("timestamp without time zone", "timestamp");
    }
}
