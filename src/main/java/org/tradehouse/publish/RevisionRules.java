package org.tradehouse.publish;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/**
 * What a revision may not do without a person: change a final figure (rule R1), change a period or a total that nobody
 * announced (rule R3). A repair of rejected rows of the same file is announced by whoever taught the spelling, and months
 * derived from spans move with the spans that are judged.
 */
final class RevisionRules {
    private static final int MOST = 20;

    /** A ratio to less says nothing (rule C5). */
    private static final BigDecimal LEAST_USD = BigDecimal.valueOf(1000);

    private static final String LIVE =
            "dw.coverage k on (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key) = (z.dataset_key, z.reporter_key, z.flow_key, z.from_date, z.to_date, z.scope_key)";

    private final LoadSql sql;
    private final Feed.Revisions limits;

    RevisionRules(LoadSql sql, Feed.Revisions limits) {
        this.sql = sql;
        this.limits = limits;
    }

    /** A published total and what would become of it. */
    private record Revised(
            String series,
            String reporter,
            Flow flow,
            Period period,
            String scope,
            LocalDate edition,
            BigDecimal old,
            BigDecimal now,
            long differs,
            long touched,
            long live) {
        BigDecimal delta() {
            return now.subtract(old);
        }

        boolean isBeyond(double share) {
            return old.abs().compareTo(LEAST_USD) >= 0
                    && delta().abs().compareTo(old.abs().multiply(BigDecimal.valueOf(share))) > 0;
        }

        boolean isOlderThan(int months) {
            return period.to().plusMonths(months).isBefore(edition);
        }

        String said() {
            return period.label() + (scope.equals("all") ? "" : ", " + scope) + ", from " + Say.usd(old) + " to "
                    + Say.usd(now) + (old.signum() == 0 ? "" : " (" + Say.change(old, now) + ")");
        }
    }

    List<Finding> findings() throws SQLException {
        if (sql.number("select count(*) from slice where not is_new") == 0) {
            return List.of();
        }
        var findings = new ArrayList<>(changedFinals());
        findings.addAll(olderEditions());
        var revised = revised();
        findings.addAll(bySeries(
                revised.stream().filter(it -> it.isBeyond(limits.maxChange())).toList(),
                "by more than " + Say.share(limits.maxChange())));
        if (limits.months() > 0) {
            findings.addAll(bySeries(
                    revised.stream()
                            .filter(it -> it.differs > 0 && it.isOlderThan(limits.months()))
                            .toList(),
                    "although the publisher announces changes of the last " + limits.months() + " months only"));
        }
        findings.addAll(touched(revised));
        return findings;
    }

    /** A signed correction that comes or goes has its four eyes already. */
    private List<Finding> changedFinals() throws SQLException {
        return sql.list(
                """
                select e.dataset_code, a.area_code, f.flow_code, z.from_date, z.to_date, count(*), sum(abs(d.delta_usd))
                from moved d join slice z using (slice_no) join %s
                join dw.dim_dataset e on e.dataset_key = z.dataset_key join dw.dim_area a on a.area_key = z.reporter_key join dw.dim_flow f on f.flow_key = z.flow_key
                where d.kind <> 'same' and k.release_status = 'final' and k.rejected_rows = 0 and k.load_key <> $load group by 1, 2, 3, 4, 5
                having sum(abs(d.delta_usd)) <> max(abs(z.corrected_usd - k.corrected_usd)) or max(abs(z.corrected_usd - k.corrected_usd)) = 0 order by 7 desc limit %d""".formatted(LIVE, MOST),
                row -> Finding.of(
                        "R1",
                        Severity.HOLD,
                        row.getLong(6) + " final figures would change (" + row.getString(1) + ", " + row.getString(2)
                                + " " + row.getString(3) + ", " + row.getString(4) + " to " + row.getString(5) + ", "
                                + row.getBigDecimal(7) + " USD in all)."));
    }

    /** Only with --again: otherwise such slices are left alone. */
    private List<Finding> olderEditions() throws SQLException {
        return sql.list(
                """
                select count(*), min(z.edition_date), max(k.edition_date) from slice z join %s
                where k.edition_date > z.edition_date and k.load_key <> $load having count(*) > 0""".formatted(LIVE),
                row -> Finding.of(
                        "R1",
                        Severity.FLAG,
                        "an older edition (" + row.getString(2) + ") takes the place of a newer one (up to "
                                + row.getString(3) + ") in " + Say.count(row.getLong(1))
                                + (row.getLong(1) == 1 ? " slice" : " slices") + ", as --again asks."));
    }

    private List<Revised> revised() throws SQLException {
        return sql.list("""
                with p as (select slice_no, sum(value_usd) as usd from published group by 1),
                m as (
                  select slice_no, sum(n) filter (where kind <> 'same') as differs, sum(n) filter (where kind in ('changed', 'withdrawn')) as touched,
                    sum(n) filter (where kind <> 'new') as live
                  from moved join dw.dim_status s using (status_key) where s.row_kind <> 'rounding' group by 1)
                select e.dataset_code, a.area_code, q.scope_code, z.flow_key, z.from_date, z.to_date, z.edition_date, k.value_usd + k.rejected_usd - k.corrected_usd as old_usd,
                  coalesce(p.usd, 0) + z.rejected_usd - z.corrected_usd as new_usd, coalesce(m.differs, 0) as differs, coalesce(m.touched, 0) as touched, coalesce(m.live, 0) as live
                from slice z join %s join dw.dim_load l on l.load_key = k.load_key join ops.load o on o.load_key = $load
                join dw.dim_dataset e on e.dataset_key = z.dataset_key join dw.dim_area a on a.area_key = z.reporter_key join dw.scope q on q.scope_key = z.scope_key
                left join p using (slice_no) left join m using (slice_no)
                where not z.is_withdrawn and e.span_dataset_key is null and k.load_key <> $load and not (l.source_sha256 = o.sha256 and k.rejected_rows > 0)
                order by abs(coalesce(p.usd, 0) + z.rejected_usd - z.corrected_usd - k.value_usd - k.rejected_usd + k.corrected_usd) desc, z.slice_no""".formatted(LIVE), row -> {
            var flow = Flow.values()[row.getInt("flow_key") - 1];
            return new Revised(
                    row.getString(1) + ", reporter " + row.getString(2) + ", " + flow.title(),
                    row.getString(2),
                    flow,
                    new Period(row.getObject("from_date", LocalDate.class), row.getObject("to_date", LocalDate.class)),
                    row.getString("scope_code"),
                    row.getObject("edition_date", LocalDate.class),
                    row.getBigDecimal("old_usd"),
                    row.getBigDecimal("new_usd"),
                    row.getLong("differs"),
                    row.getLong("touched"),
                    row.getLong("live"));
        });
    }

    /** One finding a series, named by its largest change. */
    private static List<Finding> bySeries(List<Revised> revised, String how) {
        var series = new LinkedHashMap<String, List<Revised>>();
        revised.forEach(
                it -> series.computeIfAbsent(it.series, x -> new ArrayList<>()).add(it));
        return series.values().stream()
                .limit(MOST)
                .map(all -> unannounced(all.get(0), all.size(), how))
                .toList();
    }

    private static Finding unannounced(Revised most, int count, String how) {
        return new Finding(
                "R3",
                Severity.HOLD,
                most.series + ": " + (count == 1 ? "the published total changes " : count + " published totals change ")
                        + how + (count == 1 ? ": " : ", most of all ") + most.said()
                        + ". Compare with what the publisher says about revisions, then approve or deny.",
                most.reporter,
                most.flow,
                most.period,
                most.differs,
                most.delta());
    }

    private List<Finding> touched(List<Revised> revised) {
        long live = revised.stream().mapToLong(Revised::live).sum();
        long touched = revised.stream().mapToLong(Revised::touched).sum();
        if (live == 0 || touched * 2 <= live && touched <= live * limits.maxTouched()) {
            return List.of();
        }
        boolean holds = touched > live * limits.maxTouched();
        return List.of(new Finding(
                "R3",
                holds ? Severity.HOLD : Severity.FLAG,
                Say.count(touched) + " of " + Say.count(live) + " published figures change or vanish ("
                        + Say.share((double) touched / live)
                        + (holds ? ", limit " + Say.share(limits.maxTouched()) : "")
                        + "). Look whether codes, units or a status changed throughout.",
                null,
                null,
                null,
                touched,
                null));
    }
}
