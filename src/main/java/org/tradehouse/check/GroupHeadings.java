package org.tradehouse.check;

import java.sql.SQLException;
import java.util.List;
import org.tradehouse.load.Finding;

/**
 * A heading over a group of partners against the rows that follow it, up to the next heading of the same or a higher group
 * (semantics 3.4). Rejected rows with a readable value count: they are missing from us, not from the publisher.
 */
final class GroupHeadings implements Check {
    @Override
    public List<Finding> findings(Checked checked) throws SQLException {
        List<Comparison> headings = checked.sql()
                .list(
                        """
                        with heading as (
                          select distinct part_key, source_row, level from ops.control_total where load_key = $load and level > 0),
                        stretch as (
                          select h.*, coalesce((select min(n.source_row) from heading n
                            where n.part_key = h.part_key and n.source_row > h.source_row and n.level <= h.level), 2147483647) as next_row
                          from heading h),
                        place as (
                          select 0 as part_key, '' as sheet, '' as said
                          union all select part_key, case when member = '' or sheet = '' then member || sheet else member || '!' || sheet end,
                            member || case when member = '' or sheet = '' then '' else ', ' end || case when sheet = '' then '' else 'sheet ' || sheet end || ', '
                          from ops.source_part where load_key = $load)
                        select c.source_row, p.said, c.label, a.area_code, c.flow_key, c.from_date, c.to_date, c.value_usd,
                          coalesce(s.usd, 0) + coalesce(r.usd, 0) as sum_usd, coalesce(s.n, 0) + coalesce(r.n, 0) as n
                        from ops.control_total c join stretch t using (part_key, source_row, level) join place p using (part_key)
                        join dw.dim_area a on a.area_key = c.reporter_key
                        cross join lateral (
                          select sum(value_usd) as usd, count(*) as n from stg.load_$load s
                          where s.part_key = c.part_key and s.source_row > t.source_row and s.source_row < t.next_row and s.partner_key <> 1
                            and (s.reporter_key, s.flow_key, s.from_date, s.to_date) = (c.reporter_key, c.flow_key, c.from_date, c.to_date)) s
                        cross join lateral (
                          select sum(value_usd) as usd, count(*) as n from ops.reject r
                          where r.load_key = $load and r.sheet = p.sheet and r.row_no > t.source_row and r.row_no < t.next_row
                            and r.value_usd is not null and r.partner_key is distinct from 1
                            and (r.flow_key, r.from_date, r.to_date) = (c.flow_key, c.from_date, c.to_date)) r
                        where c.load_key = $load and c.flow_key is not null
                        order by c.part_key, c.source_row, c.flow_key""",
                        row -> new Comparison(
                                row.getString("said") + "row " + row.getInt("source_row"),
                                row.getString("label"),
                                row.getString("area_code"),
                                Checked.flow(row.getInt("flow_key")),
                                Checked.period(row, "from_date", "to_date"),
                                row.getBigDecimal("value_usd"),
                                row.getBigDecimal("sum_usd"),
                                row.getLong("n")));
        return headings.isEmpty()
                ? List.of()
                : Comparison.findings(checked, checked.roundingUnit(), "group headings", headings);
    }
}
