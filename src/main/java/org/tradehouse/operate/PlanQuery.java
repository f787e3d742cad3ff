package org.tradehouse.operate;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads plans that were kept. */
final class PlanQuery {
    private final Rows rows;

    PlanQuery(Rows rows) {
        this.rows = rows;
    }

    Optional<PlanCard> plan(RunLine run) throws SQLException {
        List<PlanCard.DatasetPart> datasets = datasets(run.runId());
        List<PlanCard.Total> totals = totals(run.runId());
        List<PlanCard.Change> largest = largest(run.runId());
        List<RunCard.FindingLine> findings = findings(run.runId());
        return rows.first(
                """
                select p.made_at, coalesce(l.edition_date::text, '') as edition,
                  (p.plan ->> 'fresh')::bigint as fresh, (p.plan ->> 'changed')::bigint as changed, (p.plan ->> 'withdrawn')::bigint as withdrawn,
                  (p.plan ->> 'same')::bigint as same, (p.plan ->> 'slices')::bigint as slices, (p.plan ->> 'superseded')::bigint as superseded
                from ops.plan p join ops.run r using (run_id) left join ops.load l on l.load_key = r.load_key
                where p.run_id = ?""",
                row -> new PlanCard(
                        run.runId(),
                        run.feed(),
                        run.fileName(),
                        row.text("edition"),
                        row.instant("made_at"),
                        row.whole("fresh"),
                        row.whole("changed"),
                        row.whole("withdrawn"),
                        row.whole("same"),
                        row.whole("slices"),
                        row.whole("superseded"),
                        datasets,
                        totals,
                        largest,
                        findings),
                run.runId());
    }

    private List<PlanCard.DatasetPart> datasets(long run) throws SQLException {
        return rows.list(
                """
                select t.*, t."freshUsd" + t."changedUsd" + t."withdrawnUsd" as "deltaUsd"
                from ops.plan p, jsonb_to_recordset(case jsonb_typeof(p.plan -> 'values') when 'array' then p.plan -> 'values' else '[]' end) as t (
                  dataset text, fresh bigint, changed bigint, withdrawn bigint, same bigint,
                  "freshUsd" numeric, "changedUsd" numeric, "withdrawnUsd" numeric, "sameUsd" numeric, "movedUsd" numeric)
                where p.run_id = ?""",
                row -> new PlanCard.DatasetPart(
                        row.text("dataset"),
                        part(row, "fresh"),
                        part(row, "changed"),
                        part(row, "withdrawn"),
                        part(row, "same"),
                        row.exact("deltaUsd"),
                        row.exact("movedUsd")),
                run);
    }

    private static PlanCard.Part part(Rows.Row row, String kind) throws SQLException {
        return new PlanCard.Part(row.whole(kind), row.exact(kind + "Usd"));
    }

    private List<PlanCard.Total> totals(long run) throws SQLException {
        return rows.list(
                """
                select t.* from ops.plan p, jsonb_to_recordset(p.plan -> 'totals') as t (dataset text, flow text, slices bigint, stated bigint,
                  "statedUsd" numeric, "figuresUsd" numeric, "residualUsd" numeric, "rejectedUsd" numeric) where p.run_id = ?""",
                row -> new PlanCard.Total(
                        row.text("dataset"),
                        row.text("flow"),
                        row.whole("slices"),
                        row.whole("stated"),
                        row.exact("statedUsd"),
                        row.exact("figuresUsd"),
                        row.exact("residualUsd"),
                        row.exact("rejectedUsd")),
                run);
    }

    private List<PlanCard.Change> largest(long run) throws SQLException {
        return rows.list(
                """
                select t.* from ops.plan p, jsonb_to_recordset(p.plan -> 'largest') as t (kind text, dataset text, flow text, "from" date, "to" date,
                  product text, partner text, "oldUsd" numeric, "newUsd" numeric) where p.run_id = ?""",
                row -> new PlanCard.Change(
                        row.text("kind"),
                        row.text("dataset"),
                        row.text("flow"),
                        Say.period(row.date("from"), row.date("to")),
                        row.text("product"),
                        row.text("partner"),
                        row.exactOrNull("oldUsd"),
                        row.exactOrNull("newUsd")),
                run);
    }

    private List<RunCard.FindingLine> findings(long run) throws SQLException {
        return rows.list(
                """
                select t.* from ops.plan p, jsonb_to_recordset(p.plan -> 'findings') as t (rule text, severity text, message text, "valueUsd" numeric)
                where p.run_id = ?""",
                row -> new RunCard.FindingLine(
                        row.text("rule"), row.text("severity"), row.text("message"), null, row.exactOrNull("valueUsd")),
                run);
    }
}
