package org.tradehouse.read;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipFile;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.RowBlock;
import org.tradehouse.load.SourceRow;

/**
 * Measures the readers of a sheet of many rows against inflating it, interleaved, and prints medians: {@code java -cp
 * target/test-classes:target/classes:... org.tradehouse.read.SheetSpeed FOLDER ROWS ROUNDS [unique] [own]}.
 */
final class SheetSpeed {
    private interface Contender {
        long run() throws IOException;
    }

    private static final String[] NAMES = {"inflate only", "own, raw rows", "own, source rows", "library, raw rows"};

    private SheetSpeed() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int rows = Integer.parseInt(arguments[1]);
        List<String> options = List.of(arguments).subList(3, arguments.length);
        boolean isUnique = options.contains("unique");
        Path file = folder.resolve("big-" + rows + (isUnique ? "-unique" : "") + ".xlsx");
        if (!Files.exists(file)) {
            BigWorkbook.write(file, rows, isUnique);
        }
        List<Contender> contenders = new ArrayList<>(List.of(
                () -> inflate(file), () -> raw(file, true), () -> source(folder, file), () -> raw(file, false)));
        if (options.contains("own")) {
            contenders.remove(3);
        }
        report(contenders, Integer.parseInt(arguments[2]), Files.size(file));
    }

    private static void report(List<Contender> contenders, int rounds, long bytes) throws IOException {
        List<List<Double>> walls = new ArrayList<>();
        List<List<Double>> cpus = new ArrayList<>();
        List<List<Double>> ratios = new ArrayList<>();
        contenders.forEach(it -> {
            walls.add(new ArrayList<>());
            cpus.add(new ArrayList<>());
            ratios.add(new ArrayList<>());
        });
        long answer = 0;
        for (int round = 0; round <= rounds; round++) {
            double first = 0;
            for (int i = 0; i < contenders.size(); i++) {
                long wall = System.nanoTime();
                long cpu = cpu();
                answer = contenders.get(i).run();
                double seconds = (System.nanoTime() - wall) / 1e9;
                first = i == 0 ? seconds : first;
                if (round > 0) {
                    walls.get(i).add(seconds);
                    cpus.get(i).add((cpu() - cpu) / 1e9);
                    ratios.get(i).add(seconds / first);
                }
            }
        }
        System.out.printf(Locale.ROOT, "%d MB packed, last answer %d, %d rounds%n", bytes >> 20, answer, rounds);
        for (int i = 0; i < contenders.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    "%-18s %6.2f s  %5.2f x inflate  %6.2f CPU s%n",
                    NAMES[i],
                    median(walls.get(i)),
                    median(ratios.get(i)),
                    median(cpus.get(i)));
        }
        System.out.printf(
                "peak heap %d MB of %d MB%n", peak() >> 20, Runtime.getRuntime().maxMemory() >> 20);
    }

    private static long inflate(Path file) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long bytes = 0;
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml"))) {
            for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
                bytes += n;
            }
        }
        return bytes;
    }

    private static long raw(Path file, boolean own) throws IOException {
        long cells = 0;
        try (OoxmlWorkbook workbook = new OoxmlWorkbook(file, "big")) {
            if (own) {
                try (OoxmlRows rows = workbook.rows(0)) {
                    for (RawRow row = rows.next(); row != null; row = rows.next()) {
                        cells += row.width;
                    }
                }
            } else {
                try (LibraryRows rows = workbook.library(0)) {
                    for (RawRow row = rows.next(); row != null; row = rows.next()) {
                        cells += row.width;
                    }
                }
            }
        }
        return cells;
    }

    private static long source(Path folder, Path file) throws IOException {
        Feed feed = feed(folder);
        long sum = 0;
        try (RowBlocks blocks = RowReader.of(feed).open(Reading.load(feed, file, Map.of()))) {
            for (RowBlock block = blocks.next(); block != null; block = blocks.next()) {
                for (SourceRow row : block.rows()) {
                    sum += row.raw().size();
                }
            }
        }
        return sum;
    }

    static Feed feed(Path folder) {
        return FeedOf.yaml(folder, """
                layout: {format: workbook, header-rows: 1}
                columns:
                  year: {header: Year}
                  month: {header: Month}
                  flow: {header: Flow}
                  partner: {header: Partner, codes: iso2}
                  product: {header: HS, codes: hs}
                  product-name: {header: Description}
                  procedure: {header: Procedure, blank: C00}
                  transport: {header: Transport, blank: "0"}
                  value: {header: Value, currency: USD}
                  net-weight: {header: Net weight}
                  gross-weight: {header: Gross weight}
                  quantity: {header: Quantity}
                  unit: {header: Unit, codes: units-comtrade}
                ignore: [Reporter, Partner name]
                breakdowns: {procedure: C00, transport: "0"}
                """);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(it -> it.getType() == MemoryType.HEAP)
                .mapToLong((MemoryPoolMXBean it) -> it.getPeakUsage().getUsed())
                .sum();
    }
}
