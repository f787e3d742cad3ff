package org.tradehouse.operate;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.tradehouse.operate.Explanation.BesideLine;
import org.tradehouse.operate.Explanation.FindingLine;
import org.tradehouse.operate.Explanation.Proof;
import org.tradehouse.operate.Explanation.RejectLine;
import org.tradehouse.operate.Explanation.SliceLine;
import org.tradehouse.trade.Period;

/** What the slices say in which the figures that are meant stand: totals, residuals, rejects, findings. */
final class SliceEvidence {
    private static final String SLICES = """
            with s as (
              select distinct v.dataset_key, v.reporter_country_key, v.flow_key, v.from_date, v.to_date, v.scope_key from mart.explain_vintages v where %s),
            k as (
              select k.* from dw.coverage k join s on (s.dataset_key, s.reporter_country_key, s.flow_key, s.from_date, s.to_date, s.scope_key)
                = (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key)
              union all select k.* from dw.coverage k where not exists (select from s) and %s)
            """;

    private final Rows rows;
    private final Meant meant;
    private final String figures;
    private final String slices;

    SliceEvidence(Rows rows, Meant meant) {
        this.rows = rows;
        this.meant = meant;
        this.figures = meant.figures();
        this.slices = SLICES.formatted(figures, meant.slices());
    }

    Proof proof() throws SQLException {
        List<SliceLine> lines = rows.list(
                slices + """
                        select a.area_code, w.flow_code, k.from_date, k.to_date, q.scope_code, k.row_count, k.value_usd, k.rejected_usd, k.rejected_rows, k.corrected_usd,
                          k.control_usd, k.value_usd + k.rejected_usd - k.corrected_usd - k.control_usd as difference, k.edition_date, k.release_status, k.load_key, l.source_name
                        from k join dw.dim_area a on a.area_key = k.reporter_key join dw.dim_flow w using (flow_key) join dw.scope q using (scope_key) join dw.dim_load l on l.load_key = k.load_key
                        order by k.from_date, k.to_date, a.area_code, w.flow_key, q.scope_code""",
                row -> new SliceLine(
                        row.text("area_code"),
                        row.text("flow_code"),
                        FigureFilter.between(row.date("from_date"), row.date("to_date"))
                                .label(),
                        row.text("scope_code"),
                        row.whole("row_count"),
                        row.exact("value_usd"),
                        row.exact("rejected_usd"),
                        row.whole("rejected_rows"),
                        row.exact("corrected_usd"),
                        row.exactOrNull("control_usd"),
                        row.exactOrNull("difference"),
                        row.date("edition_date"),
                        row.text("release_status"),
                        (int) row.whole("load_key"),
                        row.text("source_name")));
        List<BigDecimal> differences = lines.stream()
                .map(SliceLine::differenceUsd)
                .filter(it -> it != null)
                .toList();
        return new Proof(
                lines.size(),
                differences.size(),
                differences.stream().filter(it -> it.signum() == 0).count(),
                lines.stream().limit(100).toList(),
                missing());
    }

    /** Months of a monthly dataset, years of an annual one, for each of its flows that the period has at all. */
    private List<String> missing() throws SQLException {
        Period period = meant.filter().period();
        String freq = meant.datasets().get(0).freq();
        if (period == null || meant.reporters().isEmpty() || !(freq.equals("M") || freq.equals("A"))) {
            return List.of();
        }
        return rows.list(
                """
                with covered as (select distinct k.flow_key, k.from_date from %s k where %s)
                select w.flow_code, p::date as from_date, (p + step - interval '1 day')::date as to_date
                from (select interval '1 %s' as step) s, generate_series(date '%s', date '%s', step) p, (select distinct flow_key from covered where flow_key in (1, 2)) f join dw.dim_flow w using (flow_key)
                where (f.flow_key, p::date) not in (select flow_key, from_date from covered) order by f.flow_key, p""".formatted(
                                meant.covered(),
                                meant.slices(),
                                freq.equals("M") ? "month" : "year",
                                period.from(),
                                period.to()),
                row -> row.text("flow_code") + " "
                        + FigureFilter.between(row.date("from_date"), row.date("to_date"))
                                .label());
    }

    List<BesideLine> beside() throws SQLException {
        return rows.list(
                slices + """
                        select v.row_kind, v.partner_area_code, v.product_code, v.flow_code, v.from_date, v.to_date, v.value_usd, v.load_key, v.part_key, v.source_row, %s as asked
                        from k join mart.explain_vintages v on (v.dataset_key, v.flow_key, v.from_date, v.to_date, v.scope_key, v.reporter_country_key)
                          = (k.dataset_key, k.flow_key, k.from_date, k.to_date, k.scope_key, k.reporter_key)
                        where v.is_current and v.row_kind in ('residual', 'rounding')
                        order by abs(v.value_usd) desc, v.source_row limit 20""".formatted(figures),
                row -> new BesideLine(
                        row.text("row_kind"),
                        row.text("partner_area_code"),
                        row.text("product_code"),
                        row.text("flow_code"),
                        FigureFilter.between(row.date("from_date"), row.date("to_date"))
                                .label(),
                        row.exact("value_usd"),
                        row.whole("load_key") + ":" + row.whole("part_key") + ":" + row.whole("source_row"),
                        (int) row.whole("source_row"),
                        row.truth("asked")));
    }

    /** Open rows of the loads that confirm the slices, as far as what could be read of them does not say another slice. */
    List<RejectLine> rejects() throws SQLException {
        return rows.list(
                slices + """
                        select x.code, coalesce(x.offending_value, '') as value, count(*) as n, sum(x.value_usd) as usd, min(x.feed) || '#' || max(x.run_id) as run
                        from ops.reject x left join dw.dim_area a on a.area_key = x.reporter_key
                        where x.state = 'open' and exists (select from k where k.load_key = x.load_key and (x.reporter_key is null or a.country_key = k.reporter_key)
                          and (x.flow_key is null or x.flow_key = k.flow_key) and (x.from_date is null or (x.from_date, x.to_date) = (k.from_date, k.to_date)))
                        group by 1, 2 order by sum(x.value_usd) desc nulls last, n desc limit 10""",
                row -> new RejectLine(
                        row.text("code"),
                        row.text("value"),
                        row.whole("n"),
                        row.exactOrNull("usd"),
                        "tradehouse rejects show --code " + row.text("code") + " --run " + row.text("run")));
    }

    List<FindingLine> findings() throws SQLException {
        return rows.list(
                slices + """
                        select distinct f.rule_id, f.severity, coalesce(f.message_args ->> 'message', f.rule_id) as message from ops.finding f
                        where exists (select from k where k.load_key = f.load_key and f.reporter_key = k.reporter_key
                          and (f.flow_key is null or f.flow_key = k.flow_key) and (f.from_date, f.to_date) = (k.from_date, k.to_date))
                        order by 2, 1, 3 limit 10""", row -> new FindingLine(row.text("rule_id"), row.text("severity"), row.text("message")));
    }
}
