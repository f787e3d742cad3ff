package org.tradehouse.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * The PostgreSQL server under a home folder: made when missing, started when down, attached to when up. It belongs to no
 * process: it goes on until {@link #stop} is called.
 */
public final class EmbeddedServer {
    private final Path home;
    private final Path folder;
    private final Map<String, String> settings;

    private EmbeddedServer(Path home, Map<String, String> settings) {
        this.home = home.toAbsolutePath().normalize();
        this.folder = this.home.resolve("pg");
        this.settings = settings;
    }

    /** The server of a home folder, whether it exists already or not. Nothing is started. */
    public static EmbeddedServer under(Path home) {
        return new EmbeddedServer(home, Map.of());
    }

    /** With settings of {@code postgresql.conf} of its own: servers of tests need not survive a power cut. */
    static EmbeddedServer under(Path home, Map<String, String> settings) {
        return new EmbeddedServer(home, settings);
    }

    /**
     * Whether the server runs, and where.
     *
     * @param port where it listens on 127.0.0.1; 0 while it is down
     * @param folder what it keeps
     */
    public record Status(boolean running, long pid, int port, Path folder) {}

    /** Starts the server, or does nothing where it runs. Safe to call from several processes at once. */
    public Status start() {
        return locked(() -> status(new ServerStart(folder, settings).run()));
    }

    /** Looks without starting anything. */
    public Status status() {
        try {
            return status(ServerProcess.of(folder.resolve("data")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Stops the server and returns true, or returns false where it was down.
     *
     * @param evenAtWork also while other commands are connected; they fail and can be retried
     */
    public boolean stop(boolean evenAtWork) {
        if (!status().running()) {
            return false;
        }
        return locked(() -> {
            if (!evenAtWork) {
                refuseWhileAtWork();
            }
            ServerUser.Said said = ServerUser.current()
                    .run(
                            folder,
                            Binaries.unpackedUnder(folder).resolve("bin/pg_ctl").toString(),
                            "stop",
                            "-m",
                            "fast",
                            "-w",
                            "-D",
                            folder.resolve("data").toString());
            if (said.exit() != 0 && status().running()) {
                throw new DatabaseException(
                        "TH-5015",
                        "The server of " + home + " does not stop: "
                                + said.text().strip(),
                        "Try again; the last words of the server are in " + folder.resolve("log") + ".");
            }
            return true;
        });
    }

    Login login(Database.Role role) {
        Status status = start();
        String user = switch (role) {
            case LOADER -> Secrets.LOADER;
            case READER -> Secrets.READER;
            case MIGRATOR -> Secrets.OWNER;
        };
        try {
            return ServerStart.login(folder, status.port(), user);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void refuseWhileAtWork() throws IOException, SQLException {
        int port = status().port();
        try (Connection connection =
                        ServerStart.login(folder, port, Secrets.OWNER).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select count(*) from pg_stat_activity where backend_type = 'client backend'
                        and application_name = 'tradehouse' and pid <> pg_backend_pid()""")) {
            rows.next();
            if (rows.getInt(1) > 0) {
                throw new DatabaseException(
                        "TH-5014",
                        "The server of " + home + " is in use by other commands (" + rows.getInt(1) + " connections).",
                        "Wait until they are done, or stop them, then: tradehouse db stop");
            }
        }
    }

    private Status status(Optional<ServerProcess> process) {
        return process.map(it -> new Status(true, it.pid(), it.port(), folder)).orElse(new Status(false, 0, 0, folder));
    }

    private Status status(ServerProcess process) {
        return status(Optional.of(process));
    }

    /** One at a time, over all processes and all threads. */
    private <T> T locked(Work<T> work) {
        synchronized (EmbeddedServer.class) { // a file lock is held by the process, not by the thread
            try {
                makeFolder();
                try (FileChannel file = FileChannel.open(
                                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = file.lock()) {
                    assert lock.isValid();
                    return work.done();
                }
            } catch (IOException | SQLException failed) {
                throw new DatabaseException(
                        "TH-5012",
                        "The embedded server of " + home + " can not be started: " + failed,
                        "Look into " + folder.resolve("log") + ", then: tradehouse db start",
                        failed);
            }
        }
    }

    private void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(home);
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        String owner = Files.getOwner(folder).getName();
        String me = System.getProperty("user.name", "");
        boolean mine = owner.equals(me) || me.equals("root") && (owner.equals("postgres") || owner.equals("nobody"));
        if (!mine) {
            throw new DatabaseException(
                    "TH-5013",
                    folder + " belongs to user '" + owner + "', you are '" + me + "'.",
                    "Run tradehouse as '" + owner + "', or name a folder of your own: export TRADEHOUSE_HOME=...");
        }
    }

    private interface Work<T> {
        T done() throws IOException, SQLException;
    }
}
