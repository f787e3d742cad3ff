package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;

/** A publisher of months and years whose two editions do not agree, through the front door. */
class MonthsAgainstYearsTest {
    private static final Path SAMPLES = Path.of(System.getProperty("samples", "../shared/samples"));
    private static final String FEED = "am-made";

    @TempDir
    Path folder;

    private Loading loading;

    private void open(String checks) throws IOException {
        Path jobs = Files.createDirectories(folder.resolve("jobs/am"));
        Files.writeString(jobs.resolve(FEED + ".yaml"), """
                feed: am-made
                title: Months and years of one publisher
                publisher: Made up
                dataset: {code: AM, nomenclature: HS, partner-basis: UNKNOWN, preference: 1, rounding-unit: 100}
                coverage: {reporter: AM, flows: [X, M], since: 2015-01}
                scope: {partners: all, products: all}
                source: {inbox: am-made, files: ["*.csv"]}
                layout: {format: csv, encoding: UTF-8, delimiter: ";"}
                captures:
                  - {place: file-name, match: '(?<editionDate>\\d{4}-\\d{2}-\\d{2})', required: true, else: 'name the file by its edition'}
                constants: {product: TOTAL}
                columns:
                  period: {header: Period, formats: [yyyy, yyyy-MM]}
                  flow: {header: Flow, words: {X: X, M: M}}
                  partner: {header: Partner, codes: iso2}
                  value: {header: Value, factor: 1000, currency: USD}
                edition: {date-format: yyyy-MM-dd, status: provisional}
                checks: {min-rows: 1, max-rejected: 1 %%%s}
                """.formatted(checks).replace("%%", "%"));
        loading = Loading.in(folder, folder.resolve("jobs"));
    }

    @AfterEach
    void close() {
        if (loading != null) {
            loading.close();
        }
    }

    private Result load(String edition, Stream<String> lines) throws IOException {
        Path file = Files.writeString(
                folder.resolve(edition + ".csv"),
                "Period;Flow;Partner;Value\n" + String.join("\n", lines.toList()) + "\n");
        return loading.act().load(FEED, file, Map.of(), false, "aidos", Progress.NONE);
    }

    /** 10 thousand USD to Georgia and 5 to Iran in every month of 2022. */
    private static Stream<String> months() {
        return IntStream.rangeClosed(1, 12)
                .boxed()
                .flatMap(month -> Stream.of("2022-%02d;X;GE;10".formatted(month), "2022-%02d;X;IR;5".formatted(month)));
    }

    private List<String> pending() {
        return loading.asked(
                "select concat_ws(' ', coalesce(partner_code, 'all'), trim_scale(stated_usd), trim_scale(months_usd), trim_scale(difference_usd), trim_scale(tolerance_usd), load_key)"
                        + " from mart.revision_pending order by partner_code nulls first");
    }

    @Test
    void undoOfTheYearEndsWhatIsPendingAndUndoOfTheUndoBringsItBack() throws IOException {
        open("");
        load("2023-02-15", months());
        Result first = load("2023-03-15", Stream.of("2022;X;GE;120", "2022;X;IR;60"));
        assertThat(pending()).isEmpty();
        Result revised = load("2023-04-15", Stream.of("2022;X;GE;122.4", "2022;X;IR;60"));
        assertThat(revised.exitCode()).as("%s", revised).isZero();
        assertThat(first.runId()).isNotEqualTo(revised.runId());
        assertThat(
                        loading.asked(
                                "select severity || ' ' || (message_args ->> 'message') from ops.finding where rule_id = 'DC-4'"))
                .as("26 figures are added up, each rounded to 0.1 thousand USD")
                .containsExactly(
                        "FLAG AM/A/HS/TOTAL×country, reporter AM, Exports, 2022: revision pending, 182 400 USD stated (provisional), its 12 months make 180 000 USD (provisional), "
                                + "difference 2 400 USD (tolerance 1 300 USD). Nothing is changed; load the publisher's newest months and periods. mart.revision_pending lists what is pending.");
        assertThat(pending())
                .as("Georgia: twelve figures against one")
                .containsExactly("all 182400 180000 2400 1300 3", "GE 122400 120000 2400 600 3");
        Result undone = undo(revised);
        assertThat(pending()).isEmpty();
        undo(undone);
        assertThat(pending()).containsExactly("all 182400 180000 2400 1300 5", "GE 122400 120000 2400 600 5");
    }

    @Test
    void whatMovesBetweenPartnersIsPendingThoughTheTotalsAgree() throws IOException {
        open("");
        load("2023-02-15", months());
        load("2023-03-15", Stream.of("2022;X;GE;130", "2022;X;IR;50"));
        assertThat(pending()).containsExactly("GE 130000 120000 10000 600 2", "IR 50000 60000 -10000 600 2");
    }

    @Test
    void aFeedMayAskThatAPersonLooksFirst() throws IOException {
        open(", pending: hold");
        load("2023-02-15", months());
        Stream<String> year = Stream.of("2022;X;GE;122.4", "2022;X;IR;60");
        Path file = Files.writeString(
                folder.resolve("2023-03-15.csv"),
                "Period;Flow;Partner;Value\n" + String.join("\n", year.toList()) + "\n");
        Result plan = loading.act().plan(FEED, file, Map.of(), false, "aidos", Progress.NONE);
        assertThat(plan.exitCode()).isEqualTo(6);
        assertThat(plan.headline()).contains("2022: revision pending, 182 400 USD stated");
        Result held = loading.act().load(FEED, file, Map.of(), false, "aidos", Progress.NONE);
        assertThat(held.exitCode()).isEqualTo(6);
        assertThat(pending()).isEmpty();
        assertThat(loading.act()
                        .approve(Long.toString(held.runId()), "dana", "the months come in May", Progress.NONE)
                        .exitCode())
                .isZero();
        assertThat(pending()).hasSize(2);
    }

    @Test
    void biReadsIt() throws Exception {
        open("");
        load("2023-02-15", months());
        load("2023-03-15", Stream.of("2022;X;GE;122.4", "2022;X;IR;60"));
        try (var reader = loading.database().reader();
                var statement = reader.createStatement();
                var rows = statement.executeQuery("select count(*) from mart.revision_pending")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
    }

    /** Thousand USD of one partner, flow and year: what the publisher's year says and what its months make. */
    private record Sums(BigDecimal year, BigDecimal months, int figures) {
        static final Sums NONE = new Sums(BigDecimal.ZERO, BigDecimal.ZERO, 0);

        Sums plus(boolean isYear, BigDecimal value) {
            return isYear ? new Sums(year.add(value), months, figures) : new Sums(year, months.add(value), figures + 1);
        }

        /** Half of 0.1 for each month there is. */
        boolean differs() {
            return year.subtract(months).abs().compareTo(new BigDecimal("0.05").multiply(BigDecimal.valueOf(figures)))
                    > 0;
        }

        String line(String what) {
            return what + " " + plain(year) + " " + plain(months) + " " + plain(year.subtract(months));
        }

        private static String plain(BigDecimal thousands) {
            BigDecimal usd = thousands.movePointRight(3);
            return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
        }
    }

    @Test
    void theYearsOfArmeniaDifferFromItsMonthsWhereTheFileSaysSo() throws IOException {
        Path file = SAMPLES.resolve("am-stat/armenia_monthly.csv");
        assumeTrue(Files.exists(file), "no real files at " + SAMPLES);
        open("");
        Map<String, String> codes = new TreeMap<>();
        loading.asked("select area_name || '|' || area_code from dw.dim_area where area_kind = 'country'")
                .forEach(it -> codes.put(it.split("\\|")[0], it.split("\\|")[1]));
        var months = new ArrayList<String>();
        var years = new ArrayList<String>();
        var sums = new TreeMap<String, Sums>();
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            String[] cells = line.split(",");
            if (cells.length != 6 || !codes.containsKey(cells[0]) || cells[5].equals("2023")) {
                continue;
            }
            boolean isYear = cells[4].equals("Year");
            for (String flow : List.of("X", "M")) {
                String value = cells[flow.equals("X") ? 1 : 2];
                if (value.matches("[0-9.]+")) {
                    String period = isYear ? cells[5] : "%s-%02d".formatted(cells[5], Integer.parseInt(cells[4]));
                    (isYear ? years : months).add(String.join(";", period, flow, codes.get(cells[0]), value));
                    sums.merge(
                            cells[5] + " " + flow + " " + codes.get(cells[0]),
                            Sums.NONE.plus(isYear, new BigDecimal(value)),
                            (a, b) -> new Sums(a.year.add(b.year), a.months.add(b.months), a.figures + b.figures));
                }
            }
        }
        assertThat(years.size()).as("figures of years").isGreaterThan(1000);
        assertThat(load("2023-02-01", months.stream()).exitCode()).isZero();
        assertThat(load("2023-02-02", years.stream()).exitCode()).isZero();

        assertThat(loading.asked(
                        "select concat_ws(' ', extract(year from from_date), flow_code, partner_code, trim_scale(stated_usd), trim_scale(months_usd), trim_scale(difference_usd))"
                                + " from mart.revision_pending where partner_code is not null"))
                .as("counted by this test from the file")
                .containsExactlyInAnyOrderElementsOf(sums.entrySet().stream()
                        .filter(it -> it.getValue().differs())
                        .map(it -> it.getValue().line(it.getKey()))
                        .toList())
                .contains("2020 X AF 3326000 2992700 333300");
        assertThat(
                        loading.asked(
                                "select (message_args ->> 'message') from ops.finding where rule_id = 'DC-4' order by finding_id"))
                .as("one year of all goes beyond rounding: a month of Afghanistan is not in the file")
                .singleElement()
                .asString()
                .startsWith("AM/A/HS/TOTAL×country, reporter AM, Exports, 2020: revision pending, ");
        assertThat(Set.copyOf(loading.asked("select complete from mart.revision_pending")))
                .containsExactly("t");
    }

    private Result undo(Result run) {
        return loading.act().undo(Long.toString(run.runId()), "aidos", "", Progress.NONE);
    }
}
