package org.tradehouse.operate;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads runs as lists and cards show them. */
final class RunQuery {
    static final String LINE = """
            select r.run_id, r.feed, coalesce(r.step, '') as step, r.trigger_kind, r.started_by, r.started_at, r.ended_at,
              r.load_key, coalesce(l.file_name, f.file_name, '') as file_name,
              r.rows_read, r.rows_accepted, r.rows_control_total, r.rows_excluded, r.rows_rejected, r.rows_duplicate,
              r.error_code, r.error_text,
              case when r.state = 'running' and r.started_at < now() - interval '%1$d seconds' and not exists (
                  select 1 from ops.lease e where e.run_id = r.run_id and e.beat_at > now() - interval '%1$d seconds')
                then 'silent'
                when s.approved then 'approved' when s.run_id is not null then 'superseded' else r.state end as state, s.run_id as next_run_id
            from ops.run r
            left join ops.load l on l.load_key = r.load_key
            left join ops.source_file f on f.feed = l.feed and f.sha256 = l.sha256
            left join lateral (
              select n.run_id, n.trigger_kind = 'approve' and n.parent_run_id = r.run_id as approved
              from ops.load m join ops.run n on n.load_key = m.load_key
              where r.state = 'held' and m.feed = l.feed and m.sha256 = l.sha256 and n.run_id > r.run_id and n.trigger_kind not in ('plan', 'undo')
                and (n.state in ('held', 'done', 'denied') or n.state = 'nothing' and m.state not in ('held', 'refused'))
              order by n.run_id limit 1) s on true
            """.formatted(RunLine.SILENT_AFTER_SECONDS);

    /**
     * Decisions that were refused to who made them, or made about a run that waits for none: no attempts at the content, so
     * they need nobody and hide no run that waits.
     */
    private static final String REFUSED = """
            with refused as materialized (
              select c.run_id from ops.run c join ops.run p on p.run_id = c.parent_run_id
              where c.trigger_kind = 'approve' and c.state = 'failed' and (c.error_code in ('TH-4014', 'TH-4015') or c.error_code = 'TH-4016' and (p.state <> 'held'
                or exists (select from ops.load a join ops.load b using (feed, sha256) join ops.run h on h.load_key = b.load_key
                  where a.load_key = p.load_key and h.state = 'held' and h.run_id > p.run_id and h.run_id < c.run_id))))
            """;

    /** One condition a way out, none joined with OR: that took seconds over a hundred thousand runs. */
    private static final String UNRESOLVED = REFUSED + LINE + """
            left join (select feed, max(run_id) as run_id from ops.run where state in ('done', 'nothing') group by 1) g on g.feed = r.feed
            where r.state in ('failed', 'held', 'stopped', 'running') and r.trigger_kind not in ('plan', 'undo') and r.run_id not in (select run_id from refused)
              and not exists (select 1 from ops.load m join ops.run n on n.load_key = m.load_key
                where m.feed = l.feed and m.sha256 = l.sha256 and n.run_id > r.run_id and n.trigger_kind <> 'plan' and (n.trigger_kind <> 'undo' or n.state = 'done')
                  and (n.state <> 'nothing' or m.state not in ('held', 'refused')) and n.run_id not in (select run_id from refused))
              and not exists (select 1 from ops.run c where c.parent_run_id = r.run_id and c.trigger_kind <> 'undo' and c.run_id not in (select run_id from refused))
              and (r.load_key is not null or coalesce(g.run_id, 0) < r.run_id)
            order by r.run_id desc""";

    /** A run that waits for a decision and was not overtaken. */
    static final String WAITING = "r.state = 'held'";

    /** A run that changed what readers see. */
    static final String PUBLISHED =
            "r.state = 'done' and r.trigger_kind <> 'plan' and exists (select from dw.revision v where v.load_key = r.load_key)";

    private final Rows rows;

    RunQuery(Rows rows) {
        this.rows = rows;
    }

    List<RunLine> runs(RunFilter filter) throws SQLException {
        return rows.list(
                "select * from (" + LINE + """
                ) r where (?::text is null or r.feed = ?) and (? or r.state not in ('done', 'nothing', 'running', 'approved', 'superseded', 'planned'))
                  and (?::timestamptz is null or r.started_at >= ?)
                order by r.run_id desc limit ?""",
                RunQuery::line,
                filter.feed(),
                filter.feed(),
                !filter.failed(),
                filter.since(),
                filter.since(),
                filter.limit());
    }

    Optional<RunLine> run(long runId) throws SQLException {
        return rows.first(LINE + "where r.run_id = ?", RunQuery::line, runId);
    }

    Optional<RunLine> newest(String feed) throws SQLException {
        return rows.first(LINE + "where r.feed = ? order by r.run_id desc limit 1", RunQuery::line, feed);
    }

    /** @param such {@link #WAITING} or {@link #PUBLISHED} */
    Optional<RunLine> newest(String feed, String such) throws SQLException {
        return rows.first(
                "select * from (" + LINE + "where r.feed = ?) r where " + such + " order by r.run_id desc limit 1",
                RunQuery::line,
                feed);
    }

    List<RunLine> newestOfEach() throws SQLException {
        return rows.list(LINE + "where r.run_id in (select max(run_id) from ops.run group by feed)", RunQuery::line);
    }

    /** The number of the newest run, null in an empty house. */
    @Nullable
    Long newestNumber() throws SQLException {
        return rows.first(
                        "select max(run_id) as newest from ops.run",
                        row -> Optional.ofNullable(row.wholeOrNull("newest")))
                .flatMap(newest -> newest)
                .orElse(null);
    }

    RunCard card(RunLine run, String loaded, String readers, List<String> nextSteps) throws SQLException {
        PlanCard plan = new PlanQuery(rows).plan(run).orElse(null);
        Integer load = run.loadKey();
        if (load == null) {
            return new RunCard(run, null, List.of(), List.of(), parentage(run), loaded, readers, nextSteps, plan);
        }
        return new RunCard(
                run,
                file(load),
                slices(load),
                findings(load),
                attempts(load, run.runId()),
                loaded,
                readers,
                nextSteps,
                plan);
    }

    private RunCard.@Nullable SourceFile file(int load) throws SQLException {
        return rows.first(
                        """
                        select coalesce(l.file_name, f.file_name) as file_name, l.sha256, f.byte_count, f.archive_path, l.load_no,
                          l.edition_date, l.release_status, l.state, d.published_at
                        from ops.load l join ops.source_file f on f.feed = l.feed and f.sha256 = l.sha256
                        left join dw.dim_load d on d.load_key = l.load_key
                        where l.load_key = ?""",
                        row -> new RunCard.SourceFile(
                                row.text("file_name"),
                                row.text("sha256").strip(),
                                row.whole("byte_count"),
                                row.text("archive_path"),
                                (int) row.whole("load_no"),
                                row.date("edition_date"),
                                row.text("release_status"),
                                row.text("state"),
                                row.instantOrNull("published_at")),
                        load)
                .orElse(null);
    }

    private List<RunCard.SliceLine> slices(int load) throws SQLException {
        return rows.list(
                """
                select d.dataset_code, a.area_code, w.flow_code, z.from_date, z.to_date, q.scope_code, z.row_count, z.value_usd,
                  z.control_usd, z.rejected_rows, z.rejected_usd, z.fate
                from ops.load_slice z
                join dw.dim_dataset d on d.dataset_key = z.dataset_key
                join dw.dim_area a on a.area_key = z.reporter_key
                join dw.dim_flow w on w.flow_key = z.flow_key
                join dw.scope q on q.scope_key = z.scope_key
                where z.load_key = ? order by z.slice_no""",
                row -> new RunCard.SliceLine(
                        row.text("dataset_code"),
                        row.text("area_code"),
                        row.text("flow_code"),
                        Say.period(row.date("from_date"), row.date("to_date")),
                        row.text("scope_code"),
                        row.whole("row_count"),
                        row.exact("value_usd"),
                        row.exactOrNull("control_usd"),
                        row.whole("rejected_rows"),
                        row.exact("rejected_usd"),
                        row.text("fate")),
                load);
    }

    private List<RunCard.FindingLine> findings(int load) throws SQLException {
        return rows.list(
                """
                select rule_id, severity, coalesce(message_args ->> 'message', message_args::text, '') as message, row_count, value_usd
                from ops.finding where load_key = ?
                order by array_position(array['REJECT','HOLD','QUARANTINE','FLAG','INFO'], severity::text), finding_id""",
                row -> new RunCard.FindingLine(
                        row.text("rule_id"),
                        row.text("severity"),
                        row.text("message"),
                        row.wholeOrNull("row_count"),
                        row.exactOrNull("value_usd")),
                load);
    }

    /** Other runs of the same content: restarts of the load and its child loads. */
    private List<RunLine> attempts(int load, long except) throws SQLException {
        return rows.list(LINE + """
                where r.run_id <> ? and (l.feed, l.sha256) = (select feed, sha256 from ops.load where load_key = ?)
                order by r.run_id""", RunQuery::line, except, load);
    }

    private List<RunLine> parentage(RunLine run) throws SQLException {
        return rows.list(LINE + """
                where r.parent_run_id = ? or r.run_id = (select parent_run_id from ops.run where run_id = ?) order by r.run_id""", RunQuery::line, run.runId(), run.runId());
    }

    static RunLine line(Rows.Row row) throws SQLException {
        String feed = row.text("feed");
        long number = row.whole("run_id");
        Long load = row.wholeOrNull("load_key");
        return new RunLine(
                number,
                feed + "#" + number,
                feed,
                row.text("state"),
                row.wholeOrNull("next_run_id"),
                row.text("step"),
                row.text("trigger_kind"),
                row.text("started_by"),
                row.instant("started_at"),
                row.instantOrNull("ended_at"),
                load == null ? null : load.intValue(),
                row.text("file_name"),
                tally(row),
                row.text("error_code"),
                row.text("error_text"));
    }

    private static @Nullable Tally tally(Rows.Row row) throws SQLException {
        if (row.wholeOrNull("rows_read") == null) {
            return null;
        }
        return new Tally(
                row.whole("rows_read"),
                row.whole("rows_accepted"),
                row.whole("rows_control_total"),
                row.whole("rows_excluded"),
                row.whole("rows_rejected"),
                row.whole("rows_duplicate"));
    }

    /**
     * Unresolved runs, newest first: stopped before their end or silent, the last attempt at their content, continued by
     * nobody but a schedule that left it waiting; one that never had a file until its feed has had a good run again.
     */
    List<RunLine> unresolved() throws SQLException {
        return rows.list(UNRESOLVED, RunQuery::line).stream()
                .filter(run -> !run.state().equals("running"))
                .toList();
    }

    List<RunLine> running() throws SQLException {
        return rows.list(LINE + "where r.state = 'running' order by r.run_id", RunQuery::line).stream()
                .filter(run -> run.state().equals("running"))
                .toList();
    }
}
