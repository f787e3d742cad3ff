package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tradehouse.load.Outcome;
import org.tradehouse.stage.EncodedBlock;
import org.tradehouse.stage.StageTable;

/**
 * The stage table of an attempt on a session of its own: one connection for the blocks, so that what the table knows about
 * keys lasts for the whole file, and one for new members of dimensions. A block commits on the first; the framework's
 * bookkeeping commits apart and is never asked where to go on.
 */
final class Stage implements AutoCloseable {
    private final Attempt attempt;
    private final Connection block;
    private final Connection keys;
    private final PlatformTransactionManager transactions;
    private @Nullable StageTable table;

    private Stage(Attempt attempt, Connection block, Connection keys) {
        this.attempt = attempt;
        this.block = block;
        this.keys = keys;
        this.transactions = new JdbcTransactionManager(new SingleConnectionDataSource(block, true));
    }

    static Stage open(Attempt attempt, Supplier<Connection> sessions) throws SQLException {
        Connection block = sessions.get();
        unhurried(block);
        block.setAutoCommit(false);
        return new Stage(attempt, block, sessions.get());
    }

    /**
     * A block need not reach the disk before the next begins: a machine that loses power forgets the last blocks as a whole,
     * rows and position together, and they are staged again. Publishing waits for the disk, and takes them with it.
     */
    private static void unhurried(Connection block) throws SQLException {
        try (Statement set = block.createStatement()) {
            set.execute("set synchronous_commit = off");
        }
    }

    /** The transactions of the blocks. */
    PlatformTransactionManager transactions() {
        return transactions;
    }

    /** Staged blocks are trusted only when every one holds as many rows as it says; else all is staged again (§3 g2). */
    int lastBlock() {
        int[] last = {0};
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            try {
                Lease.fence(block, attempt.feed().name(), attempt.token());
                last[0] = verified();
            } catch (SQLException e) {
                throw new DatabaseFailure(e);
            }
        });
        if (last[0] > 0) {
            attempt.say("goes on after block " + last[0] + ", staged blocks verified");
        }
        return last[0];
    }

    /** Makes a block ready to be written, part by part, by a thread of its own. */
    @Nullable
    EncodedBlock encode(int number, List<Outcome> outcomes, boolean isLast) throws SQLException {
        return table().encode(number, outcomes, isLast);
    }

    /** Writes blocks in the transaction that is open. */
    void write(List<EncodedBlock> encoded) throws SQLException {
        Lease.fence(block, attempt.feed().name(), attempt.token());
        table().write(encoded);
    }

    /** Hands over what was noticed while the whole file was staged, if it was staged here. */
    void sum() {
        if (table == null) {
            return;
        }
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            try {
                Lease.fence(block, attempt.feed().name(), attempt.token());
                table().sum();
            } catch (SQLException e) {
                throw new DatabaseFailure(e);
            }
        });
    }

    @Override
    public void close() throws SQLException {
        try (keys) {
            block.close();
        }
    }

    private int verified() throws SQLException {
        if (!table().agrees()) {
            attempt.say("the staged rows do not agree with their blocks: staging again from the beginning");
            table().startAgain();
        }
        return table().lastBlock();
    }

    private StageTable table() throws SQLException {
        if (table == null) {
            table = StageTable.open(block, keys, attempt.load(), attempt.runId());
        }
        return table;
    }
}
