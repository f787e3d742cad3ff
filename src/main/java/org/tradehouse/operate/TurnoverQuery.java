package org.tradehouse.operate;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tradehouse.trade.Period;

/** Turnover by year and half-year from {@code mart}, seen from one side, with the reason of every unknown. */
final class TurnoverQuery {
    private static final Comparator<Answer.PeriodLine> ORDER = Comparator.comparing(Answer.PeriodLine::period)
            .thenComparing(Answer.PeriodLine::mirror)
            .thenComparing(Answer.PeriodLine::dataset);

    private static final Comparator<Source> SOURCES =
            Comparator.comparing(Source::dataset).thenComparing(Source::mirror);

    private final Rows rows;
    private final String reporter;
    private final String partner;

    TurnoverQuery(Rows rows, String reporter, String partner) {
        this.rows = rows;
        this.reporter = reporter;
        this.partner = partner;
    }

    /** A published period of one source; figures are the publisher's own, not yet turned round. */
    private record Published(
            Source source,
            LocalDate from,
            LocalDate to,
            @Nullable BigDecimal exports,
            @Nullable BigDecimal imports) {
        YearMonth month() {
            return YearMonth.from(from);
        }
    }

    private record Source(String dataset, String feed, String publisher, String freq, String reporter, boolean mirror) {
        /** A year of one breakdown of one reporter: shown once, as published where it is, else from its months. */
        String year(int year) {
            return dataset.replaceFirst("/[A-Z]/", "/") + " " + reporter + " " + year;
        }
    }

    /** Calendar years as published, years made of their months, and the months so far of a year that is not over. */
    List<Answer.PeriodLine> years() throws SQLException {
        Map<Source, List<Published>> bySource = published().stream()
                .collect(Collectors.groupingBy(Published::source, () -> new TreeMap<>(SOURCES), Collectors.toList()));
        List<Answer.PeriodLine> lines = new ArrayList<>();
        Set<String> said = new TreeSet<>();
        bySource.forEach((source, periods) -> {
            if (source.freq().equals("A")) {
                periods.forEach(year -> {
                    said.add(source.year(year.from().getYear()));
                    lines.add(line(
                            source, year.from(), year.to(), true, "published", year.exports(), year.imports(), ""));
                });
            }
        });
        bySource.forEach((source, periods) -> {
            if (source.freq().equals("M")) {
                lines.addAll(yearsOfMonths(source, periods, said));
            } else if (source.freq().equals("C")) {
                lines.addAll(longestSpans(source, periods, said));
            }
        });
        lines.sort(ORDER);
        return lines;
    }

    private List<Published> published() throws SQLException {
        return rows.list(
                """
                select t.dataset_code, d.feed, d.publisher, t.freq, t.reporter_code, t.reporter_code <> ? as mirror, t.period_date, t.to_date,
                  case when bool_and(t.export_usd is not null) then sum(t.export_usd) end as export_usd,
                  case when bool_and(t.import_usd is not null) then sum(t.import_usd) end as import_usd
                from mart.turnover t join dw.dim_dataset d on d.dataset_code = t.dataset_code
                where t.content_scope = '' and (t.reporter_code = ? and t.partner_code = ? or t.reporter_code = ? and t.partner_code = ?)
                group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 7, 8""",
                row -> new Published(
                        new Source(
                                row.text("dataset_code"),
                                row.text("feed"),
                                row.text("publisher"),
                                row.text("freq"),
                                row.text("reporter_code"),
                                row.truth("mirror")),
                        row.date("period_date"),
                        row.date("to_date"),
                        row.exactOrNull("export_usd"),
                        row.exactOrNull("import_usd")),
                reporter,
                reporter,
                partner,
                partner,
                reporter);
    }

    private List<Answer.PeriodLine> yearsOfMonths(Source source, List<Published> months, Set<String> said) {
        Map<Integer, List<Published>> byYear = months.stream()
                .collect(Collectors.groupingBy(month -> month.from().getYear(), TreeMap::new, Collectors.toList()));
        List<Answer.PeriodLine> lines = new ArrayList<>();
        byYear.forEach((year, some) -> {
            if (!said.contains(source.year(year))) {
                lines.add(yearOfMonths(source, year, some));
            }
        });
        return lines;
    }

    private static Answer.PeriodLine yearOfMonths(Source source, int year, List<Published> some) {
        Set<Integer> present = some.stream()
                .map(month -> month.month().getMonthValue())
                .collect(Collectors.toCollection(TreeSet::new));
        int last = some.stream()
                .mapToInt(month -> month.month().getMonthValue())
                .max()
                .orElse(12);
        String missing = IntStream.rangeClosed(1, last)
                .filter(month -> !present.contains(month))
                .mapToObj(month -> YearMonth.of(year, month).toString())
                .collect(Collectors.joining(", "));
        boolean gaps = !missing.isEmpty();
        return line(
                source,
                LocalDate.of(year, 1, 1),
                YearMonth.of(year, last).atEndOfMonth(),
                last == 12 && !gaps,
                "months",
                gaps ? null : sum(some, true),
                gaps ? null : sum(some, false),
                gaps ? "not loaded: " + missing : unknownFlows(some));
    }

    /** Whose which flow of which month is not covered. */
    private static String unknownFlows(List<Published> months) {
        String who = months.get(0).source().reporter();
        String exports = unknown(months, true);
        String imports = unknown(months, false);
        return (exports.isEmpty() ? "" : "exports of " + who + " not loaded: " + exports)
                + (exports.isEmpty() || imports.isEmpty() ? "" : "; ")
                + (imports.isEmpty() ? "" : "imports of " + who + " not loaded: " + imports);
    }

    private static String unknown(List<Published> months, boolean exports) {
        List<String> unknown = months.stream()
                .filter(month -> (exports ? month.exports() : month.imports()) == null)
                .map(month -> Say.period(month.from(), month.to()))
                .toList();
        return unknown.size() > 3
                ? unknown.get(0) + " and " + (unknown.size() - 1) + " more"
                : String.join(", ", unknown);
    }

    private static @Nullable BigDecimal sum(List<Published> months, boolean exports) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Published month : months) {
            BigDecimal value = exports ? month.exports() : month.imports();
            if (value == null) {
                return null;
            }
            sum = sum.add(value);
        }
        return sum;
    }

    /** Year-to-date as published, the longest of each year that has nothing better. */
    private static List<Answer.PeriodLine> longestSpans(Source source, List<Published> spans, Set<String> said) {
        Map<Integer, Published> longest = spans.stream()
                .filter(span -> span.from().getMonthValue() == 1
                        && !said.contains(source.year(span.from().getYear())))
                .collect(Collectors.toMap(
                        span -> span.from().getYear(),
                        span -> span,
                        (one, other) -> one.to().isAfter(other.to()) ? one : other,
                        TreeMap::new));
        return longest.values().stream()
                .map(span ->
                        line(source, span.from(), span.to(), false, "published", span.exports(), span.imports(), ""))
                .toList();
    }

    private static Answer.PeriodLine line(
            Source source,
            LocalDate from,
            LocalDate to,
            boolean complete,
            String basis,
            @Nullable BigDecimal exports,
            @Nullable BigDecimal imports,
            String notKnown) {
        Period period = new Period(from, to);
        String reason = notKnown.isEmpty()
                ? unknownFlows(List.of(new Published(source, from, to, exports, imports)))
                : notKnown;
        return new Answer.PeriodLine(
                source.dataset(),
                source.publisher(),
                source.mirror(),
                period.label(),
                from.getYear(),
                complete,
                basis,
                source.mirror() ? imports : exports,
                source.mirror() ? exports : imports,
                exports == null || imports == null ? null : exports.add(imports),
                reason);
    }

    /** Half-years: six covered months, else the published half. */
    List<Answer.PeriodLine> halves() throws SQLException {
        List<Answer.PeriodLine> lines =
                new ArrayList<>(rows.list("""
                select h.dataset_code, d.publisher, h.reporter_code <> ? as mirror, h.half_label, h.year_no, h.months_covered, h.basis, h.complete,
                  case when h.complete then h.export_usd end as export_usd, case when h.complete then h.import_usd end as import_usd
                from mart.turnover_half h join dw.dim_dataset d on d.dataset_code = h.dataset_code
                where h.reporter_code = ? and h.partner_code = ? or h.reporter_code = ? and h.partner_code = ?""", TurnoverQuery::half, reporter, reporter, partner, partner, reporter));
        lines.sort(ORDER);
        return lines;
    }

    private static Answer.PeriodLine half(Rows.Row row) throws SQLException {
        boolean mirror = row.truth("mirror");
        boolean complete = row.truth("complete");
        BigDecimal exports = row.exactOrNull("export_usd");
        BigDecimal imports = row.exactOrNull("import_usd");
        return new Answer.PeriodLine(
                row.text("dataset_code"),
                row.text("publisher"),
                mirror,
                row.text("half_label"),
                (int) row.whole("year_no"),
                complete,
                row.text("basis"),
                mirror ? imports : exports,
                mirror ? exports : imports,
                exports == null || imports == null ? null : exports.add(imports),
                complete ? "" : "both flows are there for " + row.whole("months_covered") + " of 6 months");
    }
}
