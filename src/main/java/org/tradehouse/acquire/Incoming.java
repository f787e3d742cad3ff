package org.tradehouse.acquire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Unfinished copies beside the archived ones, on the same disk; gone when closed. */
final class Incoming implements Closeable {
    private final Path folder;
    private final List<Path> files = new ArrayList<>();

    Incoming(Path folder) {
        this.folder = folder;
    }

    Path next() throws IOException {
        Path file = Files.createTempFile(folder, ".incoming-", ".part");
        files.add(file);
        return file;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
