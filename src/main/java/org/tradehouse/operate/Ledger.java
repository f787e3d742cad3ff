package org.tradehouse.operate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.tradehouse.database.Database;
import org.tradehouse.load.LoadException;
import org.tradehouse.run.Ending;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;
import org.tradehouse.run.Runs;

/** Corrections of single figures: proposed by one person, signed by another, retired by anybody (rule R4). */
final class Ledger {
    private final LedgerBook book;
    private final Runs runs;

    Ledger(Database database, Runs runs) {
        this.book = new LedgerBook(database);
        this.runs = runs;
    }

    /** What becomes of a run, as the caller reports runs. */
    interface Reporting {
        Result of(Ending ending);
    }

    /** What is wanted: dollars instead of those published, and why. */
    record Wish(FigureFilter figure, BigDecimal usd, String type, String reason) {}

    /** Proposes a correction; nothing that is published changes. */
    Result propose(Wish wish, String who) {
        return new Proposal(book).of(wish, who);
    }

    /** Signs a correction and publishes it; said again, it publishes what was signed and not yet published. */
    List<Result> approve(long id, String who, String reason, Progress progress, Reporting reporting) {
        CorrectionLine known = book.known(id);
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
            book.decided(
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
                .withLines(List.of(LedgerBook.undo(id))));
        publish(id, "correction " + id + " is signed", who, progress, reporting, results);
        CorrectionLine now = book.known(id);
        if (now.state().equals("not applied")) {
            results.add(Result.done(
                    "",
                    RunState.NOTHING,
                    5,
                    "correction " + id + " is not applied: it was made for " + LedgerBook.plain(now.seenUsd())
                            + " USD, the source "
                            + (now.sourceUsd() == null
                                    ? "has no such figure"
                                    : "shows " + LedgerBook.plain(now.sourceUsd())),
                    now.next()));
        }
        return results;
    }

    /** Ends a correction; where it was in force the publisher's figure comes back. */
    List<Result> retire(long id, String who, String reason, Progress progress, Reporting reporting) {
        CorrectionLine known = book.known(id);
        boolean inForce = book.inForce(id);
        if (!known.retiredBy().isEmpty() && !inForce) {
            return List.of(Result.done(
                    "",
                    RunState.NOTHING,
                    5,
                    "correction " + id + " is " + known.state() + " by " + known.retiredBy(),
                    ""));
        }
        if (known.retiredBy().isEmpty()) {
            book.decided(
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
        List<Integer> loads = book.through((connection, rows) -> CorrectedLoads.of(rows, id));
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

    private static String anew(CorrectionLine it) {
        return "tradehouse correction add --dataset " + Say.word(it.dataset()) + " --reporter "
                + Say.word(it.reporter())
                + " --partner " + Say.word(it.partner()) + " --product " + it.product() + " --flow " + it.flow()
                + " --period "
                + it.period() + " --is " + it.newUsd().stripTrailingZeros().toPlainString() + " --type " + it.type()
                + " --reason \"...\"";
    }
}
