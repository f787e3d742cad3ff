package org.tradehouse.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/**
 * A total that the file states beside the sum it stands for.
 *
 * @param flow null for turnover
 * @param addends how many figures were summed
 */
record Comparison(
        String place,
        String label,
        String reporter,
        @Nullable Flow flow,
        Period period,
        BigDecimal stated,
        BigDecimal sum,
        long addends) {
    private static final int MOST = 20;

    BigDecimal difference() {
        return stated.subtract(sum);
    }

    /** A finding for each total beyond its tolerance, as grave as the feed says, the largest difference first; an INFO counts the others. */
    static List<Finding> findings(Checked checked, BigDecimal unit, String what, List<Comparison> all) {
        List<Comparison> beyond = all.stream()
                .filter(it -> it.difference().abs().compareTo(checked.tolerance(unit, it.addends)) > 0)
                .sorted(Comparator.comparing((Comparison it) -> it.difference().abs())
                        .reversed())
                .toList();
        List<Finding> findings = new ArrayList<>();
        Severity then = Checked.severity(checked.feed().checks().totals());
        beyond.stream()
                .limit(MOST)
                .map(it -> it.finding(checked.tolerance(unit, it.addends), then))
                .forEach(findings::add);
        if (beyond.size() > MOST) {
            findings.add(rest(what, beyond.subList(MOST, beyond.size()), then));
        }
        if (beyond.size() < all.size()) {
            findings.add(agree(what, all.size() - beyond.size()));
        }
        return findings;
    }

    private Finding finding(BigDecimal tolerance, Severity then) {
        String message =
                place + ", '" + label + "', " + (flow == null ? "turnover" : flow.title()) + " " + period.label()
                        + ": the file states " + Say.usd(stated) + ", "
                        + (flow == null ? "exports and imports of the row" : "its " + Say.rows(addends))
                        + (flow != null && addends == 1 ? " makes " : " make ") + Say.usd(sum) + ", difference "
                        + Say.usd(difference()) + " (tolerance "
                        + Say.usd(tolerance)
                        + "). The rows are kept as published; ask the publisher which of the two is right.";
        return new Finding("DC-3", then, message, reporter, flow, period, addends, difference());
    }

    private static Finding rest(String what, List<Comparison> others, Severity then) {
        BigDecimal usd = others.stream().map(it -> it.difference().abs()).reduce(BigDecimal.ZERO, BigDecimal::add);
        String message = Say.count(others.size()) + " more " + what + " differ from their rows, by " + Say.usd(usd)
                + " in all. Each of them differs less than those named.";
        return new Finding("DC-3", then, message, null, null, null, others.size(), usd);
    }

    private static Finding agree(String what, long count) {
        String message = Say.count(count) + " " + what + " agree with their rows within rounding.";
        return new Finding("DC-3", Severity.INFO, message, null, null, null, count, null);
    }
}
