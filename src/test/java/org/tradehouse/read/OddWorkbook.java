package org.tradehouse.read;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An .xlsx put together from the XML of its one sheet, however odd that is. */
final class OddWorkbook {
    static final String MAIN = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private byte[] sheet = utf8(HEAD + "<worksheet " + MAIN + "><sheetData/></worksheet>");
    private byte[] strings = utf8(HEAD + "<sst " + MAIN + "/>");
    private String properties = "";
    private String office = OFFICE;

    /** The XML between the tags of sheetData. */
    OddWorkbook rows(String rows) {
        return sheet(HEAD + "<worksheet " + MAIN + "><sheetData>" + rows + "</sheetData></worksheet>");
    }

    OddWorkbook sheet(String xml) {
        return sheet(utf8(xml));
    }

    OddWorkbook sheet(byte[] xml) {
        sheet = xml;
        return this;
    }

    byte[] sheet() {
        return sheet;
    }

    /** The XML between the tags of sst. */
    OddWorkbook strings(String items) {
        return table(utf8(HEAD + "<sst " + MAIN + ">" + items + "</sst>"));
    }

    OddWorkbook table(byte[] xml) {
        strings = xml;
        return this;
    }

    byte[] table() {
        return strings;
    }

    OddWorkbook since1904() {
        properties = "<workbookPr date1904=\"1\"/>";
        return this;
    }

    OddWorkbook strict() {
        office = STRICT;
        return this;
    }

    Path write(Path file) {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            part(zip, "[Content_Types].xml", utf8(HEAD + """
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                    <Override PartName="/xl/workbook.xml" ContentType="%1$ssheet.main+xml"/>
                    <Override PartName="/xl/styles.xml" ContentType="%1$sstyles+xml"/>
                    <Override PartName="/xl/sharedStrings.xml" ContentType="%1$ssharedStrings+xml"/></Types>
                    """.formatted(TYPE)));
            part(zip, "xl/workbook.xml", utf8(HEAD + """
                    <workbook %s xmlns:r="%s">%s<sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>
                    """.formatted(MAIN, office, properties)));
            part(zip, "xl/_rels/workbook.xml.rels", utf8(HEAD + """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                    <Relationship Id="rId1" Type="%s/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
                    """.formatted(office)));
            part(zip, "xl/styles.xml", utf8(HEAD + """
                    <styleSheet %s><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm;@"/></numFmts><cellXfs>
                    <xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="2"/></cellXfs></styleSheet>
                    """.formatted(MAIN)));
            part(zip, "xl/worksheets/sheet1.xml", sheet);
            part(zip, "xl/sharedStrings.xml", strings);
            return file;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void part(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
