package org.tradehouse.check;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/**
 * Compares what a file states with the median of the same months in the three years before (rule A6). A wrong unit of
 * thousands shows in a single period already; other distances only in the total of a reporter's flow.
 */
final class Magnitude implements Check {
    private static final BigDecimal LOW = new BigDecimal("850");
    private static final BigDecimal HIGH = new BigDecimal("1150");

    private record Slice(String dataset, String reporter, Flow flow, Period period, BigDecimal usd, BigDecimal usual) {
        String of() {
            return dataset + ", reporter " + reporter + ", " + flow.title();
        }

        boolean isThousandfold() {
            return near(usd, usual) || near(usual, usd);
        }
    }

    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        List<Slice> slices = slices(checked);
        List<Finding> findings = new ArrayList<>();
        slices.stream()
                .filter(Slice::isThousandfold)
                .map(it -> hold(it, ": unit multiplier suspected"))
                .forEach(findings::add);
        BigDecimal factor = BigDecimal.valueOf(checked.feed().checks().magnitude());
        totals(slices).stream()
                .filter(it -> !it.isThousandfold() && isOutside(it, factor))
                .map(it -> hold(it, " (up to " + factor.toPlainString() + " times is usual)"))
                .forEach(findings::add);
        return findings;
    }

    /** Slices with a history; the scope is the same, so that a file of one partner is compared with files of that partner. */
    private static List<Slice> slices(Checked checked) throws SQLException {
        return checked.sql()
                .list(
                        """
                        select d.dataset_code, a.area_code, s.flow_key, s.from_date, s.to_date,
                          sum(s.value_usd + s.rejected_usd) as usd, sum(h.usd) as usual
                        from ops.load_slice s join dw.dim_dataset d using (dataset_key) join dw.dim_area a on a.area_key = s.reporter_key
                        cross join lateral (
                          select percentile_disc(0.5) within group (order by k.value_usd + k.rejected_usd) as usd
                          from generate_series(1, 3) y join dw.coverage k
                            on (k.dataset_key, k.reporter_key, k.flow_key, k.scope_key) = (s.dataset_key, s.reporter_key, s.flow_key, s.scope_key)
                            and k.from_date = (s.from_date - make_interval(years => y))::date
                            and k.to_date = (s.to_date + 1 - make_interval(years => y))::date - 1) h
                        where s.load_key = $load and not s.is_withdrawn and h.usd > 0
                        group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5""",
                        row -> new Slice(
                                row.getString(1),
                                row.getString(2),
                                Checked.flow(row.getInt(3)),
                                Checked.period(row, "from_date", "to_date"),
                                row.getBigDecimal(6),
                                row.getBigDecimal(7)));
    }

    private static List<Slice> totals(List<Slice> slices) {
        Map<String, Slice> totals = new LinkedHashMap<>();
        for (Slice slice : slices) {
            totals.merge(slice.of(), slice, Magnitude::together);
        }
        return List.copyOf(totals.values());
    }

    private static Slice together(Slice a, Slice b) {
        Period period = new Period(
                a.period.from().isBefore(b.period.from()) ? a.period.from() : b.period.from(),
                a.period.to().isAfter(b.period.to()) ? a.period.to() : b.period.to());
        return new Slice(a.dataset, a.reporter, a.flow, period, a.usd.add(b.usd), a.usual.add(b.usual));
    }

    private static boolean isOutside(Slice it, BigDecimal factor) {
        return it.usd.compareTo(it.usual.multiply(factor)) > 0
                || it.usd.multiply(factor).compareTo(it.usual) < 0;
    }

    private static boolean near(BigDecimal large, BigDecimal small) {
        return large.compareTo(small.multiply(LOW)) >= 0 && large.compareTo(small.multiply(HIGH)) <= 0;
    }

    private static Finding hold(Slice it, String remark) {
        String message =
                it.of() + ", " + it.period.label() + ": " + Say.usd(it.usd) + " is " + Say.ratio(it.usd, it.usual)
                        + " the usual " + Say.usd(it.usual) + " of the same months in the three years before" + remark
                        + ". Compare with the publisher's title and unit, then approve or deny.";
        return new Finding("A6", Severity.HOLD, message, it.reporter, it.flow, it.period, 0, it.usd.subtract(it.usual));
    }
}
