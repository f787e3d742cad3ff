package org.tradehouse.read;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Load;
import org.tradehouse.load.RowBlock;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;

/** A file read to its end, as tests ask about it. */
record Reading(List<RowBlock> blocks, Map<Field, String> attributes, List<Finding> findings) {
    static Feed feed(String name) {
        return Feeds.in(Path.of("jobs")).named(name);
    }

    /** A real file of a publisher; the test is passed over where the folder is not there. */
    static Path sample(String path) {
        Path file = Path.of(System.getProperty("samples", "samples")).resolve(path);
        assumeTrue(Files.exists(file), "no samples");
        return file;
    }

    static Load load(Feed feed, Path file, Map<Field, String> given) {
        return new Load(1, feed.name(), "", 1, file.getFileName().toString(), file, LocalDate.of(2026, 1, 2), given);
    }

    static Reading of(Feed feed, Path file) {
        return of(feed, file, Map.of());
    }

    static Reading of(Feed feed, Path file, Map<Field, String> given) {
        return from(feed, load(feed, file, given), 1);
    }

    static Reading from(Feed feed, Load load, int block) {
        try (RowBlocks open = RowReader.of(feed).open(load)) {
            List<RowBlock> blocks = new ArrayList<>();
            if (block > 1) {
                open.skipTo(block);
            }
            for (RowBlock it = open.next(); it != null; it = open.next()) {
                blocks.add(it);
            }
            return new Reading(blocks, open.attributes(), open.findings());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<SourceRow> rows() {
        return blocks.stream().flatMap(it -> it.rows().stream()).toList();
    }

    SourceRow row(Predicate<SourceRow> wanted) {
        return rows().stream().filter(wanted).findFirst().orElseThrow();
    }

    SourceRow only() {
        if (rows().size() != 1) {
            throw new AssertionError(rows().size() + " rows");
        }
        return rows().get(0);
    }

    BigDecimal sum(Field field) {
        return rows().stream()
                .map(it -> it.text(field))
                .filter(it -> !it.isEmpty() && !it.equals("—"))
                .map(it -> new BigDecimal(it.replace(",", "")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
