package org.tradehouse.operate;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the groups of products with their rules. */
final class GroupQuery {
    private final Rows rows;

    GroupQuery(Rows rows) {
        this.rows = rows;
    }

    List<GroupLine> groups() throws SQLException {
        Map<Long, List<GroupLine.Rule>> rules = rules();
        return rows.list(
                """
                select g.group_key, g.group_set, g.group_code, g.group_name, count(b.product_key) as products,
                  count(*) filter (where b.is_proxy) as proxies
                from dw.dim_product_group g left join dw.bridge_product_group b using (group_key)
                group by g.group_key order by min(g.group_key) over (partition by g.group_set), g.group_key""",
                row -> new GroupLine(
                        row.text("group_set"),
                        row.text("group_code"),
                        row.text("group_name"),
                        row.whole("products"),
                        row.whole("proxies"),
                        rules.getOrDefault(row.whole("group_key"), List.of())));
    }

    private Map<Long, List<GroupLine.Rule>> rules() throws SQLException {
        record Owned(long group, GroupLine.Rule rule) {}
        return rows
                .list(
                        """
                        select group_key, nomenclature, code_prefix, is_excluded, is_proxy, coalesce(note, '') as note
                        from dw.product_group_rule order by group_key, code_prefix, nomenclature""",
                        row -> new Owned(
                                row.whole("group_key"),
                                new GroupLine.Rule(
                                        row.text("nomenclature"),
                                        row.text("code_prefix"),
                                        row.truth("is_excluded"),
                                        row.truth("is_proxy"),
                                        row.text("note"))))
                .stream()
                .collect(Collectors.groupingBy(Owned::group, Collectors.mapping(Owned::rule, Collectors.toList())));
    }
}
