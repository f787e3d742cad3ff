package org.tradehouse.run;

import java.sql.SQLException;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.tradehouse.stage.EncodedBlock;

/** Writes a block's outcomes in the block's own transaction and tells how far the file is once they are committed. */
final class StageWriter implements ItemWriter<EncodedBlock> {
    private final Stage stage;
    private final Progress progress;
    private long read;
    private long rejected;

    StageWriter(Stage stage, Progress progress) {
        this.stage = stage;
        this.progress = progress;
    }

    @Override
    public void write(Chunk<? extends EncodedBlock> chunk) throws SQLException {
        for (EncodedBlock block : chunk) {
            Fault.point("block-begin");
            stage.write(block);
            Fault.point("block-staged");
            TransactionSynchronizationManager.registerSynchronization(new Committing(block));
        }
    }

    private final class Committing implements TransactionSynchronization {
        private final EncodedBlock block;

        Committing(EncodedBlock block) {
            this.block = block;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            Fault.point("block-commit");
        }

        @Override
        public void afterCommit() {
            read += block.written().read();
            rejected += block.written().rejected();
            progress.rows(read, rejected);
            Fault.point("block-committed");
        }
    }
}
