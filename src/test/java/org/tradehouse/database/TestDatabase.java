package org.tradehouse.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A database of its own for one test, on a real server: a copy of a migrated template, dropped on close. The server
 * stands under {@code target/test-home-1}, one for each process of tests, and is used again by the next run.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final EmbeddedServer SERVER = EmbeddedServer.under(
            Path.of("target", "test-home-" + System.getProperty("test.process", "1")),
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off", "shared_buffers", "128MB"));

    private final String name;
    private final Database database;

    private TestDatabase(String name) {
        this.name = name;
        this.database = on(name);
    }

    /** A fresh copy of the schema with the code lists in it and nothing else. */
    public static TestDatabase fresh() {
        String name = "t_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        administer("create database " + name + " template " + Template.NAME);
        administer("revoke temporary on database " + name
                + " from public"); // what a copy of a database does not take along
        administer("grant temporary on database " + name + " to trade_loader");
        return new TestDatabase(name);
    }

    /** A database without any schema. */
    static TestDatabase empty() {
        String name = "t_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet();
        administer("create database " + name);
        return new TestDatabase(name);
    }

    /** What the program opens; closing it closes the pool alone. */
    public Database database() {
        return database;
    }

    /** A new connection of the loader in auto-commit; the test closes it. */
    public Connection loader() {
        return database.connect(Database.Role.LOADER);
    }

    /** A new connection of a BI tool. */
    public Connection reader() {
        return database.connect(Database.Role.READER);
    }

    /** A new connection of the owner of the schema. */
    public Connection owner() {
        return database.connect(Database.Role.MIGRATOR);
    }

    /** The loader's pool. */
    public DataSource dataSource() {
        return database.pool();
    }

    /** Environment that makes another process use this database. */
    public Map<String, String> environment() {
        Login loader = database.login(Database.Role.LOADER);
        Login owner = database.login(Database.Role.MIGRATOR);
        return Map.of(
                "TRADEHOUSE_DB_URL", loader.url(),
                "TRADEHOUSE_DB_USER", loader.user(),
                "TRADEHOUSE_DB_PASSWORD", loader.password(),
                "TRADEHOUSE_DB_MIGRATOR_USER", owner.user(),
                "TRADEHOUSE_DB_MIGRATOR_PASSWORD", owner.password());
    }

    /** Runs statements as the loader. */
    public void execute(String... statements) {
        try (Connection connection = loader();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Rows of a query, cells as text joined with {@code |}, null as empty. */
    public List<String> query(String sql) {
        try (Connection connection = loader();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    String cell = rows.getString(column);
                    line.append(column == 1 ? "" : "|").append(cell == null ? "" : cell);
                }
                lines.add(line.toString());
            }
            return lines;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Puts everybody out and lets nobody in, as if the server were away; or lets all in again. */
    public void reachable(boolean isReachable) {
        administer("alter database " + name + " allow_connections " + isReachable);
        if (!isReachable) {
            administer("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
        }
    }

    @Override
    public void close() {
        database.close();
        administer("drop database if exists " + name + " with (force)");
    }

    private static Database on(String name) {
        return new Database(role -> SERVER.login(role).withDatabase(name), true);
    }

    private static void administer(String sql) {
        try (Connection connection = SERVER.login(Database.Role.MIGRATOR)
                        .withDatabase("postgres")
                        .connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** The migrated database all others are copies of; its name holds the state of the sql folder. */
    private static final class Template {
        static final String NAME = made();

        private static String made() {
            SqlFiles files = SqlFiles.onClassPath();
            String name = "template_" + files.schema().substring(0, 12) + "_"
                    + files.lists().substring(0, 12);
            try (Connection connection = SERVER.login(Database.Role.MIGRATOR)
                            .withDatabase("postgres")
                            .connect();
                    var statement = connection.createStatement()) {
                statement.execute("select pg_advisory_lock(9, 1)"); // two test runs in one folder
                sweep(connection, name);
                if (!exists(connection, name)) {
                    make(connection, name);
                }
                return name;
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private static void make(Connection connection, String name) throws SQLException {
            try (var statement = connection.createStatement()) {
                String draft = "draft_" + name;
                statement.execute("drop database if exists " + draft + " with (force)");
                statement.execute("create database " + draft);
                try (Database database = on(draft)) {
                    database.migrate();
                }
                statement.execute("alter database " + draft + " rename to " + name);
            }
        }

        private static boolean exists(Connection connection, String name) throws SQLException {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select from pg_database where datname = '" + name + "'")) {
                return rows.next();
            }
        }

        /** Databases of runs that are gone, and templates of other states. */
        private static void sweep(Connection connection, String current) throws SQLException {
            List<String> names = new ArrayList<>();
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select datname from pg_database where datname ~ '^(t_[0-9]+_|template_[0-9a-f]{12}_|draft_)'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String name : names) {
                boolean alive = name.startsWith("t_")
                        && ProcessHandle.of(Long.parseLong(name.split("_")[1])).isPresent();
                if (!alive && !name.equals(current)) {
                    try (var statement = connection.createStatement()) {
                        statement.execute("drop database if exists " + name + " with (force)");
                    }
                }
            }
        }
    }
}
