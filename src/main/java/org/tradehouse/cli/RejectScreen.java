package org.tradehouse.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tradehouse.operate.RejectGroup;
import org.tradehouse.operate.RejectRow;

/** The quarantine: groups with the command that repairs them, rows with their cells. */
final class RejectScreen {
    private RejectScreen() {}

    static String groups(List<RejectGroup> groups, int width) {
        if (groups.isEmpty()) {
            return "No open rejects.\n";
        }
        Grid grid = new Grid("code", "_value", ">rows", ">USD", "_feeds", "suggestion", "!do");
        groups.forEach(group -> grid.row(
                group.code(),
                group.sentence(),
                Say.count(group.rows()),
                group.usd() == null ? "" : Say.usd(group.usd()),
                String.join(", ", group.feeds()),
                suggestion(group),
                group.command()));
        return grid.text("", width);
    }

    private static String suggestion(RejectGroup group) {
        return group.suggestion().isEmpty()
                ? "none"
                : String.format(Locale.ROOT, "%s %s (%.2f)", group.suggestion(), group.suggestionName(), group.score())
                        .replace("  ", " ");
    }

    /** Every reject with its place and its cells, a line each; the one it is rejected for is marked. */
    static String rows(List<RejectRow> rejects, int width) {
        if (rejects.isEmpty()) {
            return "No open rejects.\n";
        }
        StringBuilder text = new StringBuilder();
        for (RejectRow reject : rejects) {
            text.append(Lines.fold(place(reject), width, "    ")).append('\n');
            if (!reject.detail().isEmpty()) {
                text.append(Lines.fold("    " + Grid.visible(reject.detail()), width, "    "))
                        .append('\n');
            }
            for (RejectRow.Cell cell : reject.cells()) {
                String line = (reject.isFor(cell) ? "  > " : "    ") + Grid.visible(said(cell));
                text.append(Lines.fold(line, width, "      ")).append('\n');
            }
        }
        return text.toString();
    }

    private static String place(RejectRow reject) {
        return reject.code() + "  " + Grid.visible(reject.file())
                + (reject.sheet().isEmpty() ? "" : "  sheet '" + Grid.visible(reject.sheet()) + "'") + "  row "
                + Say.count(reject.row())
                + (reject.column().isEmpty() ? "" : "  column '" + Grid.visible(reject.column()) + "'")
                + "  value '"
                + Grid.visible(reject.value()) + "'"
                + (reject.usd() == null ? "" : "  " + Say.usd(reject.usd()) + " USD")
                + "  " + reject.feed() + "#" + reject.runId();
    }

    private static String said(RejectRow.Cell cell) {
        return cell.column().isEmpty() ? cell.value() : cell.column() + ": " + cell.value();
    }

    /** One line a reject, its cells last; a corrected file comes back matched by reject id. */
    static String csv(List<RejectRow> rejects) throws IOException {
        Csv csv = new Csv()
                .row(List.of(
                        "reject_id",
                        "run_id",
                        "feed",
                        "file",
                        "sheet",
                        "row",
                        "column",
                        "code",
                        "value",
                        "detail",
                        "value_usd",
                        "cells"));
        for (RejectRow reject : rejects) {
            List<Object> cells = new ArrayList<>(List.of(
                    reject.rejectId(),
                    reject.runId(),
                    reject.feed(),
                    reject.file(),
                    reject.sheet(),
                    reject.row(),
                    reject.column(),
                    reject.code(),
                    reject.value(),
                    reject.detail(),
                    reject.usd() == null ? "" : reject.usd()));
            cells.addAll(reject.cells().stream().map(RejectScreen::said).toList());
            csv.row(cells);
        }
        return csv.text();
    }
}
