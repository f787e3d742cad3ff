package org.tradehouse.cli;

import java.util.function.Function;
import java.util.stream.Collectors;
import org.tradehouse.operate.Explanation;
import org.tradehouse.operate.Explanation.FigureLine;
import org.tradehouse.operate.Original;

/** The largest figures with their place in the file, and the cells they were read from. */
final class ExplainFacts {
    private final Explanation it;
    private final ExplainPage page;

    ExplainFacts(Explanation it, ExplainPage page) {
        this.it = it;
        this.page = page;
    }

    void write() {
        if (it.figures() == 0) {
            return;
        }
        long more = it.figures() - it.largest().size();
        page.append("\n")
                .append(
                        more > 0
                                ? "Largest " + it.largest().size() + " of " + ExplainPage.figures(it.figures())
                                : "Facts")
                .append("\n");
        boolean reporters = several(FigureLine::reporter);
        boolean products =
                several(FigureLine::product) || !it.largest().get(0).product().equals("TOTAL");
        boolean periods = it.largest().stream().anyMatch(fact -> !fact.period().equals(it.period()));
        Grid grid =
                new Grid("place", "flow", "reporter", "partner", "product", "period", ">value USD", "_kind", "_from");
        for (FigureLine fact : it.largest()) {
            grid.row(
                    fact.place(),
                    fact.flow(),
                    reporters ? fact.reporter() : "",
                    fact.partner(),
                    products ? fact.product() : "",
                    periods ? fact.period() : "",
                    Say.exact(fact.valueUsd()),
                    kind(fact),
                    from(fact));
        }
        page.grid(grid.filled());
    }

    private boolean several(Function<FigureLine, String> what) {
        return it.largest().stream().map(what).distinct().count() > 1;
    }

    private static String kind(FigureLine fact) {
        String kind = fact.kind().equals("leaf") ? "" : fact.kind();
        return fact.correctionId() == null
                ? kind
                : "corrected from " + Say.exact(fact.reportedUsd()) + " (correction " + fact.correctionId() + ")";
    }

    private static String from(FigureLine fact) {
        String rows = fact.merged().isEmpty()
                ? "row " + Say.count(fact.row())
                : "rows "
                        + fact.merged().stream()
                                .map(row -> Say.count(row.row())
                                        + (row.valueUsd() == null ? "" : " (" + Say.exact(row.valueUsd()) + ")"))
                                .collect(Collectors.joining(" + "));
        return fact.file() + (fact.member().isEmpty() ? "" : "  " + fact.member())
                + (fact.sheet().isEmpty() ? "" : "  sheet '" + fact.sheet() + "'") + "  " + rows
                + (fact.valueNational() == null
                        ? ""
                        : "  " + Say.exact(fact.valueNational()) + " " + fact.currency()
                                + (fact.perUsd() == null
                                        ? ""
                                        : " / " + fact.perUsd().toPlainString() + " (" + fact.rateSource() + ")"));
    }

    void original(Original original) {
        page.append("\nCells of ").append(original.place()).append("\n");
        for (Original.RawLine row : original.rows()) {
            page.line("  " + (row.sheet().isEmpty() ? "" : "sheet '" + Grid.visible(row.sheet()) + "'  ") + "row "
                    + Say.count(row.row())
                    + (row.usd() == null || original.rows().size() == 1 ? "" : "  " + Say.exact(row.usd()) + " USD"));
            for (Original.Cell cell : row.cells()) {
                page.line((cell.isValue() ? "  > " : "    ")
                        + Grid.visible((cell.column().isEmpty() ? "" : cell.column() + ": ") + cell.text()));
            }
        }
        page.line("  " + verdict(original));
    }

    private static String verdict(Original original) {
        String file = original.intact()
                ? "The archived file is unchanged"
                : "THE ARCHIVED FILE IS GONE OR CHANGED: its hash differs";
        if (!original.trouble().isEmpty()) {
            return file + "; " + original.trouble();
        }
        if (original.readUsd() == null) {
            return file + "; read today these cells are no figure of their own: feed or code lists have changed since";
        }
        return original.equal()
                ? file + "; its cells say " + Say.exact(original.readUsd())
                        + " USD: equal to what is published as reported"
                : file + "; its cells say " + Say.exact(original.readUsd()) + " USD, published as reported are "
                        + Say.exact(original.reportedUsd()) + ": "
                        + Say.change(original.reportedUsd().subtract(original.readUsd())) + " USD";
    }
}
