package org.tradehouse.lists;

import java.sql.SQLException;
import java.util.List;
import org.tradehouse.feed.Reference;
import org.tradehouse.load.LoadSql;

/** Names replace those of the same nomenclature, editions, language and levels, and are put on the products there are. */
final class NamePublication {
    /** A row that holds for part of an edition's years names the code in it; of several the latest. */
    private static final String NAMED = """
            create temp table named on commit drop as
            select distinct on (e.edition, s.code) e.edition, s.code, s.product_name, left(s.section, 8) as section
            from stg.product_name s join dw.dim_edition e on e.edition = ?
              or ? = '' and e.nomenclature = 'HS' and s.valid_from <= e.valid_to and s.valid_to >= e.valid_from
                and e.valid_from <= (select edition_date from dw.dim_load where load_key = $load)
            where s.load_key = $load
            order by e.edition, s.code, s.valid_from desc, s.source_row desc""";

    private static final String OLD = """
            create temp table old_name on commit drop as
            select n.* from dw.product_name n where n.nomenclature = ? and n.language = ?
              and (n.edition, length(n.code), n.code ~ '^[0-9]') in (select edition, length(code), code ~ '^[0-9]' from named)""";

    private static final String COUNTS = """
            select count(*) filter (where o.code is null), count(*) filter (where o.product_name <> n.product_name or o.section <> n.section),
              count(*) filter (where n.code is null), count(*) filter (where o.product_name = n.product_name and o.section = n.section),
              (select string_agg(distinct edition, ', ' order by edition) from named)
            from named n full join old_name o on (o.edition, o.code) = (n.edition, n.code)""";

    private static final String INSERT = """
            insert into dw.product_name as p (nomenclature, edition, code, language, product_name, section, load_key)
            select ?, edition, code, ?, product_name, section, $load from named
            on conflict (nomenclature, edition, code, language) do update
            set product_name = excluded.product_name, section = excluded.section, load_key = excluded.load_key
            where (p.product_name, p.section) <> (excluded.product_name, excluded.section)""";

    private final LoadSql sql;
    private final Reference.Names names;
    private final boolean again;

    NamePublication(LoadSql sql, Reference.Names names, boolean again) {
        this.sql = sql;
        this.names = names;
        this.again = again;
    }

    Published publish() throws SQLException {
        sql.run(NAMED, names.edition(), names.edition());
        sql.run(OLD, names.nomenclature(), names.language());
        boolean newer = sql.isTrue("""
                select coalesce(max(l.edition_date) > (select edition_date from dw.dim_load where load_key = $load), false)
                from old_name o join dw.dim_load l using (load_key)""");
        if (newer && !again) {
            return Published.leftAlone("nothing to publish: newer names are live");
        }
        String what = sql.list(
                        COUNTS,
                        row -> row.getLong(1) + " names new, " + row.getLong(2) + " changed, " + row.getLong(3)
                                + " withdrawn, " + row.getLong(4) + " same: " + names.nomenclature() + " "
                                + row.getString(5) + " (" + names.language() + ")")
                .get(0);
        sql.run("""
                delete from dw.product_name p using old_name o
                where (p.nomenclature, p.edition, p.code, p.language) = (o.nomenclature, o.edition, o.code, o.language)
                  and not exists (select from named n where (n.edition, n.code) = (o.edition, o.code))""");
        sql.run(INSERT, names.nomenclature(), names.language());
        sql.list("select ops.analyze_table('dw.product_name')", row -> 0);
        long described = sql.number("select ops.describe_products()");
        return new Published(false, List.of(what, described + " products described anew"), List.of());
    }
}
