package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.tradehouse.load.Outcome;

/** Totals that the file itself states, for {@code check} to compare. */
final class ControlRows {
    private static final String COLUMNS = "load_key, block_no, part_key, source_row, source_column, label, level, "
            + "reporter_key, flow_key, from_date, to_date, value_usd";

    private static final int WIDTH = BinaryRows.width(COLUMNS);

    private ControlRows() {}

    static BinaryRows none() {
        return new BinaryRows(WIDTH);
    }

    static void add(BinaryRows rows, int load, int blockNo, KeyRegistry keys, List<Outcome> outcomes)
            throws SQLException {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.ControlTotal total) {
                rows.row();
                rows.number(load);
                rows.number(blockNo);
                rows.number(keys.part(total.row().part()));
                row(rows, total);
            }
        }
    }

    static void write(Connection connection, List<BinaryRows> rows) throws SQLException {
        BinaryCopy.all(connection, "ops.control_total", COLUMNS, rows);
    }

    private static void row(BinaryRows copy, Outcome.ControlTotal total) {
        copy.number(total.row().row());
        copy.text(SafeText.cut(total.row().column(), 200));
        copy.text(SafeText.cut(total.label(), 200));
        copy.small(total.level());
        copy.small(total.reporter().key());
        if (total.flow() == null) {
            copy.missing();
        } else {
            copy.small(total.flow().key());
        }
        copy.date(total.period().from());
        copy.date(total.period().to());
        copy.amount(total.valueUsd());
    }
}
