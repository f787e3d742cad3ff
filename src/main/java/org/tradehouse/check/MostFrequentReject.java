package org.tradehouse.check;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.tradehouse.load.Code;

/**
 * The reason that rejected most rows, and its first place:
 * {@code Most frequent: Регион 'СУАР КНР' is no known region (388 rows, first: kz_2023_05.xlsx, Импорт, row 118).}
 */
final class MostFrequentReject {
    private record Group(String code, String value, String column, String sheet, int row, long count) {}

    private MostFrequentReject() {}

    static String of(Checked checked) throws SQLException {
        List<Group> groups = checked.sql()
                .list(
                        """
                        with g as (
                          select code, coalesce(offending_value, '') as value, count(*) as n, min(reject_id) as first
                          from ops.reject where load_key = $load group by 1, 2 order by n desc, first limit 1)
                        select g.code, g.value, r.column_name, r.row_no,
                          case when exists (select 1 from ops.source_part p where p.load_key = $load and p.member = '' and p.sheet = r.sheet)
                            then 'sheet ' else '' end || r.sheet as sheet, g.n
                        from g join ops.reject r on r.reject_id = g.first""",
                        row -> new Group(
                                row.getString("code"),
                                row.getString("value"),
                                row.getString("column_name"),
                                row.getString("sheet"),
                                row.getInt("row_no"),
                                row.getLong("n")));
        return groups.isEmpty() ? "" : sentence(checked, groups.get(0));
    }

    private static String sentence(Checked checked, Group group) {
        String sheet = group.sheet.isEmpty() ? "" : group.sheet + ", ";
        String cell = group.column.isEmpty() && group.value.isEmpty()
                ? "the row"
                : (group.column + " '" + brief(group.value) + "'").strip();
        return " Most frequent: " + cell + " " + says(group.code) + " ("
                + Say.rows(group.count) + ", first: " + checked.load().fileName() + ", " + sheet + "row " + group.row
                + ").";
    }

    private static String says(String id) {
        return Arrays.stream(Code.values())
                .filter(code -> code.id().equals(id))
                .map(Code::says)
                .findFirst()
                .orElse("was rejected (" + id + ")");
    }

    private static String brief(String value) {
        return value.length() <= 60 ? value : value.substring(0, value.offsetByCodePoints(0, 40)) + "…";
    }
}
