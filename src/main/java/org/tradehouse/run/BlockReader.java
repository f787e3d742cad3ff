package org.tradehouse.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Load;
import org.tradehouse.load.RowBlock;
import org.tradehouse.read.RowBlocks;
import org.tradehouse.read.RowReader;
import org.tradehouse.trade.Field;

/**
 * Hands out the blocks of the archived file that are not staged yet, read ahead by a thread of its own so that parsing and
 * the database work at the same time. Where to go on is asked of our own tables, never of the framework's context.
 */
final class BlockReader implements ItemStreamReader<RowBlock> {
    private static final int AHEAD = 2;
    private static final int PATIENCE_SECONDS = 1;

    private final RowReader reader;
    private final Load load;
    private final StagedSoFar staged;
    private final Opened opened;
    private final BlockingQueue<Step> ahead = new ArrayBlockingQueue<>(AHEAD);
    private volatile boolean closed;
    private @Nullable Thread thread;
    private Map<Field, String> attributes = Map.of();

    BlockReader(RowReader reader, Load load, StagedSoFar staged, Opened opened) {
        this.reader = reader;
        this.load = load;
        this.staged = staged;
        this.opened = opened;
    }

    /** The last block that is committed, 0 for none. */
    interface StagedSoFar {
        int lastBlock();
    }

    /** Hears what the file says about itself: before its first block, and what the reader noticed after its last. */
    interface Opened {
        void begins(Map<Field, String> attributes, List<String> headers);

        void ended(List<Finding> findings);
    }

    private sealed interface Step {
        record Block(RowBlock block) implements Step {}

        record End(Map<Field, String> attributes, List<Finding> findings) implements Step {}

        record Failure(Throwable cause) implements Step {}
    }

    @Override
    public void open(ExecutionContext context) {
        int last = staged.lastBlock();
        Thread reading = new Thread(() -> readAhead(last), "read " + load.feed());
        reading.setDaemon(true);
        thread = reading;
        reading.start();
    }

    @Override
    public @Nullable RowBlock read() throws Exception {
        Step step = ahead.take();
        if (step instanceof Step.Block block) {
            return block.block();
        }
        ahead.put(step);
        if (step instanceof Step.Failure failure) {
            throw failure.cause() instanceof Exception e ? e : new IllegalStateException(failure.cause());
        }
        Step.End end = (Step.End) step;
        attributes = end.attributes();
        opened.ended(end.findings());
        return null;
    }

    /** What the file says once is kept with the step, for the stations after it. */
    @Override
    public void update(ExecutionContext context) {
        attributes.forEach((field, text) -> context.putString(field.yamlName(), text));
    }

    @Override
    public void close() {
        closed = true;
        Thread reading = thread;
        if (reading != null) {
            reading.interrupt();
        }
    }

    private void readAhead(int last) {
        try (RowBlocks blocks = reader.open(load)) {
            RowBlock block = blocks.next();
            if (block != null && !block.rows().isEmpty()) {
                opened.begins(blocks.attributes(), block.rows().get(0).part().headers());
            }
            if (last > 1) {
                blocks.skipTo(last + 1);
            }
            for (; block != null && !closed; block = blocks.next()) {
                if (block.number() > last) {
                    hand(new Step.Block(block));
                }
            }
            hand(new Step.End(blocks.attributes(), blocks.findings()));
        } catch (InterruptedException e) {
            closed = true;
        } catch (IOException | RuntimeException | Error e) {
            try {
                hand(new Step.Failure(e));
            } catch (InterruptedException stopped) {
                closed = true;
            }
        }
    }

    private void hand(Step step) throws InterruptedException {
        while (!closed && !ahead.offer(step, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            // The database is slower than the file: wait for room, and look whether anybody still wants the block.
        }
    }
}
