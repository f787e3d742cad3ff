package org.tradehouse.operate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts the answer together: turnover, progress to targets, the share of a region, exports of product groups. */
final class AnswerQuery {
    private static final int NEWEST_YEARS = 3;

    /** The regions of a partner whose share is asked for. */
    private static final String REGION = "CN-XJ";

    /** How many regions make a country where there is no country file (semantics 8.1). */
    private static final int ALL_REGIONS = 31;

    private final Rows rows;
    private final String reporter;
    private final String partner;

    AnswerQuery(Rows rows, String reporter, String partner) {
        this.rows = rows;
        this.reporter = reporter;
        this.partner = partner;
    }

    Answer answer() throws SQLException {
        TurnoverQuery turnover = new TurnoverQuery(rows, reporter, partner);
        List<Answer.PeriodLine> years = turnover.years();
        return new Answer(
                reporter,
                name(reporter),
                partner,
                name(partner),
                years,
                turnover.halves(),
                progress(years),
                shares(),
                products(),
                illustrative());
    }

    private String name(String area) throws SQLException {
        return rows.first("select area_name from dw.dim_area where area_code = ?", row -> row.text("area_name"), area)
                .orElse(area);
    }

    private record Target(
            String code, String dataset, boolean mirror, String measure, BigDecimal usd, int dueYear, String note) {
        @Nullable
        BigDecimal measured(Answer.PeriodLine year) {
            return switch (measure) {
                case "export" -> year.exportUsd();
                case "import" -> year.importUsd();
                default -> year.turnoverUsd();
            };
        }
    }

    /** The newest complete years of every source that a target names. */
    private List<Answer.ProgressLine> progress(List<Answer.PeriodLine> years) throws SQLException {
        List<Target> targets = rows.list(
                """
                select target_code, dataset_code, reporter_code <> ? as mirror, measure, target_usd, due_year, note from dw.target
                where basis = 'year' and (reporter_code = ? and partner_code = ? or reporter_code = ? and partner_code = ?)
                order by target_code, dataset_code""",
                row -> new Target(
                        row.text("target_code"),
                        row.text("dataset_code"),
                        row.truth("mirror"),
                        row.text("measure"),
                        row.exact("target_usd"),
                        (int) row.whole("due_year"),
                        row.text("note")),
                reporter,
                reporter,
                partner,
                partner,
                reporter);
        List<Answer.ProgressLine> lines = new ArrayList<>();
        for (Target target : targets) {
            years.stream()
                    .filter(year -> year.dataset().equals(target.dataset())
                            && year.mirror() == target.mirror()
                            && year.complete()
                            && target.measured(year) != null)
                    .sorted(Comparator.comparingInt(Answer.PeriodLine::year).reversed())
                    .limit(NEWEST_YEARS)
                    .sorted(Comparator.comparingInt(Answer.PeriodLine::year))
                    .forEach(year -> lines.add(progress(target, year)));
        }
        return lines;
    }

    private static Answer.ProgressLine progress(Target target, Answer.PeriodLine year) {
        BigDecimal measured = Objects.requireNonNullElse(target.measured(year), BigDecimal.ZERO);
        return new Answer.ProgressLine(
                target.code(),
                year.dataset(),
                year.mirror(),
                year.period(),
                measured,
                target.usd(),
                target.dueYear(),
                percent(measured, target.usd()),
                target.note());
    }

    private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return part.movePointRight(2).divide(whole, 1, RoundingMode.HALF_UP);
    }

    /** Per year of the partner's datasets by region: region over country file of the same months and edition, else over all regions. */
    private List<Answer.ShareLine> shares() throws SQLException {
        return rows.list(
                """
                with e as (
                  select dataset_code, from_date, max(edition_date) as edition from mart.coverage
                  where freq = 'M' and reporter_code = ? and (partners is null or ? = any(partners)) and content_code = '' group by 1, 2),
                p as (
                  select t.dataset_code, d.publisher, t.period_date, t.year_no, sum(t.turnover_usd) as total,
                    coalesce(sum(t.turnover_usd) filter (where t.reporter_region_code = ?), 0) as region,
                    count(distinct t.reporter_region_code) as regions, bool_and(t.turnover_usd is not null) as covered
                  from mart.turnover t join dw.dim_dataset d on d.dataset_code = t.dataset_code
                  where t.freq = 'M' and d.reporter_grain = 'region' and t.reporter_code = ? and t.partner_code = ? and t.content_scope = ''
                  group by 1, 2, 3, 4),
                c as (
                  select t.dataset_code, d.publisher, t.period_date, sum(t.turnover_usd) as total
                  from mart.turnover t join dw.dim_dataset d on d.dataset_code = t.dataset_code
                  where t.freq = 'M' and d.reporter_grain <> 'region' and t.reporter_code = ? and t.partner_code = ? and t.content_scope = ''
                  group by 1, 2, 3)
                select p.dataset_code, p.year_no, count(*) as months, bool_and(p.covered) as covered, sum(p.region) as region,
                  sum(p.total) as regions_total, min(p.regions) as regions,
                  case when count(c.total) = count(*) and bool_and(f.edition = g.edition) then sum(c.total) end as country_total,
                  coalesce(max(c.dataset_code), '') as against, coalesce(bool_or(f.edition <> g.edition), false) as editions_differ,
                  coalesce((select area_name from dw.dim_area where area_code = ?), ?) as region_name
                from p
                left join lateral (select * from c where c.publisher = p.publisher and c.period_date = p.period_date order by c.dataset_code limit 1) c on true
                left join e f on f.dataset_code = p.dataset_code and f.from_date = p.period_date
                left join e g on g.dataset_code = c.dataset_code and g.from_date = p.period_date
                group by 1, 2 order by 2, 1""",
                AnswerQuery::share,
                partner,
                reporter,
                REGION,
                partner,
                reporter,
                partner,
                reporter,
                REGION,
                REGION);
    }

    private static Answer.ShareLine share(Rows.Row row) throws SQLException {
        BigDecimal country = row.exactOrNull("country_total");
        BigDecimal regions = row.exactOrNull("regions_total");
        boolean covered = row.truth("covered");
        boolean allRegions = row.whole("regions") >= ALL_REGIONS;
        BigDecimal whole = country != null ? country : allRegions ? regions : null;
        boolean known = covered && whole != null && whole.signum() != 0;
        return new Answer.ShareLine(
                REGION,
                row.text("region_name"),
                (int) row.whole("year_no"),
                row.text("dataset_code"),
                country == null ? "" : row.text("against"),
                (int) row.whole("months"),
                covered ? row.exact("region") : null,
                covered ? whole : null,
                known && whole != null ? percent(row.exact("region"), whole) : null,
                covered && country != null && country.signum() != 0 && regions != null
                        ? percent(regions, country)
                        : null,
                known ? "" : whyNoShare(row, covered));
    }

    private static String whyNoShare(Rows.Row row, boolean covered) throws SQLException {
        if (!covered) {
            return "a flow is not loaded for every month";
        }
        return row.truth("editions_differ")
                ? "the country file and the file by province are of different editions"
                : "no country file for the same months, and " + row.whole("regions") + " of " + ALL_REGIONS
                        + " provinces";
    }

    /** Product groups of the sources that know products: the reporter's exports, or the partner's imports as their mirror. */
    private List<Answer.ProductLine> products() throws SQLException {
        return rows.list(
                """
                with source as (
                  select d.dataset_key, d.dataset_code, r.area_key as country_key, r.country_code <> ? as mirror, c.flow_key,
                    extract(year from c.from_date)::int as year_no, count(distinct c.from_date) as months
                  from dw.coverage c join dw.dim_dataset d on d.dataset_key = c.dataset_key join dw.dim_area r on r.area_key = c.reporter_key
                  join dw.scope q on q.scope_key = c.scope_key
                  where d.freq = 'M' and d.reporter_grain <> 'region' and d.product_level >= 4 and q.content_code = ''
                    and (r.country_code = ? and c.flow_key = 1 and (q.partners is null or ? = any(q.partners))
                      or r.country_code = ? and c.flow_key = 2 and (q.partners is null or ? = any(q.partners)))
                  group by 1, 2, 3, 4, 5, 6)
                select g.group_code, g.group_name, s.year_no, s.dataset_code, s.mirror, s.months,
                  coalesce(v.usd, 0) as usd, v.tonnes,
                  exists (select 1 from dw.product_group_rule x where x.group_key = g.group_key and x.is_proxy) as proxy,
                  coalesce((select string_agg(distinct x.note, '; ') from dw.product_group_rule x where x.group_key = g.group_key and x.is_proxy), '') as note
                from source s join dw.dim_product_group g on g.group_set = 'farm'
                left join lateral (
                  select sum(f.value_usd * b.weight) as usd, sum(f.net_weight_kg * b.weight) / 1000 as tonnes
                  from dw.fact_trade f
                  join dw.bridge_product_group b on b.product_key = f.product_key and b.group_key = g.group_key
                  join dw.dim_area r on r.area_key = f.reporter_key and r.country_key = s.country_key
                  join dw.dim_area a on a.area_key = f.partner_key
                  where f.dataset_key = s.dataset_key and f.flow_key = s.flow_key
                    and f.period_date between make_date(s.year_no, 1, 1) and make_date(s.year_no, 12, 31)
                    and a.country_code = case when s.mirror then ? else ? end) v on true
                order by s.dataset_code, s.year_no, g.group_key""",
                row -> new Answer.ProductLine(
                        row.text("group_code"),
                        row.text("group_name"),
                        (int) row.whole("year_no"),
                        row.text("dataset_code"),
                        row.truth("mirror"),
                        (int) row.whole("months"),
                        row.exact("usd"),
                        row.exactOrNull("tonnes"),
                        row.truth("proxy"),
                        row.text("note")),
                reporter,
                reporter,
                partner,
                partner,
                reporter,
                reporter,
                partner);
    }

    /** Datasets whose live figures come from files that call themselves illustrative. */
    private List<String> illustrative() throws SQLException {
        return rows.list("""
                select distinct d.dataset_code from dw.coverage c join dw.dim_load l on l.load_key = c.load_key
                join dw.dim_dataset d on d.dataset_key = c.dataset_key
                where l.source_name ilike '%illustrative%' or l.source_name ilike 'demo%' order by 1""", row -> row.text("dataset_code"));
    }
}
