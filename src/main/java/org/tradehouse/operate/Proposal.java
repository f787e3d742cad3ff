package org.tradehouse.operate;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tradehouse.load.LoadException;
import org.tradehouse.run.RunState;

/** Proposes a correction of the one figure that is meant (rule R4). */
final class Proposal {
    private static final Set<String> TYPES = Set.of("unit_factor", "wrong_code", "mirror", "outlier", "manual");
    private static final String TAKEN = "23505";

    private final LedgerBook book;

    Proposal(LedgerBook book) {
        this.book = book;
    }

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
    Result of(Ledger.Wish wish, String who) {
        understood(wish);
        return book.through((connection, rows) -> {
            Candidate figure = only(rows, wish);
            if (!figure.kind.equals("leaf")) {
                throw new LoadException(
                        "TH-4045",
                        figure.said + " is derived (" + figure.kind + ") and no cell of the publisher's",
                        "correct what it is made of: tradehouse explain "
                                + wish.figure().options());
            }
            if (figure.valueUsd.compareTo(wish.usd()) == 0) {
                throw new LoadException(
                        "TH-4047",
                        figure.said + " is " + LedgerBook.plain(wish.usd()) + " already",
                        "give another value with --is");
            }
            long id = insert(connection, rows, figure, wish, who);
            return proposed(id, figure, wish);
        });
    }

    private static void understood(Ledger.Wish wish) {
        if (!TYPES.contains(wish.type())) {
            throw new LoadException(
                    "TH-4047",
                    "there is no type of correction '" + wish.type() + "'",
                    "one of --type " + TYPES.stream().sorted().collect(Collectors.joining(", ")));
        }
        if (wish.reason().isBlank()) {
            throw new LoadException("TH-4047", "a correction has a reason", "say it with --reason \"...\"");
        }
    }

    private Candidate only(Rows rows, Ledger.Wish wish) throws SQLException {
        Meant meant = new ExplainQuery(rows).one(wish.figure());
        List<Candidate> found = candidates(rows, meant, 4);
        if (found.isEmpty()) {
            throw new LoadException(
                    "TH-4044",
                    "there is no figure '" + wish.figure().options().strip() + "' to correct" + nearest(rows, meant),
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
                .map(it -> it.said + " " + LedgerBook.plain(it.valueUsd))
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

    private static long insert(Connection connection, Rows rows, Candidate figure, Ledger.Wish wish, String who)
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
                            wish.usd(),
                            wish.type(),
                            wish.reason(),
                            who)
                    .get(0);
            LedgerBook.audit(rows, who, "correction proposed", id);
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

    private static Result proposed(long id, Candidate figure, Ledger.Wish wish) {
        return Result.done(
                        "",
                        RunState.DONE,
                        0,
                        "correction " + id + " proposed: " + figure.said + " of " + figure.dataset + " "
                                + LedgerBook.plain(wish.usd()) + " USD instead of "
                                + LedgerBook.plain(figure.reportedUsd)
                                + "; reports change when another person signs it",
                        "another person: tradehouse correction approve " + id)
                .withLines(List.of(LedgerBook.undo(id)));
    }
}
