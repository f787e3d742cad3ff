package org.tradehouse.settle;

import java.sql.SQLException;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.LoadSql;
import org.tradehouse.trade.Field;

/**
 * Says what the file is complete for (semantics 5.1). Everything, where the feed or the operator says so; else each topmost
 * value present: World or TOTAL stand for everything, a country or a product code for itself. Fills {@code scope_map}.
 */
final class Scopes {
    /** More product scopes than this are no query of single products but an undeclared complete file. */
    private static final int MOST_PRODUCTS = 500;

    private final LoadSql sql;
    private final Feed feed;
    private final Load load;

    Scopes(LoadSql sql, Feed feed, Load load) {
        this.sql = sql;
        this.feed = feed;
        this.load = load;
    }

    void derive() throws SQLException {
        sql.run(
                """
                update shape s set all_partners = r.all_partners, all_products = r.all_products from (
                  select dataset_key, reporter_country, bool_or(breadth = 0) or ? as all_partners, bool_or(depth = 0) or ? as all_products
                  from shape where not is_rejected group by 1, 2) r
                where (r.dataset_key, r.reporter_country) = (s.dataset_key, s.reporter_country)""",
                isAll(Field.PARTNER_SCOPE, feed.scope().partners()),
                isAll(Field.PRODUCT_SCOPE, feed.scope().products()));
        new Cells(sql, feed).make();
        roots();
        refuseTooMany();
        map();
        register();
    }

    /** True where everything in the file is complete for all partners and products. */
    static boolean isWhole(LoadSql sql) throws SQLException {
        return sql.isTrue("select bool_and(all_partners and all_products) from shape where not is_rejected");
    }

    /** Cells of one dataset, reporter, scope partner and scope code have one scope. */
    private void map() throws SQLException {
        boolean everything = sql.number("select count(*) from shape where not (all_partners and all_products)") == 0;
        sql.run("""
                create temp table scope_map on commit drop as
                select x.dataset_key, x.reporter_country, x.scope_partner, x.scope_code, a.area_code as partner, t.root as product, null::int as scope_key
                from (%s) x left join dw.dim_area a on a.area_key = nullif(x.scope_partner, 0)
                left join root t on (t.dataset_key, t.reporter_country, t.code) = (x.dataset_key, x.reporter_country, x.scope_code)
                where (x.scope_partner = 0 or a.area_key is not null) and (x.all_products or t.root is not null)""".formatted(
                        everything
                                ? "select distinct dataset_key, reporter_country, 0 as scope_partner, ''::text as scope_code, true as all_products from shape"
                                : """
                                select distinct c.dataset_key, c.reporter_country, c.scope_partner, c.scope_code, s.all_products
                                from cell c join shape s using (shape_no) where s.all_partners is not null"""));
        sql.run("analyze scope_map");
    }

    private boolean isAll(Field field, Feed.Extent declared) {
        var said = load.given().getOrDefault(field, "");
        return said.isEmpty() ? declared == Feed.Extent.ALL : said.equalsIgnoreCase("all");
    }

    /** The shortest reported code every code begins with; only where the file has no total over all products. */
    private void roots() throws SQLException {
        sql.run("""
                create temp table reported on commit drop as
                select distinct c.dataset_key, c.reporter_country, c.code from cell c join shape s using (shape_no)
                where not s.is_rejected and not s.all_products""");
        sql.run("alter table reported add primary key (dataset_key, reporter_country, code)");
        sql.run("analyze reported");
        sql.run("""
                create temp table root on commit drop as
                select c.dataset_key, c.reporter_country, c.code, coalesce(a.code, c.code) as root
                from reported c left join lateral (
                  select a.code from generate_series(1, length(c.code) - 1) n
                  join reported a on (a.dataset_key, a.reporter_country, a.code) = (c.dataset_key, c.reporter_country, left(c.code, n))
                  order by length(a.code) limit 1) a on true""");
        sql.run("analyze root");
    }

    private void refuseTooMany() throws SQLException {
        long products = sql.number("""
                select coalesce(max(n), 0) from (select count(distinct root) n from root group by dataset_key, reporter_country) x""");
        if (products > MOST_PRODUCTS) {
            throw new LoadException(
                    "TH-3020",
                    "the file has " + products
                            + " products without a total above them and does not say whether that is everything the reporter traded.",
                    "if it is complete, load it with --set product-scope=all; if it is a selection, split it into files of at most "
                            + MOST_PRODUCTS + " products");
        }
    }

    private void register() throws SQLException {
        sql.run("""
                insert into dw.scope (scope_code, partners, product_prefixes, content_code)
                select distinct concat_ws(';', 'partner=' || partner, 'product=' || product),
                  case when partner is not null then array[partner]::varchar(8)[] end, case when product is not null then array[product]::varchar(10)[] end,
                  coalesce('product=' || product, '')
                from scope_map where partner is not null or product is not null order by 1
                on conflict (scope_code) do nothing""");
        sql.run("""
                update scope_map c set scope_key = s.scope_key from dw.scope s
                where s.scope_code = coalesce(nullif(concat_ws(';', 'partner=' || c.partner, 'product=' || c.product), ''), 'all')""");
    }
}
