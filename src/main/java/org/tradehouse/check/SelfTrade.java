package org.tradehouse.check;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/** A reporter that trades with itself (rule B4): re-imports happen and are flagged, exports to oneself wait. */
final class SelfTrade implements Check {
    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        return checked.sql()
                .list(
                        """
                        select r.country_code, f.flow_key, min(f.from_date) as from_date, max(f.to_date) as to_date,
                          sum(f.n)::bigint as n, sum(f.value_usd) as usd
                        from stg.sum_$load f join dw.dim_area r on r.area_key = f.reporter_key
                        join dw.dim_area p on p.area_key = f.partner_key
                        where p.country_key = r.country_key
                        group by 1, 2 order by 1, 2""",
                        row -> finding(
                                row.getString(1),
                                Checked.flow(row.getInt(2)),
                                Checked.period(row, "from_date", "to_date"),
                                row.getLong("n"),
                                row.getBigDecimal("usd")));
    }

    private static Finding finding(String reporter, Flow flow, Period period, long figures, BigDecimal usd) {
        boolean exports = flow.direction() == Flow.X;
        String message = flow.title() + " of " + reporter + " to itself, " + period.label() + ": " + Say.count(figures)
                + (figures == 1 ? " figure, " : " figures, ") + Say.usd(usd)
                + (exports
                        ? ". A country cannot export to itself: look whether the feed takes the right partner column, then approve or deny."
                        : flow.direction() == Flow.M
                                ? ". Goods that came back; they are left out of mirrors and rankings."
                                : ".");
        return new Finding(
                "B4", exports ? Severity.HOLD : Severity.FLAG, message, reporter, flow, period, figures, usd);
    }
}
