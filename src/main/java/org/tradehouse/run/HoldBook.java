package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tradehouse.load.LoadSql;
import org.tradehouse.publish.Plan;
import tools.jackson.databind.json.JsonMapper;

/** Loads that wait for a steward, in {@code ops.hold}. */
final class HoldBook {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String DECIDE = """
            update ops.hold set decision = '%s', decided_by = ?, decided_at = clock_timestamp(), reason = ?
            where hold_id = ? and decision is null""";

    private final JdbcClient sql;

    HoldBook(DataSource pool) {
        this.sql = JdbcClient.create(pool);
    }

    /** A steward's consent to what was held. */
    record Approval(Held held, String who, String reason) {}

    /** A load that waits. */
    record Held(long holdId, long runId, int loadKey, String planHash, String startedBy, String message) {}

    /** Opens a hold in the transaction that ends the plan; an older open one of the load gives way to it. */
    static void open(Connection transaction, long runId, int load, FindingBook.Noticed why, Plan plan, String startedBy)
            throws SQLException {
        var statements = new LoadSql(transaction, load);
        statements.run("delete from ops.hold where load_key = $load and decision is null");
        statements.run(
                """
                insert into ops.hold (run_id, load_key, rule_id, message, plan, plan_hash, started_by)
                values (?, $load, ?, ?, ?::jsonb, ?, ?)""",
                runId,
                why.rule(),
                why.message(),
                JSON.writeValueAsString(Map.of(
                        "new", plan.fresh(),
                        "changed", plan.changed(),
                        "withdrawn", plan.withdrawn(),
                        "same", plan.same(),
                        "values", plan.values(),
                        "slices", plan.slices(),
                        "superseded", plan.superseded())),
                plan.hash(),
                startedBy);
    }

    /** The hold of a load that nobody has decided. */
    Optional<Held> open(int load) {
        return sql.sql("""
                        select hold_id, run_id, load_key, trim(plan_hash), started_by, message from ops.hold
                        where load_key = ? and decision is null order by hold_id desc limit 1""")
                .param(load)
                .query((row, n) -> new Held(
                        row.getLong(1),
                        row.getLong(2),
                        row.getInt(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)))
                .optional();
    }

    /** Refuses once; the database refuses the person who started the run (four eyes). */
    void deny(Held held, String who, String reason) {
        sql.sql(DECIDE.formatted("denied")).params(who, reason, held.holdId()).update();
    }

    /** Writes the consent in the transaction that publishes. */
    static void approve(Connection transaction, Approval approval) throws SQLException {
        new LoadSql(transaction, approval.held().loadKey())
                .run(
                        DECIDE.formatted("approved"),
                        approval.who(),
                        approval.reason(),
                        approval.held().holdId());
    }
}
