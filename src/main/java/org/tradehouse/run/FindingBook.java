package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;
import tools.jackson.databind.json.JsonMapper;

/** What was noticed about one load, in {@code ops.finding}; settlement writes its own, checks and plans hand theirs over. */
final class FindingBook {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LoadSql sql;
    private final long runId;

    FindingBook(Connection connection, int load, long runId) {
        this.sql = new LoadSql(connection, load);
        this.runId = runId;
    }

    /** A finding as the gate reads it. */
    record Noticed(String rule, String message) {}

    void write(List<Finding> findings) throws SQLException {
        for (Finding finding : findings) {
            write(finding);
        }
    }

    /** Replaces what the reader noticed; a restart reads the file again. Settlement leaves these alone. */
    void fromReader(List<Finding> findings) throws SQLException {
        sql.run("delete from ops.finding where load_key = $load and rule_id like 'TH-1%'");
        write(findings);
    }

    /** Replaces all but what the reader noticed: a restart checks again. */
    void fromLimits(List<Finding> findings) throws SQLException {
        sql.run("delete from ops.finding where load_key = $load and rule_id not like 'TH-1%'");
        write(findings);
    }

    /** The findings of one severity, the most valuable first. */
    List<Noticed> with(Severity severity) throws SQLException {
        return sql.list("""
                select rule_id, coalesce(message_args ->> 'message', rule_id) from ops.finding
                where load_key = $load and severity = ? order by abs(value_usd) desc nulls last, finding_id""", row -> new Noticed(row.getString(1), row.getString(2)), severity.name());
    }

    private void write(Finding finding) throws SQLException {
        Flow flow = finding.flow();
        Period period = finding.period();
        sql.run(
                """
                insert into ops.finding (load_key, run_id, rule_id, severity, reporter_key, flow_key, from_date, to_date, message_args, row_count, value_usd)
                values ($load, ?, ?, ?, (select area_key from dw.dim_area where area_code = ?), ?, ?, ?, ?::jsonb, ?, ?)""",
                runId,
                finding.rule(),
                finding.severity().name(),
                finding.reporter(),
                flow == null ? null : flow.key(),
                period == null ? null : period.from(),
                period == null ? null : period.to(),
                JSON.writeValueAsString(Map.of("message", finding.message())),
                finding.rows(),
                finding.valueUsd());
    }
}
