package org.tradehouse.operate;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tradehouse.operate.Explanation.FigureLine;
import org.tradehouse.operate.Explanation.FlowSum;
import org.tradehouse.operate.Explanation.KindSum;
import org.tradehouse.operate.Explanation.MergedRow;
import org.tradehouse.operate.Explanation.RateLine;
import org.tradehouse.operate.Explanation.SourceLine;
import org.tradehouse.operate.Explanation.VintageLine;

/** What the figures that are meant say of themselves: sums, places, files, rates, vintages. */
final class FigureEvidence {
    private static final String RUN =
            "(select max(r.run_id) from ops.run r where r.load_key = %s.load_key and r.state = 'done') as run_id";

    private final Rows rows;
    private final Meant meant;
    private final int limit;
    private final String figures;

    /** @param limit how many figures are named */
    FigureEvidence(Rows rows, Meant meant, int limit) {
        this.rows = rows;
        this.meant = meant;
        this.limit = limit;
        this.figures = meant.figures();
    }

    List<FlowSum> flows() throws SQLException {
        return rows.list(
                "select v.flow_code, count(*) as n, sum(v.value_usd) as usd, sum(v.reported_usd) as reported from mart.explain_vintages v where "
                        + figures + " group by v.flow_code, v.flow_key order by v.flow_key",
                row -> new FlowSum(row.text("flow_code"), row.whole("n"), row.exact("usd"), row.exact("reported")));
    }

    List<KindSum> kinds() throws SQLException {
        return rows.list(
                "select v.row_kind, v.usd_derived, count(*) as n, sum(v.value_usd) as usd from mart.explain_vintages v where "
                        + figures + " group by 1, 2 order by n desc, 1",
                row -> new KindSum(row.text("row_kind"), row.truth("usd_derived"), row.whole("n"), row.exact("usd")));
    }

    List<FigureLine> largest() throws SQLException {
        List<FigureLine> lines = new ArrayList<>();
        for (FigureLine line : rows.list(
                "select v.* from mart.explain_vintages v where " + figures
                        + " order by abs(v.value_usd) desc, v.source_row, v.flow_key limit " + limit,
                FigureEvidence::figure)) {
            lines.add(withMerged(line));
        }
        return lines;
    }

    private static FigureLine figure(Rows.Row row) throws SQLException {
        return new FigureLine(
                row.whole("load_key") + ":" + row.whole("part_key") + ":" + row.whole("source_row"),
                row.text("reporter_area_code"),
                row.text("partner_area_code"),
                row.text("product_code"),
                row.text("flow_code"),
                row.date("from_date"),
                row.date("to_date"),
                FigureFilter.between(row.date("from_date"), row.date("to_date")).label(),
                row.text("row_kind"),
                row.exact("value_usd"),
                row.exact("reported_usd"),
                row.wholeOrNull("correction_id"),
                row.exactOrNull("value_national"),
                row.exactOrNull("value_national") == null ? "" : row.text("currency_code"),
                row.exactOrNull("per_usd"),
                row.exactOrNull("per_usd") == null ? "" : row.text("rate_source"),
                row.exactOrNull("net_weight_kg"),
                row.text("source_name"),
                row.text("archive_member"),
                row.text("sheet"),
                (int) row.whole("source_row"),
                (int) row.whole("source_load_key"),
                row.instant("published_at"),
                List.of());
    }

    private FigureLine withMerged(FigureLine it) throws SQLException {
        String[] place = it.place().split(":");
        List<MergedRow> merged = rows.list(
                """
                select m.part_key, coalesce(p.sheet, '') as sheet, m.source_row, m.value_usd from ops.merged_row m left join ops.source_part p on p.part_key = m.part_key
                where m.load_key = ? and m.into_part_key = ? and m.into_row = ? order by m.part_key, m.source_row""",
                row -> new MergedRow(
                        (int) row.whole("part_key"),
                        row.text("sheet"),
                        (int) row.whole("source_row"),
                        row.exactOrNull("value_usd")),
                it.loadKey(),
                Integer.valueOf(place[1]),
                it.row());
        return merged.isEmpty()
                ? it
                : new FigureLine(
                        it.place(),
                        it.reporter(),
                        it.partner(),
                        it.product(),
                        it.flow(),
                        it.from(),
                        it.to(),
                        it.period(),
                        it.kind(),
                        it.valueUsd(),
                        it.reportedUsd(),
                        it.correctionId(),
                        it.valueNational(),
                        it.currency(),
                        it.perUsd(),
                        it.rateSource(),
                        it.netWeightKg(),
                        it.file(),
                        it.member(),
                        it.sheet(),
                        it.row(),
                        it.loadKey(),
                        it.publishedAt(),
                        merged);
    }

    List<SourceLine> sources() throws SQLException {
        return rows.list(
                """
                select v.*, f.archive_path, %s, l.load_no, l.edition_date, l.release_status, l.feed, l.source_name, trim(l.source_sha256) as sha256, l.published_at
                from (
                  select g.load_key, sum(g.n)::bigint as n, sum(g.usd) as usd,
                    coalesce(string_agg(distinct k.release_status, ' and ' order by k.release_status) filter (where g.is_current), '') as slice_status
                  from (
                    select v.source_load_key as load_key, v.dataset_key, v.reporter_country_key, v.flow_key, v.from_date, v.to_date, v.scope_key, v.is_current,
                      count(*) as n, sum(v.value_usd) as usd from mart.explain_vintages v where %s group by 1, 2, 3, 4, 5, 6, 7, 8) g
                  left join dw.coverage k on (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key)
                    = (g.dataset_key, g.reporter_country_key, g.flow_key, g.from_date, g.to_date, g.scope_key)
                  group by 1) v
                join dw.dim_load l using (load_key) left join ops.source_file f on f.feed = l.feed and f.sha256 = l.source_sha256
                order by n desc, v.load_key limit 20""".formatted(RUN.formatted("v"), figures),
                row -> new SourceLine(
                        (int) row.whole("load_key"),
                        row.wholeOrNull("run_id"),
                        row.text("feed"),
                        row.text("source_name"),
                        row.text("sha256"),
                        row.text("archive_path"),
                        (int) row.whole("load_no"),
                        row.date("edition_date"),
                        row.text("release_status"),
                        row.text("slice_status"),
                        row.instant("published_at"),
                        row.whole("n"),
                        row.exact("usd")));
    }

    List<RateLine> rates() throws SQLException {
        return rows.list(
                """
                select v.currency_code, v.from_date, v.per_usd, v.rate_source, count(*) as n, sum(v.value_national) as national, sum(v.reported_usd) as usd,
                  count(*) filter (where round(v.value_national / v.per_usd, 3) = v.reported_usd) as same
                from mart.explain_vintages v where %s and v.usd_derived group by 1, 2, 3, 4 order by 2, 1""".formatted(figures),
                row -> new RateLine(
                        row.text("currency_code"),
                        row.date("from_date"),
                        row.exactOrNull("per_usd"),
                        row.text("rate_source"),
                        row.whole("n"),
                        row.whole("same"),
                        row.exact("national"),
                        row.exact("usd")));
    }

    /** The sum as it was after each load that changed it; newest first. */
    List<VintageLine> vintages() throws SQLException {
        List<VintageLine> lines = rows.list(
                """
                with v as (select * from mart.explain_vintages v where %s),
                step as (
                  select published_at as at, load_key, value_usd, 1 as n from v
                  union all select superseded_at, superseded_by_load_key, -value_usd, -1 from v where superseded_at is not null),
                moment as (select at, load_key, sum(value_usd) as change, sum(n) as n from step group by 1, 2)
                select m.at, m.load_key, l.source_name, m.change, sum(m.change) over w as usd, sum(m.n) over w as figures, row_number() over w as no, %s
                from moment m join dw.dim_load l using (load_key) window w as (order by m.at, m.load_key) order by m.at, m.load_key""".formatted(meant.anyVintage(), RUN.formatted("m")),
                row -> new VintageLine(
                        row.instant("at"),
                        (int) row.whole("load_key"),
                        row.wholeOrNull("run_id"),
                        row.text("source_name"),
                        row.whole("figures"),
                        row.exact("usd"),
                        row.whole("no") == 1 ? null : row.exact("change")));
        Collections.reverse(lines);
        return lines;
    }
}
