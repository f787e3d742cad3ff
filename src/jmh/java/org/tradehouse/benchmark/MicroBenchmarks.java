package org.tradehouse.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.Load;
import org.tradehouse.load.RowBlock;
import org.tradehouse.load.SourceRow;
import org.tradehouse.normalise.Normaliser;
import org.tradehouse.read.RowBlocks;
import org.tradehouse.read.RowReader;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.Rates;

/** What every row passes, without a database: nanoseconds a row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MicroBenchmarks {
    private static final int ROWS = 50_000;
    private final Feeds feeds =
            Feeds.in(Path.of(System.getProperty("tradehouse.root", ".")).resolve("src/jmh/resources/jobs"));
    private Path folder = Path.of("");
    private List<SourceRow> rows = List.of();
    private Normaliser normaliser = normaliser(feeds.named(Setting.FEED));

    /** Writes the files and reads the rows that are normalised again and again. */
    @Setup
    public void write() throws IOException {
        folder = Files.createTempDirectory("tradehouse-micro");
        ComtradeCsv.write(file("trade.csv"), Setting.REPORTER, new Trade(ROWS, Setting.FIRST_MONTH, 36, 0));
        SheetFile.write(file("sheet.xlsx"), new Trade(2 * ROWS, Setting.FIRST_MONTH, 36, 0).figures(ROWS));
        List<SourceRow> read = new ArrayList<>();
        try (RowBlocks blocks = open(Setting.FEED, "trade.csv")) {
            for (RowBlock block = blocks.next(); block != null; block = blocks.next()) {
                read.addAll(block.rows());
            }
        }
        rows = read;
        normaliser = normaliser(feeds.named(Setting.FEED));
    }

    /** Takes the files away. */
    @TearDown
    public void forget() throws IOException {
        for (String name : List.of("trade.csv", "sheet.xlsx")) {
            Files.deleteIfExists(file(name));
        }
        Files.deleteIfExists(folder);
    }

    /** CSV of 47 columns to source rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void readCsv(Blackhole hole) throws IOException {
        read(Setting.FEED, "trade.csv", hole);
    }

    /** A workbook of 15 columns to source rows. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void readSheet(Blackhole hole) throws IOException {
        read(Sheets.FEED, "sheet.xlsx", hole);
    }

    /** Source rows to outcomes: look-ups, decimals, units. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void normalise(Blackhole hole) {
        for (SourceRow row : rows) {
            hole.consume(normaliser.normalise(row));
        }
    }

    private void read(String feed, String name, Blackhole hole) throws IOException {
        try (RowBlocks blocks = open(feed, name)) {
            for (RowBlock block = blocks.next(); block != null; block = blocks.next()) {
                hole.consume(block);
            }
        }
    }

    private RowBlocks open(String feed, String name) {
        return RowReader.of(feeds.named(feed))
                .open(new Load(1, feed, "0".repeat(64), 1, name, file(name), LocalDate.EPOCH, Map.of()));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private static Normaliser normaliser(Feed feed) {
        return Normaliser.of(feed, CodeLists.seeded(), Rates.seeded());
    }
}
