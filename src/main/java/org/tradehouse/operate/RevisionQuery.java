package org.tradehouse.operate;

import java.sql.SQLException;
import java.util.List;

/** Reads what loads changed. */
final class RevisionQuery {
    private static final int MOST = 20;

    /** The run that published a load: whoever approved it, else whoever loaded it. */
    private static final String RUN =
            "left join lateral (select max(run_id) as run_id from ops.run where load_key = v.load_key and state = 'done') r on true join ops.load m on m.load_key = v.load_key";

    private final Rows rows;

    RevisionQuery(Rows rows) {
        this.rows = rows;
    }

    /** One line a load and dataset, newest first. */
    List<RevisionLine> ofFeed(String feed, int limit) throws SQLException {
        return rows.list("""
                select v.feed || '#' || coalesce(r.run_id::text, '?') as run, v.source_name, v.published_at, max(v.edition_date) as edition_date,
                  case when min(v.release_status) = max(v.release_status) then min(v.release_status) else 'several' end as release_status,
                  v.dataset_code, '' as reporter_code, '' as flow_code, null::date as from_date, null::date as to_date, '' as scope_code,
                  count(*) as slices, 0 as vintage_no, bool_or(v.is_live) as is_live, bool_and(v.is_first) as is_first, bool_and(v.is_withdrawn) as is_withdrawn,
                  m.undoes_load_key is not null as is_undo, sum(v.new_rows) as new_rows, sum(v.changed_rows) as changed_rows,
                  sum(v.withdrawn_rows) as withdrawn_rows, sum(v.same_rows) as same_rows,
                  coalesce(sum(v.delta_usd) filter (where v.flow_code in ('X', 'M')), 0) as delta_usd,
                  coalesce(sum(v.value_usd) filter (where v.flow_code in ('X', 'M')), 0) as value_usd
                from mart.revision v %s where v.feed = ?
                group by v.feed, r.run_id, v.source_name, v.published_at, v.dataset_code, v.load_key, m.undoes_load_key
                order by v.published_at desc, v.load_key desc, v.dataset_code limit ?""".formatted(RUN), RevisionQuery::line, feed, limit);
    }

    /** The vintages of slices, slice by slice, oldest first. */
    List<RevisionLine> vintages(RevisionFilter filter) throws SQLException {
        return rows.list(
                slices("""
                v.feed = ? and (?::text is null or v.dataset_code = ?) and (?::date is null or v.from_date >= ?) and (?::date is null or v.to_date <= ?)
                  and (?::text is null or v.flow_code = ?)""") + " limit ?",
                RevisionQuery::line,
                filter.feed(),
                filter.dataset(),
                filter.dataset(),
                filter.from(),
                filter.from(),
                filter.to(),
                filter.to(),
                filter.flow(),
                filter.flow(),
                filter.limit());
    }

    /** What one run published. */
    RevisionCard ofRun(RunLine run) throws SQLException {
        if (run.loadKey() == null || !run.state().matches("done|approved")) {
            return new RevisionCard(run, List.of(), List.of(), 0, "");
        }
        int load = run.loadKey();
        return new RevisionCard(
                run,
                rows.list(slices("v.load_key = ?"), RevisionQuery::line, load),
                largest(load),
                changes(load),
                asBefore(load));
    }

    private List<PlanCard.Change> largest(int load) throws SQLException {
        return rows.list(
                """
                select kind, dataset_code, flow_code, from_date, to_date, product_code, partner_code, old_usd, new_usd
                from mart.revision_change(?) order by abs(delta_usd) desc, dataset_code, from_date, product_code, partner_code limit %d""".formatted(MOST),
                row -> new PlanCard.Change(
                        row.text("kind"),
                        row.text("dataset_code"),
                        row.text("flow_code"),
                        Say.period(row.date("from_date"), row.date("to_date")),
                        row.text("product_code"),
                        row.text("partner_code"),
                        row.exactOrNull("old_usd"),
                        row.exactOrNull("new_usd")),
                load);
    }

    private long changes(int load) throws SQLException {
        return rows.list(
                        "select coalesce(sum(new_rows + changed_rows + withdrawn_rows), 0) as n from dw.revision where load_key = ? and not is_first",
                        row -> row.whole("n"),
                        load)
                .get(0);
    }

    private String asBefore(int load) throws SQLException {
        return rows.list("""
                        select to_char((l.published_at - interval '1 millisecond') at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') || '+00' as moment
                        from dw.dim_load l where l.load_key = ? and exists (select 1 from dw.revision v where v.load_key = l.load_key and not v.is_first)""", row -> row.text("moment"), load).stream()
                .findFirst()
                .orElse("");
    }

    private static String slices(String condition) {
        return """
                select v.feed || '#' || coalesce(r.run_id::text, '?') as run, v.source_name, v.published_at, v.edition_date, v.release_status,
                  v.dataset_code, v.reporter_code, v.flow_code, v.from_date, v.to_date, v.scope_code, 1 as slices, v.vintage_no, v.is_live, v.is_first,
                  v.is_withdrawn, m.undoes_load_key is not null as is_undo, v.new_rows, v.changed_rows, v.withdrawn_rows, v.same_rows, v.delta_usd, v.value_usd
                from mart.revision v %s where %s
                order by v.dataset_code, v.reporter_code, v.from_date, v.to_date, v.scope_code, v.flow_code desc, v.revision_key""".formatted(RUN, condition);
    }

    private static RevisionLine line(Rows.Row row) throws SQLException {
        return new RevisionLine(
                row.text("run"),
                row.text("source_name"),
                row.instant("published_at"),
                row.date("edition_date"),
                row.text("release_status"),
                row.text("dataset_code"),
                row.text("reporter_code"),
                row.text("flow_code"),
                row.dateOrNull("from_date") == null ? "" : Say.period(row.date("from_date"), row.date("to_date")),
                row.text("scope_code"),
                row.whole("slices"),
                (int) row.whole("vintage_no"),
                row.truth("is_live"),
                row.truth("is_first"),
                row.truth("is_withdrawn"),
                row.truth("is_undo"),
                row.wholeOrNull("new_rows"),
                row.wholeOrNull("changed_rows"),
                row.wholeOrNull("withdrawn_rows"),
                row.wholeOrNull("same_rows"),
                row.exact("delta_usd"),
                row.exact("value_usd"));
    }
}
