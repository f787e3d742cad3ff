package org.tradehouse.lists;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tradehouse.feed.Reference;
import org.tradehouse.load.LoadSql;

/** Pairs of codes become weighed links in both directions, and chains of the links there are (rules H1 to H5). */
final class LinkPublication {
    private static final String NEWER = """
            select coalesce(max(l.edition_date) > (select edition_date from dw.dim_load where load_key = $load), false)
            from dw.dim_load l where l.load_key in (
              select load_key from dw.concordance where from_edition = '%1$s' and to_edition = '%2$s' and steps = 1 and length(from_code) = 6)""";

    private final LoadSql sql;
    private final Reference.Links links;
    private final boolean again;

    LinkPublication(LoadSql sql, Reference.Links links, boolean again) {
        this.sql = sql;
        this.links = links;
        this.again = again;
    }

    Published publish() throws SQLException {
        String from = links.fromEdition();
        String to = links.toEdition();
        if (!again && sql.isTrue(NEWER.formatted(from, to))) {
            return Published.leftAlone("nothing to publish: a newer edition of " + from + " to " + to + " is live");
        }
        sql.run("""
                delete from dw.concordance where steps = 1 and (from_edition, to_edition) in ((?, ?), (?, ?))""", from, to, to, from);
        sql.list("select ops.link_editions($load, ?, ?)", row -> 0, from, to);
        sql.list("select ops.chain_editions()", row -> 0);
        sql.list("select ops.analyze_table('dw.concordance')", row -> 0);
        long described = sql.number("select ops.describe_products()");
        List<String> lines = new ArrayList<>(directions());
        lines.add(editions());
        lines.add(described + " products described anew");
        return new Published(false, lines, List.of());
    }

    /** {@code H6 to H5: 5612 codes, 5490 certain, 122 allocated (of them 0 by trade, 122 in equal parts)}. */
    private List<String> directions() throws SQLException {
        return sql.list(
                """
                select from_edition, to_edition, count(*), count(*) filter (where basis = 'certain'), count(*) filter (where basis <> 'certain'),
                  count(*) filter (where basis = 'data'), count(*) filter (where basis = 'equal'), max(dataset)
                from (select from_edition, to_edition, from_code, min(basis_by_value) as basis, max(weights_dataset) as dataset from dw.concordance
                      where load_key = $load and steps = 1 and (from_edition like 'S%' or length(from_code) = 6) group by 1, 2, 3) c
                group by 1, 2 order by (from_edition, to_edition) <> (?, ?)""",
                row -> row.getString(1) + " to " + row.getString(2) + ": " + row.getLong(3) + " codes, "
                        + row.getLong(4)
                        + " certain, " + row.getLong(5) + " allocated (" + row.getLong(6) + " by trade"
                        + (row.getString(8) == null ? "" : " of " + row.getString(8)) + ", " + row.getLong(7)
                        + " in equal parts)",
                links.fromEdition(),
                links.toEdition());
    }

    private String editions() throws SQLException {
        return sql.list(
                        "select count(*), string_agg(f || ' to ' || t, ', ' order by f, t) from (select distinct from_edition as f, to_edition as t from dw.concordance where steps > 1) c",
                        row -> row.getLong(1) == 0
                                ? "no chains: other tables would lead further"
                                : row.getLong(1) + " chains: " + row.getString(2))
                .get(0);
    }
}
