package org.tradehouse.lists;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.tradehouse.feed.Reference;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;

/** Daily quotes become dollars per day, and the days of a complete month the month's rate (rule F1). */
final class RatePublication {
    /** More than this of a published rate is worth a look. */
    private static final BigDecimal MUCH = new BigDecimal("0.02");

    private static final int SHOWN = 3;

    /** Dollars are the common measure: what one is worth in the base, then every currency through it. */
    private static final String DAYS = """
            create temp table day on commit drop as
            with quote as (
              select rate_date, currency_code, %s as in_base from stg.fx_quote where load_key = $load
              union all select distinct rate_date, ?, 1::numeric from stg.fx_quote where load_key = $load),
            dollar as (select rate_date, in_base from quote where currency_code = 'USD')
            select q.currency_code::char(3) as currency_code, q.rate_date, round(d.in_base / q.in_base, 16) as per_usd
            from quote q join dollar d using (rate_date)
            where q.currency_code = any (string_to_array(?, ',')) and q.currency_code <> 'USD'""";

    private static final String KEEP = """
            insert into dw.fx_day as f (rate_source, currency_code, rate_date, per_usd, load_key)
            select ?, currency_code, rate_date, per_usd, $load from day
            on conflict (rate_source, currency_code, rate_date) do update set per_usd = excluded.per_usd, load_key = excluded.load_key
            where f.per_usd <> excluded.per_usd and (? or (select edition_date from dw.dim_load where load_key = f.load_key)
              <= (select edition_date from dw.dim_load where load_key = $load))""";

    /** Weekends carry the rate of the session before, where a publisher states one at all: they are not counted. */
    private static final String MONTHS = """
            create temp table month on commit drop as
            with touched as (select distinct date_trunc('month', rate_date)::date as first from day),
            span as (select first, (first + interval '1 month - 1 day')::date as last,
                (select count(*) from generate_series(first, first + interval '1 month - 1 day', interval '1 day') d where extract(isodow from d) < 6)::int as weekdays
              from touched),
            newest as (select currency_code, max(rate_date) as day from dw.fx_day where rate_source = ? group by 1)
            select f.currency_code, s.first as period_date, s.weekdays, count(*)::smallint as day_count, round(avg(f.per_usd), 8) as per_usd,
              s.weekdays - count(*) <= ? and (count(*) >= s.weekdays or n.day > s.last) as is_complete
            from dw.fx_day f join span s on s.first = date_trunc('month', f.rate_date)::date join newest n using (currency_code)
            where f.rate_source = ? and extract(isodow from f.rate_date) < 6
            group by f.currency_code, s.first, s.last, s.weekdays, n.day""";

    private static final String SUPERSEDE = """
            insert into dw.fx_rate_history (currency_code, period_date, rate_source, per_usd, day_count, load_key, published_at, superseded_by)
            select r.currency_code, r.period_date, r.rate_source, r.per_usd, r.day_count, r.load_key, r.published_at, $load
            from dw.fx_rate r join month m using (currency_code, period_date)
            where r.rate_source = ? and m.is_complete and r.per_usd <> m.per_usd""";

    /** A rate that stays the same stays with the load that brought it. */
    private static final String REPLACE = """
            insert into dw.fx_rate as r (currency_code, period_date, rate_source, per_usd, day_count, load_key, published_at)
            select currency_code, period_date, ?, per_usd, day_count, $load, clock_timestamp() from month where is_complete
            on conflict (currency_code, period_date, rate_source) do update
            set per_usd = excluded.per_usd, day_count = excluded.day_count, load_key = excluded.load_key, published_at = excluded.published_at
            where r.per_usd <> excluded.per_usd""";

    private final LoadSql sql;
    private final Reference.Rates rates;
    private final boolean again;

    RatePublication(LoadSql sql, Reference.Rates rates, boolean again) {
        this.sql = sql;
        this.rates = rates;
        this.again = again;
    }

    private record Change(String currency, LocalDate month, BigDecimal before, BigDecimal now) {
        boolean isLarge() {
            return now.subtract(before).abs().compareTo(before.multiply(MUCH)) > 0;
        }

        String says() {
            return currency + " " + month.toString().substring(0, 7) + " was " + before.toPlainString() + ", is now "
                    + now.toPlainString() + " per USD";
        }
    }

    Published publish() throws SQLException {
        String kept = String.join(",", rates.currencies());
        sql.run(
                DAYS.formatted(rates.baseFirst() ? "units::numeric(40,20) / quote" : "quote::numeric(40,20) / units"),
                rates.base(),
                kept + "," + rates.base());
        int days = sql.run(KEEP, rates.source(), again);
        sql.run(MONTHS, rates.source(), rates.holidays(), rates.source());
        List<Change> changes = changes();
        sql.run(SUPERSEDE, rates.source());
        sql.run(REPLACE, rates.source());
        List<String> lines = new ArrayList<>();
        lines.add(days + " daily rates new or changed; " + months());
        changes.stream().limit(SHOWN).map(Change::says).forEach(lines::add);
        incomplete(lines);
        return new Published(
                false,
                lines,
                changes.stream()
                        .filter(Change::isLarge)
                        .map(RatePublication::finding)
                        .toList());
    }

    private List<Change> changes() throws SQLException {
        return sql.list(
                """
                select m.currency_code, m.period_date, r.per_usd, m.per_usd from month m
                join dw.fx_rate r using (currency_code, period_date)
                where r.rate_source = ? and m.is_complete and r.per_usd <> m.per_usd
                order by abs(m.per_usd / r.per_usd - 1) desc, 1, 2""",
                row -> new Change(
                        row.getString(1),
                        row.getObject(2, LocalDate.class),
                        row.getBigDecimal(3),
                        row.getBigDecimal(4)),
                rates.source());
    }

    /** {@code 2 months new, 1 changed, 240 same (CNY, EUR)}; asked after the rates are in. */
    private String months() throws SQLException {
        return sql.list(
                        """
                        select count(*) filter (where r.load_key = $load and h.period_date is null), count(*) filter (where h.period_date is not null),
                          count(*) filter (where r.load_key is distinct from $load), coalesce(string_agg(distinct r.currency_code, ', '), 'no complete month')
                        from month m join dw.fx_rate r on r.rate_source = ? and (r.currency_code, r.period_date) = (m.currency_code, m.period_date)
                        left join dw.fx_rate_history h on (h.currency_code, h.period_date, h.rate_source) = (r.currency_code, r.period_date, r.rate_source) and h.superseded_by = $load
                        where m.is_complete""",
                        row -> row.getLong(1) + " monthly rates new, " + row.getLong(2) + " changed, " + row.getLong(3)
                                + " same ("
                                + row.getString(4).replace(" ,", ",").strip() + ")",
                        rates.source())
                .get(0);
    }

    private void incomplete(List<String> lines) throws SQLException {
        lines.addAll(sql.list("""
                select to_char(period_date, 'YYYY-MM') || ' is not complete and not published: ' || min(day_count) || ' of ' || min(weekdays) || ' weekdays (' || string_agg(currency_code, ', ' order by currency_code) || ')'
                from month where not is_complete group by period_date order by period_date desc limit 3""", row -> row.getString(1)));
    }

    private static Finding finding(Change change) {
        return Finding.of("F1", Severity.FLAG, change.says() + ": more than 2 % apart");
    }
}
