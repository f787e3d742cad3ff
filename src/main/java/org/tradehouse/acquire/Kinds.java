package org.tradehouse.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.LoadException;

/** What a file is by its content (feeds 0.10): names lie, first bytes do not. */
final class Kinds {
    enum Kind {
        TEXT,
        ZIP,
        GZIP,
        OLE2,
        ANCIENT_EXCEL,
        HTML,
        XML,
        JSON,
        PDF,
        SEVEN_ZIP,
        RAR,
        IMAGE
    }

    private static final int SAMPLE = 4096;
    private static final String AGAIN = "get the file again from the publisher and look into it before loading it";

    private Kinds() {}

    static Kind of(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(SAMPLE);
        }
        Kind binary = binary(start);
        return binary == Kind.TEXT ? textual(start) : binary;
    }

    private static Kind binary(byte[] start) {
        if (begins(start, 'P', 'K', 3, 4) || begins(start, 'P', 'K', 5, 6)) {
            return Kind.ZIP;
        }
        if (begins(start, 0x1F, 0x8B)) {
            return Kind.GZIP;
        }
        if (begins(start, 0xD0, 0xCF, 0x11, 0xE0)) {
            return Kind.OLE2;
        }
        if (start.length > 4 && start[0] == 9 && start[1] >= 0 && start[1] <= 8 && start[1] % 2 == 0 && start[3] == 0) {
            return Kind.ANCIENT_EXCEL;
        }
        if (begins(start, '%', 'P', 'D', 'F')) {
            return Kind.PDF;
        }
        if (begins(start, '7', 'z', 0xBC, 0xAF)) {
            return Kind.SEVEN_ZIP;
        }
        if (begins(start, 'R', 'a', 'r', '!')) {
            return Kind.RAR;
        }
        return begins(start, 0x89, 'P', 'N', 'G') || begins(start, 0xFF, 0xD8, 0xFF) ? Kind.IMAGE : Kind.TEXT;
    }

    private static boolean begins(byte[] start, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= start.length || (start[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static Kind textual(byte[] start) {
        String text = decoded(start).strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<")) {
            boolean html = text.contains("<html") || text.contains("<!doctype html") || text.contains("<table");
            return html || !text.startsWith("<?xml") ? Kind.HTML : Kind.XML;
        }
        boolean json = text.matches("(?s)\\{\\s*[\"}].*") || text.matches("(?s)\\[\\s*[\\[{].*");
        return json ? Kind.JSON : Kind.TEXT;
    }

    private static String decoded(byte[] start) {
        Charset charset = begins(start, 0xFF, 0xFE)
                ? StandardCharsets.UTF_16LE
                : begins(start, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1;
        String text = new String(start, charset);
        return text.replaceFirst("^(\uFEFF|\u00EF\u00BB\u00BF)", "");
    }

    /** Lets text and whole, readable workbooks pass; everything else is refused by its real name. */
    static void refuseUnlessTable(Content content) throws IOException {
        String name = content.name();
        switch (of(content.file())) {
            case TEXT -> refuseBlank(content);
            case OLE2 -> OldWorkbooks.verify(content);
            case ZIP -> verifyPackage(content);
            case ANCIENT_EXCEL -> throw Refusals.unsupported(name, "a workbook of Excel 4 or older");
            case HTML ->
                throw Refusals.notATable(name, "a web page (HTML)", "the publisher answered with a page: " + AGAIN);
            case XML -> throw Refusals.notATable(name, "XML", "save it as .xlsx in a spreadsheet program");
            case JSON -> throw Refusals.notATable(name, "JSON", "the publisher answered with a message: " + AGAIN);
            case PDF -> throw Refusals.notATable(name, "a PDF document", "get the table as a file from the publisher");
            case SEVEN_ZIP -> throw Refusals.notATable(name, "a 7z archive", "unpack it and load what is in it");
            case RAR -> throw Refusals.notATable(name, "a RAR archive", "unpack it and load what is in it");
            case GZIP -> throw Refusals.notATable(name, "packed twice", "unpack it and load what is in it");
            case IMAGE -> throw Refusals.notATable(name, "an image", "get the table as a file from the publisher");
        }
    }

    /** Lets XML pass, with or without its declaration; a web page is refused by its real name. */
    static void refuseUnlessXml(Content content) throws IOException {
        Kind kind = of(content.file());
        String start = decoded(Files.newInputStream(content.file()));
        boolean isPage = start.contains("<html") || start.contains("<!doctype html");
        if (kind != Kind.XML && (kind != Kind.HTML || isPage)) {
            throw Refusals.notATable(
                    content.name(),
                    isPage ? "a web page (HTML)" : kind == Kind.TEXT ? "plain text" : kind.name(),
                    "this feed reads XML: " + AGAIN);
        }
    }

    private static String decoded(InputStream opened) throws IOException {
        try (InputStream in = opened) {
            return decoded(in.readNBytes(SAMPLE)).strip().toLowerCase(Locale.ROOT);
        }
    }

    private static void refuseBlank(Content content) throws IOException {
        if (content.bytes() > SAMPLE) {
            return;
        }
        String text = decoded(Files.readAllBytes(content.file()));
        if (text.isBlank()) {
            throw Refusals.empty(content.name());
        }
    }

    private static void verifyPackage(Content content) throws IOException {
        Zips.refuseLocked(content);
        try (ZipFile zip = Zips.open(content)) {
            LoadException refusal = refusal(zip, content.name());
            if (refusal != null) {
                throw refusal;
            }
        }
        Zips.verifyParts(content);
    }

    private static @Nullable LoadException refusal(ZipFile zip, String name) {
        if (!Zips.isPackage(zip)) {
            return Refusals.notATable(name, "packed twice", "unpack it and load what is in it");
        }
        if (zip.getEntry("xl/workbook.bin") != null) {
            return Refusals.unsupported(name, "a binary workbook (.xlsb)");
        }
        if (zip.getEntry("mimetype") != null) {
            return Refusals.unsupported(name, "an OpenDocument file");
        }
        boolean isWorkbook = zip.stream().anyMatch(it -> it.getName().startsWith("xl/"));
        return isWorkbook ? null : Refusals.notATable(name, "an Office document without sheets", AGAIN);
    }
}
