package org.tradehouse.settle;

import java.sql.SQLException;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.LoadSql;
import org.tradehouse.trade.Field;

/**
 * The relation {@code cell}: chosen and rejected rows with the shapes they have, one row per dataset the row stands in,
 * identified by {@code (rid, origin, shape_no)}. A view, so that a long file is not copied once more; a table where many
 * levels will go through it.
 */
final class Cells {
    /** 0 World, 1 country, 2 region of a country. */
    static final String BREADTH = "case when c.partner_key = 1 then 0 when a.area_kind = 'region' then 2 else 1 end";

    /** From this many levels with something below them on, cells are copied once instead of joined every time. */
    private static final int MANY_LEVELS = 3;

    private final LoadSql sql;
    private final Feed feed;

    Cells(LoadSql sql, Feed feed) {
        this.sql = sql;
        this.feed = feed;
    }

    void make() throws SQLException {
        sql.run("analyze shape");
        var below = sql.number("""
                select count(*) from (select distinct depth, breadth from shape) u
                where exists (select 1 from shape s where s.depth >= u.depth and s.breadth >= u.breadth and (s.depth, s.breadth) <> (u.depth, u.breadth))""");
        var text = "select " + COLUMNS + " from " + from(feed) + rejected();
        if (below >= MANY_LEVELS) {
            sql.run("create temp table cell on commit drop as " + text);
            sql.run("analyze cell");
        } else {
            sql.run("create temp view cell as " + text);
        }
    }

    /** The code as a path: empty for the total over products. */
    static final String CODE = "case p.code when 'TOTAL' then '' else p.code end";

    private static final String SHAPE =
            "s.shape_no, s.reporter_key, s.flow_key, s.from_date, s.to_date, s.reporter_country, s.depth, s.breadth, s.dataset_key, s.grp, s.is_rejected";
    private static final String COLUMNS =
            "c.rid, c.origin, c.value_usd, c.source_row, c.part_key, c.partner_key::int as partner_key, a.country_key::int as partner_country, "
                    + CODE + " as code, " + SHAPE + ", " + scope("a.country_key::int", CODE);

    /** What of a cell decides its scope: 0 and the empty code where the file is complete for everything. */
    static String scope(String country, String code) {
        return "case when s.all_partners then 0 else %s end as scope_partner, case when s.all_products then '' else %s end as scope_code"
                .formatted(country, code);
    }

    /** Chosen rows {@code c} with product {@code p}, partner {@code a} and shape {@code s}. */
    static String from(Feed feed) {
        return "chosen c " + members(feed)
                + " join shape s on not s.is_rejected and (s.reporter_key, s.flow_key, s.from_date, s.to_date, s.nomenclature, s.depth, s.breadth"
                + (procedure(feed).equals("''") ? "" : ", s.procedure_code")
                + (transport(feed).equals("''") ? "" : ", s.transport_code")
                + ") = (c.reporter_key, c.flow_key, c.from_date, c.to_date, p.nomenclature, p.code_level, " + BREADTH
                + (procedure(feed).equals("''") ? "" : ", t.procedure_code")
                + (transport(feed).equals("''") ? "" : ", t.transport_code") + ")";
    }

    /** The same with the product. */
    static String members(Feed feed) {
        return "join dw.dim_product p on p.product_key = c.product_key " + areasAndTerms(feed);
    }

    /** The joins that {@link #BREADTH}, {@link #procedure} and {@link #transport} need. */
    static String areasAndTerms(Feed feed) {
        return "join dw.dim_area a on a.area_key = c.partner_key"
                + (procedure(feed).equals("''") && transport(feed).equals("''")
                        ? ""
                        : " join dw.dim_terms t on t.terms_key = c.terms_key");
    }

    /** The procedure as part of a figure's key: nothing where it is a declared breakdown. */
    static String procedure(Feed feed) {
        return feed.breakdowns().containsKey(Field.PROCEDURE) ? "''" : "t.procedure_code";
    }

    /** The mode of transport as part of a figure's key: nothing where it is a declared breakdown. */
    static String transport(Feed feed) {
        return feed.breakdowns().containsKey(Field.TRANSPORT) ? "''" : "t.transport_code";
    }

    private String rejected() throws SQLException {
        if (sql.number("select count(*) from reject_row") == 0) {
            return "";
        }
        return " union all select r.ctid as rid, 2 as origin, r.value_usd, r.source_row, 0 as part_key, r.partner_key, r.partner_country, r.code, "
                + SHAPE + ", " + scope("r.partner_country", "r.code")
                + " from reject_row r join shape s on s.is_rejected and (s.reporter_key, s.flow_key, s.from_date, s.to_date, s.depth, s.breadth) = (r.reporter_key, r.flow_key, r.from_date, r.to_date, r.depth, r.breadth)";
    }
}
