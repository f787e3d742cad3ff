package org.tradehouse.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server at work on a data folder, as its {@code postmaster.pid} says.
 *
 * @param ready it takes connections
 */
record ServerProcess(long pid, int port, boolean ready) {
    /** The server of a data folder, if it lives; a file left by a killed one does not count. */
    static Optional<ServerProcess> of(Path data) throws IOException {
        List<String> lines = lines(data);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.get(0).strip());
        if (!worksIn(pid, data)) {
            return Optional.empty();
        }
        boolean ready = lines.size() > 7 && lines.get(7).startsWith("ready");
        return Optional.of(new ServerProcess(pid, Integer.parseInt(lines.get(3).strip()), ready));
    }

    /** True while any process of a server, for example of one whose first process was killed, is at work in the folder. */
    static boolean anyIn(Path data) {
        try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
            return processes.anyMatch(process -> worksIn(process.pid(), data));
        }
    }

    /** A server's processes all have the data folder as their working folder. */
    private static boolean worksIn(long pid, Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(data.toRealPath());
        } catch (IOException | SecurityException gone) {
            return false;
        }
    }

    static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }

    private static List<String> lines(Path data) throws IOException {
        try {
            return Files.readAllLines(pidFile(data), StandardCharsets.UTF_8);
        } catch (NoSuchFileException stopped) {
            return List.of();
        }
    }
}
