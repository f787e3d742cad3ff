package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Load;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.SourceRow;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.trade.TradeRecord;

/**
 * The logged stage of one load. A block's rows, control totals, rejects and counts are written in the caller's transaction
 * and therefore commit together with it (semantics 6.3); nothing here commits or rolls back.
 */
public final class StageTable {
    private static final int KEPT = 16;

    private final Connection connection;
    private final int load;
    private final KeyRegistry keys;
    private final RejectRows rejects;
    /** Null once a block was staged that it has not seen: it sums all blocks or none. */
    private @Nullable Tally tally = new Tally();

    private int tallied;
    private @Nullable Begun begun;
    /** Columns that a row so far has filled. */
    private int filled;

    private int room = 1 << 16;
    /** The bytes of blocks that were sent: the next ones take them again, so that a collector need not move what waits to be sent. */
    private final Queue<byte[]> sent = new ArrayBlockingQueue<>(KEPT);

    private StageTable(Connection connection, Load load, KeyRegistry keys, RejectRows rejects) {
        this.connection = connection;
        this.load = load.key();
        this.keys = keys;
        this.rejects = rejects;
    }

    /**
     * Opens the stage of a load, made where it is missing.
     *
     * @param block connection of the caller's transactions, without autocommit
     * @param keys another one with autocommit: new members of dimensions outlive a block that rolls back
     */
    public static StageTable open(Connection block, Connection keys, Load load, long runId) throws SQLException {
        if (block.getAutoCommit()) {
            throw new IllegalArgumentException("a block needs a transaction: switch autocommit off");
        }
        try (PreparedStatement create = keys.prepareStatement("select ops.create_stage(?)")) {
            create.setInt(1, load.key());
            create.execute();
        }
        KeyRegistry registry = new KeyRegistry(keys, load.key(), CodeLists.seeded());
        return new StageTable(block, load, registry, RejectRows.of(keys, load, runId));
    }

    /** Encodes and writes a block; blocks are numbered from 1. */
    public Written write(int blockNo, List<Outcome> outcomes) throws SQLException {
        EncodedBlock block = encode(blockNo, outcomes);
        write(List.of(block));
        return block.written();
    }

    /** Makes a block ready that is given as a whole. */
    public EncodedBlock encode(int blockNo, List<Outcome> outcomes) throws SQLException {
        return Objects.requireNonNull(encode(blockNo, outcomes, true));
    }

    /**
     * Makes a block ready, part by part: its rows with their keys, in the form in which they are sent. New members of dimensions
     * are committed. Blocks come in the order of their numbers; one thread encodes, and another may write what it has encoded
     * before.
     *
     * @return the block, null where it is not the last part
     */
    public @Nullable EncodedBlock encode(int blockNo, List<Outcome> outcomes, boolean isLast) throws SQLException {
        int[] products = keys.resolve(outcomes);
        if (begun == null) {
            begun = new Begun();
            if (blockNo != ++tallied) {
                tally = null;
            }
        }
        Begun block = begun;
        for (int i = 0; i < products.length; i++) {
            if (outcomes.get(i) instanceof Outcome.Accepted accepted) {
                accept(block, blockNo, accepted.row(), accepted.trade(), products[i]);
                block.repairedZeros += accepted.repairedZeros() ? 1 : 0;
            }
        }
        ControlRows.add(block.control, load, blockNo, keys, outcomes);
        rejects.add(block.rejected, blockNo, outcomes);
        ExcludedCounts.add(block.excluded, outcomes);
        if (!isLast) {
            return null;
        }
        begun = null;
        room = block.now().rows().bytes().length;
        List<BinaryRows> sums = tally == null ? List.of() : tally.part();
        return new EncodedBlock(
                blockNo, block.accepted, block.control, block.rejected, block.excluded, sums, block.written());
    }

    private byte[] room() {
        byte[] used = sent.poll();
        return used == null ? new byte[room] : used;
    }

    /** A block of which more may come. */
    private final class Begun {
        private final List<FilledRows> accepted = new ArrayList<>(List.of(new FilledRows(filled, room())));
        private final BinaryRows control = ControlRows.none();
        private final BinaryRows rejected = RejectRows.none();
        private final Map<String, Integer> excluded = new TreeMap<>();
        private int repairedZeros;

        /** Where the next row goes. */
        FilledRows now() {
            return accepted.get(accepted.size() - 1);
        }

        Written written() {
            return new Written(
                    accepted.stream().mapToInt(it -> it.rows().count()).sum(),
                    control.count(),
                    excluded.values().stream().mapToInt(Integer::intValue).sum(),
                    rejected.count(),
                    repairedZeros);
        }
    }

    /** Writes blocks: every outcome once, then their counts. What has been sent is of no use any more. */
    public void write(List<EncodedBlock> blocks) throws SQLException {
        accepted(blocks.stream().flatMap(it -> it.accepted().stream()).toList());
        blocks.forEach(
                block -> block.accepted().forEach(it -> sent.offer(it.rows().release())));
        ControlRows.write(connection, each(blocks, EncodedBlock::control));
        RejectRows.write(connection, each(blocks, EncodedBlock::rejected));
        for (EncodedBlock block : blocks) {
            ExcludedCounts.write(connection, load, block.number(), block.excluded());
            Tally.write(connection, load, block.sums());
        }
        record(blocks);
    }

    /** One COPY for all that fill the same columns. */
    private void accepted(List<FilledRows> rows) throws SQLException {
        for (int from = 0; from < rows.size(); ) {
            FilledRows first = rows.get(from);
            int to = from;
            while (to < rows.size() && rows.get(to).filled() == first.filled()) {
                to++;
            }
            List<BinaryRows> alike =
                    rows.subList(from, to).stream().map(FilledRows::rows).toList();
            BinaryCopy.all(connection, "stg.load_" + load, first.columns(), alike);
            from = to;
        }
    }

    private static List<BinaryRows> each(List<EncodedBlock> blocks, Function<EncodedBlock, BinaryRows> part) {
        return blocks.stream().map(part).toList();
    }

    /** The highest block up to which all blocks are there; 0 before the first. A restart goes on after it. */
    public int lastBlock() throws SQLException {
        return (int) number(
                "select coalesce(max(block_no), 0) from (select block_no, row_number() over (order by block_no) as place"
                        + " from ops.stage_block where load_key = ?) b where block_no = place",
                1);
    }

    /** True when every block has exactly the rows that were recorded with it; else the load is staged again from zero. */
    public boolean agrees() throws SQLException {
        String differing = """
                with staged as (select block_no, count(*) as n from stg.load_%d group by 1),
                control as (select block_no, count(*) as n from ops.control_total where load_key = ? group by 1),
                rejected as (select block_no, count(*) as n from ops.reject where load_key = ? and block_no > 0 group by 1),
                excluded as (select block_no, sum(row_count) as n from ops.excluded where load_key = ? group by 1),
                block as (select *, row_number() over (order by block_no) as place from ops.stage_block where load_key = ?)
                select count(*) from block b full join staged s using (block_no) full join control c using (block_no)
                full join rejected r using (block_no) full join excluded e using (block_no)
                where b.place is distinct from block_no or coalesce(s.n, 0) <> b.staged_rows or coalesce(c.n, 0) <> b.control_rows
                  or coalesce(r.n, 0) <> b.rejected_rows or coalesce(e.n, 0) <> b.excluded_rows""".formatted(load);
        return number(differing, 4) == 0;
    }

    /**
     * Writes what was noticed while all blocks were staged, in the caller's transaction: sums of the candidates, and whether
     * each is stated once. Writes nothing where this object did not stage the whole file, and no sums where there were too
     * many: settlement then asks the database.
     */
    public void sum() throws SQLException {
        Tally complete = tally;
        if (complete == null || tallied == 0) {
            return;
        }
        if (complete.isComplete()) {
            complete.copy(connection, load);
        }
        if (complete.isDistinct()) {
            execute("update ops.load set is_distinct = true where load_key = ?");
        }
        tally = null;
    }

    /** Empties the stage and forgets every block of the load, in the caller's transaction. */
    public void startAgain() throws SQLException {
        tally = new Tally();
        tallied = 0;
        begun = null;
        execute("update ops.load set is_distinct = null where load_key = ?");
        execute("select ops.truncate_stage(?)");
        for (String table : List.of("stage_block", "control_total", "reject", "excluded")) {
            execute("delete from ops." + table + " where load_key = ?");
        }
    }

    /** What became of all rows so far, as the committed blocks and this transaction say. */
    public Totals totals() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select coalesce(sum(staged_rows), 0), coalesce(sum(control_rows), 0), coalesce(sum(excluded_rows), 0),
                  coalesce(sum(rejected_rows), 0), coalesce(sum(repaired_zeros), 0)
                from ops.stage_block where load_key = ?""")) {
            select.setInt(1, load);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Totals(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5));
            }
        }
    }

    private void accept(Begun block, int blockNo, SourceRow row, TradeRecord trade, int product) throws SQLException {
        FilledRows.Keys its = new FilledRows.Keys(
                product,
                blockNo,
                row.row(),
                keys.part(row.part()),
                keys.terms(trade.terms()),
                keys.status(trade.status()),
                keys.unit(trade.unit()),
                keys.unit(trade.unit2()),
                keys.currency(trade.currency()));
        int needed = FilledRows.needed(trade, its);
        if ((needed & ~filled) != 0) {
            filled |= needed;
            block.accepted.add(new FilledRows(filled, room()));
        }
        block.now().add(trade, its);
        if (tally != null) {
            tally.add(trade, product, its.terms(), its.unit(), its.unit2(), its.currency(), its.status());
        }
    }

    /** Last of all: a block without this row is no block. */
    private void record(List<EncodedBlock> blocks) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into ops.stage_block (load_key, block_no, staged_rows, control_rows, excluded_rows, rejected_rows, repaired_zeros)
                values (?, ?, ?, ?, ?, ?, ?)""")) {
            for (EncodedBlock block : blocks) {
                Written written = block.written();
                insert.setInt(1, load);
                insert.setInt(2, block.number());
                insert.setInt(3, written.accepted());
                insert.setInt(4, written.control());
                insert.setInt(5, written.excluded());
                insert.setInt(6, written.rejected());
                insert.setInt(7, written.repairedZeros());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private long number(String query, int parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            for (int i = 1; i <= parameters; i++) {
                select.setInt(i, load);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void execute(String statement) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setInt(1, load);
            prepared.execute();
        }
    }
}
