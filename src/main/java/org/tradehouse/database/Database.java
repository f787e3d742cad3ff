package org.tradehouse.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Front door to the database: the embedded server under a home folder, or the server the environment names. Opening
 * touches nothing; the embedded server starts with the first connection and outlives this process.
 */
public final class Database implements AutoCloseable {
    /** As whom to connect. */
    public enum Role {
        /** Writes figures and operations, owns no tables. */
        LOADER,
        /** What BI tools are: reads {@code mart} and {@code dw}. */
        READER,
        /** Owns the schema. */
        MIGRATOR
    }

    private final Function<Role, Login> logins;
    private final boolean embedded;
    private @Nullable HikariDataSource pool;

    Database(Function<Role, Login> logins, boolean embedded) {
        this.logins = logins;
        this.embedded = embedded;
    }

    /** The server of {@code TRADEHOUSE_DB_URL}, else the embedded one under {@code home}. */
    public static Database open(Path home, Map<String, String> env) {
        if (ExternalLogins.named(env)) {
            return new Database(new ExternalLogins(env)::of, false);
        }
        EmbeddedServer server = EmbeddedServer.under(home);
        return new Database(server::login, true);
    }

    /** True where the server is our own. */
    public boolean isEmbedded() {
        return embedded;
    }

    /** A connection of its own, outside the pool, in auto-commit: for locks, for looking, for bulk work. The caller closes it. */
    public Connection connect(Role role) {
        return logins.apply(role).connect();
    }

    /** A small pool of the loader's connections, made when first asked for. */
    public synchronized DataSource pool() {
        if (pool == null) {
            pool = newPool(logins.apply(Role.LOADER));
        }
        return pool;
    }

    /**
     * Brings schema and code lists to the state of this program. Returns at once where they are; two at a time are
     * safe, also when one of them dies half-way.
     */
    public void migrate() {
        new Migration(this).run();
    }

    /** For commands that look: refuses a database without schema or with that of another version. */
    public void requireSchema() {
        try (Connection connection = connect(Role.LOADER)) {
            SchemaState.of(connection).require(SqlFiles.onClassPath());
        } catch (java.sql.SQLException failed) {
            throw new DatabaseException(
                    "TH-5005",
                    "The state of the schema can not be read: " + failed.getMessage(),
                    "tradehouse db status",
                    failed);
        }
    }

    /** The address without user and password, for people. */
    public String address() {
        return logins.apply(Role.LOADER).url();
    }

    /** Where other tools find it. */
    public Address place() {
        return Address.of(address());
    }

    /** The name under which a role logs in. */
    public String userOf(Role role) {
        return logins.apply(role).user();
    }

    Login login(Role role) {
        return logins.apply(role);
    }

    private static HikariDataSource newPool(Login login) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("tradehouse");
        config.setJdbcUrl(login.url());
        config.setUsername(login.user());
        config.setPassword(login.password());
        login.properties().forEach((name, value) -> config.addDataSourceProperty((String) name, value));
        config.setConnectionInitSql(Login.SESSION);
        config.setMaximumPoolSize(6);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(15_000);
        return new HikariDataSource(config);
    }

    /** Closes the pool. The embedded server goes on: other commands may be at work. */
    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }
}
