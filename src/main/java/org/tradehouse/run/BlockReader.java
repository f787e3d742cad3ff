package org.tradehouse.run;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Load;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.RowBlock;
import org.tradehouse.load.SourceRow;
import org.tradehouse.read.RowBlocks;
import org.tradehouse.read.RowReader;
import org.tradehouse.stage.EncodedBlock;
import org.tradehouse.trade.Field;

/**
 * Hands out the blocks of the archived file that are not staged yet, ready to be written: first one at a time, later a few
 * together, so that a long file need not note each of them by itself. One thread reads and normalises ahead, a second one
 * encodes, so that parsing, look-ups and the database work at the same time. Where to go on is asked of our own tables, never
 * of the framework's context.
 */
final class BlockReader implements ItemStreamReader<List<EncodedBlock>> {
    private static final int AHEAD = 1;
    /** So many blocks commit one by one, as many again two by two. */
    private static final int BLOCKS_ALONE = 4;

    private static final int MOST_TOGETHER = 4;
    private static final int BYTES_TOGETHER = 4 << 20;
    /** Rows that go from thread to thread at once: so few that they are still near when they are looked at, and soon forgotten. */
    private static final int ROWS = 250;

    private static final int PARTS_AHEAD = 4;
    private static final int PATIENCE_SECONDS = 1;

    private final RowReader reader;
    private final Load load;
    private final StagedSoFar staged;
    private final Opened opened;
    private final Function<SourceRow, Outcome> normalise;
    private final Encoder encoder;
    private final BlockingQueue<Step> read = new ArrayBlockingQueue<>(PARTS_AHEAD);
    private final BlockingQueue<Step> ahead = new ArrayBlockingQueue<>(AHEAD);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;
    private Map<Field, String> attributes = Map.of();

    /**
     * @param normalise called by one thread only, after {@code opened} has heard how the file begins
     * @param encoder called by another, one part after the other
     */
    BlockReader(
            RowReader reader,
            Load load,
            StagedSoFar staged,
            Opened opened,
            Function<SourceRow, Outcome> normalise,
            Encoder encoder) {
        this.reader = reader;
        this.load = load;
        this.staged = staged;
        this.opened = opened;
        this.normalise = normalise;
        this.encoder = encoder;
    }

    /** The last block that is committed, 0 for none. */
    interface StagedSoFar {
        int lastBlock();
    }

    /** Makes blocks ready to be written, part by part. */
    interface Encoder {
        /** The block, null until its last part has been given. */
        @Nullable
        EncodedBlock encode(int number, List<Outcome> outcomes, boolean isLast) throws SQLException;
    }

    /** Hears what the file says about itself: before its first block, and what the reader noticed after its last. */
    interface Opened {
        void begins(Map<Field, String> attributes, List<String> headers);

        void ended(List<Finding> findings);
    }

    private sealed interface Step {
        record Rows(int block, List<Outcome> outcomes, boolean isLast) implements Step {}

        record Encoded(List<EncodedBlock> blocks) implements Step {}

        record End(Map<Field, String> attributes, List<Finding> findings) implements Step {}

        record Failure(Throwable cause) implements Step {}
    }

    @Override
    public void open(ExecutionContext context) {
        int last = staged.lastBlock();
        start("read", () -> readAhead(last));
        start("encode", this::encodeAhead);
    }

    private void start(String what, Runnable work) {
        Thread thread = new Thread(work, what + " " + load.feed());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    @Override
    public @Nullable List<EncodedBlock> read() throws Exception {
        Step step = ahead.take();
        if (step instanceof Step.Encoded encoded) {
            return encoded.blocks();
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
        threads.forEach(Thread::interrupt);
    }

    private void readAhead(int last) {
        try (RowBlocks blocks = reader.open(load)) {
            RowBlock.Part part = blocks.part(ROWS);
            if (part != null && !part.rows().isEmpty()) {
                opened.begins(blocks.attributes(), part.rows().get(0).part().headers());
            }
            if (last > 1) {
                blocks.skipTo(last + 1);
            }
            for (; part != null && !closed; part = blocks.part(ROWS)) {
                if (part.block() > last) {
                    hand(read, new Step.Rows(part.block(), outcomes(part.rows()), part.isLast()));
                }
            }
            hand(read, new Step.End(blocks.attributes(), blocks.findings()));
        } catch (InterruptedException e) {
            closed = true;
        } catch (IOException | RuntimeException | Error e) {
            fail(read, e);
        }
    }

    private void encodeAhead() {
        try {
            Together together = new Together();
            while (!closed) {
                Step step = read.take();
                if (step instanceof Step.Rows rows) {
                    EncodedBlock block = encoder.encode(rows.block(), rows.outcomes(), rows.isLast());
                    if (block != null && together.add(block)) {
                        hand(ahead, together.take());
                    }
                } else {
                    if (!together.blocks.isEmpty()) {
                        hand(ahead, together.take());
                    }
                    hand(ahead, step);
                }
            }
        } catch (InterruptedException e) {
            closed = true;
        } catch (SQLException | RuntimeException | Error e) {
            fail(ahead, e);
        }
    }

    /** Blocks that are to be written in one transaction. */
    private static final class Together {
        private final List<EncodedBlock> blocks = new ArrayList<>();
        private int before;
        private long bytes;

        /** True when it is time to hand them over. */
        boolean add(EncodedBlock block) {
            blocks.add(block);
            bytes += block.bytes();
            return blocks.size() >= Math.min(before / BLOCKS_ALONE + 1, MOST_TOGETHER) || bytes >= BYTES_TOGETHER;
        }

        Step take() {
            Step step = new Step.Encoded(List.copyOf(blocks));
            before += blocks.size();
            blocks.clear();
            bytes = 0;
            return step;
        }
    }

    private List<Outcome> outcomes(List<SourceRow> rows) {
        List<Outcome> outcomes = new ArrayList<>(rows.size());
        for (SourceRow row : rows) {
            outcomes.add(normalise.apply(row));
        }
        return outcomes;
    }

    private void fail(BlockingQueue<Step> to, Throwable cause) {
        try {
            hand(to, new Step.Failure(cause));
        } catch (InterruptedException stopped) {
            closed = true;
        }
    }

    private void hand(BlockingQueue<Step> to, Step step) throws InterruptedException {
        while (!closed && !to.offer(step, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            // The database is slower than the file: wait for room, and look whether anybody still wants the block.
        }
    }
}
