package org.tradehouse.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Where the sheets and the shared strings stand in an .xlsx workbook. */
final class OoxmlParts implements Closeable {
    private static final String MAIN = "spreadsheetml.sheet.main+xml";
    private static final String MACRO_MAIN = "ms-excel.sheet.macroEnabled.main+xml";
    private static final String STRINGS = "spreadsheetml.sharedStrings+xml";

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new HashMap<>();
    private final List<String> sheetIds = new ArrayList<>();
    private final Map<String, String> targets = new HashMap<>();
    private String workbook = "/xl/workbook.xml";
    private String strings = "";

    private OoxmlParts(ZipFile zip) {
        this.zip = zip;
    }

    /** The parts of a workbook of so many sheets; null where they are not where they should be. */
    static @Nullable OoxmlParts of(Path file, int sheets) throws IOException {
        OoxmlParts parts = new OoxmlParts(new ZipFile(file.toFile()));
        try {
            parts.find();
        } catch (IOException | XMLStreamException | RuntimeException other) {
            parts.close();
            return null;
        }
        if (parts.sheetIds.size() != sheets) {
            parts.close();
            return null;
        }
        return parts;
    }

    private void find() throws IOException, XMLStreamException {
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (entries.put(entry.getName().toLowerCase(Locale.ROOT), entry) != null) {
                throw new ZipException("two parts " + entry.getName());
            }
        }
        each("[Content_Types].xml", "Override", this::type);
        each(workbook, "sheet", it -> sheetIds.add(relation(it)));
        int name = workbook.lastIndexOf('/') + 1;
        each(
                workbook.substring(0, name) + "_rels/" + workbook.substring(name) + ".rels",
                "Relationship",
                it -> targets.put(attribute(it, "Id"), attribute(it, "Target")));
    }

    private void type(XMLStreamReader override) {
        String type = attribute(override, "ContentType");
        if (type.endsWith(MAIN) || type.endsWith(MACRO_MAIN)) {
            workbook = attribute(override, "PartName");
        } else if (type.endsWith(STRINGS)) {
            strings = attribute(override, "PartName");
        }
    }

    private static String attribute(XMLStreamReader element, String name) {
        String value = element.getAttributeValue("", name);
        return value == null ? "" : value;
    }

    /** The relation of a sheet, whose name space differs in strict workbooks. */
    private static String relation(XMLStreamReader sheet) {
        for (int i = 0; i < sheet.getAttributeCount(); i++) {
            String space = sheet.getAttributeNamespace(i);
            if (sheet.getAttributeLocalName(i).equals("id") && space != null && space.endsWith("/relationships")) {
                return sheet.getAttributeValue(i);
            }
        }
        return "";
    }

    private void each(String part, String element, Consumer<XMLStreamReader> action)
            throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = open(part)) {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals(element)) {
                    action.accept(reader);
                }
            }
        }
    }

    /** The part of a sheet; null where there is none. */
    @Nullable
    InputStream sheet(int index) throws IOException {
        String target = targets.getOrDefault(sheetIds.get(index), "");
        String folder = workbook.substring(0, workbook.lastIndexOf('/') + 1);
        String part = target.startsWith("/") ? target : folder + target;
        return target.isEmpty() || !entries.containsKey(key(part)) ? null : open(part);
    }

    /** The part of the shared strings; null where there is none. */
    @Nullable
    InputStream strings() throws IOException {
        return strings.isEmpty() || !entries.containsKey(key(strings)) ? null : open(strings);
    }

    private InputStream open(String part) throws IOException {
        ZipEntry entry = entries.get(key(part));
        InputStream in = entry == null ? null : zip.getInputStream(entry);
        if (in == null) {
            throw new ZipException("no part " + part);
        }
        return in;
    }

    private static String key(String part) {
        return (part.startsWith("/") ? part.substring(1) : part).toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
