package org.tradehouse.check;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Period;

/** Periods that are neither live nor in this file, between the first and the last that are. */
final class PeriodGaps implements Check {
    private static final int NAMED = 6;
    private static final int MOST = 20;

    private record Gap(Finding finding, long lines) {}

    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        Severity then = Checked.severity(checked.feed().checks().gaps());
        List<Gap> gaps = checked.sql()
                .list("""
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
                          cross join lateral generate_series(r.first::timestamp, r.last::timestamp, make_interval(months => l.months)) p (from_date)),
                        gap as (
                          select c.dataset_code, c.reporter_key, c.flow_key, c.months, min(c.from_date) as from_date,
                            (max(c.from_date) + make_interval(months => c.months))::date - 1 as to_date,
                            count(*) as n, (array_agg(c.from_date order by c.from_date))[1:%d] as named
                          from calendar c left join known k using (dataset_key, reporter_key, flow_key, from_date)
                          where k.from_date is null group by 1, 2, 3, 4)
                        select dataset_code, a.area_code, string_agg(lower(f.flow_name), ' and ' order by flow_key) as flows,
                          months, from_date, to_date, n, named, count(*) over () as lines
                        from gap join dw.dim_area a on a.area_key = reporter_key join dw.dim_flow f using (flow_key)
                        group by 1, 2, months, from_date, to_date, n, named order by n desc, 1, 2 limit %d""".formatted(NAMED, MOST), row -> new Gap(finding(row, then), row.getLong("lines")));
        List<Finding> findings = new ArrayList<>(gaps.stream().map(Gap::finding).toList());
        if (!gaps.isEmpty() && gaps.get(0).lines > MOST) {
            findings.add(rest(gaps.get(0).lines - MOST));
        }
        return findings;
    }

    private static Finding finding(ResultSet row, Severity then) throws SQLException {
        long gaps = row.getLong("n");
        String message = row.getString(1) + ", reporter " + row.getString(2) + ", " + row.getString("flows") + ": "
                + Say.count(gaps) + (gaps == 1 ? " period is" : " periods are") + " neither live nor in this file ("
                + labels(row.getArray("named"), row.getInt("months")) + (gaps > NAMED ? " …" : "")
                + "). Load them to close the series.";
        Period period = Checked.period(row, "from_date", "to_date");
        return new Finding("P4", then, message, row.getString(2), null, period, gaps, null);
    }

    private static Finding rest(long lines) {
        return Finding.of(
                "P4",
                Severity.INFO,
                Say.count(lines)
                        + " more series have gaps, none of them more than those named. mart.coverage shows all.");
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
