package org.tradehouse.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the demo's files into the inbox of their feeds, byte for byte the same every time, so that a second demo finds
 * nothing new. Annual figures of Kazakhstan for 2018 to 2020, 2022 and 2023, its turnover with China of January to June 2023
 * (13.6 bn USD) and China's totals of 2022 are the published ones; everything else is illustrative.
 */
public final class DemoFiles {
    private DemoFiles() {}

    /** Writes what is missing below {@code inbox/<feed>/} and returns the feeds concerned, in the order they are best pulled. */
    public static List<String> into(Path inbox) throws IOException {
        var bns = Files.createDirectories(inbox.resolve("kz-bns-trade-by-country"));
        new BnsWorkbooks(bns).write();
        new GaccFiles(Files.createDirectories(inbox.resolve("cn-gacc-query-zh"))).write();
        new ComtradeFile(Files.createDirectories(inbox.resolve("un-comtrade"))).write();
        return List.of("kz-bns-trade-by-country", "cn-gacc-query-zh", "un-comtrade");
    }

    /** What in the demo is published and what is illustrative, one sentence a line. */
    public static List<String> standing() {
        return List.of(
                "Published: Kazakhstan's years 2018-2020, 2022, 2023 (Bureau of National Statistics), its January-June 2023 with China"
                        + " (13.6 bn, ministry), China's 2022 totals with Kazakhstan (UN Comtrade).",
                "Illustrative: months, 2022 half-years, products, provinces, and China's 2023. Load the publishers' own files to replace them.");
    }
}
