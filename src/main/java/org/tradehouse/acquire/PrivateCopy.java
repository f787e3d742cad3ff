package org.tradehouse.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.ToLongFunction;
import org.tradehouse.load.LoadException;

/** Copies bytes while hashing them, and refuses a file that somebody still writes to (reliability I05). */
final class PrivateCopy {
    private static final int CHUNK = 1 << 17;

    private PrivateCopy() {}

    static Content of(Path file, Incoming incoming, ToLongFunction<Path> freeSpace) throws IOException {
        BasicFileAttributes before = attributes(file);
        refuseWithoutContent(file, before);
        long free = freeSpace.applyAsLong(incoming.folder());
        if (free < before.size()) {
            throw Refusals.diskFull(incoming.folder(), before.size(), free);
        }
        Path copy = incoming.next();
        Content content = write(file, copy);
        BasicFileAttributes after = attributes(file);
        boolean same = before.size() == after.size()
                && before.size() == content.bytes()
                && before.lastModifiedTime().equals(after.lastModifiedTime())
                && Files.mismatch(file, copy) < 0;
        if (!same) {
            throw Refusals.changed(file);
        }
        return content;
    }

    private static void refuseWithoutContent(Path file, BasicFileAttributes before) {
        if (!before.isRegularFile()) {
            throw new LoadException("TH-1014", file + " is no file", "give the path of a file");
        }
        if (before.size() == 0) {
            throw Refusals.empty(file.getFileName().toString());
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private static Content write(Path file, Path copy) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return write(in, copy, file.getFileName().toString(), Quota.NONE);
        }
    }

    /** Writes a stream to a file that is on the disk when this returns. */
    static Content write(InputStream in, Path target, String name, Quota quota) throws IOException {
        MessageDigest digest = sha256();
        long bytes = 0;
        try (FileChannel out =
                FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                bytes += n;
                quota.allow(bytes, name);
                digest.update(chunk, 0, n);
                ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, n);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            out.force(true);
        }
        return new Content(target, name, HexFormat.of().formatHex(digest.digest()), bytes);
    }

    static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException every) {
            throw new IllegalStateException("every Java platform has SHA-256", every);
        }
    }
}
