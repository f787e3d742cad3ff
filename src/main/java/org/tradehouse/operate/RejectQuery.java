package org.tradehouse.operate;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tradehouse.load.Code;
import org.tradehouse.load.LoadException;
import org.tradehouse.trade.Words;

/** Reads the quarantine: grouped first, because one decision repairs a group. */
final class RejectQuery {
    /** Codes an alias repairs, and the kind of alias. */
    private static final Map<String, String> KINDS = Map.of(
            Code.UNKNOWN_AREA.id(), "partner",
            Code.UNKNOWN_REGION.id(), "region",
            Code.UNKNOWN_PRODUCT.id(), "product",
            Code.UNKNOWN_UNIT.id(), "unit",
            Code.UNKNOWN_FLOW.id(), "flow",
            Code.UNKNOWN_CURRENCY.id(), "currency");

    /**
     * Open ones; of a file that was loaded again those of its newest load alone, unless a run is named. A load that has only begun
     * counts as soon as it has rejects; a plan never does.
     */
    private static final String FILTER = """
            where x.state = 'open' and (?::text is null or x.feed = ?) and (?::text is null or x.code = ?)
              and (?::text is null or x.offending_value = ?)
              and (?::bigint is null and not exists (
                    select from ops.load old join ops.load later on later.feed = old.feed and later.sha256 = old.sha256 and later.load_no > old.load_no
                    where old.load_key = x.load_key and later.state <> 'planned'
                      and (later.state <> 'open' or exists (select from ops.reject r where r.load_key = later.load_key)))
                or x.load_key = (select load_key from ops.run where run_id = ?))
            """;

    private final Rows rows;

    RejectQuery(Rows rows) {
        this.rows = rows;
    }

    List<RejectGroup> groups(RejectFilter filter) throws SQLException {
        return rows.list("""
                select g.*, coalesce(a.area_name, '') as suggestion_name from (
                  select x.code, case when min(x.column_name) = max(x.column_name) then min(x.column_name) else x.column_start end as column_name,
                    coalesce(x.offending_value, '') as value, count(*) as row_count, sum(x.value_usd) as usd,
                    array_agg(distinct x.feed) as feeds,
                    array_agg(distinct (select max(r.run_id) from ops.run r where r.load_key = x.load_key)) as runs,
                    coalesce(max(x.suggestion), '') as suggestion, coalesce(max(x.suggestion_score), 0) as score,
                    (array_agg(x.file_name order by x.reject_id))[1] as file_name, (array_agg(x.sheet order by x.reject_id))[1] as sheet,
                    (array_agg(x.row_no order by x.reject_id))[1] as row_no
                  from (select *, split_part(column_name, ' / ', 1) as column_start from ops.reject) x
                """ + FILTER + """
                  group by x.code, x.column_start, 3) g
                left join dw.dim_area a on a.area_code = g.suggestion
                order by g.usd desc nulls last, g.row_count desc, g.code, g.value""", RejectQuery::group, parameters(filter));
    }

    List<RejectRow> rejects(RejectFilter filter) throws SQLException {
        return rows.list(
                """
                select x.reject_id, (select max(r.run_id) from ops.run r where r.load_key = x.load_key) as run_id, x.feed, x.file_name,
                  x.sheet, x.row_no, x.column_name, x.code, coalesce(x.offending_value, '') as value, coalesce(x.detail, '') as detail,
                  x.value_usd, x.state,
                  array(select key from jsonb_each_text(case jsonb_typeof(x.raw_row) when 'object' then x.raw_row else '{}' end) with ordinality e (key, value, n)
                    order by n) as columns,
                  array(select value from jsonb_each_text(case jsonb_typeof(x.raw_row) when 'object' then x.raw_row else '{}' end) with ordinality e (key, value, n)
                    order by n) as cells
                from ops.reject x
                """ + FILTER + "order by x.reject_id",
                row -> new RejectRow(
                        row.whole("reject_id"),
                        row.whole("run_id"),
                        row.text("feed"),
                        row.text("file_name"),
                        row.text("sheet"),
                        (int) row.whole("row_no"),
                        row.text("column_name"),
                        row.text("code"),
                        row.text("value"),
                        row.text("detail"),
                        row.exactOrNull("value_usd"),
                        row.text("state"),
                        cells(row.texts("columns"), row.texts("cells"))),
                parameters(filter));
    }

    private static List<RejectRow.Cell> cells(List<String> columns, List<String> values) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> new RejectRow.Cell(columns.get(i), values.get(i)))
                .toList();
    }

    private static @Nullable Object[] parameters(RejectFilter filter) {
        return new @Nullable Object[] {
            filter.feed(), filter.feed(),
            filter.code(), filter.code(),
            filter.value(), filter.value(),
            filter.runId(), filter.runId()
        };
    }

    private static RejectGroup group(Rows.Row row) throws SQLException {
        String code = row.text("code");
        String value = row.text("value");
        String kind = KINDS.getOrDefault(code, "");
        String suggestion = row.text("suggestion");
        List<String> feeds = row.texts("feeds");
        List<Long> runs = row.texts("runs").stream()
                .filter(run -> !run.equals("null"))
                .map(Long::valueOf)
                .toList();
        return new RejectGroup(
                code,
                says(code),
                row.text("column_name"),
                value,
                kind,
                row.whole("row_count"),
                row.exactOrNull("usd"),
                feeds,
                runs,
                suggestion,
                row.text("suggestion_name"),
                row.exact("score").doubleValue(),
                place(row.text("file_name"), row.text("sheet"), row.whole("row_no")),
                command(code, value, kind, suggestion, feeds, runs));
    }

    /** The command that repairs a group where our nearest code is known, else the one that shows its rows. */
    static String command(
            String code, String value, String kind, String suggestion, List<String> feeds, List<Long> runs) {
        if (kind.isEmpty() || suggestion.isEmpty() || runs.isEmpty() || feeds.size() != 1) {
            return "tradehouse rejects show --code " + code + " --value " + Say.word(value);
        }
        return "tradehouse map add " + kind + " " + Say.word(value) + " " + suggestion + " --retry " + feeds.get(0)
                + "#" + runs.get(runs.size() - 1);
    }

    private static String place(String file, String sheet, long row) {
        return file + (sheet.isEmpty() ? "" : ", sheet '" + sheet + "'") + ", row " + Say.count(row);
    }

    /** The predicate of a code, "" for one that is not about a row. */
    static String says(String id) {
        return Arrays.stream(Code.values())
                .filter(code -> code.id().equals(id))
                .map(Code::says)
                .findFirst()
                .orElse("");
    }

    /** Value of open rejects of a load, null where none can be read. */
    @Nullable
    BigDecimal openUsd(int load) throws SQLException {
        return rows.list(
                        "select sum(value_usd) as usd from ops.reject where load_key = ? and state = 'open'",
                        row -> row.exact("usd"),
                        load)
                .get(0);
    }

    /** What an alias would repair: open rejects of its kind with that spelling. */
    AliasTest aliasTest(String kind, String alias, String code, @Nullable String feed) throws SQLException {
        String reject = KINDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(kind))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new LoadException(
                        "TH-4032",
                        "there are no aliases of kind '" + kind
                                + "'; kinds are partner, region, product, unit, flow, currency",
                        "tradehouse rejects"));
        String name = name(kind, code);
        List<RejectGroup> groups = groups(new RejectFilter(feed, reject, null, null)).stream()
                .filter(group -> Words.fold(group.value()).equals(Words.fold(alias)))
                .toList();
        long count = groups.stream().mapToLong(RejectGroup::rows).sum();
        BigDecimal usd = groups.stream()
                .map(group -> Objects.requireNonNullElse(group.usd(), BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        List<Long> runs = groups.stream()
                .flatMap(group -> group.runs().stream())
                .distinct()
                .sorted()
                .toList();
        String command = groups.isEmpty()
                ? ""
                : command(
                        reject,
                        alias,
                        kind,
                        code,
                        groups.get(0).feeds(),
                        groups.get(0).runs());
        return new AliasTest(kind, alias, code, name, count, usd, runs, command);
    }

    /** Name of an area's code; other kinds have none here. */
    private String name(String kind, String code) throws SQLException {
        if (!kind.equals("partner") && !kind.equals("region")) {
            return "";
        }
        return rows.first("select area_name from dw.dim_area where area_code = ?", row -> row.text("area_name"), code)
                .orElseThrow(
                        () -> new LoadException(
                                "TH-4032",
                                "there is no area with code '" + code + "'",
                                "tradehouse sql \"select area_code, area_name from dw.dim_area where area_name ilike '%name%'\""));
    }
}
