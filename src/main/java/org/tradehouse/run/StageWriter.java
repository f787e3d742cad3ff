package org.tradehouse.run;

import java.sql.SQLException;
import java.util.List;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.tradehouse.stage.EncodedBlock;

/** Writes the outcomes of a few blocks in one transaction and tells how far the file is once they are committed. */
final class StageWriter implements ItemWriter<List<EncodedBlock>> {
    private final Stage stage;
    private final Progress progress;
    private long read;
    private long rejected;

    StageWriter(Stage stage, Progress progress) {
        this.stage = stage;
        this.progress = progress;
    }

    @Override
    public void write(Chunk<? extends List<EncodedBlock>> chunk) throws SQLException {
        for (List<EncodedBlock> blocks : chunk) {
            Fault.point("block-begin");
            stage.write(blocks);
            Fault.point("block-staged");
            TransactionSynchronizationManager.registerSynchronization(new Committing(blocks));
        }
    }

    private final class Committing implements TransactionSynchronization {
        private final List<EncodedBlock> blocks;

        Committing(List<EncodedBlock> blocks) {
            this.blocks = blocks;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            Fault.point("block-commit");
        }

        @Override
        public void afterCommit() {
            for (EncodedBlock block : blocks) {
                read += block.written().read();
                rejected += block.written().rejected();
            }
            progress.rows(read, rejected);
            Fault.point("block-committed");
        }
    }
}
