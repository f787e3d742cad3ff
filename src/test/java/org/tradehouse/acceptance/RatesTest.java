package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.operate.Result;
import org.tradehouse.trade.Field;

/** Exchange rates as feeds: from the publishers' files to the monthly rate that figures are converted at. */
class RatesTest {
    private static final Path SAMPLES = Path.of(System.getProperty("samples", "../shared/samples"));

    @TempDir
    Path home;

    private Loading loading;

    @BeforeEach
    void open() {
        loading = Loading.in(home, Path.of("jobs"));
    }

    @AfterEach
    void close() {
        loading.close();
    }

    @Test
    void theRatesThatComeWithTheProgramAreTheMeansOfThePublishersFile() {
        Path history = SAMPLES.resolve("ecb/eurofxref-hist.csv");
        assumeTrue(Files.exists(history), "no real file " + history);
        Result result = loading.load("ecb-rates", history, Map.of());
        assertThat(result.headline()).contains("published. 6747 read");
        assertThat(result.lines().get(0)).contains("0 monthly rates new, 0 changed, 557 same");
        assertThat(String.join("\n", result.lines())).contains("2025-05 is not complete and not published");
        assertThat(loading.asked(
                        "select count(*), count(load_key), min(period_date), max(period_date) from dw.fx_rate"))
                .containsExactly("557|0|1999-01-01|2025-04-01");
        assertThat(loading.load("ecb-rates", history, Map.of()).exitCode()).isEqualTo(5);
    }

    @Test
    void aMonthIsPublishedWhenItIsCompleteAndWeekendsAreNotCounted() throws IOException {
        loading.load("nbk-rates", tenge(LocalDate.of(2031, 3, 28), "500", "70", "550"), Map.of());
        loading.load("nbk-rates", tenge(LocalDate.of(2031, 3, 29), "999", "70", "550"), Map.of()); // a Saturday
        loading.database().execute("""
                insert into dw.fx_day select f.rate_source, f.currency_code, d, f.per_usd, f.load_key
                from dw.fx_day f, generate_series(date '2031-03-03', '2031-03-27', '1 day') d
                where f.rate_date = '2031-03-28' and extract(isodow from d) < 6""");
        assertThat(rates("NBK")).isEmpty();
        Result last = loading.load("nbk-rates", tenge(LocalDate.of(2031, 3, 31), "521", "70", "550"), Map.of());
        assertThat(last.lines().get(0)).contains("4 monthly rates new");
        // 20 days of 500 and one of 521; per 100 RUB 600: 500 / 6 and 521 / 6
        assertThat(rates("NBK"))
                .containsExactly(
                        "CNY|2031-03-01|7.15714286|21",
                        "EUR|2031-03-01|0.91090909|21",
                        "KZT|2031-03-01|501.00000000|21",
                        "RUB|2031-03-01|83.50000000|21");
    }

    @Test
    void aRateThatChangesIsSeenAndTheFormerOneIsKept() throws IOException {
        loading.load("ecb-rates", euro("first", month(2031, 3, "8.0", "8.0")), Map.of());
        Result result = loading.load("ecb-rates", euro("second", month(2031, 3, "8.0", "10.1")), Map.of());
        assertThat(String.join("\n", result.lines()))
                .contains("0 monthly rates new, 1 changed, 1 same")
                .contains("CNY 2031-03 was 8.00000000, is now 8.10000000 per USD");
        assertThat(loading.asked("select currency_code, per_usd, superseded_by is not null from dw.fx_rate_history"))
                .containsExactly("CNY|8.00000000|t");
        assertThat(
                        loading.asked(
                                "select currency_code, per_usd, changes from mart.fx_rate where month_label = '2031-03' order by 1"))
                .containsExactly("CNY|8.10000000|1", "EUR|1.00000000|0");
        assertThat(loading.asked("select rule_id from ops.finding")).isEmpty();
    }

    @Test
    void anOlderFileDoesNotTakeBackWhatANewerOneStates() throws IOException {
        loading.load("ecb-rates", euro("old", "2031-03-03,1.1,8.0,\n"), Map.of());
        loading.load("ecb-rates", euro("new", "2031-03-04,1.1,8.0,\n2031-03-03,1.2,8.0,\n"), Map.of());
        loading.load("ecb-rates", euro("older", "2031-03-03,1.3,8.0,\n"), Map.of());
        assertThat(
                        loading.asked(
                                "select round(per_usd, 6) from dw.fx_day where currency_code = 'CNY' and rate_date = '2031-03-03'"))
                .containsExactly("6.666667");
    }

    @Test
    void aFileOfRatesIsRefusedWithItsReasonAndNothingOfItIsPublished() throws IOException {
        Result bad = loading.load("ecb-rates", euro("bad", "2031-03-04,1.1,1.2E1,\n2031-03-03,1.2,8.0,\n"), Map.of());
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.headline()).contains("1 of 2 rows rejected").contains("CNY '1.2E1' is not a number");
        Result again = loading.act().retry("ecb-rates", "tester", org.tradehouse.run.Progress.NONE);
        assertThat(again.code()).isEqualTo(bad.code());
        assertThat(loading.asked("select load_no, (select count(*) from stg.fx_quote) from ops.load"))
                .as("the same load once more, and nothing of it stays staged")
                .containsExactly("1|0");
        Result page = loading.load(
                "nbk-rates", Files.writeString(home.resolve("page.xml"), "<!doctype html><html></html>"), Map.of());
        assertThat(page.headline()).contains("web page");
        assertThat(loading.asked("select count(*) from dw.fx_day")).containsExactly("0");
    }

    @Test
    void aRunThatFailsWhilePublishingLeavesNothingAndIsContinued() throws Exception {
        Path file = euro("first", month(2031, 3, "8.0", "8.0"));
        owner(
                "create function dw.fail() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$");
        owner("create trigger fail before insert on dw.fx_rate for each row execute function dw.fail()");
        Result failed = loading.load("ecb-rates", file, Map.of());
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.nextStep()).isEqualTo("tradehouse retry ecb-rates#1");
        assertThat(loading.asked("select (select count(*) from dw.fx_day) + (select count(*) from dw.dim_load)"))
                .containsExactly("0");
        owner("drop trigger fail on dw.fx_rate");
        Result retried = loading.act().retry("ecb-rates#1", "tester", org.tradehouse.run.Progress.NONE);
        assertThat(String.join("\n", retried.lines())).contains("2 monthly rates new");
        assertThat(loading.asked("select state, step from ops.run order by run_id"))
                .containsExactly("failed|publish", "done|publish");
        assertThat(loading.asked("select count(*) from stg.fx_quote")).containsExactly("0");
    }

    private void owner(String sql) throws Exception {
        try (var connection = loading.database().owner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void figuresThatWaitedForARateComeInWhenItIsThere() throws IOException {
        Path figures = home.resolve("kz_import_soy.csv");
        Files.writeString(
                figures,
                "\"数据年月\",\"商品编码\",\"商品名称\",\"贸易伙伴编码\",\"贸易伙伴名称\",\"第一数量\",\"第一计量单位\",\"第二数量\",\"第二计量单位\",\"人民币\",\n"
                        + "\"202505\",\"12019011\",\"黄大豆\",\"145\",\"哈萨克斯坦\",\"1000\",\"千克\",\"\",\"?\",\"7,000\",\n",
                java.nio.charset.Charset.forName("GB18030"));
        Result held = loading.load("cn-gacc-query-zh", figures, Map.of(Field.FLOW, "import"));
        assertThat(held.exitCode()).as(held.toString()).isNotZero();
        assertThat(loading.asked("select code from ops.reject")).containsExactly("TH-2050");
        loading.load("ecb-rates", euro("may", month(2025, 5, "7.0", "7.0")), Map.of());
        Result retried = loading.act().retry("cn-gacc-query-zh", "tester", org.tradehouse.run.Progress.NONE);
        assertThat(String.join("\n", retried.lines())).contains("the exchange rates");
        assertThat(loading.asked("select value_usd, value_national from mart.trade"))
                .containsExactly("1000.000|7000.000");
    }

    /** The weekdays of a month, newest first, and the day after; the last day of the month has another rate. */
    private static String month(int year, int month, String yuan, String last) {
        LocalDate first = LocalDate.of(year, month, 1);
        StringBuilder days = new StringBuilder(first.plusMonths(1) + ",1.0," + yuan + ",\n");
        String rate = last;
        for (LocalDate day = first.plusMonths(1).minusDays(1); !day.isBefore(first); day = day.minusDays(1)) {
            if (!weekend(day)) {
                days.append(day).append(",1.0,").append(rate).append(",\n");
                rate = yuan;
            }
        }
        return days.toString();
    }

    private List<String> rates(String source) {
        return loading.asked(
                "select currency_code, period_date, per_usd, day_count from dw.fx_rate where rate_source = '" + source
                        + "' order by 1, 2");
    }

    private static boolean weekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** A day of the National Bank in its layout: tenge for a number of units that differs by currency. */
    private Path tenge(LocalDate day, String dollar, String yuan, String euro) throws IOException {
        String date = "%02d.%02d.%d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
        StringBuilder xml = new StringBuilder(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rates>\n<title>Official rates</title>\n<date>" + date
                        + "</date>\n");
        for (List<String> each : List.of(
                List.of("USD", dollar, "1"),
                List.of("CNY", yuan, "1"),
                List.of("EUR", euro, "1"),
                List.of("RUB", "600", "100"),
                List.of("GBP", "640.1", "1"))) {
            xml.append(
                    "<item>\n<fullname>ВАЛЮТА</fullname>\n<title>%s</title>\n<description>%s</description>\n<quant>%s</quant>\n<index>UP</index>\n<change>+0.1</change>\n</item>\n"
                            .formatted(each.get(0), each.get(1), each.get(2)));
        }
        return Files.writeString(
                home.resolve("nbk-" + day + "-" + dollar + ".xml"),
                xml.append("</rates>\n").toString(),
                StandardCharsets.UTF_8);
    }

    private Path euro(String name, String days) throws IOException {
        return Files.writeString(home.resolve("eurofxref-hist-" + name + ".csv"), "Date,USD,CNY,\n" + days);
    }
}
