package org.tradehouse.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Who runs the programs of the embedded server. They refuse root: for root they run in a user namespace in which root
 * has another number (its files stay root's own), or, where the kernel forbids that, as an unprivileged system user.
 *
 * @param prefix words before a command
 * @param name the system user, empty where it is the user of this process
 */
record ServerUser(List<String> prefix, String name) {
    private static final List<List<String>> NAMESPACES =
            List.of(List.of("unshare", "--user", "--map-user=1000", "--"), List.of("unshare", "--user", "--"));

    static ServerUser current() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new ServerUser(List.of(), "");
        }
        for (List<String> namespace : NAMESPACES) {
            if (succeeds(namespace, "true")) {
                return new ServerUser(namespace, "");
            }
        }
        for (String user : List.of("postgres", "nobody")) {
            List<String> prefix = List.of("runuser", "-u", user, "--");
            if (succeeds(prefix, "true")) {
                return new ServerUser(prefix, user);
            }
        }
        throw new DatabaseException(
                "TH-5011",
                "The embedded server does not run as root, and neither unshare nor runuser works here.",
                "Run tradehouse as an ordinary user, or set TRADEHOUSE_DB_URL.");
    }

    /** Hands a folder to the system user that runs the server; nothing to do where that is this process's own. */
    void own(Path folder) throws IOException {
        if (name.isEmpty()) {
            return;
        }
        UserPrincipal user =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(user)) {
                    Files.getFileAttributeView(
                                    file,
                                    java.nio.file.attribute.PosixFileAttributeView.class,
                                    LinkOption.NOFOLLOW_LINKS)
                            .setOwner(user);
                }
            }
        }
    }

    /** Runs a program to its end and returns what it said. */
    Said run(Path folder, String... command) throws IOException {
        return run(prefix, folder, command);
    }

    private static Said run(List<String> prefix, Path folder, String... command) throws IOException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of(command));
        Path output = Files.createTempFile("tradehouse", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(
                            output.toFile()); // a file, not a pipe: the server must not hold us by its end of a pipe
            builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
            builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
            Process process = builder.start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Said(-1, "no answer within 120 s");
            }
            return new Said(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command[0], interrupted);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static boolean succeeds(List<String> prefix, String command) {
        try {
            return run(prefix, Path.of("/"), command).exit() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Exit value and both outputs of a program. */
    record Said(int exit, String text) {}
}
