package org.tradehouse.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tradehouse.load.LoadException;

/** Zip files from outside: opened by their central directory, so that a cut one is noticed before anybody parses it. */
final class Zips {
    private static final int MOST_PARTS = 200;
    private static final long MOST_BYTES = 6L << 30;
    /** Names without the UTF-8 flag are in the DOS code page of the publishers' region. */
    private static final Charset NAMES = Charset.forName("IBM866");

    private Zips() {}

    /** Opens the end record and the central directory; a file that is cut off has none. */
    static ZipFile open(Content packed) throws IOException {
        try {
            return new ZipFile(packed.file().toFile(), NAMES);
        } catch (ZipException cut) {
            throw Refusals.truncated(packed.name(), cut);
        }
    }

    /** True for an Office or OpenDocument file, which is a zip of parts and no packed file. */
    static boolean isPackage(ZipFile zip) {
        return zip.getEntry("[Content_Types].xml") != null || zip.getEntry("mimetype") != null;
    }

    static void refuseLocked(Content packed) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(packed.file())) {
            start = in.readNBytes(8);
        }
        if (start.length == 8 && (start[6] & 1) == 1) {
            throw Refusals.locked(packed.name());
        }
    }

    static ZipEntry onlyMember(ZipFile zip, String name) {
        List<String> names = new ArrayList<>();
        ZipEntry only = null;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!entry.isDirectory() && !isLitter(entry.getName())) {
                names.add(entry.getName());
                only = entry;
            }
        }
        if (only == null || names.size() > 1) {
            throw new LoadException(
                    "TH-1010",
                    "%s holds %d files%s; one is expected"
                            .formatted(name, names.size(), names.isEmpty() ? "" : ": " + shortened(names)),
                    "unpack it and put the files into the inbox one by one");
        }
        return only;
    }

    private static String shortened(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(5, names.size()))) + (names.size() > 5 ? ", …" : "");
    }

    private static boolean isLitter(String name) {
        return name.startsWith("__MACOSX/") || name.endsWith(".DS_Store") || name.endsWith("Thumbs.db");
    }

    /** The last part of a member's name; a name that climbs out of its folder is refused (zip slip). */
    static String safeName(String member, String zip) {
        String path = member.replace('\\', '/');
        boolean climbs = path.startsWith("/") || path.matches("^[A-Za-z]:.*") || ("/" + path + "/").contains("/../");
        String name = path.substring(path.lastIndexOf('/') + 1);
        boolean odd = name.isBlank() || name.equals(".") || name.chars().anyMatch(c -> c < ' ' || c == 127);
        if (climbs || odd || name.getBytes(StandardCharsets.UTF_8).length > 250) {
            throw Refusals.hostile(zip, "its member is named '%s'".formatted(member));
        }
        return name;
    }

    static Content extract(ZipFile zip, ZipEntry member, Path target, String name) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(member), new CRC32())) {
            Content content = PrivateCopy.write(in, target, name, Quota.ofPacked(member.getCompressedSize()));
            refuseFlipped(in, member, zip.getName());
            return content;
        }
    }

    private static void refuseFlipped(CheckedInputStream in, ZipEntry member, String name) {
        if (member.getCrc() != -1 && in.getChecksum().getValue() != member.getCrc()) {
            throw Refusals.truncated(Path.of(name).getFileName().toString(), new ZipException("wrong checksum"));
        }
    }

    /** Unpacks every part once, counting and checking: a workbook that passes is whole and of bearable size. */
    static void verifyParts(Content workbook) throws IOException {
        try (ZipFile zip = open(workbook)) {
            if (zip.size() > MOST_PARTS) {
                throw Refusals.hostile(
                        workbook.name(), "it has %d parts, more than %d".formatted(zip.size(), MOST_PARTS));
            }
            long total = 0;
            for (ZipEntry part : Collections.list(zip.entries())) {
                total += verified(zip, part, workbook.name());
                if (total > MOST_BYTES) {
                    throw Refusals.bomb(workbook.name(), total, workbook.bytes());
                }
            }
        } catch (LoadException refusal) {
            throw refusal;
        } catch (IOException | RuntimeException cut) {
            throw Refusals.truncated(workbook.name(), cut);
        }
    }

    private static long verified(ZipFile zip, ZipEntry part, String name) throws IOException {
        Quota quota = Quota.ofPart(part.getCompressedSize());
        long bytes = 0;
        CRC32 crc = new CRC32();
        try (InputStream in = zip.getInputStream(part)) {
            byte[] chunk = new byte[1 << 16];
            int n = in.readNBytes(chunk, 0, chunk.length);
            refuseDoctype(chunk, n, part.getName(), name);
            for (; n > 0; n = in.read(chunk)) {
                bytes += n;
                quota.allow(bytes, name);
                crc.update(chunk, 0, n);
            }
        }
        if (part.getCrc() != -1 && crc.getValue() != part.getCrc()) {
            throw new ZipException("wrong checksum of " + part.getName());
        }
        return bytes;
    }

    /** No spreadsheet program writes one; entities are how XML attacks (reliability S01). */
    private static void refuseDoctype(byte[] start, int count, String part, String name) {
        String lower = part.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".xml") && !lower.endsWith(".rels")) {
            return;
        }
        String text = new String(start, 0, count, StandardCharsets.ISO_8859_1).replace("\0", "");
        if (text.contains("<!DOCTYPE")) {
            throw Refusals.hostile(name, "its part %s declares a document type".formatted(part));
        }
    }
}
