package org.tradehouse.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.tradehouse.feed.Feed;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;

/**
 * Figures whose value per kilogram, or per supplementary unit, is far from what was published of the product in the 36 months
 * before (rules U1 to U5). Nothing is changed: a figure is named, with what it looks like. What is live already was looked at
 * when it came. Without a history it costs one look at the coverage.
 */
final class UnitValues implements Check {
    private static final int NAMED = 10;

    /** History is taken newest month first until there are so many figures: it tells enough, and bounds the time. */
    private static final int ENOUGH = 500_000;

    private static final String WINDOWS = """
            with mine as (select dataset_key, max(from_date) as newest from ops.load_slice where load_key = $load and not is_withdrawn group by 1),
            weighed as (select distinct dataset_key from stg.sum_$load where net_weight_kg > 0 or unit_key > 0),
            month as (
              select k.dataset_key, k.from_date, m.newest, sum(k.row_count) as n
              from mine m join weighed using (dataset_key) join dw.coverage k on k.dataset_key = m.dataset_key
                and k.from_date <= m.newest and k.from_date > m.newest - interval '36 months' and k.row_count > 0
              group by 1, 2, 3),
            newest_first as (select *, sum(n) over (partition by dataset_key order by from_date desc) - n as before from month)
            select d.dataset_key, d.dataset_code, d.freq, min(f.from_date) as from_date, max(f.newest) as to_date
            from newest_first f join dw.dim_dataset d using (dataset_key) where f.before < %d and d.span_dataset_key is null
            group by 1, 2, 3 order by 1""".formatted(ENOUGH);

    private final String restated;

    /** @param restated a query of the figures that are not live as they are; empty where that is to be found out */
    UnitValues(String restated) {
        this.restated = restated;
    }

    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        Feed.UnitValues limits = checked.feed().checks().unitValues();
        if (!limits.checked()) {
            return List.of();
        }
        List<UnitHistory.Window> windows = checked.sql()
                .list(
                        WINDOWS,
                        row -> new UnitHistory.Window(
                                row.getShort("dataset_key"),
                                row.getString("dataset_code"),
                                row.getString("freq"),
                                row.getObject("from_date", LocalDate.class),
                                row.getObject("to_date", LocalDate.class)));
        List<Finding> findings = new ArrayList<>();
        for (UnitHistory.Window window : windows) {
            findings.addAll(findings(checked, window, limits));
        }
        return findings;
    }

    private List<Finding> findings(Checked checked, UnitHistory.Window window, Feed.UnitValues limits)
            throws SQLException {
        List<OddUnitValue> odd = new UnitHistory(checked.sql(), window, restated).odd();
        if (odd.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(together(checked, window, odd, limits));
        odd.stream().limit(NAMED).map(it -> it.flag(window.code())).forEach(findings::add);
        return findings;
    }

    /** One sentence for all; it waits for a person where much of the value or one of the largest figures is concerned. */
    private static Finding together(
            Checked checked, UnitHistory.Window window, List<OddUnitValue> odd, Feed.UnitValues limits)
            throws SQLException {
        BigDecimal usd = odd.stream().map(OddUnitValue::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal all = checked.sql()
                .list(
                        "select sum(abs(value_usd)) from stg.sum_$load where dataset_key = ?",
                        row -> row.getBigDecimal(1),
                        window.dataset())
                .get(0);
        double share = usd.divide(all, MathContext.DECIMAL64).doubleValue();
        long top =
                limits.top() == 0 ? 0 : amongLargest(checked, window, odd.get(0).usd(), limits.top());
        boolean holds = share > limits.maxShare() || top > 0;
        String message = window.code() + ": " + Say.count(odd.size())
                + (odd.size() == 1 ? " figure has" : " figures have")
                + " a value per unit far from what is usual, together " + Say.usd(usd) + " (" + Say.share(share)
                + " of the file's value" + (share > limits.maxShare() ? ", limit " + Say.share(limits.maxShare()) : "")
                + ")"
                + (top > 0 ? "; the largest of them is number " + top + " by value in the file" : "")
                + ". The values are kept as published; compare weights and units with the publisher"
                + (holds ? ", then approve or deny." : ".");
        return new Finding("U5", holds ? Severity.HOLD : Severity.FLAG, message, null, null, null, odd.size(), usd);
    }

    /** Its place among the largest figures of the file, 0 where it is not among so many. */
    private static long amongLargest(Checked checked, UnitHistory.Window window, BigDecimal usd, int top)
            throws SQLException {
        long place = checked.sql()
                .list(
                        "select count(*) + 1 from stg.figure_$load where dataset_key = ? and value_usd > ?",
                        row -> row.getLong(1),
                        window.dataset(),
                        usd)
                .get(0);
        return place <= top ? place : 0;
    }
}
