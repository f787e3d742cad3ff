package org.tradehouse.lists;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Code;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Words;

/**
 * The staged lines of one file, written from the beginning in the caller's transaction: such a file is small, so that a
 * restart reads it again. Every row is accepted, left out by a rule that is counted, or rejected with its reason.
 */
public final class ListStage implements AutoCloseable {
    /** Tables that hold what is staged of a load. */
    static final List<String> TABLES = List.of("stg.fx_quote", "stg.product_name", "stg.concordance");

    private static final String REJECT = """
            insert into ops.reject (load_key, run_id, feed, block_no, file_name, sheet, row_no, column_name, raw_row, code, offending_value, detail)
            values (?, ?, ?, 1, left(?, 400), left(?, 80), ?, left(?, 200), jsonb_object(?::text[], ?::text[]), ?, ?, ?) on conflict do nothing""";

    private final Connection connection;
    private final Load load;
    private final long runId;
    private final Feed feed;
    private final Lines lines;
    private final Cells cells = new Cells();
    private final PreparedStatement insert;
    private final PreparedStatement reject;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Long> leftOut = new TreeMap<>();
    private long read;
    private long accepted;
    private long rejected;

    private ListStage(Connection connection, Load load, long runId, Feed feed) throws SQLException {
        this.connection = connection;
        this.load = load;
        this.runId = runId;
        this.feed = feed;
        this.lines = Lines.of(Objects.requireNonNull(feed.reference()));
        this.insert = connection.prepareStatement(lines.insert());
        this.reject = connection.prepareStatement(REJECT);
    }

    /** An empty stage for the load. */
    public static ListStage open(Connection connection, Load load, long runId, Feed feed) throws SQLException {
        LoadSql sql = new LoadSql(connection, load.key());
        for (String table : TABLES) {
            sql.run("delete from " + table + " where load_key = $load");
        }
        sql.run("delete from ops.reject where load_key = $load");
        sql.run("delete from ops.excluded where load_key = $load");
        return new ListStage(connection, load, runId, feed);
    }

    /** Stages a block of rows. */
    public void add(List<SourceRow> rows) throws SQLException {
        for (SourceRow row : rows) {
            read++;
            new Said(row).hear();
        }
        insert.executeBatch();
        reject.executeBatch();
    }

    /** Writes the counts of the load. */
    @Override
    public void close() throws SQLException {
        LoadSql sql = new LoadSql(connection, load.key());
        long excluded = 0;
        for (Map.Entry<String, Long> rule : leftOut.entrySet()) {
            sql.run(
                    "insert into ops.excluded (load_key, block_no, rule, row_count) values ($load, 1, left(?, 200), ?)",
                    rule.getKey(),
                    rule.getValue());
            excluded += rule.getValue();
        }
        sql.run(
                "update ops.load set state = 'staged', rows_read = ?, rows_accepted = ?, rows_control_total = 0, rows_excluded = ?, rows_rejected = ?, rows_duplicate = 0 where load_key = $load",
                read,
                accepted,
                excluded,
                rejected);
        insert.close();
        reject.close();
    }

    /** What one row says; its lines are staged together or not at all. */
    private final class Said implements Lines.Taker {
        private final SourceRow row;
        private final Map<String, Object[]> taken = new TreeMap<>();
        private @Nullable Code code;
        private String column = "";
        private String value = "";
        private String rule = "";

        Said(SourceRow row) {
            this.row = row;
        }

        void hear() throws SQLException {
            Code defect = row.defect();
            if (defect != null) {
                refuse(defect, "", "");
            } else if (!isExcluded()) {
                lines.read(row, cells, this);
            }
            if (code != null) {
                writeReject(code);
            } else if (!rule.isEmpty()) {
                leftOut.merge(rule, 1L, Long::sum);
            } else {
                writeLines();
            }
        }

        private boolean isExcluded() {
            for (Feed.Rule each : feed.exclude()) {
                String cell = cells.text(row, each.column());
                boolean listed = each.is().stream().anyMatch(it -> Words.isSame(it, cell));
                boolean unlisted =
                        !each.isNot().isEmpty() && each.isNot().stream().noneMatch(it -> Words.isSame(it, cell));
                if (listed || unlisted) {
                    leaveOut(each.because());
                    return true;
                }
            }
            return false;
        }

        @Override
        public void line(String key, Object... columns) {
            if (seen.contains(key) || taken.put(key, columns) != null) {
                refuse(Code.DUPLICATE, "", key);
            }
        }

        @Override
        public void refuse(Code why, String where, String what) {
            if (code == null) {
                code = why;
                column = where;
                value = what;
            }
        }

        @Override
        public void leaveOut(String because) {
            rule = because;
        }

        private void writeLines() throws SQLException {
            accepted++;
            seen.addAll(taken.keySet());
            for (Object[] columns : taken.values()) {
                insert.setInt(1, load.key());
                insert.setInt(2, row.row());
                for (int i = 0; i < columns.length; i++) {
                    insert.setObject(i + 3, columns[i]);
                }
                insert.addBatch();
            }
        }

        private void writeReject(Code why) throws SQLException {
            rejected++;
            String says = (column + (value.isEmpty() ? "" : " '" + value + "'")).strip();
            String detail = (says.isEmpty() ? "the row" : says) + " " + why.says() + " (row " + row.row() + ")"
                    + (row.defectDetail().isEmpty() ? "" : ". " + row.defectDetail());
            Object[] values = {
                load.key(),
                runId,
                feed.name(),
                load.fileName(),
                row.part().sheet(),
                row.row(),
                column,
                texts(headers()),
                texts(row.raw()),
                why.id(),
                value,
                detail
            };
            for (int i = 0; i < values.length; i++) {
                reject.setObject(i + 1, values[i]);
            }
            reject.addBatch();
        }

        /** A name for every cell, also of a row that is too long. */
        private List<String> headers() {
            List<String> headers = new java.util.ArrayList<>(row.part().headers());
            while (headers.size() < row.raw().size()) {
                headers.add("column " + (headers.size() + 1));
            }
            return headers.subList(0, row.raw().size());
        }

        private Array texts(List<String> some) throws SQLException {
            return connection.createArrayOf(
                    "text", some.stream().map(it -> it.replace('\0', '\uFFFD')).toArray());
        }
    }
}
