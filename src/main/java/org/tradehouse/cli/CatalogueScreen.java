package org.tradehouse.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.tradehouse.operate.AliasLine;
import org.tradehouse.operate.DatasetLine;
import org.tradehouse.operate.FeedLine;
import org.tradehouse.operate.Table;

/** What there is: feeds, datasets, aliases, and the rows of a query. */
final class CatalogueScreen {
    private CatalogueScreen() {}

    static String feeds(List<FeedLine> feeds, Desk desk) {
        Grid grid = new Grid("feed", "last run", "last good", "newest", "next", "_publisher");
        feeds.forEach(feed -> grid.row(
                feed.feed(),
                feed.lastRunId() == null ? "never" : feed.lastState() + " #" + feed.lastRunId(),
                Say.time(feed.lastGood(), desk.zone()),
                feed.newestPeriod(),
                Say.time(feed.next(), desk.zone()),
                feed.publisher()));
        return grid.text("", desk.width());
    }

    static String datasets(List<DatasetLine> datasets, Desk desk) {
        if (datasets.isEmpty()) {
            return "No datasets: nothing is published yet. Load a file: tradehouse load FEED FILE\n";
        }
        Grid grid = new Grid(
                "dataset", "freq", "from", "to", ">slices", ">figures", ">rejected USD", "_edition", "_publisher");
        datasets.forEach(dataset -> grid.row(
                dataset.dataset(),
                dataset.frequency(),
                String.valueOf(dataset.from() == null ? "" : dataset.from()),
                String.valueOf(dataset.to() == null ? "" : dataset.to()),
                Say.count(dataset.slices()),
                Say.count(dataset.rows()),
                dataset.rejectedUsd().signum() == 0 ? "" : Say.usd(dataset.rejectedUsd()),
                String.valueOf(dataset.newestEdition() == null ? "" : dataset.newestEdition()),
                dataset.publisher()));
        return grid.text("", desk.width()) + "Two datasets are never added: filter one dataset_code.\n";
    }

    static String aliases(List<AliasLine> aliases, Desk desk) {
        if (aliases.isEmpty()) {
            return "No aliases beside those of the feed files. Add one: tradehouse map add region \"SPELLING\" CODE\n";
        }
        Grid grid = new Grid("feed", "kind", "alias", "code", "by", "_since", "_reason");
        aliases.forEach(alias -> grid.row(
                alias.feed(),
                alias.kind(),
                alias.alias(),
                alias.code(),
                alias.createdBy(),
                Say.time(alias.createdAt(), desk.zone()),
                alias.reason()));
        return grid.text("", desk.width());
    }

    /** Rows of a query, numbers on the right with all their digits. */
    static String table(Table table) {
        Grid grid = new Grid(table.columns().stream()
                .map(column -> (column.numeric() ? ">" : "") + column.name())
                .toArray(String[]::new));
        table.rows()
                .forEach(row -> grid.row(row.stream()
                        .map(cell -> cell == null
                                ? "null"
                                : cell instanceof BigDecimal number ? number.toPlainString() : cell.toString())
                        .toList()));
        String count = Say.count(table.rows().size()) + (table.rows().size() == 1 ? " row" : " rows");
        return grid.text("") + "(" + count + (table.cut() ? ", there are more: --limit N" : "") + ")\n";
    }

    static String csv(Table table) throws IOException {
        Csv csv = new Csv().row(table.columns().stream().map(Table.Column::name).toList());
        table.rows().forEach(csv::row);
        return csv.text();
    }
}
