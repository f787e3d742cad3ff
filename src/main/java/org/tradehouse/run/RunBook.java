package org.tradehouse.run;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The runs of {@code ops.run}: every attempt, from before anything is fetched. */
final class RunBook {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'");
    private static final int LONGEST = 4000;

    private final JdbcClient sql;

    RunBook(DataSource pool) {
        this.sql = JdbcClient.create(pool);
    }

    /** A run as recovery and retry need it. */
    record Known(
            long runId,
            String feed,
            @Nullable Integer loadKey,
            RunState state,
            Trigger trigger,
            String startedBy,
            String startedAt) {}

    /** A run that continues another is about the same load from its first moment: it can be retried however early it dies. */
    long open(String feed, Trigger trigger, String who, @Nullable Long parent) {
        long continued = parent == null ? 0 : parent;
        return sql.sql("""
                        insert into ops.run (feed, parent_run_id, load_key, trigger_kind, started_by, host, pid, step)
                        values (?, nullif(?, 0), (select load_key from ops.run where run_id = ?), ?, ?, ?, ?, 'acquire') returning run_id""")
                .params(feed, continued, continued, trigger.text(), who, Here.host(), Here.pid())
                .query(Long.class)
                .single();
    }

    void token(long run, long token) {
        sql.sql("update ops.run set fencing_token = ? where run_id = ?")
                .params(token, run)
                .update();
    }

    void load(long run, int load) {
        sql.sql("update ops.run set load_key = ? where run_id = ?")
                .params(load, run)
                .update();
    }

    void step(long run, String step, long execution) {
        sql.sql("update ops.run set step = ?, job_execution_id = ? where run_id = ?")
                .params(step, execution, run)
                .update();
    }

    /** Where a run is that works without an execution of the framework. */
    void step(long run, String step) {
        sql.sql("update ops.run set step = ? where run_id = ?")
                .params(step, run)
                .update();
    }

    /** Ends a run that nobody has ended yet. */
    void close(Ending ending) {
        RunState state = ending.state() == RunState.BUSY ? RunState.STOPPED : ending.state();
        Counts counts = ending.counts();
        sql.sql("""
                        update ops.run set state = ?, ended_at = clock_timestamp(), error_code = nullif(?, ''), error_text = nullif(?, ''),
                          rows_read = ?, rows_accepted = ?, rows_control_total = ?, rows_excluded = ?, rows_rejected = ?, rows_duplicate = ?
                        where run_id = ? and state = 'running'""")
                .params(
                        state.text(),
                        ending.code(),
                        text(ending),
                        counts.read(),
                        counts.accepted(),
                        counts.controlTotals(),
                        counts.excluded(),
                        counts.rejected(),
                        counts.duplicates(),
                        ending.runId())
                .update();
    }

    /** The sentence, and the next step on a line of its own. */
    private static String text(Ending ending) {
        String message = ending.message();
        String sentence = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
        return ending.nextStep().isEmpty() ? sentence : sentence + "\nNext: " + ending.nextStep();
    }

    /** Gives a held run its decision; its row stays the one that was held. */
    void decided(long run, RunState state) {
        sql.sql("update ops.run set state = ? where run_id = ? and state = 'held'")
                .params(state.text(), run)
                .update();
    }

    Optional<Known> run(long run) {
        return sql.sql(known("where run_id = ?"))
                .param(run)
                .query((row, n) -> known(row))
                .optional();
    }

    Optional<Known> newest(String feed) {
        return sql.sql(known("where feed = ? and trigger_kind <> 'plan' order by run_id desc limit 1"))
                .param(feed)
                .query((row, n) -> known(row))
                .optional();
    }

    /** The newest run of a load. */
    Optional<Known> newestOf(int load) {
        return sql.sql(known("where load_key = ? order by run_id desc limit 1"))
                .param(load)
                .query((row, n) -> known(row))
                .optional();
    }

    Optional<Known> running(String feed) {
        return sql.sql(known("where feed = ? and state = 'running' order by run_id desc limit 1"))
                .param(feed)
                .query((row, n) -> known(row))
                .optional();
    }

    List<String> feedsRunning() {
        return sql.sql("select distinct feed from ops.run where state = 'running' order by feed")
                .query(String.class)
                .list();
    }

    /**
     * Ends the runs of a feed whose process is gone. Call only while holding the feed's lock: a free lock is the proof.
     *
     * @return the runs
     */
    List<Known> bury(String feed) {
        return sql.sql("""
                        update ops.run r set state = 'failed', ended_at = coalesce(l.beat_at, clock_timestamp()), error_code = 'TH-4020',
                          error_text = 'died at ' || to_char(coalesce(l.beat_at, r.started_at) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC, host '
                            || coalesce(r.host, '?') || ', pid ' || coalesce(r.pid::text, '?') || ': its database session is gone'
                            || E'\\nNext: tradehouse ' || case r.trigger_kind when 'plan' then 'plan ' || r.feed || ' FILE'
                              when 'undo' then 'undo ' || r.feed || '#' || r.parent_run_id else 'retry ' || r.feed || '#' || r.run_id end
                        from ops.run o left join ops.lease l on l.run_id = o.run_id
                        where r.run_id = o.run_id and r.feed = ? and r.state = 'running'
                        returning r.run_id, r.feed, r.load_key, r.state, r.trigger_kind, r.started_by, r.started_at""").param(feed).query((row, n) -> known(row)).list();
    }

    private static String known(String where) {
        return "select run_id, feed, load_key, state, trigger_kind, started_by, started_at from ops.run " + where;
    }

    private static Known known(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Known(
                row.getLong("run_id"),
                row.getString("feed"),
                row.getObject("load_key", Integer.class),
                RunState.of(row.getString("state")),
                Trigger.of(row.getString("trigger_kind")),
                row.getString("started_by"),
                row.getObject("started_at", OffsetDateTime.class)
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .format(MOMENT));
    }
}
