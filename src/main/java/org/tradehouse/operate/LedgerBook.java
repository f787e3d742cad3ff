package org.tradehouse.operate;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tradehouse.database.Database;
import org.tradehouse.load.LoadException;

/** The table of corrections and its audit trail, a transaction at a time. */
final class LedgerBook {
    private final Database database;

    LedgerBook(Database database) {
        this.database = database;
    }

    /** Statements of one transaction. */
    interface Work<T> {
        T with(Connection connection, Rows rows) throws SQLException;
    }

    /** Works in a transaction; who writes commits. */
    <T> T through(Work<T> work) {
        try (Connection connection = database.connect(Database.Role.LOADER)) {
            connection.setAutoCommit(false);
            return work.with(connection, new Rows(connection));
        } catch (SQLException e) {
            throw new LoadException(
                    "TH-5044", "the correction could not be written: " + e.getMessage(), "tradehouse db status", e);
        }
    }

    /** The correction of this number; TH-4043 where there is none. */
    CorrectionLine known(long id) {
        Optional<CorrectionLine> known = through((connection, rows) -> new CorrectionQuery(rows).one(id));
        return known.orElseThrow(
                () -> new LoadException("TH-4043", "there is no correction " + id, "tradehouse correction list --all"));
    }

    /** True where published figures follow it. */
    boolean inForce(long id) {
        return through((connection, rows) -> !rows.list(
                        "select 1 from dw.correction where correction_id = ? and ended_by_load_key is null",
                        row -> 1,
                        id)
                .isEmpty());
    }

    /** Writes a decision of a person and its trace. */
    void decided(long id, String who, String action, String sql, Object... parameters) {
        through((connection, rows) -> {
            rows.list("with u as (" + sql + " returning 1) select count(*) from u", row -> 0, parameters);
            audit(rows, who, action, id);
            connection.commit();
            return 0;
        });
    }

    /** Who did what, in the transaction that does it. */
    static void audit(Rows rows, String who, String action, long id) throws SQLException {
        rows.list(
                "insert into ops.audit (who, action, after) select ?, ?, to_jsonb(c) from ops.correction c where correction_id = ? returning audit_id",
                row -> 0,
                who,
                action,
                id);
    }

    /** What takes a correction back. */
    static String undo(long id) {
        return "undo: tradehouse correction retire " + id + " --reason \"...\"";
    }

    /** An amount to the last digit; empty where there is none. */
    static String plain(@Nullable BigDecimal usd) {
        return usd == null ? "" : Say.exact(usd);
    }
}
