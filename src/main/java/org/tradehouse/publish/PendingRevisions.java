package org.tradehouse.publish;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/**
 * Years, half-years, quarters and spans against the sum of their months as they will be after publishing (rules DC-4 and P2).
 * A difference is said and nothing else: no figure changes, none is added. Works on sums of slices; a load whose datasets
 * have no months or nothing but months beside them costs one look at the datasets. {@code mart.revision_pending} asks the
 * same of what is live.
 */
final class PendingRevisions {
    private static final int NAMED = 20;

    /** Datasets of the load and those that differ from them in the frequency only. */
    private static final String PAIRS = """
            create temp table pair on commit drop as
            select p.dataset_key, m.dataset_key as months_key, m.span_dataset_key, p.dataset_code,
              greatest(p.rounding_unit_usd, m.rounding_unit_usd) * case when p.is_truncated or m.is_truncated then 1 else 0.5 end as each_usd
            from dw.dim_dataset p join dw.dim_dataset m on m.freq = 'M' and m.dataset_code = replace(p.dataset_code, '/' || p.freq || '/', '/M/')
            where p.freq <> 'M' and m.dataset_code in (
              select replace(t.dataset_code, '/' || t.freq || '/', '/M/') from dw.dim_dataset t where t.dataset_key in (select dataset_key from slice))""";

    /** The years of the load's series as they will be: its own slices, and live ones it does not touch. */
    private static final String STATED = """
            create temp table stated on commit drop as
            with ours as (select dataset_key from pair union select months_key from pair),
            touched as (select distinct reporter_key, flow_key, scope_key, date_trunc('year', from_date)::date as year_date from slice where dataset_key in (select dataset_key from ours)),
            sums as (select slice_no, sum(value_usd) as usd, sum(n) as n from published group by 1)
            select z.dataset_key, z.reporter_key, z.flow_key, z.scope_key, z.from_date, z.to_date, date_trunc('year', z.from_date)::date as year_date, z.release_status, true as is_mine,
              coalesce(z.control_usd, coalesce(w.usd, 0) + z.rejected_usd - z.corrected_usd) as usd, case when z.control_usd is null then coalesce(w.n, 0) else 1 end as figures
            from slice z left join sums w using (slice_no) where not z.is_withdrawn and z.dataset_key in (select dataset_key from ours)
            union all
            select k.dataset_key, k.reporter_key, k.flow_key, k.scope_key, k.from_date, k.to_date, t.year_date, k.release_status, false,
              coalesce(k.control_usd, k.value_usd + k.rejected_usd - k.corrected_usd), case when k.control_usd is null then k.row_count else 1 end
            from dw.coverage k join touched t on (t.reporter_key, t.flow_key, t.scope_key, t.year_date) = (k.reporter_key, k.flow_key, k.scope_key, date_trunc('year', k.from_date)::date)
            where k.dataset_key in (select dataset_key from ours)
              and not exists (select from slice z where (z.dataset_key, z.reporter_key, z.flow_key, z.from_date, z.to_date, z.scope_key)
                = (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key))""";

    private static final String COMPARED = """
            with compared as (
              select x.*, p.reporter_key, p.flow_key, p.scope_key, p.from_date, p.to_date, p.year_date, p.usd, p.release_status,
                extract(month from p.to_date)::int - extract(month from p.from_date)::int + 1 as months_in_period, count(m.usd)::int as months_covered, sum(m.usd) as months_usd,
                string_agg(distinct m.release_status, '+') as months_status, max(m.to_date) as months_until,
                x.each_usd * (coalesce(sum(m.figures), 0) + case when p.figures > 1 then p.figures else 0 end) as tolerance_usd, p.is_mine or coalesce(bool_or(m.is_mine), false) as is_mine
              from pair x join stated p on p.dataset_key = x.dataset_key
              left join stated m on (m.dataset_key, m.reporter_key, m.flow_key, m.scope_key, m.year_date) = (x.months_key, p.reporter_key, p.flow_key, p.scope_key, p.year_date)
                and m.from_date >= p.from_date and m.to_date <= p.to_date
              where extract(year from p.to_date) = extract(year from p.from_date)
              group by x.dataset_key, x.months_key, x.span_dataset_key, x.dataset_code, x.each_usd, p.reporter_key, p.flow_key, p.scope_key, p.from_date, p.to_date, p.year_date,
                p.usd, p.release_status, p.figures, p.is_mine),
            pending as (
              select c.*, b.usd as before_usd, coalesce(b.release_status, c.months_status) as other_status, c.usd - coalesce(b.usd, c.months_usd) as difference_usd,
                case when c.months_covered < c.months_in_period then b.usd is not null
                  else (c.months_status = c.release_status or c.span_dataset_key is not null and c.from_date = c.year_date) and abs(c.usd - c.months_usd) > c.tolerance_usd end as is_pending,
                c.is_mine or coalesce(b.is_mine, false) as is_touched
              from compared c
              left join stated b on (b.dataset_key, b.reporter_key, b.flow_key, b.scope_key, b.from_date) = (c.span_dataset_key, c.reporter_key, c.flow_key, c.scope_key, c.from_date)
                and c.from_date = c.year_date and b.to_date = date_trunc('month', c.to_date)::date - 1 and b.release_status <> c.release_status
                and (c.months_until is null or c.months_until < c.to_date)
                and (c.dataset_key = c.span_dataset_key or not exists (select from stated s where (s.dataset_key, s.reporter_key, s.flow_key, s.scope_key, s.from_date, s.to_date)
                  = (c.span_dataset_key, c.reporter_key, c.flow_key, c.scope_key, c.from_date, c.to_date))))
            select p.*, a.area_code, q.scope_code from pending p join dw.dim_area a on a.area_key = p.reporter_key join dw.scope q using (scope_key)
            where p.is_pending and p.is_touched
            order by abs(p.difference_usd) desc, p.dataset_code, a.area_code, p.flow_key, p.from_date, p.to_date, q.scope_code""";

    private final LoadSql sql;
    private final Severity severity;

    PendingRevisions(LoadSql sql, Severity severity) {
        this.sql = sql;
        this.severity = severity;
    }

    /**
     * A period that its months do not make.
     *
     * @param before what the span before states, where the last month stays open for its other release status
     */
    private record Pending(
            String dataset,
            String reporter,
            Flow flow,
            Period period,
            String scope,
            String status,
            String otherStatus,
            BigDecimal usd,
            BigDecimal monthsUsd,
            @Nullable BigDecimal before,
            BigDecimal difference,
            BigDecimal tolerance,
            int months) {}

    List<Finding> findings() throws SQLException {
        sql.run(PAIRS);
        if (sql.number("select count(*) from pair") == 0) {
            return List.of();
        }
        sql.run(STATED);
        sql.run("create index on stated (dataset_key, reporter_key, flow_key, scope_key, year_date)");
        sql.run("analyze stated");
        var pending = sql.list(COMPARED, PendingRevisions::read);
        sql.run("drop table pair, stated");
        var findings = new ArrayList<Finding>();
        pending.stream().limit(NAMED).map(this::finding).forEach(findings::add);
        if (pending.size() > NAMED) {
            findings.add(rest(pending.subList(NAMED, pending.size())));
        }
        return findings;
    }

    private static Pending read(ResultSet row) throws SQLException {
        return new Pending(
                row.getString("dataset_code"),
                row.getString("area_code"),
                Flow.values()[row.getInt("flow_key") - 1],
                new Period(row.getObject("from_date", LocalDate.class), row.getObject("to_date", LocalDate.class)),
                row.getString("scope_code"),
                row.getString("release_status"),
                row.getString("other_status"),
                row.getBigDecimal("usd"),
                row.getBigDecimal("months_usd"),
                row.getBigDecimal("before_usd"),
                row.getBigDecimal("difference_usd"),
                row.getBigDecimal("tolerance_usd"),
                row.getInt("months_in_period"));
    }

    private Finding finding(Pending it) {
        var said = it.dataset + ", reporter " + it.reporter + ", " + it.flow.title() + ", " + it.period.label()
                + (it.scope.equals("all") ? "" : ", " + it.scope) + ": revision pending, "
                + (it.before == null ? differs(it) : open(it))
                + ". Nothing is changed; load the publisher's newest months and periods. mart.revision_pending lists what is pending.";
        return new Finding("DC-4", severity, said, it.reporter, it.flow, it.period, it.months, it.difference);
    }

    private static String differs(Pending it) {
        return Say.exactUsd(it.usd) + " stated (" + it.status + "), its " + it.months + " months make "
                + Say.exactUsd(it.monthsUsd) + " (" + it.otherStatus + "), difference " + Say.exactUsd(it.difference)
                + " (tolerance " + Say.exactUsd(it.tolerance) + ")";
    }

    /** The open month and what was revised in those before it cannot be told apart. */
    private static String open(Pending it) {
        var month = new Period(it.period.to().withDayOfMonth(1), it.period.to()).label();
        return month + " stays open: " + Say.exactUsd(it.usd) + " stated are " + it.status + ", the "
                + Say.exactUsd(Objects.requireNonNull(it.before)) + " up to the month before are "
                + it.otherStatus + "; the " + Say.exactUsd(it.difference) + " between them are " + month
                + " and the revision of the months before it together";
    }

    /** Periods overlap and datasets are not added: the largest of the rest stands for all. */
    private Finding rest(List<Pending> others) {
        var usd = others.get(0).difference.abs();
        var said = Say.count(others.size()) + " more revisions are pending, the largest of them by " + Say.exactUsd(usd)
                + ". mart.revision_pending lists what is pending.";
        return new Finding("DC-4", severity, said, null, null, null, others.size(), usd);
    }
}
