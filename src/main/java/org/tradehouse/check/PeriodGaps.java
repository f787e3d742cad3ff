package org.tradehouse.check;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/** Periods that are neither live nor in this file, between the first and the last that are. */
final class PeriodGaps implements Check {
    private static final int NAMED = 6;

    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        return checked.sql().list("""
                        with line as (
                          select distinct s.dataset_key, s.reporter_key, s.flow_key, d.dataset_code,
                            case d.freq when 'M' then 1 when 'Q' then 3 when 'S' then 6 else 12 end as months
                          from ops.load_slice s join dw.dim_dataset d using (dataset_key)
                          where s.load_key = $load and not s.is_withdrawn and d.freq <> 'C' and s.flow_key in (1, 2)),
                        known as (
                          select dataset_key, reporter_key, flow_key, from_date from ops.load_slice where load_key = $load and not is_withdrawn
                          union select k.dataset_key, k.reporter_key, k.flow_key, k.from_date from dw.coverage k
                            join line using (dataset_key, reporter_key, flow_key)),
                        calendar as (
                          select l.*, p.from_date::date as from_date
                          from line l join (select dataset_key, reporter_key, flow_key, min(from_date) as first, max(from_date) as last
                            from known group by 1, 2, 3) r using (dataset_key, reporter_key, flow_key)
                          cross join lateral generate_series(r.first::timestamp, r.last::timestamp, make_interval(months => l.months)) p (from_date))
                        select c.dataset_code, a.area_code, c.flow_key, c.months, min(c.from_date) as from_date,
                          (max(c.from_date) + make_interval(months => c.months))::date - 1 as to_date,
                          count(*) as n, (array_agg(c.from_date order by c.from_date))[1:%d] as named
                        from calendar c join dw.dim_area a on a.area_key = c.reporter_key
                        left join known k using (dataset_key, reporter_key, flow_key, from_date)
                        where k.from_date is null
                        group by 1, 2, 3, 4 order by 1, 2, 3""".formatted(NAMED), PeriodGaps::finding);
    }

    private static Finding finding(ResultSet row) throws SQLException {
        Flow flow = Checked.flow(row.getInt("flow_key"));
        long gaps = row.getLong("n");
        String message = row.getString(1) + ", reporter " + row.getString(2) + ", " + flow.title() + ": "
                + Say.count(gaps) + (gaps == 1 ? " period is" : " periods are") + " neither live nor in this file ("
                + labels(row.getArray("named"), row.getInt("months")) + (gaps > NAMED ? " …" : "")
                + "). Load them to close the series.";
        return new Finding(
                "P4",
                Severity.INFO,
                message,
                row.getString(2),
                flow,
                Checked.period(row, "from_date", "to_date"),
                gaps,
                null);
    }

    private static String labels(Array dates, int months) throws SQLException {
        return Arrays.stream((Date[]) dates.getArray())
                .map(date -> label(date.toLocalDate(), months))
                .collect(Collectors.joining(", "));
    }

    private static String label(LocalDate from, int months) {
        return new Period(from, from.plusMonths(months).minusDays(1)).label();
    }
}
