package org.tradehouse.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Map;
import java.util.zip.ZipFile;
import org.tradehouse.load.Load;
import org.tradehouse.load.RowBlock;
import org.tradehouse.read.RowBlocks;
import org.tradehouse.read.RowReader;

/** What reading a sheet takes: unpacking it alone, or making source rows of it. Needs no database. */
final class SheetReads implements Contender {
    private final Setting setting;
    private final Sheets sheets;
    private final boolean whole;
    private long seen;

    private SheetReads(Setting setting, Sheets sheets, boolean whole) {
        this.setting = setting;
        this.sheets = sheets;
        this.whole = whole;
    }

    static Contender inflating(Setting setting, Sheets sheets) {
        return new SheetReads(setting, sheets, false);
    }

    static Contender reading(Setting setting, Sheets sheets) {
        return new SheetReads(setting, sheets, true);
    }

    @Override
    public String name() {
        return whole ? "sheet-read" : "sheet-inflate";
    }

    @Override
    public String title() {
        return whole ? "XLSX to source rows" : "unpacking the sheet of the XLSX alone";
    }

    @Override
    public String template() {
        return "";
    }

    @Override
    public Map<String, Meter.Used> run(String database) throws IOException {
        seen = whole ? rows() : bytes();
        return Map.of();
    }

    @Override
    public void check(String database) {
        boolean right = whole ? seen == sheets.count : seen > 100L * sheets.count;
        if (!right) {
            throw new IllegalStateException(
                    name() + " has seen " + seen + " of " + sheets.count + ". No time is shown.");
        }
    }

    private long bytes() throws IOException {
        try (ZipFile zip = new ZipFile(sheets.workbook.toFile());
                InputStream sheet = zip.getInputStream(zip.getEntry(SheetFile.SHEET))) {
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            for (int read = sheet.read(buffer); read >= 0; read = sheet.read(buffer)) {
                bytes += read;
            }
            return bytes;
        }
    }

    private long rows() throws IOException {
        var load = new Load(
                1,
                Sheets.FEED,
                "0".repeat(64),
                1,
                sheets.workbook.getFileName().toString(),
                sheets.workbook,
                LocalDate.EPOCH,
                Map.of());
        long rows = 0;
        try (RowBlocks blocks = RowReader.of(setting.feeds.named(Sheets.FEED)).open(load)) {
            for (RowBlock block = blocks.next(); block != null; block = blocks.next()) {
                rows += block.rows().size();
            }
        }
        return rows;
    }
}
