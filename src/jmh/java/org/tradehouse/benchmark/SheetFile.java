package org.tradehouse.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a workbook of one sheet as office programs do: shared texts, a reference in every cell, sheet before texts. */
final class SheetFile {
    static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    private final ZipOutputStream zip;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Integer> shared = new LinkedHashMap<>();
    private int row;
    private long texts;

    private SheetFile(ZipOutputStream zip) {
        this.zip = zip;
    }

    static void write(Path file, Rows rows) throws IOException {
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            new SheetFile(zip).write(rows);
        }
    }

    private void write(Rows rows) throws IOException {
        part(
                "[Content_Types].xml",
                "<Types xmlns=\"%s\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                                .formatted(TYPES)
                        + override("/xl/workbook.xml", "sheet.main")
                        + override("/" + SHEET, "worksheet")
                        + override("/xl/sharedStrings.xml", "sharedStrings")
                        + override("/xl/styles.xml", "styles") + "</Types>");
        part("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml")));
        part(
                "xl/workbook.xml",
                "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"Trade\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                        .formatted(MAIN, OFFICE));
        part(
                "xl/_rels/workbook.xml.rels",
                relations(relation(1, "worksheet", "worksheets/sheet1.xml")
                        + relation(2, "sharedStrings", "sharedStrings.xml")
                        + relation(3, "styles", "styles.xml")));
        part(
                "xl/styles.xml",
                "<styleSheet xmlns=\"%s\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"1\"><xf/></cellXfs></styleSheet>"
                        .formatted(MAIN));
        sheet(rows);
        sharedTexts();
    }

    private void sheet(Rows rows) throws IOException {
        zip.putNextEntry(new ZipEntry(SHEET));
        text.append(XML).append("<worksheet xmlns=\"").append(MAIN).append("\"><sheetData>");
        cells(Sheets.HEADERS.toArray());
        rows.read(each -> cells(Sheets.cells(each)));
        text.append("</sheetData></worksheet>");
        flush();
        zip.closeEntry();
    }

    private void cells(Object[] cells) throws IOException {
        row++;
        text.append("<row r=\"").append(row).append("\">");
        for (int column = 0; column < cells.length; column++) {
            if (cells[column] instanceof Sheets.Number number) {
                begin(column).append("\"><v>").append(number.text()).append("</v></c>");
            } else if (cells[column] instanceof String word) {
                int place = shared.computeIfAbsent(word, it -> shared.size());
                texts++;
                begin(column).append("\" t=\"s\"><v>").append(place).append("</v></c>");
            }
        }
        text.append("</row>");
        if (text.length() > 1 << 18) {
            flush();
        }
    }

    private StringBuilder begin(int column) {
        return text.append("<c r=\"").append((char) ('A' + column)).append(row);
    }

    private void sharedTexts() throws IOException {
        zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
        text.append(XML)
                .append("<sst xmlns=\"%s\" count=\"%d\" uniqueCount=\"%d\">".formatted(MAIN, texts, shared.size()));
        shared.keySet().forEach(it -> text.append("<si><t>").append(it).append("</t></si>"));
        text.append("</sst>");
        flush();
        zip.closeEntry();
    }

    private void part(String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write((XML + content).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private void flush() throws IOException {
        zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    private static String override(String part, String type) {
        return "<Override PartName=\"%s\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml\"/>"
                .formatted(part, type);
    }

    private static String relations(String all) {
        return "<Relationships xmlns=\"%s\">%s</Relationships>".formatted(RELATIONS, all);
    }

    private static String relation(int id, String type, String target) {
        return "<Relationship Id=\"rId%d\" Type=\"%s/%s\" Target=\"%s\"/>".formatted(id, OFFICE, type, target);
    }
}
