package org.tradehouse.acquire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Takes the one file out of a .zip or .gz, by content and not by name. One layer only. */
final class Unwrapping {
    private Unwrapping() {}

    static Content of(Content packed, Incoming incoming) throws IOException {
        return switch (Kinds.of(packed.file())) {
            case GZIP -> gunzipped(packed, incoming);
            case ZIP -> {
                Zips.refuseLocked(packed);
                yield unzipped(packed, incoming);
            }
            default -> packed;
        };
    }

    private static Content gunzipped(Content packed, Incoming incoming) throws IOException {
        String name = packed.name().toLowerCase(Locale.ROOT).endsWith(".gz")
                ? packed.name().substring(0, packed.name().length() - 3)
                : packed.name();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed.file()), 1 << 16)) {
            return refuseEmpty(PrivateCopy.write(in, incoming.next(), name, Quota.ofPacked(packed.bytes())));
        } catch (EOFException | ZipException broken) {
            throw Refusals.truncated(packed.name(), broken);
        }
    }

    private static Content unzipped(Content packed, Incoming incoming) throws IOException {
        try (ZipFile zip = Zips.open(packed)) {
            if (Zips.isPackage(zip)) {
                return packed;
            }
            ZipEntry member = Zips.onlyMember(zip, packed.name());
            String name = Zips.safeName(member.getName(), packed.name());
            return refuseEmpty(Zips.extract(zip, member, incoming.next(), name));
        } catch (EOFException | ZipException broken) {
            throw Refusals.truncated(packed.name(), broken);
        }
    }

    private static Content refuseEmpty(Content content) {
        if (content.bytes() == 0) {
            throw Refusals.empty(content.name());
        }
        return content;
    }
}
