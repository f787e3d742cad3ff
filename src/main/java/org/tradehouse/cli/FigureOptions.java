package org.tradehouse.cli;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.FigureFilter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The words and options that say which figures are meant. */
final class FigureOptions {
    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description =
                    "Reporter, partner, period, flow, product, dataset, or LOAD:PART:ROW, as in: KZ CN 2022 M. The options below say the same by name.")
    List<String> words = List.of();

    @Option(
            names = {"-d", "--dataset"},
            paramLabel = "CODE",
            description = "Its code, the beginning of it, or its feed. An x may stand for the ×.")
    @Nullable
    String dataset;

    @Option(
            names = {"-r", "--reporter"},
            paramLabel = "AREA",
            description = "Who declares: KZ, CN-XJ, Kazakhstan. A country has its regions with it.")
    @Nullable
    String reporter;

    @Option(
            names = {"-p", "--partner"},
            paramLabel = "AREA",
            description = "Traded with: CN, Китай.")
    @Nullable
    String partner;

    @Option(names = "--product", paramLabel = "CODE", description = "This code and all below it: 0701.")
    @Nullable
    String product;

    @Option(names = "--flow", paramLabel = "FLOW", description = "X or exports, M or imports, RX, RM and so on.")
    @Nullable
    String flow;

    @Option(
            names = "--period",
            paramLabel = "PERIOD",
            description = "2022, 2022-H1, 2022-Q3, 2022-05 or 2022-01..2022-05; else the newest.")
    @Nullable
    String period;

    FigureFilter filter() {
        FigureFilter filter = FigureFilter.ALL;
        for (String word : words) {
            filter = filter.and(word);
        }
        filter = with(filter, dataset, FigureFilter::withDataset);
        filter = with(filter, reporter, FigureFilter::withReporter);
        filter = with(filter, partner, FigureFilter::withPartner);
        filter = with(filter, product, FigureFilter::withProduct);
        filter = with(filter, flow, FigureFilter::withFlow);
        return with(filter, period, FigureFilter::withPeriod);
    }

    private static FigureFilter with(
            FigureFilter filter, @Nullable String said, BiFunction<FigureFilter, String, FigureFilter> more) {
        return said == null ? filter : more.apply(filter, said);
    }
}
