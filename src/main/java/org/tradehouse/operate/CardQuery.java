package org.tradehouse.operate;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the error card of a run: what, where, what readers see, the one next step. */
final class CardQuery {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final String NEXT = "\nNext: ";
    private static final String NOTHING_READ = "nothing was read";

    private final Rows rows;
    private final RejectQuery rejects;

    CardQuery(Rows rows) {
        this.rows = rows;
        this.rejects = new RejectQuery(rows);
    }

    ErrorCard card(RunLine run) throws SQLException {
        Optional<RejectGroup> worst = run.loadKey() == null
                ? Optional.empty()
                : rejects.groups(new RejectFilter(null, null, null, run.runId())).stream()
                        .findFirst();
        return new ErrorCard(
                run,
                what(run, worst),
                where(run, worst),
                loaded(run),
                readers(run.feed()),
                next(run, worst),
                nextIs(run, worst));
    }

    /** What reports show of a feed at this moment. */
    String readers(String feed) throws SQLException {
        Optional<Instant> published = rows.first(
                        "select max(published_at) as published_at from dw.dim_load where feed = ?",
                        row -> Optional.ofNullable(row.instantOrNull("published_at")),
                        feed)
                .flatMap(at -> at);
        return published
                .map(at -> "reports show the vintage of " + DAY.format(at.atZone(ZoneOffset.UTC)))
                .orElse("reports show nothing of this feed yet");
    }

    private static String what(RunLine run, Optional<RejectGroup> worst) {
        if (run.state().equals("silent")) {
            return "TH-4020 its worker has not been heard of for " + RunLine.SILENT_AFTER_SECONDS
                    + " seconds: it died or cannot reach the database";
        }
        if (run.nextRunId() != null) {
            return run.errorCode() + " it was held: " + sentence(run.errorText()) + "; " + run.stated();
        }
        if (!run.errorCode().isEmpty()) {
            return run.errorCode() + " " + sentence(run.errorText());
        }
        return worst.map(group -> group.code() + " " + group.sentence())
                .orElse(
                        switch (run.state()) {
                            case "stopped" -> "TH-4010 it was stopped before its end; what is staged is kept";
                            case "running" -> "it is at work";
                            case "nothing" -> "nothing was new";
                            case "done" -> "it is published";
                            case "planned" -> "it only planned: nothing was published";
                            default -> "it ended as " + run.state();
                        });
    }

    /** The text without the next step that may stand at its end. */
    private static String sentence(String text) {
        int next = text.indexOf(NEXT);
        return (next < 0 ? text : text.substring(0, next)).strip();
    }

    private String where(RunLine run, Optional<RejectGroup> worst) throws SQLException {
        if (worst.isEmpty() || run.loadKey() == null) {
            return run.fileName();
        }
        RejectGroup group = worst.get();
        return rows
                .list(
                        """
                        select file_name, sheet, min(row_no) as first, max(row_no) as last, count(*) as n from ops.reject
                        where load_key = ? and code = ? and (column_name = ? or column_name like ? || ' / %')
                          and coalesce(offending_value, '') = ? and state = 'open'
                        group by 1, 2 order by count(*) desc, 2 limit 1""",
                        row -> row.text("file_name")
                                + (row.text("sheet").isEmpty() ? "" : "  sheet '" + row.text("sheet") + "'")
                                + span(row.whole("first"), row.whole("last"))
                                + (group.column().isEmpty() ? "" : "  column '" + group.column() + "'"),
                        run.loadKey(),
                        group.code(),
                        group.column(),
                        group.column(),
                        group.value())
                .stream()
                .findFirst()
                .orElse(group.first());
    }

    private static String span(long first, long last) {
        return first == last ? "  row " + Say.count(first) : "  rows " + Say.count(first) + " .. " + Say.count(last);
    }

    /** What of the file is in: by its counts, or before there are any by the blocks that are staged. */
    String loaded(RunLine run) throws SQLException {
        Tally tally = run.tally();
        if (tally == null || tally.read() == 0) {
            return run.loadKey() == null ? NOTHING_READ : staged(run.loadKey());
        }
        String counted = Say.count(tally.accepted()) + " of " + Say.count(tally.read()) + " rows are accepted, "
                + Say.count(tally.rejected()) + " rejected";
        BigDecimal usd = openUsd(run);
        return usd == null || usd.signum() == 0 ? counted : counted + " (" + Say.money(usd) + ")";
    }

    private String staged(int load) throws SQLException {
        return rows.list(
                        """
                        select coalesce(sum(staged_rows), 0) as staged, coalesce(sum(rejected_rows), 0) as rejected,
                          coalesce(sum(staged_rows + control_rows + excluded_rows + rejected_rows), 0) as read
                        from ops.stage_block where load_key = ?""",
                        row -> row.whole("read") == 0
                                ? NOTHING_READ
                                : Say.count(row.whole("read")) + " rows were read, " + Say.count(row.whole("staged"))
                                        + " of them staged and " + Say.count(row.whole("rejected"))
                                        + " rejected; nothing of them is published",
                        load)
                .get(0);
    }

    private @Nullable BigDecimal openUsd(RunLine run) throws SQLException {
        return run.loadKey() == null ? null : rejects.openUsd(run.loadKey());
    }

    private static String next(RunLine run, Optional<RejectGroup> worst) {
        if (run.nextRunId() != null) {
            return "tradehouse why " + run.feed() + "#" + run.nextRunId();
        }
        if (worst.isPresent() && worst.get().command().startsWith("tradehouse map add")) {
            return worst.get().command();
        }
        if (run.state().equals("held")) {
            return "tradehouse approve " + run.id() + " --reason \"...\"";
        }
        String stated = stated(run);
        if (!stated.isEmpty() && !stated.startsWith("tradehouse why ")) {
            return stated;
        }
        if (worst.isPresent()) {
            return worst.get().command();
        }
        return switch (run.state()) {
            case "failed", "held", "stopped", "silent" -> "tradehouse retry " + run.id();
            default -> "tradehouse show " + run.id();
        };
    }

    /** The step the run itself named when it ended, empty without one. */
    private static String stated(RunLine run) {
        int at = run.errorText().indexOf(NEXT);
        return at < 0 ? "" : run.errorText().substring(at + NEXT.length()).strip();
    }

    private static String nextIs(RunLine run, Optional<RejectGroup> worst) {
        Optional<RejectGroup> repairable = worst.filter(group -> group.command().startsWith("tradehouse map add"));
        if (repairable.isPresent() && run.nextRunId() == null) {
            return nextIs(repairable.get());
        }
        return run.state().equals("held") ? "by another than " + run.startedBy() + "; or tradehouse deny" : "";
    }

    private static String nextIs(RejectGroup group) {
        String name = group.suggestionName().isEmpty()
                ? group.suggestion()
                : group.suggestionName() + " (" + group.suggestion() + ")";
        return String.format(Locale.ROOT, "closest match %.2f: %s", group.score(), name);
    }

    /** The newest period of each feed that is published, as (feed, label). */
    List<NewestPeriod> newestPeriods() throws SQLException {
        return rows.list(
                """
                select distinct on (d.feed) d.feed, c.from_date, c.to_date
                from dw.coverage c join dw.dim_dataset d on d.dataset_key = c.dataset_key
                order by d.feed, c.to_date desc, c.from_date desc""",
                row -> new NewestPeriod(
                        row.text("feed"), Say.period(row.date("from_date"), row.date("to_date")), row.date("to_date")));
    }

    record NewestPeriod(String feed, String label, LocalDate to) {}
}
