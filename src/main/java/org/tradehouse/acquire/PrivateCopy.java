package org.tradehouse.acquire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.ToLongFunction;
import org.tradehouse.load.LoadException;

/**
 * Copies bytes and hashes them, and refuses a file that somebody still writes to (reliability I05). A file is copied by the
 * system while a second thread hashes what is there so far; then the copy goes to the disk and is compared with the file at once.
 */
final class PrivateCopy {
    private static final int CHUNK = 1 << 17;
    /** Bytes that the system is asked to copy at once. */
    private static final long AT_ONCE = 1L << 26;

    private PrivateCopy() {}

    static Content of(Path file, Incoming incoming, ToLongFunction<Path> freeSpace) throws IOException {
        BasicFileAttributes before = attributes(file);
        refuseWithoutContent(file, before);
        long free = freeSpace.applyAsLong(incoming.folder());
        if (free < before.size()) {
            throw Refusals.diskFull(incoming.folder(), before.size(), free);
        }
        Path copy = incoming.next();
        Copied written = copied(file, copy);
        Content content = written.content;
        BasicFileAttributes after = attributes(file);
        boolean same = before.size() == after.size()
                && before.size() == content.bytes()
                && before.lastModifiedTime().equals(after.lastModifiedTime())
                && !written.differs;
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

    /** @param differs the file, read a second time, is not what was copied */
    private record Copied(Content content, boolean differs) {}

    private static Copied copied(Path file, Path copy) throws IOException {
        long bytes;
        Reached reached = new Reached();
        FutureTask<String> hash = new FutureTask<>(() -> hash(copy, reached));
        boolean differs;
        try (FileChannel out = FileChannel.open(copy, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            begin(hash, "hash " + file.getFileName());
            bytes = transfer(file, out, reached);
            FutureTask<Boolean> onDisk = new FutureTask<>(() -> {
                out.force(true);
                return true;
            });
            begin(onDisk, "flush " + file.getFileName());
            differs = differ(file, copy);
            result(onDisk);
        }
        return new Copied(new Content(copy, file.getFileName().toString(), result(hash), bytes), differs);
    }

    private static void begin(FutureTask<?> task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static long transfer(Path file, FileChannel out, Reached reached) throws IOException {
        long bytes = 0;
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long count;
            do {
                count = in.transferTo(bytes, AT_ONCE, out);
                bytes += count;
                reached.at(bytes);
            } while (count > 0);
        } finally {
            reached.end();
        }
        return bytes;
    }

    /** How much of a copy is there, for who follows it. */
    private static final class Reached {
        private long bytes;
        private boolean isEnd;

        synchronized void at(long reached) {
            bytes = reached;
            notifyAll();
        }

        synchronized void end() {
            isEnd = true;
            notifyAll();
        }

        /** Bytes beyond a place, at least one unless the copy has come to its end there. */
        synchronized long beyond(long place) throws InterruptedException {
            while (bytes <= place && !isEnd) {
                wait();
            }
            return bytes - place;
        }
    }

    private static String hash(Path copy, Reached reached) throws IOException, InterruptedException {
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(copy)) {
            byte[] chunk = new byte[CHUNK];
            long place = 0;
            for (long more = reached.beyond(place); more > 0; more = reached.beyond(place)) {
                int count = in.read(chunk, 0, (int) Math.min(CHUNK, more));
                if (count < 0) {
                    throw new IOException(copy + " is shorter than what was written to it");
                }
                digest.update(chunk, 0, count);
                place += count;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static boolean differ(Path file, Path copy) throws IOException {
        try (InputStream one = Files.newInputStream(file);
                InputStream other = Files.newInputStream(copy)) {
            byte[] some = new byte[CHUNK];
            byte[] same = new byte[CHUNK];
            int count;
            do {
                count = one.readNBytes(some, 0, CHUNK);
                if (count != other.readNBytes(same, 0, CHUNK) || !Arrays.equals(some, 0, count, same, 0, count)) {
                    return true;
                }
            } while (count == CHUNK);
            return false;
        }
    }

    private static <T> T result(FutureTask<T> task) throws IOException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while a file was being copied");
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
