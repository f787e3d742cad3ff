package org.tradehouse.check;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Load;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/** Keeps findings in {@code ops.finding}; the sentence is the {@code message} of {@code message_args}. */
public final class Findings {
    private static final String ADD = """
            insert into ops.finding (load_key, run_id, rule_id, severity, message_args, reporter_key, flow_key, from_date, to_date, row_count, value_usd)
            select f.load_key, f.run_id, f.rule_id, f.severity, jsonb_build_object('message', f.message),
              (select area_key from dw.dim_area where area_code = f.reporter order by valid_to desc limit 1),
              f.flow_key, f.from_date, f.to_date, f.row_count, f.value_usd
            from (values (?::int, ?::bigint, ?::text, ?::text, ?::text, ?::text, ?::smallint, ?::date, ?::date, ?::bigint, ?::numeric))
              as f (load_key, run_id, rule_id, severity, message, reporter, flow_key, from_date, to_date, row_count, value_usd)
            where not exists (select 1 from ops.finding o where (o.load_key, o.run_id, o.rule_id) = (f.load_key, f.run_id, f.rule_id)
              and o.message_args ->> 'message' = f.message)""";

    private Findings() {}

    /** Adds the findings to those of the run, each once however often it is said. */
    public static void store(Connection connection, Load load, long runId, List<Finding> findings) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Finding finding : findings) {
                add.setInt(1, load.key());
                add.setLong(2, runId);
                fill(add, finding);
                add.addBatch();
            }
            add.executeBatch();
        }
    }

    private static void fill(PreparedStatement add, Finding finding) throws SQLException {
        Flow flow = finding.flow();
        Period period = finding.period();
        add.setString(3, finding.rule());
        add.setString(4, finding.severity().name());
        add.setString(5, finding.message().replace('\0', '\uFFFD'));
        add.setString(6, finding.reporter());
        add.setObject(7, flow == null ? null : flow.key(), Types.SMALLINT);
        add.setObject(8, period == null ? null : period.from());
        add.setObject(9, period == null ? null : period.to());
        add.setLong(10, finding.rows());
        add.setBigDecimal(11, finding.valueUsd());
    }
}
