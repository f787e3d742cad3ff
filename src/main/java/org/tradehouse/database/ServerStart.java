package org.tradehouse.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Takes the server of a folder from whatever state it is in to ready. Called under the folder's lock. */
final class ServerStart {
    private static final String DATABASE = "tradehouse";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final Path data;
    private final Path secret;
    private final Path log;
    private final Map<String, String> settings;

    ServerStart(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.secret = folder.resolve("secret");
        this.log = folder.resolve("log");
        this.settings = settings;
    }

    ServerProcess run() throws IOException, SQLException {
        Optional<ServerProcess> running = ServerProcess.of(data);
        ServerProcess server = running.isPresent() ? awaitReady() : started();
        if (!Files.exists(folder.resolve("roles"))) {
            makeRoles(server.port());
            Files.writeString(folder.resolve("roles"), "made\n");
        }
        return server;
    }

    static Login login(Path folder, int port, String user) throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
        return new Login(url, user, Secrets.in(folder.resolve("secret")).of(user));
    }

    private ServerProcess started() throws IOException {
        Path programs = Binaries.unpackedUnder(folder);
        ServerUser user = ServerUser.current();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(programs, user);
        }
        refuseOtherRelease(programs);
        clearStalePid();
        writeSettings();
        Files.createDirectories(log);
        user.own(programs);
        user.own(data);
        user.own(log);
        return start(programs, user);
    }

    private void initialise(Path programs, ServerUser user) throws IOException {
        Secrets.create(secret);
        Files.deleteIfExists(folder.resolve("roles"));
        Path draft = folder.resolve("data.new");
        Binaries.delete(draft);
        Files.createDirectories(
                draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path password = draft.resolveSibling("password");
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, Secrets.in(secret).of(Secrets.OWNER));
        user.own(draft);
        user.own(password);
        user.own(programs);
        ServerUser.Said said = user.run(
                folder,
                programs.resolve("bin/initdb").toString(),
                "--pgdata=" + draft,
                "--username=" + Secrets.OWNER,
                "--pwfile=" + password,
                "--auth-local=scram-sha-256",
                "--auth-host=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions");
        Files.delete(password);
        if (said.exit() != 0) {
            throw new IOException("initdb says: " + said.text().strip());
        }
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A data folder is read by its own release only; within a release any update reads it. */
    private void refuseOtherRelease(Path programs) throws IOException {
        String mine = String.valueOf(programs.getFileName()).split("\\.")[0];
        String theirs = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!mine.equals(theirs) && !mine.equals("unversioned")) {
            throw new DatabaseException(
                    "TH-5016",
                    data + " was made by PostgreSQL " + theirs + ", this program brings PostgreSQL " + mine + ".",
                    "Use the program it was made with, or export TRADEHOUSE_HOME=... and load the archive again.");
        }
    }

    /**
     * A killed server leaves its pid behind. PostgreSQL sorts that out itself, except where the number now belongs to
     * another process, or to a dead one nobody has buried, as it happens in containers. Never while a process of the
     * killed server is still at work.
     */
    private void clearStalePid() throws IOException {
        if (!Files.exists(ServerProcess.pidFile(data))) {
            return;
        }
        if (!await(Duration.ofSeconds(20), () -> !ServerProcess.anyIn(data))) {
            throw new IOException("processes of a server that was killed are still at work in " + data);
        }
        Files.deleteIfExists(ServerProcess.pidFile(data));
    }

    private ServerProcess start(Path programs, ServerUser user) throws IOException {
        String said = "";
        for (int attempt = 0; attempt < 3; attempt++) {
            int port = freePort(attempt == 0);
            ServerUser.Said answer = user.run(
                    folder,
                    programs.resolve("bin/pg_ctl").toString(),
                    "start",
                    "-w",
                    "-t",
                    Long.toString(PATIENCE.toSeconds()),
                    "-D",
                    data.toString(),
                    "-l",
                    log.resolve("start.log").toString(),
                    "-o",
                    "-p " + port);
            if (answer.exit() == 0) {
                Files.writeString(folder.resolve("port"), port + "\n");
                return awaitReady();
            }
            said = answer.text();
        }
        throw new IOException(said.strip() + " " + lastWords());
    }

    private ServerProcess awaitReady() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<ServerProcess> server = ServerProcess.of(data);
            if (server.isEmpty()) {
                throw new IOException("the server ended while it was starting. " + lastWords());
            }
            if (server.get().ready()) {
                return server.get();
            }
            pause();
        }
        throw new IOException("the server is not ready after " + PATIENCE.toSeconds() + " s. " + lastWords());
    }

    /** The port of last time where it is free, so that a BI tool finds the server again. */
    private int freePort(boolean sameAsBefore) throws IOException {
        Path last = folder.resolve("port");
        if (sameAsBefore && Files.exists(last)) {
            int port = Integer.parseInt(Files.readString(last).strip());
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                // another one then
            }
        }
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private void writeSettings() throws IOException {
        Map<String, String> all = new LinkedHashMap<>(SETTINGS);
        all.putAll(settings);
        String text = all.entrySet().stream()
                .map(it -> it.getKey() + " = '" + it.getValue() + "'\n")
                .collect(Collectors.joining("", "# Written at every start of the server.\n", ""));
        Files.writeString(data.resolve("tradehouse.conf"), text);
        Path main = data.resolve("postgresql.conf");
        String include = "include_if_exists 'tradehouse.conf'";
        if (!Files.readString(main).contains(include)) {
            Files.writeString(
                    main, "\n" + include + "\n", StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.APPEND);
        }
    }

    /** Survives a power cut; one machine, a few people, no copies by streaming. */
    private static final Map<String, String> SETTINGS = new LinkedHashMap<>();

    static {
        SETTINGS.put("listen_addresses", "127.0.0.1");
        SETTINGS.put("unix_socket_directories", "");
        SETTINGS.put("password_encryption", "scram-sha-256");
        SETTINGS.put("max_connections", "80");
        SETTINGS.put("fsync", "on");
        SETTINGS.put("synchronous_commit", "on");
        SETTINGS.put("full_page_writes", "on");
        SETTINGS.put("wal_level", "minimal");
        SETTINGS.put("max_wal_senders", "0");
        SETTINGS.put("max_wal_size", "4GB");
        SETTINGS.put("checkpoint_timeout", "15min");
        SETTINGS.put("shared_buffers", "256MB");
        SETTINGS.put("maintenance_work_mem", "256MB");
        SETTINGS.put("work_mem", "16MB");
        SETTINGS.put("effective_cache_size", "1GB");
        SETTINGS.put("random_page_cost", "1.1");
        SETTINGS.put("jit", "off");
        SETTINGS.put("timezone", "UTC");
        SETTINGS.put("log_timezone", "UTC");
        SETTINGS.put("logging_collector", "on");
        SETTINGS.put("log_directory", "../log");
        SETTINGS.put("log_filename", "postgresql-%a.log");
        SETTINGS.put("log_rotation_age", "1d");
        SETTINGS.put("log_truncate_on_rotation", "on");
        SETTINGS.put("log_line_prefix", "%m [%p] %u ");
    }

    private void makeRoles(int port) throws IOException, SQLException {
        Login owner = login(folder, port, Secrets.OWNER).withDatabase("postgres");
        try (Connection connection = owner.connect();
                var statement = connection.createStatement()) {
            statement.execute("""
                    do $$ begin
                      if not exists (select from pg_roles where rolname = 'trade_reader') then create role trade_reader nologin; end if;
                      if not exists (select from pg_roles where rolname = 'trade_loader') then create role trade_loader nologin; end if;
                      if not exists (select from pg_roles where rolname = 'bi') then create role bi login in role trade_reader; end if;
                      if not exists (select from pg_roles where rolname = 'loader') then create role loader login in role trade_loader; end if;
                    end $$""");
            Secrets secrets = Secrets.in(secret);
            PGConnection server = connection.unwrap(PGConnection.class);
            server.alterUserPassword(Secrets.LOADER, secrets.of(Secrets.LOADER).toCharArray(), "scram-sha-256");
            server.alterUserPassword(Secrets.READER, secrets.of(Secrets.READER).toCharArray(), "scram-sha-256");
            try (var rows = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
                if (rows.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE);
        }
    }

    private String lastWords() {
        try {
            String text = Files.readString(log.resolve("start.log"), StandardCharsets.ISO_8859_1)
                    .strip();
            return text.substring(Math.max(0, text.length() - 600));
        } catch (IOException silent) {
            return "";
        }
    }

    private static boolean await(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(
                    "TH-5012", "The start of the server was interrupted.", "tradehouse db start", interrupted);
        }
    }
}
