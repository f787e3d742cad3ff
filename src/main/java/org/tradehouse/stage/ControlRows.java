package org.tradehouse.stage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.tradehouse.load.Outcome;

/** Totals that the file itself states, for {@code check} to compare. */
final class ControlRows {
    private static final String COLUMNS = "load_key, block_no, part_key, source_row, source_column, label, level, "
            + "reporter_key, flow_key, from_date, to_date, value_usd";

    private ControlRows() {}

    static int copy(
            Connection connection,
            BinaryCopy.Buffer buffer,
            int load,
            int blockNo,
            KeyRegistry keys,
            List<Outcome> outcomes)
            throws SQLException {
        List<Outcome.ControlTotal> totals = outcomes.stream()
                .filter(Outcome.ControlTotal.class::isInstance)
                .map(Outcome.ControlTotal.class::cast)
                .toList();
        if (totals.isEmpty()) {
            return 0;
        }
        try (BinaryCopy copy = new BinaryCopy(connection, buffer, "ops.control_total", COLUMNS)) {
            for (Outcome.ControlTotal total : totals) {
                copy.row();
                copy.number(load);
                copy.number(blockNo);
                copy.number(keys.part(total.row().part()));
                row(copy, total);
            }
            copy.finish(totals.size());
        }
        return totals.size();
    }

    private static void row(BinaryCopy copy, Outcome.ControlTotal total) {
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
