package org.tradehouse.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;

/** Feeds made for a test, written in the feed language. */
final class FeedOf {
    private FeedOf() {}

    /** A small feed of partner, product and value; the lines are layout, captures, columns and the rest. */
    static Feed yaml(Path folder, String lines) {
        try {
            Path file = Files.createDirectories(folder.resolve("jobs").resolve("kz"))
                    .resolve("kz-test.yaml");
            Files.writeString(file, """
                    feed: kz-test
                    title: A feed of a test
                    publisher: Nobody
                    dataset: {code: KZ_TEST, nomenclature: HS, editions: {1996: H1}, partner-basis: UNKNOWN, preference: 9, rounding-unit: 1}
                    coverage: {reporter: KZ, since: 1995-01}
                    scope: {partners: all, products: all}
                    source: {inbox: kz-test, files: ["*"]}
                    %s
                    duplicates: refuse
                    edition: {else: acquired, status: unknown}
                    checks: {min-rows: 1, warn-rejected: 0.1 %%, max-rejected: 1 %%}
                    """.formatted(lines.strip()));
            return Feeds.read(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Feed csv(Path folder, String layout) {
        return yaml(folder, """
                layout: {format: csv, header-rows: 1, %s}
                constants: {flow: X}
                columns:
                  period: {header: Period, formats: [yyyy]}
                  partner: {header: [Partner, Страна], codes: iso2}
                  product: {header: HS, codes: hs, optional: true}
                  value: {header: Value, currency: USD}
                ignore: [Note]
                """.formatted(layout));
    }

    /** The same feed for files whose rows have no header. */
    static Feed headerless(Feed feed) {
        Feed.Layout it = feed.layout();
        Feed.Layout layout = new Feed.Layout(
                it.format(),
                it.encoding(),
                it.delimiter(),
                it.quote(),
                it.trailingEmpty(),
                null,
                0,
                List.of(
                        "Date of data",
                        "Trading partner code",
                        "Trading partner",
                        "Commodity code",
                        "Commodity",
                        "Customs Regime code",
                        "Customs Regime",
                        "Quantity",
                        "Unit",
                        "Supplimentary Quantity",
                        "Supplimentary Unit",
                        "US dollar"),
                it.fillDown(),
                it.blankRows(),
                it.endBefore(),
                it.titleRows(),
                it.rows());
        return new Feed(
                feed.name(),
                feed.file(),
                feed.version(),
                feed.title(),
                feed.publisher(),
                feed.dataset(),
                feed.coverage(),
                feed.scope(),
                feed.source(),
                layout,
                feed.captures(),
                feed.constants(),
                feed.columns(),
                feed.wide(),
                feed.ignore(),
                feed.totals(),
                feed.exclude(),
                feed.refuse(),
                feed.breakdowns(),
                feed.duplicates(),
                feed.edition(),
                feed.checks(),
                feed.schedule(),
                feed.aliases(),
                feed.reference());
    }
}
