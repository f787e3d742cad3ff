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
        List<PlanCard.Total> totals = totals(run.runId());
        List<PlanCard.Change> largest = largest(run.runId());
        List<RunCard.FindingLine> findings = findings(run.runId());
        return rows.first(
                """
                select p.made_at, coalesce(l.edition_date::text, '') as edition,
                  (p.plan ->> 'fresh')::bigint as fresh, (p.plan ->> 'changed')::bigint as changed, (p.plan ->> 'withdrawn')::bigint as withdrawn,
                  (p.plan ->> 'same')::bigint as same, (p.plan ->> 'deltaUsd')::numeric as delta_usd,
                  (p.plan ->> 'slices')::bigint as slices, (p.plan ->> 'superseded')::bigint as superseded,
                  v.fresh as fresh_usd, v.changed as changed_usd, v.withdrawn as withdrawn_usd, v.same as same_usd, v.moved as moved_usd
                from ops.plan p join ops.run r using (run_id) left join ops.load l on l.load_key = r.load_key,
                  jsonb_to_record(p.plan -> 'values') as v (fresh numeric, changed numeric, withdrawn numeric, same numeric, moved numeric)
                where p.run_id = ?""",
                row -> new PlanCard(
                        run.runId(),
                        run.feed(),
                        run.fileName(),
                        row.text("edition"),
                        row.instant("made_at"),
                        new PlanCard.Part(row.whole("fresh"), row.exact("fresh_usd")),
                        new PlanCard.Part(row.whole("changed"), row.exact("changed_usd")),
                        new PlanCard.Part(row.whole("withdrawn"), row.exact("withdrawn_usd")),
                        new PlanCard.Part(row.whole("same"), row.exact("same_usd")),
                        row.exact("delta_usd"),
                        row.exact("moved_usd"),
                        row.whole("slices"),
                        row.whole("superseded"),
                        totals,
                        largest,
                        findings),
                run.runId());
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
