package org.tradehouse.operate;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradehouse.database.Database;
import org.tradehouse.load.LoadException;
import org.tradehouse.run.Ending;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;
import org.tradehouse.run.Runs;

/** Corrections of single figures: proposed by one person, signed by another, retired by anybody (rule R4). */
final class Ledger {
    private static final Set<String> TYPES = Set.of("unit_factor", "wrong_code", "mirror", "outlier", "manual");
    private static final String TAKEN = "23505";

    private static final String SLICE = "dataset_key, reporter_key, flow_key, from_date, to_date, scope_key";

    /**
     * The loads whose files hold the slice of a correction's figure now. An undo holds none: it gave back what was live before
     * the load it undid, and the file is that of the version before.
     */
    private static final String LOADS = """
            with recursive source as (
              select k.load_key, k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date, k.scope_key
              from ops.correction c join dw.dim_dataset d on d.dataset_code = c.dataset_code
              join dw.dim_area r on r.area_code = c.row_key ->> 'reporter' join dw.dim_area p on p.area_code = c.row_key ->> 'partner'
              join dw.dim_flow w on w.flow_code = c.row_key ->> 'flow'
              join dw.coverage k on (k.dataset_key, k.reporter_key, k.flow_key, k.from_date, k.to_date)
                = (d.dataset_key, r.country_key, w.flow_key, (c.row_key ->> 'from')::date, (c.row_key ->> 'to')::date)
              join dw.scope q on q.scope_key = k.scope_key and (q.partners is null or p.country_code = any (q.partners) or p.area_code = any (q.partners))
                and (q.product_prefixes is null or exists (select from unnest(q.product_prefixes) x where c.row_key ->> 'product' like x || '%%'))
              where c.correction_id = ?
              union
              select v.load_key, s.dataset_key, s.reporter_key, s.flow_key, s.from_date, s.to_date, s.scope_key
              from source s join ops.load u on u.load_key = s.load_key
              join lateral (select max(o.revision_key) as undone from dw.revision o where o.load_key = u.undoes_load_key and (%1$s) = (%2$s)) o on true
              join lateral (select b.load_key from dw.revision b where (%3$s) = (%2$s) and b.revision_key < o.undone order by b.revision_key desc limit 1) v on true)
            select distinct s.load_key from source s join ops.load l using (load_key) where l.undoes_load_key is null""".formatted(of("o"), of("s"), of("b"));

    private final Database database;
    private final Runs runs;

    private static String of(String table) {
        return table + "." + SLICE.replace(", ", ", " + table + ".");
    }

    Ledger(Database database, Runs runs) {
        this.database = database;
        this.runs = runs;
    }

    /** What becomes of a run, as the caller reports runs. */
    interface Reporting {
        Result of(Ending ending);
    }

    private interface Work<T> {
        T with(Connection connection, Rows rows) throws SQLException;
    }

    /** What is wanted: dollars instead of those published, and why. */
    record Wish(FigureFilter figure, BigDecimal usd, String type, String reason) {}

    /** A figure as it may be corrected. */
    private record Candidate(
            String dataset,
            String key,
            String said,
            String kind,
            BigDecimal valueUsd,
            BigDecimal reportedUsd,
            int load) {}

    /** Proposes a correction; nothing that is published changes. */
    Result propose(Wish wish, String who) {
        understood(wish);
        return through((connection, rows) -> {
            Candidate figure = only(rows, wish);
            if (!figure.kind.equals("leaf")) {
                throw new LoadException(
                        "TH-4045",
                        figure.said + " is derived (" + figure.kind + ") and no cell of the publisher's",
                        "correct what it is made of: tradehouse explain " + wish.figure.options());
            }
            if (figure.valueUsd.compareTo(wish.usd) == 0) {
                throw new LoadException(
                        "TH-4047", figure.said + " is " + plain(wish.usd) + " already", "give another value with --is");
            }
            long id = insert(connection, rows, figure, wish, who);
            return proposed(id, figure, wish);
        });
    }

    private static void understood(Wish wish) {
        if (!TYPES.contains(wish.type)) {
            throw new LoadException(
                    "TH-4047",
                    "there is no type of correction '" + wish.type + "'",
                    "one of --type " + TYPES.stream().sorted().collect(Collectors.joining(", ")));
        }
        if (wish.reason.isBlank()) {
            throw new LoadException("TH-4047", "a correction has a reason", "say it with --reason \"...\"");
        }
    }

    private Candidate only(Rows rows, Wish wish) throws SQLException {
        Meant meant = new ExplainQuery(rows).one(wish.figure);
        List<Candidate> found = candidates(rows, meant, 4);
        if (found.isEmpty()) {
            throw new LoadException(
                    "TH-4044",
                    "there is no figure '" + wish.figure.options().strip() + "' to correct" + nearest(rows, meant),
                    "look for it: tradehouse explain "
                            + meant.withoutPeriod().filter().options());
        }
        if (found.size() > 1) {
            throw new LoadException(
                    "TH-4042",
                    "several figures are meant (" + said(found) + (found.size() > 3 ? " and more" : "")
                            + "): a correction is of one",
                    "narrow it by --reporter, --partner, --product, --flow and --period, or name its LOAD:PART:ROW");
        }
        return found.get(0);
    }

    private static String said(List<Candidate> found) {
        return found.stream()
                .limit(3)
                .map(it -> it.said + " " + plain(it.valueUsd))
                .collect(Collectors.joining("; "));
    }

    /** Figures that differ in as little as possible: another product, another period, another partner. */
    private static String nearest(Rows rows, Meant meant) throws SQLException {
        for (Meant wider : meant.wider()) {
            List<Candidate> near = candidates(rows, wider, 3);
            if (!near.isEmpty()) {
                return "; nearest: " + said(near);
            }
        }
        return "";
    }

    private static List<Candidate> candidates(Rows rows, Meant meant, int limit) throws SQLException {
        return rows.list(
                """
                select v.dataset_code, v.row_kind, v.value_usd, v.reported_usd, v.load_key,
                  concat_ws(' ', v.reporter_area_code, v.flow_code, v.partner_area_code, v.product_code) as said, v.from_date, v.to_date,
                  jsonb_build_object('reporter', v.reporter_area_code, 'partner', v.partner_area_code, 'flow', v.flow_code, 'nomenclature', v.nomenclature, 'edition', v.edition,
                    'product', v.product_code, 'from', v.from_date, 'to', v.to_date, 'procedure', v.procedure_code, 'transport', v.transport_code, 'valuation', v.valuation,
                    'system', v.trade_system, 'unit', v.unit_code)::text as key
                from mart.explain_vintages v where %s order by abs(v.value_usd) desc limit %d""".formatted(meant.figures(), limit),
                row -> new Candidate(
                        row.text("dataset_code"),
                        row.text("key"),
                        row.text("said") + " "
                                + FigureFilter.between(row.date("from_date"), row.date("to_date"))
                                        .label(),
                        row.text("row_kind"),
                        row.exact("value_usd"),
                        row.exact("reported_usd"),
                        (int) row.whole("load_key")));
    }

    private static long insert(Connection connection, Rows rows, Candidate figure, Wish wish, String who)
            throws SQLException {
        try {
            long id = rows.list(
                            """
                            insert into ops.correction (dataset_code, row_key, seen_value, new_value, correction_type, reason, author)
                            values (?, ?::jsonb, ?, ?, ?, ?, ?) returning correction_id""",
                            row -> row.whole("correction_id"),
                            figure.dataset,
                            figure.key,
                            figure.reportedUsd,
                            wish.usd,
                            wish.type,
                            wish.reason,
                            who)
                    .get(0);
            audit(rows, who, "correction proposed", id);
            connection.commit();
            return id;
        } catch (SQLException e) {
            connection.rollback();
            if (TAKEN.equals(e.getSQLState())) {
                throw taken(rows, figure);
            }
            throw e;
        }
    }

    private static LoadException taken(Rows rows, Candidate figure) throws SQLException {
        long id = rows.list(
                        "select correction_id from ops.correction where dataset_code = ? and row_key = ?::jsonb and valid_to is null",
                        row -> row.whole("correction_id"),
                        figure.dataset,
                        figure.key)
                .get(0);
        return new LoadException(
                "TH-4046",
                figure.said + " has correction " + id + " already; a figure has one at a time",
                "tradehouse correction show " + id);
    }

    private static Result proposed(long id, Candidate figure, Wish wish) {
        return Result.done(
                        "",
                        RunState.DONE,
                        0,
                        "correction " + id + " proposed: " + figure.said + " of " + figure.dataset + " "
                                + plain(wish.usd) + " USD instead of " + plain(figure.reportedUsd)
                                + "; reports change when another person signs it",
                        "another person: tradehouse correction approve " + id)
                .withLines(List.of(undo(id)));
    }

    /** Signs a correction and publishes it; said again, it publishes what was signed and not yet published. */
    List<Result> approve(long id, String who, String reason, Progress progress, Reporting reporting) {
        CorrectionLine known = known(id);
        if (!known.retiredBy().isEmpty()) {
            throw new LoadException(
                    "TH-4048",
                    "correction " + id + " is " + known.state() + " by " + known.retiredBy(),
                    "tradehouse correction add ...");
        }
        if (known.approver().isEmpty() && known.author().equals(who)) {
            throw new LoadException(
                    "TH-4049",
                    who + " made correction " + id + " and cannot sign it",
                    "ask another person: tradehouse correction approve " + id);
        }
        if (known.state().equals("in force") || known.state().equals("not applied")) {
            return List.of(Result.done(
                    "",
                    RunState.NOTHING,
                    5,
                    "correction " + id + " is signed by " + known.approver() + " and " + known.state(),
                    known.next()));
        }
        if (known.approver().isEmpty()) {
            decided(
                    id,
                    who,
                    "correction signed",
                    "update ops.correction set approver = ?, approved_at = clock_timestamp(), approve_reason = nullif(?, '') where correction_id = ? and approver is null and valid_to is null",
                    who,
                    reason,
                    id);
        }
        List<Result> results = new ArrayList<>();
        results.add(Result.done("", RunState.DONE, 0, "correction " + id + " signed by " + who, "")
                .withLines(List.of(undo(id))));
        publish(id, "correction " + id + " is signed", who, progress, reporting, results);
        CorrectionLine now = known(id);
        if (now.state().equals("not applied")) {
            results.add(Result.done(
                    "",
                    RunState.NOTHING,
                    5,
                    "correction " + id + " is not applied: it was made for " + plain(now.seenUsd())
                            + " USD, the source "
                            + (now.sourceUsd() == null ? "has no such figure" : "shows " + plain(now.sourceUsd())),
                    now.next()));
        }
        return results;
    }

    /** Ends a correction; where it was in force the publisher's figure comes back. */
    List<Result> retire(long id, String who, String reason, Progress progress, Reporting reporting) {
        CorrectionLine known = known(id);
        boolean inForce = inForce(id);
        if (!known.retiredBy().isEmpty() && !inForce) {
            return List.of(Result.done(
                    "",
                    RunState.NOTHING,
                    5,
                    "correction " + id + " is " + known.state() + " by " + known.retiredBy(),
                    ""));
        }
        if (known.retiredBy().isEmpty()) {
            decided(
                    id,
                    who,
                    "correction retired",
                    "update ops.correction set valid_to = clock_timestamp(), retired_by = ?, retire_reason = ? where correction_id = ? and valid_to is null",
                    who,
                    reason,
                    id);
        }
        List<Result> results = new ArrayList<>();
        results.add(Result.done(
                        "",
                        RunState.DONE,
                        0,
                        "correction " + id + (known.approver().isEmpty() ? " withdrawn by " : " retired by ") + who,
                        "")
                .withLines(List.of("undo: propose it again: " + anew(known))));
        if (inForce) {
            publish(id, "correction " + id + " is retired", who, progress, reporting, results);
        }
        return results;
    }

    private void publish(
            long id, String because, String who, Progress progress, Reporting reporting, List<Result> results) {
        List<Integer> loads = through((connection, rows) -> rows.list(LOADS, row -> (int) row.whole("load_key"), id));
        for (int load : loads) {
            results.add(reporting.of(runs.republish(load, because, who, progress)));
        }
        if (loads.isEmpty()) {
            results.add(Result.done(
                    "",
                    RunState.NOTHING,
                    5,
                    "nothing is published of its slice: it holds for the next load of it",
                    ""));
        }
    }

    private void decided(long id, String who, String action, String sql, Object... parameters) {
        through((connection, rows) -> {
            rows.list("with u as (" + sql + " returning 1) select count(*) from u", row -> 0, parameters);
            audit(rows, who, action, id);
            connection.commit();
            return 0;
        });
    }

    private static void audit(Rows rows, String who, String action, long id) throws SQLException {
        rows.list(
                "insert into ops.audit (who, action, after) select ?, ?, to_jsonb(c) from ops.correction c where correction_id = ? returning audit_id",
                row -> 0,
                who,
                action,
                id);
    }

    private CorrectionLine known(long id) {
        Optional<CorrectionLine> known = through((connection, rows) -> new CorrectionQuery(rows).one(id));
        return known.orElseThrow(
                () -> new LoadException("TH-4043", "there is no correction " + id, "tradehouse correction list --all"));
    }

    private boolean inForce(long id) {
        return through((connection, rows) -> !rows.list(
                        "select 1 from dw.correction where correction_id = ? and ended_by_load_key is null",
                        row -> 1,
                        id)
                .isEmpty());
    }

    private static String undo(long id) {
        return "undo: tradehouse correction retire " + id + " --reason \"...\"";
    }

    private static String anew(CorrectionLine it) {
        return "tradehouse correction add --dataset " + Say.word(it.dataset()) + " --reporter "
                + Say.word(it.reporter())
                + " --partner " + Say.word(it.partner()) + " --product " + it.product() + " --flow " + it.flow()
                + " --period "
                + it.period() + " --is " + it.newUsd().stripTrailingZeros().toPlainString() + " --type " + it.type()
                + " --reason \"...\"";
    }

    private static String plain(@Nullable BigDecimal usd) {
        return usd == null ? "" : Say.exact(usd);
    }

    private <T> T through(Work<T> work) {
        try (Connection connection = database.connect(Database.Role.LOADER)) {
            connection.setAutoCommit(false);
            return work.with(connection, new Rows(connection));
        } catch (SQLException e) {
            throw new LoadException(
                    "TH-5044", "the correction could not be written: " + e.getMessage(), "tradehouse db status", e);
        }
    }
}
