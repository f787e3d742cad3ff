package org.tradehouse.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code ./tradehouse benchmark}. */
@Command(
        name = "tradehouse benchmark",
        mixinStandardHelpOptions = true,
        description = "Measure a load beside COPY and other ways to do it, in one run.")
public final class Benchmark implements Callable<Integer> {
    @Option(names = "--rows", defaultValue = "1000000", description = "Rows of the CSV; ${DEFAULT-VALUE}.")
    int rows;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often each is measured; ${DEFAULT-VALUE}. 0 prepares only.")
    int rounds;

    @Option(names = "--only", split = ",", description = "Some contenders, such as copy,copy-fact,job; all.")
    List<String> only = List.of();

    @Option(
            names = "--sheet-rows",
            defaultValue = "1000000",
            description = "Rows of the XLSX, at most 1048575; ${DEFAULT-VALUE}.")
    int sheetRows;

    @Option(
            names = "--large-rows",
            defaultValue = "10000000",
            description = "Rows of the large warehouse, measured once; ${DEFAULT-VALUE}.")
    int largeRows;

    @Option(names = "--statements", description = "Also say which statements of the whole job took long.")
    boolean statements;

    @Option(names = "--micro", description = "Only the micro-benchmarks of what every row passes; needs no database.")
    boolean micro;

    @Option(names = "--json", description = "What was measured; target/benchmark.json.")
    Path json = root().resolve("target/benchmark.json");

    @Option(names = "--picture", description = "Drawn from the JSON; target/benchmark.svg.")
    Path picture = root().resolve("target/benchmark.svg");

    @Option(names = "--home", description = "Server and files of the benchmark; target/benchmark-home.")
    Path home = root().resolve("target/benchmark-home");

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (micro) {
            new Runner(new OptionsBuilder()
                            .include(MicroBenchmarks.class.getName())
                            .jvmArgsPrepend("-Dtradehouse.root=" + root())
                            .build())
                    .run();
            return 0;
        }
        Setting setting = new Setting(root(), home.toAbsolutePath(), rows);
        try {
            System.err.println("Preparing " + rows + " rows, " + setting.expected.figures() + " figures...");
            setting.prepare();
            Statements heard = statements ? new Statements(home.resolve("pg/log")) : null;
            setting.server.logStatements(statements);
            List<Rounds.Measured> measured = new Rounds(setting, contenders(setting), heard).run(rounds);
            if (rounds == 0) {
                return 0;
            }
            report(new Report(setting, measured, rounds));
            if (heard != null) {
                System.out.print(heard.text(rounds));
            }
        } finally {
            setting.server.stop();
        }
        return 0;
    }

    private void report(Report report) throws IOException {
        System.out.print(report.text());
        Files.writeString(json, report.json());
        Files.writeString(picture, Picture.of(Files.readString(json)));
        System.err.println("Written: " + json + " and " + picture);
    }

    private List<Contender> contenders(Setting setting) throws IOException {
        Sheets sheets = new Sheets(
                setting, only.isEmpty() || only.stream().anyMatch(it -> it.contains("sheet")) ? sheetRows : 1);
        Months months = new Months(setting, largeRows);
        Path pandas = root().resolve("src/jmh/resources/pandas_copy.py");
        return Stream.of(
                        Copies.bare(setting),
                        Copies.bareBinary(setting),
                        Copies.indexed(setting),
                        new WholeJob(setting, "job", "the whole job, years not yet present", Setting.EMPTY),
                        new WholeJob(setting, "job-present", "the whole job, years already present", Setting.PRESENT),
                        new SqlOnly(setting, Keys.SPARED),
                        new Pandas(setting, pandas, Keys.SPARED),
                        new Textbook(setting, Keys.SPARED),
                        new SqlOnly(setting, Keys.CHECKED),
                        new Pandas(setting, pandas, Keys.CHECKED),
                        new Textbook(setting, Keys.CHECKED),
                        SheetReads.inflating(setting, sheets),
                        SheetReads.reading(setting, sheets),
                        new WholeJob(
                                setting,
                                "sheet-csv",
                                "the whole job, the sheet's rows as CSV",
                                Setting.EMPTY,
                                Sheets.FEED,
                                sheets.csv,
                                sheets.result),
                        new WholeJob(
                                setting,
                                "sheet-job",
                                "the whole job, XLSX",
                                Setting.EMPTY,
                                Sheets.FEED,
                                sheets.workbook,
                                sheets.result),
                        Memory.of(setting, root(), "memory-csv", Setting.FEED, setting.csv),
                        Memory.of(setting, root(), "memory-sheet", Sheets.FEED, sheets.workbook),
                        months.growth(),
                        months.revision(),
                        months.again(),
                        months.deleteAndCopy(),
                        new Star(
                                setting,
                                largeRows,
                                root().resolve("src/jmh/sql/star.sql"),
                                root().resolve("sql/questions")))
                .filter(it -> only.isEmpty() || only.contains(it.name()))
                .toList();
    }

    private static Path root() {
        return Path.of(System.getProperty("tradehouse.root", ".")).toAbsolutePath();
    }
}
