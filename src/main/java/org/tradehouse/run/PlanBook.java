package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tradehouse.load.LoadSql;
import org.tradehouse.publish.Plan;
import tools.jackson.databind.json.JsonMapper;

/** What publishing would have changed, in {@code ops.plan}: for whoever planned and for whoever decides about a held load. */
final class PlanBook {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PlanBook() {}

    /** Keeps the plan of a run, with everything that was noticed about its load. */
    static void keep(Connection transaction, long runId, int load, Plan plan) throws SQLException {
        new LoadSql(transaction, load).run("""
                        insert into ops.plan (run_id, plan)
                        select ?, ?::jsonb || jsonb_build_object('findings', coalesce((
                          select jsonb_agg(jsonb_build_object('rule', rule_id, 'severity', severity, 'message', message_args ->> 'message', 'valueUsd', value_usd)
                            order by array_position(array['REJECT','HOLD','QUARANTINE','FLAG','INFO'], severity::text), finding_id)
                          from ops.finding where load_key = $load), '[]'))
                        on conflict (run_id) do update set plan = excluded.plan, made_at = clock_timestamp()""", runId, JSON.writeValueAsString(said(plan)));
    }

    private static Map<String, Object> said(Plan plan) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("fresh", plan.fresh());
        said.put("changed", plan.changed());
        said.put("withdrawn", plan.withdrawn());
        said.put("same", plan.same());
        said.put("slices", plan.slices());
        said.put("superseded", plan.superseded());
        said.put("values", plan.values());
        said.put("totals", plan.totals());
        said.put("largest", plan.largest().stream().map(PlanBook::change).toList());
        return said;
    }

    private static Map<String, Object> change(Plan.Change it) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("kind", it.kind());
        said.put("dataset", it.dataset());
        said.put("flow", it.flow());
        said.put("from", it.from().toString());
        said.put("to", it.to().toString());
        said.put("product", it.product());
        said.put("productName", it.productName());
        said.put("partner", it.partner());
        said.put("oldUsd", it.oldUsd());
        said.put("newUsd", it.newUsd());
        return said;
    }
}
