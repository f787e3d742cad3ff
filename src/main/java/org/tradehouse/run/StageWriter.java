package org.tradehouse.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.tradehouse.load.Outcome;
import org.tradehouse.stage.StageTable;

/** Writes a block's outcomes in the block's own transaction, behind the fence of the lease. */
final class StageWriter implements ItemWriter<StageWriter.StagedBlock> {
    private final DataSource pool;
    private final Attempt attempt;
    private long read;
    private long rejected;

    StageWriter(DataSource pool, Attempt attempt) {
        this.pool = pool;
        this.attempt = attempt;
    }

    /** A block whose rows have become outcomes. */
    record StagedBlock(int number, List<Outcome> outcomes) {}

    @Override
    public void write(Chunk<? extends StagedBlock> chunk) throws SQLException {
        for (StagedBlock block : chunk) {
            write(block);
        }
    }

    private void write(StagedBlock block) throws SQLException {
        Fault.point("block-begin");
        Connection connection = DataSourceUtils.getConnection(pool);
        try {
            Lease.fence(connection, attempt.feed().name(), attempt.token());
            StageTable.of(connection, attempt.load(), attempt.runId()).write(block.number(), block.outcomes());
        } finally {
            DataSourceUtils.releaseConnection(connection, pool);
        }
        Fault.point("block-staged");
        TransactionSynchronizationManager.registerSynchronization(new Committing(block));
    }

    private final class Committing implements TransactionSynchronization {
        private final List<Outcome> outcomes;

        Committing(StagedBlock block) {
            this.outcomes = new ArrayList<>(block.outcomes());
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            Fault.point("block-commit");
        }

        @Override
        public void afterCommit() {
            read += outcomes.size();
            rejected +=
                    outcomes.stream().filter(Outcome.Rejected.class::isInstance).count();
            attempt.progress().rows(read, rejected);
            Fault.point("block-committed");
        }
    }
}
