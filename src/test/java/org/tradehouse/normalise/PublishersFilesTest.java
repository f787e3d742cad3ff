package org.tradehouse.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.Code;
import org.tradehouse.load.Load;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.RowBlock;
import org.tradehouse.read.RowBlocks;
import org.tradehouse.read.RowReader;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.Rates;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.TradeRecord;

/** What the publishers' own files come to (semantics 9); skipped where the folder {@code samples} is not there. */
class PublishersFilesTest {
    private static final LocalDate TODAY = LocalDate.of(2025, 1, 10);

    @TempDir
    Path folder;

    @BeforeAll
    static void theFilesAreThere() {
        Assumptions.assumeTrue(Files.isDirectory(samples()), "no folder of samples");
    }

    @Test
    void aPageOfChineseImportsFromTheUnitedStates() throws IOException {
        List<Outcome> outcomes =
                outcomes(headerless(), "gacc/gacc_en_usa_201901_import_noheader.csv", Map.of(Field.FLOW, "import"));
        List<TradeRecord> trades = accepted(outcomes);
        assertThat(trades).hasSize(outcomes.size()).hasSize(11_419);
        assertThat(sum(trades, TradeRecord::valueUsd)).isEqualByComparingTo("9211213264");
        List<TradeRecord> byKilogram = where(outcomes, List.of("Kilogram"));
        assertThat(byKilogram).hasSize(10_071);
        assertThat(sum(byKilogram, TradeRecord::netWeightKg)).isEqualByComparingTo("2382679738");
        assertThat(where(outcomes, List.of("Gram"))).hasSize(111).allMatch(it -> Amount.isPresent(it.netWeightKg()));
        List<TradeRecord> without = accepted(outcomes.stream()
                .filter(PublishersFilesTest::hasTwoUnitsButNoKilograms)
                .toList());
        assertThat(without.stream()
                        .filter(it -> Amount.isPresent(it.quantity()))
                        .filter(it -> Amount.isPresent(it.quantity2()) || Amount.isPresent(it.netWeightKg()))
                        .count())
                .isEqualTo(without.size())
                .isEqualTo(64);
    }

    @Test
    void soybeansInYuanBecomeDollarsMonthByMonth() {
        check(soy("gacc_zh_soy_2024_import.csv", "import"), 36, "359701179444", "100883410028", "49997434722.7");
        check(soy("gacc_zh_soy_2024_export.csv", "export"), 29, "5409809", "507699", "751058.8");
        check(soy("gacc_zh_2023.csv", "import"), 40, "402526956940", "95355428567", "56895810174.5");
    }

    @Test
    void comtradesTotalsOfThreeCountries() {
        List<TradeRecord> trades = accepted(
                outcomes(Rows.feed("un/un-comtrade.yaml"), "comtrade-new/TradeData_totals_CHN_DEU_USA_2022.csv"));
        assertThat(trades).hasSize(1_352);
        assertThat(sum(trades, it -> isTop(it, "CN", Flow.M), TradeRecord::valueUsd))
                .isEqualByComparingTo("2715997517261");
        assertThat(sum(trades, it -> isTop(it, "DE", Flow.M), TradeRecord::valueUsd))
                .isEqualByComparingTo("1588852981506.719");
        assertThat(sum(trades, it -> isPart(it, "DE", Flow.M), TradeRecord::valueUsd))
                .isEqualByComparingTo("1588852981506.722");
        assertThat(sum(trades, it -> isPart(it, "DE", Flow.X), TradeRecord::valueUsd))
                .isEqualByComparingTo("1686141996013.135");
    }

    @Test
    void legacyComtradeIsAcceptedRowByRow() {
        Feed feed = Rows.feed("un/un-comtrade-legacy.yaml");
        assertAll(feed, "comtrade-legacy/comtrade_871200_all_reporters.csv", 1_302, "68018685847");
        assertAll(feed, "comtrade-legacy/comtrade_S4_CHN_DEU_JPN_2010_2014.csv", 3_184, "7712633946669");
        assertAll(feed, "comtrade-legacy/comtrade_252310_X_M_W00_1988_2020.csv", 16_183, "202623077291");
        Feed bulk = Rows.feed("un/un-comtrade-2012.yaml");
        assertThat(sum(accepted(outcomes(bulk, "comtrade-bulk2012/h3_china_india.csv")), TradeRecord::valueUsd))
                .isEqualByComparingTo("234756428234");
    }

    @Test
    void aFileThatLostItsZerosIsRejectedCodeByCode() {
        List<Outcome> outcomes =
                outcomes(Rows.feed("un/un-comtrade-legacy.yaml"), "comtrade-legacy/comtrade_short12_USA_CHN_2017.csv");
        Map<Code, Long> codes = outcomes.stream()
                .filter(Outcome.Rejected.class::isInstance)
                .map(Outcome.Rejected.class::cast)
                .collect(Collectors.groupingBy(Outcome.Rejected::code, Collectors.counting()));
        assertThat(codes).containsOnlyKeys(Code.UNKNOWN_PRODUCT, Code.SCIENTIFIC);
        assertThat(codes.get(Code.UNKNOWN_PRODUCT)).isPositive();
    }

    @Test
    void kazakhstansEditionsHaveNoUnknownCountry() {
        Feed feed = Rows.feed("kz/kz-bns-trade-by-country.yaml");
        for (int year : new int[] {2019, 2020, 2023}) {
            List<Outcome> outcomes = outcomes(feed, "kz-bns/bns_trade_by_country_" + year + ".xls");
            assertThat(outcomes).noneMatch(Outcome.Rejected.class::isInstance);
            assertThat(outcomes).anyMatch(Outcome.ControlTotal.class::isInstance);
        }
        List<TradeRecord> latest = accepted(outcomes(feed, "kz-bns/bns_trade_by_country_2023.xls"));
        assertThat(sum(
                        latest,
                        it -> it.partner().code().equals("CN")
                                && it.period().from().getYear() == 2022,
                        TradeRecord::valueUsd))
                .isEqualByComparingTo("24203945208.30");
    }

    private static void assertAll(Feed feed, String file, int rows, String valueUsd) {
        List<Outcome> outcomes = outcomes(feed, file);
        assertThat(outcomes.stream().filter(it -> !(it instanceof Outcome.Accepted)))
                .isEmpty();
        assertThat(outcomes).hasSize(rows);
        assertThat(sum(accepted(outcomes), TradeRecord::valueUsd)).isEqualByComparingTo(valueUsd);
    }

    private static void check(List<TradeRecord> trades, int rows, String yuan, String kilograms, String dollars) {
        assertThat(trades).hasSize(rows).allMatch(it -> it.status().usdDerived());
        assertThat(sum(trades, TradeRecord::valueNational)).isEqualByComparingTo(yuan);
        assertThat(sum(trades, TradeRecord::netWeightKg)).isEqualByComparingTo(kilograms);
        assertThat(sum(trades, TradeRecord::valueUsd)
                        .subtract(new BigDecimal(dollars))
                        .abs())
                .isLessThan(BigDecimal.ONE);
    }

    private static List<TradeRecord> soy(String file, String flow) {
        List<Outcome> outcomes =
                outcomes(Rows.feed("cn/cn-gacc-query-zh.yaml"), "gacc/" + file, Map.of(Field.FLOW, flow));
        assertThat(outcomes).allMatch(Outcome.Accepted.class::isInstance);
        return accepted(outcomes);
    }

    private static boolean isTop(TradeRecord trade, String reporter, Flow flow) {
        return trade.partner().isWorld() && trade.reporter().code().equals(reporter) && trade.flow() == flow;
    }

    private static boolean isPart(TradeRecord trade, String reporter, Flow flow) {
        return !trade.partner().isWorld() && trade.reporter().code().equals(reporter) && trade.flow() == flow;
    }

    private static boolean hasTwoUnitsButNoKilograms(Outcome outcome) {
        String first = outcome.row().text(Field.UNIT);
        String second = outcome.row().text(Field.UNIT2);
        return !first.equals("Kilogram") && !List.of("Kilogram", "—", "-").contains(second);
    }

    /** The trades whose row names one of the units. */
    private static List<TradeRecord> where(List<Outcome> outcomes, List<String> units) {
        return accepted(outcomes.stream()
                .filter(it -> units.contains(it.row().text(Field.UNIT))
                        || units.contains(it.row().text(Field.UNIT2)))
                .toList());
    }

    private static List<TradeRecord> accepted(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(Outcome.Accepted.class::isInstance)
                .map(it -> ((Outcome.Accepted) it).trade())
                .toList();
    }

    private static BigDecimal sum(List<TradeRecord> trades, ToLongFunction<TradeRecord> amount) {
        return sum(trades, it -> true, amount);
    }

    private static BigDecimal sum(
            List<TradeRecord> trades, Predicate<TradeRecord> which, ToLongFunction<TradeRecord> amount) {
        return trades.stream()
                .filter(which)
                .mapToLong(amount)
                .filter(Amount::isPresent)
                .mapToObj(Amount::decimal)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<Outcome> outcomes(Feed feed, String file) {
        return outcomes(feed, file, Map.of());
    }

    private static List<Outcome> outcomes(Feed feed, String file, Map<Field, String> given) {
        Path archived = samples().resolve(file);
        Load load = new Load(
                1, feed.name(), "0".repeat(64), 1, archived.getFileName().toString(), archived, TODAY, given);
        Normaliser normaliser = Normaliser.of(feed, CodeLists.seeded(), Rates.seeded(), TODAY);
        List<Outcome> outcomes = new ArrayList<>();
        try (RowBlocks blocks = RowReader.of(feed).open(load)) {
            for (RowBlock block = blocks.next(); block != null; block = blocks.next()) {
                block.rows().forEach(row -> outcomes.add(normaliser.normalise(row)));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return outcomes;
    }

    /** The feed of the English query for pages of rows without header. */
    private Feed headerless() throws IOException {
        String yaml = Files.readString(Path.of("jobs/cn/cn-gacc-query-en.yaml"))
                .replace("feed: cn-gacc-query-en", "feed: headerless")
                .replace(
                        "header-rows: 1}",
                        "header-rows: 0, headers: [Date of data, Trading partner code, Trading partner, Commodity code, "
                                + "Commodity, Customs Regime code, Customs Regime, Quantity, Unit, "
                                + "Supplimentary Quantity, Supplimentary Unit, US dollar]}");
        return Feeds.read(Files.writeString(folder.resolve("headerless.yaml"), yaml));
    }

    private static Path samples() {
        return Path.of(System.getProperty("samples", "samples"));
    }
}
