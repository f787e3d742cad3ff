package org.tradehouse.run;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tradehouse.feed.Feed;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.Rates;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Words;

/** Code lists, aliases and rates as a feed's rows meet them now, and the versions they are remembered by. */
final class References {
    /** {@code ops.alias.feed} of an alias that holds for every feed. */
    static final String EVERY_FEED = "*";

    private final JdbcClient sql;

    References(DataSource pool) {
        this.sql = JdbcClient.create(pool);
    }

    /** Everything that decides what a file of the feed becomes. */
    Inputs inputs(Feed feed, Map<Field, String> given) {
        return new Inputs(
                feed.version(), mappingVersion(feed), CodeLists.seeded().version(), Inputs.PARSER_VERSION, given, 0);
    }

    /**
     * The same, beside a load that is known: a rate it lacked may have come, a rate it was converted at may have changed.
     * Rates of other months, and every rate for a feed that states dollars, leave it as it is.
     */
    Inputs inputs(Feed feed, Map<Field, String> given, @Nullable KnownLoad known) {
        Inputs inputs = inputs(feed, given);
        if (known == null || feed.reference() != null || statesDollars(feed)) {
            return inputs;
        }
        return inputs.withRateChanges(sql.sql("""
                        select (select count(*) from ops.reject x
                                join dw.fx_rate r on (r.currency_code, r.period_date) = (x.offending_value, x.from_date)
                                where x.load_key = l.load_key and x.code = 'TH-2050' and x.state = 'open' and r.rate_source = :source)
                          + (select count(*) from dw.fx_rate_history h where h.rate_source = :source and h.superseded_at > l.created_at
                             and exists (select from ops.load_slice s where s.load_key = l.load_key and h.period_date between s.from_date and s.to_date))
                        from ops.load l where l.load_key = :load""")
                .param("source", feed.dataset().rateSource())
                .param("load", known.load().key())
                .query(Long.class)
                .single());
    }

    private static boolean statesDollars(Feed feed) {
        return feed.columns().stream()
                .anyMatch(column ->
                        column.field() == Field.VALUE && column.currency().equals("USD"));
    }

    /** The seeded lists with the aliases of the feed's file, then those for every feed, then the feed's own: the last wins. */
    CodeLists lists(Feed feed) {
        Map<String, CodeLists.Alias> aliases = new LinkedHashMap<>();
        feed.aliases().forEach(it -> put(aliases, new CodeLists.Alias(it.kind(), it.alias(), it.code())));
        sql.sql("""
                        select kind, alias, code from ops.alias
                        where feed in (?, ?) and retired_at is null and current_date between valid_from and valid_to
                        order by feed <> ?, alias_id""")
                .params(EVERY_FEED, feed.name(), EVERY_FEED)
                .query((row, n) -> new CodeLists.Alias(row.getString(1), row.getString(2), row.getString(3)))
                .list()
                .forEach(alias -> put(aliases, alias));
        return aliases.isEmpty() ? CodeLists.seeded() : CodeLists.seeded().withAliases(List.copyOf(aliases.values()));
    }

    /** The rates of the warehouse, the seeded ones where it has none. */
    Rates rates() {
        List<Rates.Rate> rates = sql.sql(
                        "select rate_source, currency_code, period_date, per_usd, coalesce(day_count, 0) from dw.fx_rate")
                .query((row, n) -> new Rates.Rate(
                        row.getString(1),
                        row.getString(2),
                        YearMonth.from(row.getObject(3, LocalDate.class)),
                        row.getBigDecimal(4),
                        row.getInt(5)))
                .list();
        return rates.isEmpty() ? Rates.seeded() : Rates.of(rates);
    }

    /** Grows with every alias that is added and with every one that is retired. */
    private long mappingVersion(Feed feed) {
        return sql.sql("select coalesce(max(alias_id), 0) + count(retired_at) from ops.alias where feed in (?, ?)")
                .params(EVERY_FEED, feed.name())
                .query(Long.class)
                .single();
    }

    private static void put(Map<String, CodeLists.Alias> aliases, CodeLists.Alias alias) {
        aliases.put(alias.kind() + ' ' + Words.fold(alias.alias()), alias);
    }
}
