package org.tradehouse.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes rows the way UN Comtrade's web export does: 47 names, every value quoted but the empty ones, a comma at the end. */
final class ComtradeCsv {
    private static final String HEADER =
            "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,partnerCode,partnerISO,"
                    + "partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,"
                    + "customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,"
                    + "isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate\n";
    private static final String[] PROCEDURES = {"C01", "C02", "C03", "C04", "C05"};
    private static final String[] MODES = {"1000", "2100", "2200", "3100", "3200", "9000", "2000"};
    private final String reporter;

    private ComtradeCsv(String reporter) {
        this.reporter = reporter;
    }

    /** Writes the file whole or not at all. */
    static void write(Path file, String reporter, Rows rows) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        var csv = new ComtradeCsv(reporter);
        StringBuilder text = new StringBuilder(HEADER);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 20)) {
            rows.read(row -> {
                csv.append(text, row);
                if (text.length() > 1 << 18) {
                    flush(text, out);
                }
            });
            flush(text, out);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void flush(StringBuilder text, OutputStream out) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        text.setLength(0);
    }

    private void append(StringBuilder text, Trade.Row row) {
        boolean world = row.kind() == Trade.Kind.WORLD;
        boolean part = row.kind() == Trade.Kind.BROKEN_DOWN;
        cells(
                text,
                "C",
                "M",
                row.period() + "01",
                Integer.toString(row.year()),
                Integer.toString(row.month() % 12 + 1),
                row.period(),
                reporter,
                reporter.equals("156") ? "CHN" : "KAZ",
                reporter.equals("156") ? "China" : "Kazakhstan",
                row.flow().name(),
                row.flow().title);
        partner(text, row, world);
        cells(text, "0", "W00", "World", "H5", "HS", "true");
        if (world) {
            cells(text, "TOTAL", "All Commodities", "0", "false");
        } else {
            cells(text, row.hs(), "", "6", "true");
        }
        int chance = row.product() + row.partner();
        cells(text, part ? PROCEDURES[chance % 5] : "C00", part ? "" : "TOTAL CPC", "0");
        cells(text, part ? MODES[chance % 7] : "0", part ? "" : "TOTAL MOT");
        measures(text, row, world);
        cells(text, "0", "true", Boolean.toString(world));
        text.append('\n');
    }

    private static void partner(StringBuilder text, Trade.Row row, boolean world) {
        if (world) {
            cells(text, "0", "W00", "World");
        } else if (row.kind() == Trade.Kind.UNKNOWN_PARTNER) {
            cells(text, "9" + row.with().code(), "", "");
        } else {
            cells(
                    text,
                    row.with().code(),
                    row.with().area(),
                    "Partner " + row.with().area());
        }
    }

    private static void measures(StringBuilder text, Trade.Row row, boolean world) {
        if (world) {
            cells(text, "-1", "N/A", "", "false", "-1", "N/A", "", "false", "", "false", "", "false");
        } else {
            String weight = amount(row.weight());
            cells(text, row.counted() ? "5" : "8", row.counted() ? "u" : "kg");
            cells(text, row.counted() ? amount(row.pieces()) : weight, "false", "-1", "N/A", "", "false");
            cells(text, weight, row.product() % 16 == 3 ? "true" : "false", "", "false");
        }
        String value = row.kind() == Trade.Kind.BAD_VALUE ? "n/a" : amount(row.value());
        cells(text, row.flow().imports() ? value : "", row.flow().imports() ? "" : value, value);
    }

    /** Thousandths as a publisher writes them: no more decimals than there are. */
    static String amount(long thousandths) {
        long rest = thousandths % 1000;
        String whole = Long.toString(thousandths / 1000);
        if (rest == 0) {
            return whole;
        }
        String decimals = Long.toString(1000 + rest).substring(1);
        int end = 3;
        while (decimals.charAt(end - 1) == '0') {
            end--;
        }
        return whole + "." + decimals.substring(0, end);
    }

    private static void cells(StringBuilder text, String... cells) {
        for (String cell : cells) {
            if (!cell.isEmpty()) {
                text.append('"').append(cell).append('"');
            }
            text.append(',');
        }
    }
}
