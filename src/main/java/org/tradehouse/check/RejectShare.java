package org.tradehouse.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.util.List;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Finding;
import org.tradehouse.load.LoadSql;
import org.tradehouse.load.Severity;

/**
 * How much of the file was rejected: the larger of the share of rows and the share of value. More than the feed warns at is
 * said, more than it allows waits, five times as much fails.
 */
final class RejectShare implements Check {
    private record Rejected(long read, long rows, BigDecimal usd, BigDecimal storedUsd) {
        double ofRows() {
            return read == 0 ? 0 : (double) rows / read;
        }

        double ofValue() {
            BigDecimal all = storedUsd.add(usd);
            return all.signum() == 0
                    ? 0
                    : usd.divide(all, MathContext.DECIMAL64).doubleValue();
        }

        double larger() {
            return Math.max(ofRows(), ofValue());
        }
    }

    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        Rejected rejected = rejected(checked.sql());
        Feed.Checks limits = checked.feed().checks();
        if (rejected.rows == 0 || rejected.larger() <= limits.warnRejected()) {
            return List.of();
        }
        return List.of(new Finding(
                "TH-3001",
                severity(rejected.larger(), limits),
                message(rejected, limits) + MostFrequentReject.of(checked),
                null,
                null,
                null,
                rejected.rows,
                rejected.usd));
    }

    private static Severity severity(double share, Feed.Checks limits) {
        if (share > 5 * limits.maxRejected()) {
            return Severity.REJECT;
        }
        return share > limits.maxRejected() ? Severity.HOLD : Severity.FLAG;
    }

    private static String message(Rejected rejected, Feed.Checks limits) {
        double limit =
                severity(rejected.larger(), limits) == Severity.FLAG ? limits.warnRejected() : limits.maxRejected();
        return Say.count(rejected.rows) + " of " + Say.rows(rejected.read) + " rejected ("
                + Say.share(rejected.ofRows())
                + " of rows, " + Say.share(rejected.ofValue()) + " of value), "
                + (limit == limits.maxRejected() ? "limit " : "warned at ") + Say.share(limit) + ".";
    }

    /** The datasets of a file show the same trade in different depth: the largest is the whole. */
    private static Rejected rejected(LoadSql sql) throws SQLException {
        return sql.list(
                        """
                        select coalesce(l.rows_read, 0), coalesce(l.rows_rejected, 0),
                          (select coalesce(sum(abs(value_usd)), 0) from ops.reject where load_key = $load),
                          (select coalesce(max(usd), 0) from (
                            select sum(abs(value_usd)) as usd from ops.load_slice
                            where load_key = $load and not is_withdrawn group by dataset_key) d)
                        from ops.load l where load_key = $load""",
                        row -> new Rejected(row.getLong(1), row.getLong(2), row.getBigDecimal(3), row.getBigDecimal(4)))
                .get(0);
    }
}
