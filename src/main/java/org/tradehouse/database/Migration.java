package org.tradehouse.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.changelog.RanChangeSet;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Brings a database to the state of the sql folder, under an advisory lock of a class of its own. Liquibase's own lock
 * row survives a killed process: it is cleared only while holding ours.
 */
final class Migration {
    /** Advisory locks: 1 = run by feed, 2 = publish by dataset, 3 = migration, 4 = year, 5 = stage. */
    private static final String LOCK = "select pg_advisory_lock(3, 1)";

    /** Held, so that the level stays: Liquibase tells every statement to this logger, we tell people only what failed. */
    private static final Logger CHATTER = Logger.getLogger("liquibase");

    private final Database database;
    private final SqlFiles files = SqlFiles.onClassPath();

    Migration(Database database) {
        this.database = database;
    }

    void run() {
        try {
            if (!isCurrent()) {
                migrateAlone();
            }
        } catch (SQLException | LiquibaseException failed) {
            throw new DatabaseException(
                    "TH-5008",
                    "The schema could not be brought up to date: " + reason(failed),
                    "Nothing is lost: what was done is kept. Look at the message, then: tradehouse db start",
                    failed);
        }
    }

    private boolean isCurrent() throws SQLException {
        try (Connection connection = database.connect(Database.Role.LOADER)) {
            return SchemaState.of(connection).isCurrent(files);
        } catch (DatabaseException refused) {
            return false; // the loader may not exist before the first migration; the migrator says what is wrong
        }
    }

    private void migrateAlone() throws SQLException, LiquibaseException {
        try (Connection lock = database.connect(Database.Role.MIGRATOR)) {
            execute(lock, LOCK); // freed with the connection, however this process ends
            SchemaState state = SchemaState.of(lock);
            if (!state.schema().equals(files.schema())) {
                prepare(lock);
                update();
                admitLoader(lock);
                record(lock, "schema_hash", files.schema());
            }
            if (!state.lists().equals(files.lists())) {
                loadLists(lock);
            }
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        execute(connection, "create schema if not exists ops");
        execute(connection, """
                do $$ begin
                  if to_regclass('ops.databasechangeloglock') is not null then
                    update ops.databasechangeloglock set locked = false, lockgranted = null, lockedby = null where locked;
                  end if;
                end $$""");
    }

    private void update() throws LiquibaseException, SQLException {
        System.setProperty("liquibase.analytics.enabled", "false"); // never calls home
        CHATTER.setLevel(Level.OFF);
        try (Connection connection = database.connect(Database.Role.MIGRATOR)) {
            Map<String, Object> quiet = Map.of(Scope.Attr.ui.name(), new LoggerUIService());
            Scope.child(quiet, () -> updateOver(connection));
        } catch (SQLException | LiquibaseException failed) {
            throw failed;
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new LiquibaseException(failed);
        }
    }

    private static void updateOver(Connection connection) throws LiquibaseException {
        liquibase.database.Database target =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        target.setLiquibaseSchemaName("ops");
        target.setDefaultSchemaName("ops");
        Liquibase liquibase = new Liquibase(
                SqlFiles.CHANGELOG, new ClassLoaderResourceAccessor(Migration.class.getClassLoader()), target);
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        refuseNewer(liquibase.listUnexpectedChangeSets(new Contexts(), new LabelExpression()));
        liquibase.update(new Contexts(), new LabelExpression());
    }

    private static void refuseNewer(Iterable<RanChangeSet> unknown) {
        for (RanChangeSet change : unknown) {
            throw new DatabaseException(
                    "TH-5009",
                    "The warehouse was made by a newer version of this program: it holds the change "
                            + change.getChangeLog() + " " + change.getId() + ".",
                    "Use the newer program, or another TRADEHOUSE_HOME.");
        }
    }

    /** On a server of somebody else the loader has a name of its own: it becomes a member of the loader's group. */
    private void admitLoader(Connection connection) throws SQLException {
        try (PreparedStatement grant = connection.prepareStatement("""
                select format('grant trade_loader to %I', r.rolname) from pg_roles r
                where r.rolname = ? and r.rolname <> current_user and not pg_has_role(r.oid, 'trade_loader', 'member')""")) {
            grant.setString(1, database.login(Database.Role.LOADER).user());
            try (var rows = grant.executeQuery()) {
                if (rows.next()) {
                    execute(connection, rows.getString(1));
                }
            }
        }
    }

    private void loadLists(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        for (ReferenceList list : presentLists()) {
            list.load(connection);
        }
        execute(connection, "select ops.expand_product_groups()");
        execute(connection, "analyze dw.dim_area");
        record(connection, "reference_hash", files.lists());
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static List<ReferenceList> presentLists() {
        return ReferenceList.ALL.stream()
                .filter(list -> SqlFiles.read(list.resource()) != null)
                .collect(Collectors.toList());
    }

    private static void record(Connection connection, String column, String hash) throws SQLException {
        String upsert = column.equals("schema_hash")
                ? "insert into ops.schema_state (schema_hash) values (?) on conflict (is_current) "
                        + "do update set schema_hash = excluded.schema_hash, migrated_at = clock_timestamp()"
                : "update ops.schema_state set reference_hash = ?, migrated_at = clock_timestamp()";
        try (PreparedStatement statement = connection.prepareStatement(upsert)) {
            statement.setString(1, hash);
            statement.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String reason(Throwable failed) {
        Throwable deepest = failed;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
