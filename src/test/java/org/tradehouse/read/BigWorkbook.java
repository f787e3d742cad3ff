package org.tradehouse.read;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes an .xlsx as a spreadsheet program does, of as many rows as are asked for: 15 columns, texts shared. */
final class BigWorkbook {
    static final String[] HEADERS = {
        "Year",
        "Month",
        "Flow",
        "Reporter",
        "Partner",
        "Partner name",
        "HS",
        "Description",
        "Procedure",
        "Transport",
        "Value",
        "Net weight",
        "Gross weight",
        "Quantity",
        "Unit"
    };
    /** How each column is written: a shared string, or a number. */
    private static final String KINDS = "nnssssssssnnnns";

    private static final int PRODUCTS = 5_600;
    private static final int PARTNERS = 250;
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private final Random random = new Random(7);
    private final StringBuilder row = new StringBuilder(1024);
    private final boolean isUnique;

    private BigWorkbook(boolean isUnique) {
        this.isUnique = isUnique;
    }

    /** @param isUnique every description is another text, so that the shared strings grow with the rows */
    static Path write(Path file, int rows, boolean isUnique) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            new BigWorkbook(isUnique).write(zip, rows);
        }
        return file;
    }

    private void write(ZipOutputStream zip, int rows) throws IOException {
        part(
                zip,
                "[Content_Types].xml",
                "<Types xmlns=\"" + PACKAGE + "content-types\">"
                        + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + type("/xl/workbook.xml", "sheet.main") + type("/xl/worksheets/sheet1.xml", "worksheet")
                        + type("/xl/styles.xml", "styles") + type("/xl/sharedStrings.xml", "sharedStrings")
                        + "</Types>");
        part(zip, "_rels/.rels", relations("officeDocument", "xl/workbook.xml"));
        part(
                zip,
                "xl/workbook.xml",
                "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE
                        + "\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        part(zip, "xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml"));
        part(
                zip,
                "xl/styles.xml",
                "<styleSheet xmlns=\"" + MAIN + "\"><cellXfs count=\"2\">"
                        + "<xf numFmtId=\"0\"/><xf numFmtId=\"2\"/></cellXfs></styleSheet>");
        sheet(zip, rows);
        strings(zip, rows);
    }

    private static String type(String part, String kind) {
        return "<Override PartName=\"%s\" ContentType=\"%s%s+xml\"/>".formatted(part, TYPE, kind);
    }

    private static String relations(String kind, String target) {
        return "<Relationships xmlns=\"%srelationships\"><Relationship Id=\"rId1\" Type=\"%s/%s\" Target=\"%s\"/></Relationships>"
                .formatted(PACKAGE, OFFICE, kind, target);
    }

    private static void part(ZipOutputStream zip, String name, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        text(zip, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml);
        zip.closeEntry();
    }

    private static void text(OutputStream out, CharSequence text) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void sheet(ZipOutputStream zip, int rows) throws IOException {
        zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
        text(
                zip,
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"" + MAIN
                        + "\"><dimension ref=\"A1:O" + (rows + 1) + "\"/><sheetData>");
        for (int i = 0; i <= rows; i++) {
            row.append("<row r=\"").append(i + 1).append("\" spans=\"1:15\">");
            for (int column = 0; column < HEADERS.length; column++) {
                cell(i, column);
            }
            row.append("</row>");
            if (row.length() > 1 << 15 || i == rows) {
                text(zip, row);
                row.setLength(0);
            }
        }
        text(zip, "</sheetData></worksheet>");
        zip.closeEntry();
    }

    private void cell(int number, int column) {
        boolean isText = number == 0 || KINDS.charAt(column) == 's';
        row.append("<c r=\"").append((char) ('A' + column)).append(number + 1);
        row.append(isText ? "\" t=\"s\"><v>" : column > 9 ? "\" s=\"1\"><v>" : "\"><v>");
        if (number == 0) {
            row.append(column);
        } else if (isText) {
            row.append(text(number, column));
        } else {
            number(column);
        }
        row.append("</v></c>");
    }

    /** Number of the shared string: headers, 40 words, partners twice, products twice, and descriptions of their own. */
    private int text(int number, int column) {
        int words = HEADERS.length;
        return switch (column) {
            case 2 -> words + random.nextInt(2);
            case 3 -> words + 2;
            case 4 -> words + 40 + random.nextInt(PARTNERS);
            case 5 -> words + 40 + PARTNERS + random.nextInt(PARTNERS);
            case 6 -> words + 40 + 2 * PARTNERS + random.nextInt(PRODUCTS);
            case 7 ->
                words + 40 + 2 * PARTNERS + PRODUCTS + (isUnique ? PRODUCTS + number - 1 : random.nextInt(PRODUCTS));
            default -> words + 3 + random.nextInt(37);
        };
    }

    private void number(int column) {
        switch (column) {
            case 0 -> row.append(2015 + random.nextInt(10));
            case 1 -> row.append(1 + random.nextInt(12));
            case 10 -> decimal(50_000_000, 2);
            case 11 -> decimal(9_000_000, 3);
            case 12 -> decimal(9_000_000, 1);
            default -> row.append(random.nextInt(100_000));
        }
    }

    private void decimal(int most, int decimals) {
        row.append(random.nextInt(most)).append('.');
        for (int i = 1; i < decimals; i++) {
            row.append(random.nextInt(10));
        }
        row.append(1 + random.nextInt(9));
    }

    private void strings(ZipOutputStream zip, int rows) throws IOException {
        zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
        text(zip, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<sst xmlns=\"" + MAIN + "\">");
        for (String header : HEADERS) {
            string(zip, header);
        }
        for (int i = 0; i < 40; i++) {
            string(zip, i < 2 ? (i == 0 ? "X" : "M") : i == 2 ? "KZ" : "C%02d".formatted(i));
        }
        for (int i = 0; i < 2 * PARTNERS; i++) {
            string(zip, i < PARTNERS ? "%c%c".formatted('A' + i / 26, 'A' + i % 26) : "Страна № " + i);
        }
        for (int i = 0; i < 2 * PRODUCTS; i++) {
            string(zip, i < PRODUCTS ? "%06d".formatted(i * 17 + 10_100) : "Other articles &amp; parts, n.e.s. " + i);
        }
        for (int i = 0; isUnique && i < rows; i++) {
            string(zip, "Прочие изделия, партия " + i);
        }
        text(zip, "</sst>");
        zip.closeEntry();
    }

    private static void string(OutputStream out, String text) throws IOException {
        text(out, "<si><t>" + text + "</t></si>");
    }
}
