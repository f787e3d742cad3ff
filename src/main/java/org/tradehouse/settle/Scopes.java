package org.tradehouse.settle;

import java.sql.SQLException;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.LoadSql;
import org.tradehouse.trade.Field;

/**
 * Says what the file is complete for (semantics 5.1). Everything, where the feed or the operator says so; else each topmost
 * value present: World or TOTAL stand for everything, a country or a product code for itself. Fills {@code cell_scope}.
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
                create temp table reach on commit drop as
                select dataset_key, reporter_country, bool_or(breadth = 0) or ? as all_partners, bool_or(depth = 0) or ? as all_products
                from cell where not is_rejected group by 1, 2""",
                isAll(Field.PARTNER_SCOPE, feed.scope().partners()),
                isAll(Field.PRODUCT_SCOPE, feed.scope().products()));
        roots();
        refuseTooMany();
        sql.run("""
                create temp table cell_scope on commit drop as
                select c.id, case when not r.all_partners then a.area_code end as partner,
                  case when not r.all_products then t.root end as product, null::int as scope_key
                from cell c join reach r using (dataset_key, reporter_country)
                left join dw.dim_area a on a.area_key = c.partner_country
                left join root t using (dataset_key, reporter_country, code)
                where (r.all_partners or a.area_key is not null) and (r.all_products or t.root is not null)""");
        register();
    }

    private boolean isAll(Field field, Feed.Extent declared) {
        var said = load.given().getOrDefault(field, "");
        return said.isEmpty() ? declared == Feed.Extent.ALL : said.equalsIgnoreCase("all");
    }

    /** The shortest reported code every code begins with; only where the file has no total over all products. */
    private void roots() throws SQLException {
        sql.run("""
                create temp table reported on commit drop as
                select distinct dataset_key, reporter_country, code from cell join reach using (dataset_key, reporter_country)
                where not is_rejected and not all_products""");
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
                select coalesce(max(n), 0) from (select count(distinct root) n from root join reach r using (dataset_key, reporter_country)
                where not r.all_products group by dataset_key, reporter_country) x""");
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
                from cell_scope where partner is not null or product is not null order by 1
                on conflict (scope_code) do nothing""");
        sql.run("""
                update cell_scope c set scope_key = s.scope_key from dw.scope s
                where s.scope_code = coalesce(nullif(concat_ws(';', 'partner=' || c.partner, 'product=' || c.product), ''), 'all')""");
        sql.run("create index on cell_scope (id)");
        sql.run("analyze cell_scope");
    }
}
