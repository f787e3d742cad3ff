package org.tradehouse.database;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A code list of {@code sql/reference} that fills a table of the star; columns are found by their names in the header.
 *
 * @param key columns a row is recognised by
 * @param owner where a list belongs to something (the members of a bloc), the column that names it: what the list no
 *     longer holds goes; empty where rows are only added and corrected
 */
record ReferenceList(String file, String table, String key, String owner) {
    static final List<ReferenceList> ALL = List.of(
            new ReferenceList("area.csv", "dw.dim_area", "area_key", ""),
            new ReferenceList("bloc.csv", "dw.dim_bloc", "bloc_key", ""),
            new ReferenceList(
                    "bloc_member.csv", "dw.bridge_bloc_member", "bloc_key, country_code, from_date", "bloc_key"),
            new ReferenceList("unit.csv", "dw.dim_unit", "unit_key", ""),
            new ReferenceList("currency.csv", "dw.dim_currency", "currency_key", ""),
            new ReferenceList("fx_rate.csv", "dw.fx_rate", "currency_code, period_date, rate_source", ""),
            new ReferenceList("product_group.csv", "dw.dim_product_group", "group_key", ""),
            new ReferenceList(
                    "product_group_rule.csv",
                    "dw.product_group_rule",
                    "group_key, nomenclature, code_prefix",
                    "group_key"),
            new ReferenceList("target.csv", "dw.target", "target_code, dataset_code", ""));

    private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]*");

    String resource() {
        return "sql/reference/" + file;
    }

    /** Copies the list beside its table and merges it: new rows come, known ones are corrected where they differ. */
    void load(Connection connection) throws SQLException {
        byte @Nullable [] content = SqlFiles.read(resource());
        if (content == null) {
            return;
        }
        List<String> columns = columns(content);
        String names = String.join(", ", columns);
        execute(
                connection,
                "create temp table incoming on commit drop as select %s from %s with no data".formatted(names, table));
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy incoming (" + names + ") from stdin (format csv, header true, encoding 'UTF8')",
                            new ByteArrayInputStream(content));
        } catch (IOException broken) {
            throw new UncheckedIOException(resource(), broken);
        }
        execute(connection, withdrawal());
        execute(connection, merge(columns, names));
        execute(connection, "drop table incoming");
    }

    private String withdrawal() {
        return owner.isEmpty()
                ? "select"
                : "delete from %1$s where %2$s in (select %2$s from incoming) and (%3$s) not in (select %3$s from incoming)"
                        .formatted(table, owner, key);
    }

    private String merge(List<String> columns, String names) {
        List<String> keys = Arrays.asList(key.split(", "));
        List<String> others = new ArrayList<>(columns);
        others.removeAll(keys);
        String change = others.isEmpty()
                ? "nothing"
                : "update set "
                        + others.stream().map(c -> c + " = excluded." + c).collect(Collectors.joining(", "))
                        + " where ("
                        + others.stream().map(c -> "t." + c).collect(Collectors.joining(", "))
                        + ") is distinct from ("
                        + others.stream().map(c -> "excluded." + c).collect(Collectors.joining(", "))
                        + ")" + (isAlsoLoaded() ? " and t.load_key is null" : "");
        return "insert into %s as t (%s) select %s from incoming on conflict (%s) do %s"
                .formatted(table, names, names, key, change);
    }

    /** What a file of a publisher stated is not taken back by what came with the program. */
    private boolean isAlsoLoaded() {
        return table.equals("dw.fx_rate");
    }

    private List<String> columns(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        List<String> columns = Arrays.stream(
                        text.substring(0, text.indexOf('\n')).strip().split(","))
                .map(name -> name.replace("\uFEFF", "").strip())
                .toList();
        for (String column : columns) {
            if (!COLUMN.matcher(column).matches()) {
                throw new IllegalStateException(
                        resource() + " has a column '" + column + "', which is no name of a column");
            }
        }
        return columns;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
