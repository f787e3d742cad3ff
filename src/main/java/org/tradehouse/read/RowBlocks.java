package org.tradehouse.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.RowBlock;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Field;

/** The rows of one archived file, block by block. The same file and feed always give the same blocks. */
public final class RowBlocks implements Closeable {
    private final String fileName;
    private final List<Table> tables;
    private final List<Finding> findings;
    private final Closeable file;
    private int table;
    private int number;
    /** Rows of the block that is being handed out in parts. */
    private int begun;

    RowBlocks(String fileName, List<Table> tables, List<Finding> findings, Closeable file) {
        this.fileName = fileName;
        this.tables = tables;
        this.findings = findings;
        this.file = file;
    }

    /**
     * The next block, null at the end.
     *
     * @throws LoadException where the file breaks off or has no row at all
     */
    public @Nullable RowBlock next() {
        RowBlock.Part part = part(Limits.BLOCK_ROWS);
        return part == null ? null : new RowBlock(part.block(), part.rows());
    }

    /**
     * The next rows of a block, about as many as asked for: who works on a few rows at a time finds them near. Null at the end.
     *
     * @throws LoadException where the file breaks off or has no row at all
     */
    public RowBlock.@Nullable Part part(int about) {
        List<SourceRow> rows = new ArrayList<>(about);
        int wanted = Math.min(about, Limits.BLOCK_ROWS - begun);
        try {
            while (rows.size() < wanted && table < tables.size()) {
                if (!tables.get(table).next(rows)) {
                    table++;
                }
            }
        } catch (IOException broken) {
            throw RowReader.unreadable(fileName, broken);
        }
        if (rows.isEmpty() && begun == 0) {
            return ended();
        }
        number += begun == 0 ? 1 : 0;
        begun += rows.size();
        boolean isLast = begun >= Limits.BLOCK_ROWS || table == tables.size();
        begun = isLast ? 0 : begun;
        return new RowBlock.Part(number, List.copyOf(rows), isLast);
    }

    private RowBlock.@Nullable Part ended() {
        if (number == 0) {
            throw new LoadException(
                    "TH-1002",
                    fileName + " has a header and no figure",
                    "check the query at the publisher and get the file again");
        }
        return null;
    }

    /**
     * Reads on so that {@link #next} gives the block of this number: how a restart continues. A block that was begun is passed
     * over too. Rows are not made where the layout allows it.
     */
    public void skipTo(int block) {
        if (block <= number) {
            throw new IllegalArgumentException("block " + block + " has been read already; the last was " + number);
        }
        while (begun > 0) {
            part(Limits.BLOCK_ROWS);
        }
        while (number < block - 1 && table < tables.size()) {
            if (tables.size() == 1 && tables.get(0).isSkippable()) {
                skipBlock(tables.get(0));
            } else if (next() == null) {
                return;
            }
        }
    }

    private void skipBlock(Table only) {
        try {
            for (int i = 0; i < Limits.BLOCK_ROWS; i++) {
                if (!only.skip()) {
                    table++;
                    number += i > 0 ? 1 : 0;
                    return;
                }
            }
            number++;
        } catch (IOException broken) {
            throw RowReader.unreadable(fileName, broken);
        }
    }

    /** What the whole file says once, of itself or through the operator; fields on which its sheets differ are left out. */
    public Map<Field, String> attributes() {
        Map<Field, String> common = new EnumMap<>(Field.class);
        common.putAll(tables.get(0).said());
        for (Table other : tables) {
            common.entrySet().removeIf(it -> !it.getValue().equals(other.said().get(it.getKey())));
        }
        return common;
    }

    /** What was noticed about the form of the file; complete when the last block has been read. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public void close() throws IOException {
        try (Closeable last = file) {
            for (Table open : tables) {
                open.close();
            }
        }
    }
}
