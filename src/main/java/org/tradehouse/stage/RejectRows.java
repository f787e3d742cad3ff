package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.SourceRow;
import org.tradehouse.trade.Area;

/** Rejected rows with their cells, their reason and what could be read of them. */
final class RejectRows {
    private static final String COLUMNS = "load_key, run_id, feed, block_no, file_name, sheet, row_no, column_name, "
            + "raw_row, code, offending_value, detail, suggestion, suggestion_score, parser_version, mapping_version, "
            + "value_usd, reporter_key, partner_key, flow_key, product_code, from_date, to_date";

    private static final int WIDTH = BinaryRows.width(COLUMNS);

    private final Load load;
    private final long runId;
    private final String parserVersion;
    private final long mappingVersion;

    private RejectRows(Load load, long runId, String parserVersion, long mappingVersion) {
        this.load = load;
        this.runId = runId;
        this.parserVersion = parserVersion;
        this.mappingVersion = mappingVersion;
    }

    static RejectRows of(Connection connection, Load load, long runId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select parser_version, mapping_version from ops.load where load_key = ?")) {
            select.setInt(1, load.key());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new LoadException(
                            "TH-5032",
                            "load " + load.key() + " of " + load.feed() + " is not in ops.load.",
                            "Start the file again: tradehouse run " + load.feed());
                }
                return new RejectRows(load, runId, row.getString(1), row.getLong(2));
            }
        }
    }

    static BinaryRows none() {
        return new BinaryRows(WIDTH);
    }

    void add(BinaryRows rows, int blockNo, List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Rejected reject) {
                rows.row();
                place(rows, blockNo, reject);
                reason(rows, reject);
                readable(rows, reject);
            }
        }
    }

    static void write(Connection connection, List<BinaryRows> rows) throws SQLException {
        BinaryCopy.all(connection, "ops.reject", COLUMNS, rows);
    }

    private void place(BinaryRows copy, int blockNo, Outcome.Rejected reject) {
        copy.number(load.key());
        copy.number(runId);
        copy.text(load.feed());
        copy.number(blockNo);
        copy.text(SafeText.cut(load.fileName(), 400));
        copy.text(PartKeys.place(reject.row().part()));
        copy.number(reject.row().row());
        copy.text(SafeText.fit(column(reject), 200));
        copy.json(RawRow.json(reject.row()));
    }

    /** In a wide table a bad label rejects every value of its row: the value's column keeps the rejects apart. */
    private static String column(Outcome.Rejected reject) {
        String cell = reject.row().column();
        return cell.isEmpty() || cell.equals(reject.column()) ? reject.column() : reject.column() + " / " + cell;
    }

    private void reason(BinaryRows copy, Outcome.Rejected reject) {
        copy.text(reject.code().id());
        copy.text(SafeText.of(reject.value()));
        copy.text(message(reject));
        text(copy, SafeText.cut(reject.suggestion(), 16));
        if (reject.suggestion().isEmpty()) {
            copy.missing();
        } else {
            copy.amount(Math.round(reject.suggestionScore() * 1000));
        }
        copy.text(parserVersion);
        copy.number(mappingVersion);
    }

    /** {@code partner 'СУАР КНР' is in no code list (sheet Импорт, row 118); nearest is Xinjiang (CN-XJ)}. */
    private static String message(Outcome.Rejected reject) {
        SourceRow row = reject.row();
        String place = PartKeys.place(row.part());
        String cell = reject.column().isEmpty() && reject.value().isEmpty()
                ? "the row"
                : (reject.column() + " '" + SafeText.cut(reject.value(), 200) + "'").strip();
        String says = cell + " " + reject.code().says() + " (" + (place.isEmpty() ? "" : place + ", ") + "row "
                + row.row() + ")";
        return SafeText.of(
                reject.detail().isBlank() ? says : says + ". " + reject.detail().strip());
    }

    private static void readable(BinaryRows copy, Outcome.Rejected reject) {
        copy.amount(reject.valueUsd());
        area(copy, reject.reporter());
        area(copy, reject.partner());
        if (reject.flow() == null) {
            copy.missing();
        } else {
            copy.small(reject.flow().key());
        }
        text(copy, reject.product() == null ? "" : SafeText.cut(reject.product().code(), 12));
        copy.date(reject.period() == null ? null : reject.period().from());
        copy.date(reject.period() == null ? null : reject.period().to());
    }

    private static void area(BinaryRows copy, @Nullable Area area) {
        if (area == null) {
            copy.missing();
        } else {
            copy.small(area.key());
        }
    }

    private static void text(BinaryRows copy, String text) {
        if (text.isEmpty()) {
            copy.missing();
        } else {
            copy.text(text);
        }
    }
}
