package org.tradehouse.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Load;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/** The settled load that is looked at. */
record Checked(LoadSql sql, Load load, Feed feed) {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** The publisher's unit of rounding in dollars, as its datasets know it. */
    BigDecimal roundingUnit() throws SQLException {
        return sql.list("""
                        select coalesce(max(d.rounding_unit_usd), ?::numeric) from ops.load_slice s
                        join dw.dim_dataset d using (dataset_key) where s.load_key = $load""", row -> row.getBigDecimal(1), feed.dataset().roundingUnit())
                .get(0);
    }

    /** How far a total may be from the sum of so many addends: half a unit each where the publisher rounds, one where it truncates. */
    BigDecimal tolerance(BigDecimal unit, long addends) {
        BigDecimal each = feed.dataset().truncated() ? unit : unit.multiply(HALF);
        return each.multiply(BigDecimal.valueOf(addends)).setScale(3, RoundingMode.DOWN);
    }

    /** What a feed says a finding does. */
    static Severity severity(Feed.Then then) {
        return switch (then) {
            case INFO -> Severity.INFO;
            case FLAG -> Severity.FLAG;
            case HOLD -> Severity.HOLD;
            case REFUSE -> Severity.REJECT;
        };
    }

    static Flow flow(int key) {
        return Flow.values()[key - 1];
    }

    static Period period(ResultSet row, String from, String to) throws SQLException {
        return new Period(row.getObject(from, LocalDate.class), row.getObject(to, LocalDate.class));
    }
}
