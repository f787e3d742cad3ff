package org.tradehouse.normalise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tradehouse.normalise.Outcomes.accepted;
import static org.tradehouse.normalise.Outcomes.controlTotal;
import static org.tradehouse.normalise.Outcomes.rejected;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.feed.Feed;
import org.tradehouse.feed.Feeds;
import org.tradehouse.load.Code;
import org.tradehouse.load.LoadException;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.SourcePart;
import org.tradehouse.load.SourceRow;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.reference.Rates;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Area;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;
import org.tradehouse.trade.Product;

class NormaliserTest {
    /** A publisher that does not exist, for what the six feeds do not use. */
    private static final String FEED = """
            feed: made-up
            title: A made-up publisher
            publisher: Nobody
            dataset: {code: MADE_UP, nomenclature: HS, editions: {2022: H6}, partner-basis: ORIGIN, preference: 9, rounding-unit: 1}
            coverage: {reporter: KZ, since: 2015-01}
            scope: {partners: all, products: all}
            source: {inbox: made-up, files: ["*.xlsx"]}
            layout: {format: workbook, header-rows: 1}
            columns:
              period: {header: Month, formats: [MM/yyyy, yyyy-MM]}
              flow: {header: Direction}
              partner: {header: Country, codes: names-en}
              partner-region: {header: Region, codes: iso3166-2, optional: true}
              product: {header: Code, codes: hs, widths: [4, 10], pad-to: 10}
              product-name: {header: Name, optional: true}
              value: {header: Value, currency: USD, missing: [n.a.]}
            exclude:
              - {column: Kind, is: [Sum, Итого], because: sums of the lines above}
            refuse:
              - {column: Kind, is-not: [Goods, Sum, Итого], because: only goods are counted here}
            ignore: [Kind]
            duplicates: refuse
            edition: {else: acquired, status: unknown}
            checks: {min-rows: 1, max-rejected: 1 %}
            """;

    @TempDir
    Path folder;

    @Test
    void aDamagedRowIsRejectedAndNothingInItIsTrusted() {
        SourceRow sound = Rows.comtrade().row(Map.of(), 0);
        SourceRow damaged = new SourceRow(
                sound.part(), 7, "", texts(sound), 0, sound.raw(), Code.RAGGED_ROW, "49 cells under 47 headers");
        Outcome.Rejected rejected = rejected(Rows.comtrade().normaliser().normalise(damaged), Code.RAGGED_ROW);
        assertThat(rejected.detail()).isEqualTo("49 cells under 47 headers");
        assertThat(rejected.valueUsd()).isEqualTo(Amount.MISSING);
        assertThat(rejected.partner()).isNull();
    }

    @Test
    void servicesAreRefusedByTheFeedWithItsReason() {
        SourceRow goods = Rows.comtrade().row(Map.of(), 0);
        SourcePart part = new SourcePart("", "", List.of("typeCode"));
        Normaliser normaliser = Rows.comtrade().normaliser();
        SourceRow services = new SourceRow(part, 7, "", texts(goods), 0, List.of("S"));
        Outcome.Rejected rejected = rejected(normaliser.normalise(services), Code.REFUSED_BY_FEED);
        assertThat(rejected.column()).isEqualTo("typeCode");
        assertThat(rejected.value()).isEqualTo("S");
        assertThat(rejected.detail()).isEqualTo("trade in services is not goods; take typeCode C");
        accepted(normaliser.normalise(new SourceRow(part, 8, "", texts(goods), 0, List.of("C"))));
    }

    @Test
    void declaredRowsAreExcludedByTheirRule() {
        assertThat(normalise(Map.of("Kind", "итого")))
                .isInstanceOfSatisfying(
                        Outcome.Excluded.class, it -> assertThat(it.rule()).isEqualTo("sums of the lines above"));
        rejected(normalise(Map.of("Kind", "Services")), Code.REFUSED_BY_FEED);
    }

    @Test
    void aGoodRowIsAccepted() {
        var trade = accepted(normalise(Map.of()));
        assertThat(trade.period()).isEqualTo(Period.month(2023, 5));
        assertThat(trade.partner().code()).isEqualTo("CN");
        assertThat(trade.productName()).isEqualTo("Horses");
        assertThat(trade.valueUsd()).isEqualTo(12_000);
    }

    @Test
    void theRegionOfThePartnerStandsForThePartner() {
        assertThat(accepted(normalise(Map.of("Region", "CN-XJ"))).partner().code())
                .isEqualTo("CN-XJ");
        assertThat(rejected(normalise(Map.of("Region", "CN-XJ", "Country", "Germany")), Code.UNKNOWN_REGION)
                        .detail())
                .endsWith("is no part of Germany");
    }

    @Test
    void onlyAStoredNumberGetsItsLostZeroBack() {
        Outcome.Accepted repaired = (Outcome.Accepted) normalise(Map.of("Code", "101210000"), Field.PRODUCT);
        assertThat(repaired.trade().product()).isEqualTo(new Product("HS", "H6", "0101210000"));
        assertThat(repaired.repairedZeros()).isTrue();
        Outcome.Accepted heading = (Outcome.Accepted) normalise(Map.of("Code", "101"), Field.PRODUCT);
        assertThat(heading.trade().product().code()).isEqualTo("0101");
        rejected(normalise(Map.of("Code", "101210000")), Code.UNKNOWN_PRODUCT);
        rejected(normalise(Map.of("Code", "10121000"), Field.PRODUCT), Code.UNKNOWN_PRODUCT);
        assertThat(((Outcome.Accepted) normalise(Map.of("Code", "1001"), Field.PRODUCT)).repairedZeros())
                .isFalse();
    }

    @Test
    void aMarkForNoFigureInTheValueIsRejected() {
        assertThat(rejected(normalise(Map.of("Value", "n.a.")), Code.MISSING_VALUE)
                        .value())
                .isEqualTo("n.a.");
    }

    @Test
    void aYearWithoutEditionIsRejected() {
        rejected(normalise(Map.of("Month", "05/2020")), Code.UNKNOWN_EDITION);
    }

    @Test
    void charactersTheDatabaseCannotKeepAreRejectedAndShown() {
        Outcome.Rejected rejected = rejected(normalise(Map.of("Name", "Hor\0ses")), Code.BAD_CHARACTER);
        assertThat(rejected.value()).isEqualTo("Hor\u2400ses");
        assertThat(rejected.column()).isEqualTo("Name");
        assertThat(rejected.valueUsd()).isEqualTo(12_000);
        assertThat(rejected(normalise(Map.of("Name", "\ud800x")), Code.BAD_CHARACTER)
                        .value())
                .isEqualTo("\ufffdx");
        accepted(normalise(Map.of("Name", "\ud83d\udc0e")));
    }

    @Test
    void theTopRowOfATableIsACandidateForWorld() {
        for (String top : List.of("Всего", "всего\nв том числе", "Всего ")) {
            assertThat(accepted(Rows.kazakhstan().with(Field.PARTNER, top)).partner())
                    .isEqualTo(Area.WORLD);
        }
    }

    @Test
    void aHeadingIsAControlTotalOfItsLevel() {
        Outcome.ControlTotal total = controlTotal(Rows.kazakhstan().with(Field.PARTNER, " Страны ЕАЭС"));
        assertThat(total.label()).isEqualTo("Страны ЕАЭС");
        assertThat(total.level()).isEqualTo(2);
        assertThat(total.flow()).isEqualTo(Flow.X);
        assertThat(total.reporter().code()).isEqualTo("KZ");
        assertThat(total.valueUsd()).isEqualTo(14_666_158_300_100L);
    }

    @Test
    void turnoverIsAControlTotalWithoutFlow() {
        Rows rows = Rows.kazakhstan().good(Field.FLOW, "").good(Field.MEASURE, "turnover");
        Outcome.ControlTotal china = controlTotal(rows.normalise());
        assertThat(china.flow()).isNull();
        assertThat(china.level()).isZero();
        assertThat(china.label()).isEqualTo("Китай");
        assertThat(controlTotal(rows.with(Field.PARTNER, "Всего")).level()).isZero();
        Outcome.ControlTotal heading = controlTotal(rows.with(Field.PARTNER, "Страны СНГ"));
        assertThat(heading.flow()).isNull();
        assertThat(heading.level()).isEqualTo(1);
    }

    @Test
    void aHeadingThatIsNoNumberIsRejected() {
        rejected(Rows.kazakhstan().with(Field.PARTNER, "Азия", Field.VALUE, "…"), Code.NOT_A_NUMBER);
    }

    @Test
    void aliasesOfTheFeedWinOverTheLists() throws IOException {
        Files.writeString(folder.resolve("made-up.aliases.csv"), """
                kind,alias,code
                partner,Cathay,CN
                product,HORSE,0101
                flow,ausgang,X
                """);
        var trade = accepted(normalise(Map.of("Country", "cathay", "Code", "horse", "Direction", "Ausgang")));
        assertThat(trade.partner().code()).isEqualTo("CN");
        assertThat(trade.product().code()).isEqualTo("0101");
        assertThat(trade.flow()).isEqualTo(Flow.X);
    }

    @Test
    void aFeedThatNamesAnAreaNobodyKnowsIsRefused() throws IOException {
        Files.writeString(folder.resolve("made-up.aliases.csv"), "kind,alias,code\npartner,Cathay,ZZZ\n");
        assertThatThrownBy(() -> normalise(Map.of()))
                .isInstanceOfSatisfying(
                        LoadException.class, it -> assertThat(it.code()).isEqualTo("TH-2107"));
        Files.delete(folder.resolve("made-up.aliases.csv"));
        Feed nowhere = Feeds.read(
                Files.writeString(folder.resolve("made-up.yaml"), FEED.replace("reporter: KZ", "reporter: ZZ")));
        assertThatThrownBy(() -> Normaliser.of(nowhere, CodeLists.seeded(), Rates.seeded()))
                .isInstanceOfSatisfying(LoadException.class, it -> {
                    assertThat(it.code()).isEqualTo("TH-2106");
                    assertThat(it.nextStep()).isEqualTo("correct it in made-up.yaml");
                });
    }

    @Test
    void aFileThatNowhereSaysItsFlowIsRefusedWithTheNextStep() {
        Normaliser china = Rows.china().normaliser();
        List<String> headers = List.of("数据年月", "贸易伙伴编码", "商品编码", "人民币");
        assertThatThrownBy(() -> china.requireKnown(Map.of(Field.CURRENCY, "人民币"), headers))
                .isInstanceOfSatisfying(LoadException.class, it -> {
                    assertThat(it.code()).isEqualTo("TH-2101");
                    assertThat(it.nextStep()).contains("--set flow=import").contains("or name the file");
                });
        assertThatCode(() -> china.requireKnown(Map.of(Field.CURRENCY, "人民币", Field.FLOW, "import"), headers))
                .doesNotThrowAnyException();
    }

    @Test
    void aFileThatNowhereSaysItsMonthsCurrencyOrUnitsIsRefused() {
        Normaliser china = Rows.china().normaliser();
        assertRefused("TH-2102", china, Map.of(Field.CURRENCY, "人民币", Field.FLOW, "import"), "商品编码");
        assertRefused("TH-2103", china, Map.of(Field.YEAR, "2023", Field.FLOW, "import"), "商品编码");
        assertRefused(
                "TH-2105", china, Map.of(Field.CURRENCY, "人民币", Field.FLOW, "import", Field.YEAR, "2023"), "第一数量");
        assertRefused("TH-2104", Rows.comtrade().normaliser(), Map.of(), "period", "flowCode", "partnerCode");
    }

    @Test
    void aFlowNobodyKnowsIsRefusedBeforeAnyRow() {
        assertRefused(
                "TH-2101",
                Rows.china().normaliser(),
                Map.of(Field.CURRENCY, "人民币", Field.FLOW, "transit", Field.YEAR, "2023"),
                "商品编码");
    }

    @Test
    void wideTablesAndSheetsSayTheirFlowsAndYearsThemselves() {
        assertThatCode(() -> Rows.kazakhstan()
                        .normaliser()
                        .requireKnown(Map.of(Field.PRODUCT, "TOTAL"), List.of("Наименование области", "Экспорт всего")))
                .doesNotThrowAnyException();
    }

    @Test
    void noTextWhateverMakesItThrow() {
        Random random = new Random(7);
        Rows[] feeds = {Rows.comtrade(), Rows.china(), Rows.kazakhstan()};
        String[] odd = {"", " ", "\0", "-", "1e9", "9".repeat(40), "\ud800", "TOTAL", "0", "202313", "Ω", "X", "月", "."
        };
        for (int i = 0; i < 20_000; i++) {
            Map<Field, String> texts = new EnumMap<>(Field.class);
            for (int j = random.nextInt(6); j >= 0; j--) {
                texts.put(Field.values()[random.nextInt(Field.count())], odd[random.nextInt(odd.length)]);
            }
            Rows rows = feeds[random.nextInt(feeds.length)];
            assertThatCode(() -> rows.with(texts)).as("%s", texts).doesNotThrowAnyException();
        }
    }

    private static void assertRefused(
            String code, Normaliser normaliser, Map<Field, String> attributes, String... headers) {
        assertThatThrownBy(() -> normaliser.requireKnown(attributes, List.of(headers)))
                .isInstanceOfSatisfying(
                        LoadException.class, it -> assertThat(it.code()).isEqualTo(code));
    }

    private static String[] texts(SourceRow row) {
        return Arrays.stream(Field.values()).map(row::text).toArray(String[]::new);
    }

    private Outcome normalise(Map<String, String> different, Field... numbers) {
        Map<String, Field> fields = Map.of(
                "Month",
                Field.PERIOD,
                "Direction",
                Field.FLOW,
                "Country",
                Field.PARTNER,
                "Region",
                Field.PARTNER_REGION,
                "Code",
                Field.PRODUCT,
                "Name",
                Field.PRODUCT_NAME,
                "Value",
                Field.VALUE);
        List<String> headers = List.of("Kind", "Month", "Direction", "Country", "Region", "Code", "Name", "Value");
        List<String> good = List.of("Goods", "05/2023", "X", "China", "", "0101", "Horses", "12");
        String[] values = new String[Field.count()];
        Arrays.fill(values, "");
        String[] raw = good.toArray(String[]::new);
        for (int i = 0; i < raw.length; i++) {
            raw[i] = different.getOrDefault(headers.get(i), raw[i]);
            if (fields.containsKey(headers.get(i))) {
                values[fields.get(headers.get(i)).ordinal()] = raw[i];
            }
        }
        long stored = Arrays.stream(numbers).mapToLong(it -> 1L << it.ordinal()).sum();
        SourcePart part = new SourcePart("", "Sheet1", headers);
        return Normaliser.of(madeUp(), CodeLists.seeded(), Rates.seeded(), Rows.TODAY)
                .normalise(new SourceRow(part, 2, "", values, stored, List.of(raw)));
    }

    private Feed madeUp() {
        try {
            return Feeds.read(Files.writeString(folder.resolve("made-up.yaml"), FEED));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
