package org.tradehouse.settle;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.LoadSql;
import org.tradehouse.trade.Field;

/**
 * Writes the slices of the load, from its scope and not from its rows (semantics 5); {@link Figures} fills them. A period a
 * reporter has in one flow is covered in exports and imports where the file has both; an empty slice is a slice.
 */
final class Slices {
    private static final int MOST = 50_000;
    private final LoadSql sql;
    private final Feed feed;
    private final Load load;
    private final Chosen chosen;

    Slices(LoadSql sql, Feed feed, Load load, Chosen chosen) {
        this.chosen = chosen;
        this.sql = sql;
        this.feed = feed;
        this.load = load;
    }

    void write() throws SQLException {
        edition();
        slices();
        refuseTooMany();
        new Figures(sql, feed, chosen).write();
        totals();
    }

    private void edition() throws SQLException {
        var said = load.given().getOrDefault(Field.EDITION_DATE, "");
        if (!said.isEmpty()) {
            sql.run("update ops.load set edition_date = ? where load_key = $load", date(said));
        } else if (feed.edition().endOfNewestPeriod()) {
            sql.run(
                    "update ops.load set edition_date = coalesce((select max(to_date) from shape), edition_date) where load_key = $load");
        }
        var status =
                load.given().getOrDefault(Field.RELEASE_STATUS, feed.edition().status());
        sql.run("update ops.load set release_status = ? where load_key = $load", status);
    }

    private LocalDate date(String said) {
        try {
            return said.matches("\\d{4}-\\d{2}-\\d{2}")
                    ? LocalDate.parse(said)
                    : LocalDate.parse(
                            said, DateTimeFormatter.ofPattern(feed.edition().dateFormat()));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new LoadException(
                    "TH-3022",
                    "the edition date '" + said + "' is no date of the form "
                            + feed.edition().dateFormat() + ".",
                    "give it by hand: --set edition-date=2024-07-25",
                    e);
        }
    }

    private void slices() throws SQLException {
        var declared =
                feed.coverage().flows().stream().map(f -> "(" + f.key() + ")").collect(Collectors.joining(", "));
        sql.run("""
                create temp table slice on commit drop as
                with scoped as (
                  select distinct s.dataset_key, s.reporter_country, s.from_date, s.to_date, s.flow_key from shape s
                  where s.all_partners is not null and (not s.is_rejected or s.all_partners and s.all_products or s.shape_no in (
                    select c.shape_no from cell c join scope_map x using (dataset_key, reporter_country, scope_partner, scope_code) where c.is_rejected))),
                period as (select distinct dataset_key, reporter_country, from_date, to_date from scoped),
                flow as (
                  select p.dataset_key, p.reporter_country, f.flow_key from (select distinct dataset_key, reporter_country from scoped) p
                  join (select distinct dataset_key, flow_key from scoped where flow_key in (1, 2) %s) f using (dataset_key)
                  union select distinct dataset_key, reporter_country, flow_key from scoped),
                scope as (select distinct dataset_key, reporter_country, scope_key from scope_map)
                select row_number() over (order by dataset_key, reporter_country, from_date, to_date, flow_key, scope_key)::int as slice_no,
                  dataset_key, reporter_country, flow_key, from_date, to_date, scope_key
                from period join flow using (dataset_key, reporter_country) join scope using (dataset_key, reporter_country)""".formatted(
                        declared.isEmpty()
                                ? ""
                                : "union select d.dataset_key, f.k::smallint from (select distinct dataset_key from scoped) d cross join (values "
                                        + declared + ") f (k)"));
        sql.run("analyze slice");
    }

    private void refuseTooMany() throws SQLException {
        long slices = sql.number("select count(*) from slice");
        if (slices > MOST) {
            throw new LoadException(
                    "TH-3021",
                    "the file falls into " + slices + " slices of single partners and products; " + MOST
                            + " are the most one load may have.",
                    "if the file is complete, load it with --set partner-scope=all --set product-scope=all; else split it");
        }
    }

    /** What the publisher's own top cell says, what is stored, and what stands open in rejects. */
    private void totals() throws SQLException {
        var end = feed.edition().finalFrom();
        sql.run(
                """
                insert into ops.load_slice (load_key, slice_no, dataset_key, reporter_key, flow_key, from_date, to_date, scope_key, control_usd, row_count, value_usd, rejected_rows, rejected_usd, is_withdrawn, release_status)
                select $load, z.slice_no, z.dataset_key, z.reporter_country, z.flow_key, z.from_date, z.to_date, z.scope_key, t.value_usd, coalesce(f.n, 0), coalesce(f.value_usd, 0),
                  coalesce(r.n, 0), coalesce(r.value_usd, 0), false,
                  case when ?::text is not null and z.from_date = date_trunc('year', z.from_date) and z.to_date = (z.from_date + interval '1 year - 1 day')::date
                    and l.edition_date >= (extract(year from z.to_date)::int + 1 || '-' || ?)::date then 'final' else l.release_status end
                from slice z join ops.load l on l.load_key = $load
                left join (select slice_no, sum(n)::int as n, sum(value_usd) as value_usd from stg.sum_$load group by 1) f using (slice_no)
                left join (%s) t using (slice_no)
                left join (
                  select slice_no, count(*)::int as n, sum(value_usd) as value_usd from (
                    select z.slice_no, s.value_usd from cell s join scope_map x using (dataset_key, reporter_country, scope_partner, scope_code)
                    join slice z on (z.dataset_key, z.reporter_country, z.flow_key, z.from_date, z.to_date, z.scope_key) = (s.dataset_key, s.reporter_country, s.flow_key, s.from_date, s.to_date, x.scope_key)
                    where s.is_rejected and %s
                    union all select slice_no, value_usd from beside where kind = 'rejected') u
                  group by 1) r using (slice_no)""".formatted(topCells(), Hierarchy.isLeaf().replace("c.", "s.")),
                end == null ? null : "yes",
                end == null ? "01-01" : "%02d-%02d".formatted(end.getMonthValue(), end.getDayOfMonth()));
        int finals = sql.run("""
                delete from ops.load_slice s using dw.dim_dataset d
                where s.load_key = $load and d.dataset_key = s.dataset_key and d.freq = 'C' and s.release_status = 'final' and ?
                  and s.from_date = date_trunc('year', s.from_date) and s.to_date = (s.from_date + interval '1 year - 1 day')::date""", feed.dataset().cumulative());
        if (finals > 0) {
            for (var table : List.of("made", "sum", "place")) {
                sql.run(
                        "delete from stg.%s_$load f where not exists (select 1 from ops.load_slice s where s.load_key = $load and s.slice_no = f.slice_no)"
                                .formatted(table));
            }
        }
    }

    /** What the publisher states at the top of each slice; a file without rows at the level of a scope's top has none. */
    private String topCells() throws SQLException {
        if (Scopes.isWhole(sql)) {
            return """
                  select z.slice_no, min(s.value_usd) as value_usd from shape s
                  join slice z on (z.dataset_key, z.reporter_country, z.flow_key, z.from_date, z.to_date) = (s.dataset_key, s.reporter_country, s.flow_key, s.from_date, s.to_date)
                  where not s.is_rejected and s.depth = 0 and s.breadth = 0 group by 1 having sum(s.n) = 1""";
        }
        boolean stated = sql.isTrue("""
                select exists (select 1 from shape where not is_rejected
                  and depth in (select coalesce(length(product), 0) from scope_map) and breadth in (select case when partner is null then 0 else 1 end from scope_map))""");
        return stated ? """
                  select z.slice_no, min(c.value_usd) as value_usd from cell c join scope_map x using (dataset_key, reporter_country, scope_partner, scope_code)
                  join slice z on (z.dataset_key, z.reporter_country, z.flow_key, z.from_date, z.to_date, z.scope_key) = (c.dataset_key, c.reporter_country, c.flow_key, c.from_date, c.to_date, x.scope_key)
                  where not c.is_rejected and c.code = coalesce(x.product, '') and c.breadth = case when x.partner is null then 0 else 1 end
                    and c.depth in (select coalesce(length(product), 0) from scope_map) and c.breadth in (select case when partner is null then 0 else 1 end from scope_map)
                  group by 1 having count(*) = 1""" : "select 0 as slice_no, null::numeric as value_usd where false";
    }
}
