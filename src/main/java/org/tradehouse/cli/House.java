package org.tradehouse.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.tradehouse.database.Database;
import org.tradehouse.database.EmbeddedServer;
import org.tradehouse.feed.Feeds;
import org.tradehouse.operate.Look;

/** The installation a command works in: its folders, feeds and database, opened when first needed. */
final class House implements AutoCloseable {
    private final Desk desk;
    private @Nullable Path home;
    private @Nullable Path jobs;
    private boolean json;
    private @Nullable Database database;

    House(Desk desk) {
        this.desk = desk;
    }

    Desk desk() {
        return desk;
    }

    boolean json() {
        return json;
    }

    void json(boolean wanted) {
        json = wanted;
    }

    void home(Path said) {
        home = said;
    }

    void jobs(Path said) {
        jobs = said;
    }

    /** {@code --home}, else TRADEHOUSE_HOME, else {@code data} in the project. */
    Path home() {
        Path said = home;
        if (said != null) {
            return said.toAbsolutePath();
        }
        String environment = desk.environment().getOrDefault("TRADEHOUSE_HOME", "");
        return environment.isEmpty()
                ? desk.root().resolve("data")
                : Path.of(environment).toAbsolutePath();
    }

    Feeds feeds() {
        Path said = jobs;
        return Feeds.in(said == null ? desk.root().resolve("jobs") : said.toAbsolutePath());
    }

    /** The database; the embedded server is started when it does not run. */
    Database database() {
        Database open = database;
        if (open == null) {
            open = Database.open(home(), desk.environment());
            database = open;
        }
        return open;
    }

    /** True where the environment names a server. */
    boolean isExternal() {
        return !desk.environment().getOrDefault("TRADEHOUSE_DB_URL", "").isBlank();
    }

    /** True where no database is named and none has been made: the very first call on a machine. */
    boolean isEmpty() {
        return !isExternal() && !Files.isDirectory(home().resolve("pg"));
    }

    /** Says once that the embedded server is being started, which takes some seconds the first time. */
    void announceStart() {
        if (!isExternal() && !EmbeddedServer.under(home()).status().running()) {
            desk.err()
                    .println("Starting the embedded PostgreSQL under " + home() + (isEmpty() ? " (made once)" : "")
                            + "; it goes on until: tradehouse db stop");
        }
    }

    /** Looks through a connection of its own; checks the schema and never migrates. */
    <T> T looking(Looking<T> looking) throws SQLException {
        database().requireSchema();
        try (Connection connection = database().connect(Database.Role.LOADER)) {
            return looking.through(new Look(connection, desk.clock()));
        }
    }

    /** What is done with a look. */
    @FunctionalInterface
    interface Looking<T> {
        T through(Look look) throws SQLException;
    }

    @Override
    public void close() {
        Database open = database;
        if (open != null) {
            open.close();
        }
    }
}
