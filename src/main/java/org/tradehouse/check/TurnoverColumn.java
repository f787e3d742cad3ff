package org.tradehouse.check;

import java.sql.SQLException;
import java.util.List;
import org.tradehouse.load.Finding;

/** The publisher's turnover of a row against exports plus imports of the same row, headings and rejected cells included. */
final class TurnoverColumn implements Check {
    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        List<Comparison> rows = checked.sql()
                .list(
                        """
                        with place as (
                          select 0 as part_key, '' as sheet, '' as said
                          union all select part_key, case when member = '' or sheet = '' then member || sheet else member || '!' || sheet end,
                            member || case when member = '' or sheet = '' then '' else ', ' end || case when sheet = '' then '' else 'sheet ' || sheet end || ', '
                          from ops.source_part where load_key = $load),
                        turnover as (
                          select part_key, source_row, from_date, to_date, label, reporter_key, value_usd
                          from ops.control_total where load_key = $load and flow_key is null),
                        cell as (
                          select part_key, source_row, from_date, to_date, value_usd from stg.load_$load where flow_key in (1, 2)
                            and exists (select 1 from turnover)
                          union all select part_key, source_row, from_date, to_date, value_usd from ops.control_total
                            where load_key = $load and flow_key in (1, 2)
                          union all select p.part_key, r.row_no, r.from_date, r.to_date, r.value_usd from ops.reject r join place p using (sheet)
                            where r.load_key = $load and r.flow_key in (1, 2) and r.value_usd is not null),
                        sums as (
                          select part_key, source_row, from_date, to_date, sum(value_usd) as usd, count(*) as n from cell group by 1, 2, 3, 4)
                        select t.source_row, p.said, t.label, a.area_code, t.from_date, t.to_date, t.value_usd,
                          coalesce(s.usd, 0) as sum_usd, coalesce(s.n, 0) as n
                        from turnover t join place p using (part_key) join dw.dim_area a on a.area_key = t.reporter_key
                        left join sums s using (part_key, source_row, from_date, to_date)
                        order by t.part_key, t.source_row""",
                        row -> new Comparison(
                                row.getString("said") + "row " + row.getInt("source_row"),
                                row.getString("label"),
                                row.getString("area_code"),
                                null,
                                Checked.period(row, "from_date", "to_date"),
                                row.getBigDecimal("value_usd"),
                                row.getBigDecimal("sum_usd"),
                                row.getLong("n")));
        return rows.isEmpty()
                ? List.of()
                : Comparison.findings(checked, checked.roundingUnit(), "turnover figures", rows);
    }
}
