package org.tradehouse.run;

import java.sql.SQLException;
import java.util.List;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.tradehouse.load.Outcome;

/** Writes a block's outcomes in the block's own transaction and tells how far the file is once they are committed. */
final class StageWriter implements ItemWriter<StageWriter.StagedBlock> {
    private final Stage stage;
    private final Progress progress;
    private long read;
    private long rejected;

    StageWriter(Stage stage, Progress progress) {
        this.stage = stage;
        this.progress = progress;
    }

    /** A block whose rows have become outcomes. */
    record StagedBlock(int number, List<Outcome> outcomes) {}

    @Override
    public void write(Chunk<? extends StagedBlock> chunk) throws SQLException {
        for (StagedBlock block : chunk) {
            Fault.point("block-begin");
            stage.write(block.number(), block.outcomes());
            Fault.point("block-staged");
            TransactionSynchronizationManager.registerSynchronization(new Committing(block));
        }
    }

    private final class Committing implements TransactionSynchronization {
        private final StagedBlock block;

        Committing(StagedBlock block) {
            this.block = block;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            Fault.point("block-commit");
        }

        @Override
        public void afterCommit() {
            read += block.outcomes().size();
            rejected += block.outcomes().stream()
                    .filter(Outcome.Rejected.class::isInstance)
                    .count();
            progress.rows(read, rejected);
            Fault.point("block-committed");
        }
    }
}
