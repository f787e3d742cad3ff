package org.tradehouse.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The same rows of 15 columns as a workbook and as a CSV. */
final class Sheets {
    static final String FEED = "bench-sheet";
    static final List<String> HEADERS = List.of(
            "Period",
            "Flow",
            "Reporter",
            "Region",
            "Partner",
            "Partner name",
            "Edition",
            "HS code",
            "Commodity",
            "Unit",
            "Quantity",
            "Net weight",
            "CIF value",
            "FOB value",
            "Value");
    private static final String[] REGIONS = {
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
        "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65"
    };

    final Path workbook;
    final Path csv;
    final int count;
    final WholeJob.Result result;

    Sheets(Setting setting, int count) throws IOException {
        this.count = count;
        Rows rows = new Trade((int) (count * 1.03) + 2000, Setting.FIRST_MONTH, Setting.MONTHS, 0).figures(count);
        this.workbook = setting.csv.resolveSibling("sheet-" + count + ".xlsx");
        this.csv = setting.csv.resolveSibling("sheet-" + count + ".csv");
        this.result = new WholeJob.Result(Facts.of(rows));
        if (!Files.exists(csv)) {
            SheetFile.write(workbook, rows);
            writeCsv(rows);
        }
    }

    /** What a row holds: texts in quotes of their own, numbers as they are, null for an empty cell. */
    static Object[] cells(Trade.Row row) {
        String value = row.kind() == Trade.Kind.BAD_VALUE ? null : ComtradeCsv.amount(row.value());
        boolean imports = row.flow().imports();
        return new Object[] {
            new Number(row.period()),
            row.flow().name(),
            "156",
            REGIONS[(row.partner() + row.product()) % REGIONS.length],
            row.kind() == Trade.Kind.UNKNOWN_PARTNER
                    ? "9" + row.with().code()
                    : row.with().code(),
            "Partner " + row.with().area(),
            "H5",
            row.hs(),
            "Goods of heading " + row.hs().substring(0, 4),
            row.counted() ? "5" : "8",
            new Number(row.counted() ? ComtradeCsv.amount(row.pieces()) : ComtradeCsv.amount(row.weight())),
            new Number(ComtradeCsv.amount(row.weight())),
            imports && value != null ? new Number(value) : null,
            imports || value == null ? null : new Number(value),
            value == null ? "n/a" : new Number(value)
        };
    }

    /** A number as it is written. */
    record Number(String text) {}

    private void writeCsv(Rows rows) throws IOException {
        Path draft = csv.resolveSibling(csv.getFileName() + ".new");
        try (var out = Files.newBufferedWriter(draft)) {
            out.write(String.join(",", HEADERS) + "\n");
            StringBuilder line = new StringBuilder();
            rows.read(row -> {
                line.setLength(0);
                for (Object cell : cells(row)) {
                    if (cell instanceof Number number) {
                        line.append(number.text());
                    } else if (cell != null) {
                        line.append('"').append(cell).append('"');
                    }
                    line.append(',');
                }
                line.setCharAt(line.length() - 1, '\n');
                out.append(line);
            });
        }
        Files.move(draft, csv);
    }
}
