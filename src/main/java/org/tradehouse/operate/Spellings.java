package org.tradehouse.operate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.tradehouse.database.Database;
import org.tradehouse.load.LoadException;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.run.RunState;

/** Publishers' spellings that people taught, versioned in {@code ops.alias}. */
final class Spellings {
    private final Database database;

    Spellings(Database database) {
        this.database = database;
    }

    Result add(String feed, String kind, String alias, String code, String who, String reason) {
        try {
            CodeLists.seeded().withAliases(List.of(new CodeLists.Alias(kind, alias, code)));
        } catch (IllegalArgumentException e) {
            throw new LoadException(
                    "TH-4030",
                    e.getMessage() == null ? "the alias is not understood" : e.getMessage(),
                    "tradehouse map add partner \"" + alias + "\" CODE",
                    e);
        }
        try (Connection connection = database.connect(Database.Role.LOADER)) {
            connection.setAutoCommit(false);
            run(
                    connection,
                    "update ops.alias set retired_at = now() where feed = ? and kind = ? and alias = ? and retired_at is null",
                    feed,
                    kind,
                    alias);
            run(
                    connection,
                    "insert into ops.alias (feed, kind, alias, code, created_by, reason) values (?, ?, ?, ?, ?, nullif(?, ''))",
                    feed,
                    kind,
                    alias,
                    code,
                    who,
                    reason);
            connection.commit();
        } catch (SQLException e) {
            throw new LoadException(
                    "TH-5044", "the alias could not be written: " + e.getMessage(), "tradehouse db status", e);
        }
        return Result.done(
                feed,
                RunState.DONE,
                0,
                "'" + alias + "' now means " + code + " (" + kind + ", " + (feed.equals("*") ? "every feed" : feed)
                        + ")",
                "tradehouse retry RUN brings its figures in");
    }

    private static void run(Connection connection, String sql, String... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }
}
