package org.tradehouse.acquire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.tradehouse.load.LoadException;

/** The immutable copies of publishers' files, found by the hash of their content: {@code <feed>/<ab>/<abcd…>/<name>}. */
public final class Archive {
    private final Path root;
    private final ToLongFunction<Path> freeSpace;

    public Archive(Path archiveRoot) {
        this(archiveRoot, Archive::usableSpace);
    }

    Archive(Path archiveRoot, ToLongFunction<Path> freeSpace) {
        this.root = archiveRoot;
        this.freeSpace = freeSpace;
    }

    /**
     * A file in the archive.
     *
     * @param sha256 hash of the content, lower-case hex; the content of the member where the file came in a .zip or .gz
     * @param fileName the name under which it came; of the member where it came in a .zip
     * @param archived where the copy lies; the same content always lies in the same place
     */
    public record Acquired(String sha256, String fileName, Path archived, long byteCount) {}

    /**
     * Copies a file into the archive. What is archived is complete, unchanged while it was read, and of a kind that can be
     * loaded; the given file stays as it is.
     *
     * @throws LoadException where the file is refused; then nothing is left behind
     */
    public Acquired acquire(String feedName, Path file) {
        return acquire(feedName, file, false);
    }

    /**
     * The same, where the feed reads XML and nothing else.
     *
     * @param isXml the file must be XML
     */
    public Acquired acquire(String feedName, Path file, boolean isXml) {
        Path folder = root.resolve(feedName);
        try {
            Files.createDirectories(folder);
            try (Incoming incoming = new Incoming(folder)) {
                Content content = Unwrapping.of(PrivateCopy.of(file, incoming, freeSpace), incoming);
                if (isXml) {
                    Kinds.refuseUnlessXml(content);
                } else {
                    Kinds.refuseUnlessTable(content);
                }
                return place(folder, content);
            }
        } catch (NoSuchFileException absent) {
            throw new LoadException("TH-1014", "%s is not there".formatted(absent.getFile()), "check the path", absent);
        } catch (IOException broken) {
            throw isFull(broken) ? Refusals.diskFull(root, file, broken) : Refusals.unreadable(file, broken);
        }
    }

    private static Acquired place(Path folder, Content content) throws IOException {
        Path shelf = folder.resolve(content.sha256().substring(0, 2));
        Path home = shelf.resolve(content.sha256());
        Files.createDirectories(home);
        Path target = home.resolve(content.name());
        for (Path present : present(home)) {
            if (PrivateCopy.hash(present).equals(content.sha256())) {
                return new Acquired(content.sha256(), content.name(), present, content.bytes());
            }
            target = present; // damaged on the disk since: the good copy takes its place
        }
        makeReadOnly(content.file());
        Files.move(content.file(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(home, shelf, folder);
        return new Acquired(content.sha256(), content.name(), target, content.bytes());
    }

    private static List<Path> present(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void makeReadOnly(Path file) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("r--r--r--"));
        } else if (!file.toFile().setReadOnly()) {
            throw new IOException(file + " cannot be made read-only");
        }
    }

    /** The name itself must be on the disk before anybody relies on it. */
    private static void sync(Path... folders) throws IOException {
        for (Path folder : folders) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (FileSystemException notOnThisSystem) {
                return; // Windows cannot open folders and needs no such call
            }
        }
    }

    private static boolean isFull(IOException broken) {
        String message = String.valueOf(broken.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("not enough space") || message.contains("quota");
    }

    private static long usableSpace(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
