package org.tradehouse.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A made-up publisher whose monthly files say their edition in their name and are complete for the partners in them. */
final class VintageFiles {
    static final String FEED = "vt-monthly";

    private VintageFiles() {}

    /** Writes the feed and returns its folder. */
    static Path feedIn(Path folder, String checks) throws IOException {
        Path jobs = Files.createDirectories(folder.resolve("xx"));
        Files.writeString(jobs.resolve(FEED + ".yaml"), """
                feed: vt-monthly
                title: Trade by month with vintages
                publisher: Made up
                dataset:
                  code: VT
                  nomenclature: HS
                  editions: {2017: H5, 2022: H6}
                  partner-basis: ORIGIN
                  preference: 1
                  rounding-unit: 1
                coverage: {reporter: KZ, flows: [X, M], since: 2015-01}
                scope: {partners: top, products: all}
                source: {inbox: vt-monthly, files: ["*.csv"]}
                layout: {format: csv, encoding: UTF-8, delimiter: ";"}
                captures:
                  - {place: file-name, match: '(?<editionDate>\\d{4}-\\d{2}-\\d{2})', required: true, else: 'name the file by its edition'}
                columns:
                  period: {header: Month, formats: [yyyy-MM]}
                  flow: {header: Flow, words: {X: X, M: M}}
                  partner: {header: Partner, codes: iso2}
                  product: {header: Code, codes: hs, widths: [4]}
                  value: {header: Value, currency: USD}
                  net-weight: {header: Kilograms, optional: true}
                edition: {date-format: yyyy-MM-dd, status: provisional}
                checks: {min-rows: 1, max-rejected: 1 %%%s}
                """.formatted(checks).replace("%%", "%"));
        return folder;
    }

    /** A file of lines such as {@code 2023-01;X;CN;0207;100}. */
    static Path file(Path folder, String name, String... lines) throws IOException {
        return Files.writeString(
                folder.resolve(name), "Month;Flow;Partner;Code;Value\n" + String.join("\n", lines) + "\n");
    }
}
