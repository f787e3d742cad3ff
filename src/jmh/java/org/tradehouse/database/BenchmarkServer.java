package org.tradehouse.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.tradehouse.database.Database.Role;

/** The embedded server of the benchmark, with the settings of the product, and its databases: copies of templates. */
public final class BenchmarkServer {
    private final EmbeddedServer server;

    private BenchmarkServer(EmbeddedServer server) {
        this.server = server;
    }

    /** Started, where it does not run. */
    public static BenchmarkServer under(Path home) {
        EmbeddedServer server = EmbeddedServer.under(home);
        server.start();
        return new BenchmarkServer(server);
    }

    /** The state of schema and code lists of this program. */
    public static String schema() {
        SqlFiles files = SqlFiles.onClassPath();
        return files.schema() + " " + files.lists();
    }

    /** The process whose children do the work. */
    public long pid() {
        return server.status().pid();
    }

    /** Stops the server. */
    public void stop() {
        server.stop(true);
    }

    /** A database with the schema and the code lists of this program and nothing else. */
    public void createEmpty(String name) {
        drop(name);
        administer("create database " + name);
        upgrade(name);
    }

    /** Brings the schema of a database that was kept up to that of this program. */
    public void upgrade(String name) {
        try (Database database = open(name)) {
            database.migrate();
        }
    }

    /** A copy of a database that nobody is connected to. */
    public void copy(String name, String template) {
        drop(name);
        administer("create database " + name + " template " + template + " strategy file_copy");
    }

    /** Forgets a database. */
    public void drop(String name) {
        administer("drop database if exists " + name + " with (force)");
    }

    /** Gives a database another name, in the place of the one that had it. */
    public void rename(String name, String other) {
        drop(other);
        administer("alter database " + name + " rename to " + other);
    }

    /** Whether there is such a database. */
    public boolean exists(String name) {
        try (Connection connection = owner("postgres");
                var select = connection.prepareStatement("select from pg_database where datname = ?")) {
            select.setString(1, name);
            return select.executeQuery().next();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Lets the server's log say what takes the loader long, or not. */
    public void logStatements(boolean wanted) {
        administer("alter role " + Secrets.LOADER
                + (wanted ? " set log_min_duration_statement = 20" : " reset log_min_duration_statement"));
    }

    /** Everything written so far is on the disk: what comes next does not pay for it. */
    public void checkpoint() {
        administer("checkpoint");
    }

    /** What the program would open. */
    public Database open(String name) {
        return new Database(role -> server.login(role).withDatabase(name), true);
    }

    /** A session of the owner of the schema. */
    public Connection owner(String name) {
        return server.login(Role.MIGRATOR).withDatabase(name).connect();
    }

    /** Environment that makes another process use this database. */
    public Map<String, String> environment(String name) {
        Login loader = server.login(Role.LOADER).withDatabase(name);
        Login owner = server.login(Role.MIGRATOR).withDatabase(name);
        return Map.of(
                "TRADEHOUSE_DB_URL", loader.url(),
                "TRADEHOUSE_DB_USER", loader.user(),
                "TRADEHOUSE_DB_PASSWORD", loader.password(),
                "TRADEHOUSE_DB_MIGRATOR_USER", owner.user(),
                "TRADEHOUSE_DB_MIGRATOR_PASSWORD", owner.password());
    }

    /** User, password, host, port and database, for programs that are not Java. */
    public Map<String, String> libpq(String name) {
        Login loader = server.login(Role.LOADER).withDatabase(name);
        return Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                String.valueOf(server.status().port()),
                "PGUSER",
                loader.user(),
                "PGPASSWORD",
                loader.password(),
                "PGDATABASE",
                name);
    }

    private void administer(String sql) {
        try (Connection connection = owner("postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }
}
