package org.tradehouse.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;

/**
 * A small XML file: one element is a row, the elements in it are its cells, whatever stands outside of rows is title. Read as
 * a whole; its declarations of types and entities are not followed.
 */
final class XmlFile {
    private static final int ROWS = 100_000;

    private final String rowElement;
    private final HeaderWords words;
    private final Load load;
    private final Set<String> headers = new LinkedHashSet<>();
    private final List<String> titles = new ArrayList<>();
    private final List<Element> elements = new ArrayList<>();

    private record Element(int line, Map<String, String> cells) {}

    XmlFile(Feed feed, HeaderWords words, Load load) {
        this.rowElement = feed.layout().rows();
        this.words = words;
        this.load = load;
    }

    RowBlocks open(RowReader reader) throws IOException {
        try (InputStream in = Files.newInputStream(load.archived())) {
            XMLStreamReader xml = factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    element(xml);
                } else if (event == XMLStreamConstants.CHARACTERS
                        && !xml.getText().isBlank()) {
                    titles.add(xml.getText());
                }
            }
        } catch (XMLStreamException broken) {
            throw damaged(broken);
        }
        List<Header> found = headers.stream().map(Header::of).toList();
        List<String> missing = words.missing(found);
        if (elements.isEmpty() || !missing.isEmpty()) {
            throw refusal(missing);
        }
        Opened opened = new Opened(
                rows(),
                null,
                words.bind(found, load.fileName()),
                new Captures.Places("", titles, List.copyOf(headers), it -> List.of()),
                0);
        return reader.blocks(load, List.of(opened), true, () -> {});
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private void element(XMLStreamReader xml) throws XMLStreamException {
        if (!xml.getLocalName().equals(rowElement)) {
            return;
        }
        if (elements.size() == ROWS) {
            throw Workbook.tooLarge(load.fileName(), "has more than %d elements %s".formatted(ROWS, rowElement));
        }
        int line = xml.getLocation().getLineNumber();
        Map<String, String> cells = new LinkedHashMap<>();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.isStartElement()) {
                cells.put(xml.getLocalName(), text(xml));
            }
        }
        headers.addAll(cells.keySet());
        elements.add(new Element(line, cells));
    }

    /** The text of an element with whatever stands in it; ends at its end. */
    private static String text(XMLStreamReader xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (xml.isCharacters() && text.length() < Limits.CELL) {
                text.append(xml.getText());
            }
        }
        return text.toString().strip();
    }

    private RawRows rows() {
        return new RawRows() {
            private int next;

            @Override
            public @Nullable RawRow next() {
                return next < elements.size() ? row(elements.get(next++)) : null;
            }

            @Override
            public void close() {}
        };
    }

    private RawRow row(Element element) {
        String[] cells =
                headers.stream().map(it -> element.cells.getOrDefault(it, "")).toArray(String[]::new);
        return new RawRow(element.line, cells, cells.length, null);
    }

    private LoadException refusal(List<String> missing) {
        return new LoadException(
                "TH-1020",
                elements.isEmpty()
                        ? "%s has no element %s".formatted(load.fileName(), rowElement)
                        : "%s: its elements %s lack %s; they have %s"
                                .formatted(load.fileName(), rowElement, String.join(", ", missing), headers),
                "check that this is a file of this feed");
    }

    private LoadException damaged(XMLStreamException broken) {
        return new LoadException(
                "TH-1026",
                "%s is no well-formed XML: %s"
                        .formatted(
                                load.fileName(),
                                String.valueOf(broken.getMessage()).replaceAll("\\s+", " ")),
                "get the file again from the publisher",
                broken);
    }
}
