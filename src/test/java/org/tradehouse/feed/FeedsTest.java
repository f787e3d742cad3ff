package org.tradehouse.feed;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;

class FeedsTest {
    private static final Path JOBS = Path.of("jobs");
    private final Feeds feeds = Feeds.in(JOBS);

    @TempDir
    Path folder;

    @Test
    void everyFeedOfTheProductIsWithoutMistakes() {
        assertThat(feeds.problems()).isEmpty();
        assertThat(feeds.all())
                .extracting(Feed::name)
                .contains(
                        "cn-gacc-query-en",
                        "cn-gacc-query-zh",
                        "kz-bns-trade-by-country",
                        "un-comtrade",
                        "un-comtrade-2012",
                        "un-comtrade-legacy");
    }

    @Test
    void comtradeIsReadAsWritten() {
        Feed feed = feeds.named("un-comtrade");
        assertThat(feed.file()).isEqualTo(JOBS.resolve("un/un-comtrade.yaml"));
        assertThat(feed.dataset())
                .isEqualTo(new Feed.Dataset(
                        "UN_COMTRADE",
                        "UN_COMTRADE",
                        "HS",
                        Map.of(),
                        "ORIGIN",
                        5,
                        new BigDecimal("0.001"),
                        false,
                        false,
                        true,
                        null,
                        "ECB"));
        assertThat(feed.coverage()).isEqualTo(new Feed.Coverage("", Set.of(), YearMonth.of(1962, 1)));
        assertThat(feed.scope()).isEqualTo(new Feed.Scope(Feed.Extent.TOP, Feed.Extent.TOP));
        assertThat(feed.source()).isEqualTo(new Feed.Source("un-comtrade", List.of("*.csv", "*.xlsx")));
        assertThat(feed.layout())
                .isEqualTo(new Feed.Layout(
                        Feed.Format.CSV_OR_WORKBOOK,
                        "windows-1252",
                        ',',
                        '"',
                        true,
                        null,
                        1,
                        List.of(),
                        Set.of(),
                        5,
                        List.of(),
                        0,
                        ""));
        assertThat(feed.breakdowns())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Field.PROCEDURE, "C00", Field.SUPPLY, "0", Field.TRANSPORT, "0", Field.PARTNER2, "0"));
        assertThat(feed.refuse())
                .containsExactly(new Feed.Rule(
                        "typeCode", Set.of("S"), Set.of(), "trade in services is not goods; take typeCode C"));
        assertThat(feed.checks().truncatedAt()).containsExactlyInAnyOrder(500L, 100_000L, 250_000L);
        assertThat(feed.ignore()).hasSize(21).contains("typeCode", "mosDesc");
        assertThat(column(feed, Field.PARTNER2))
                .isEqualTo(new Feed.Column(
                        Field.PARTNER2,
                        List.of("partner2Code", "Prtner2Code"),
                        true,
                        "m49",
                        Map.of(),
                        List.of(),
                        '.',
                        (char) 0,
                        BigDecimal.ONE,
                        "",
                        Set.of(),
                        "0",
                        Set.of(),
                        0));
        assertThat(column(feed, Field.SUPPLY).words()).containsExactly(entry("-1", "0"));
        assertThat(column(feed, Field.PRODUCT).widths()).containsExactlyInAnyOrder(2, 4, 6);
        assertThat(column(feed, Field.VALUE).currency()).isEqualTo("USD");
        assertThat(feed.isWide()).isFalse();
    }

    @Test
    void theLegacyFeedsTruncateAndNumberTheirFlows() {
        Feed legacy = feeds.named("un-comtrade-legacy");
        assertThat(legacy.dataset().truncated()).isTrue();
        assertThat(column(legacy, Field.FLOW).words())
                .containsExactly(
                        entry("Import", "M"), entry("Export", "X"), entry("Re-Import", "RM"), entry("Re-Export", "RX"));
        assertThat(column(legacy, Field.PERIOD).formats()).containsExactly("yyyy", "yyyyMM");
        assertThat(column(legacy, Field.UNIT).missing()).containsExactlyInAnyOrder("-1", "1");

        Feed bulk = feeds.named("un-comtrade-2012");
        assertThat(column(bulk, Field.FLOW).words())
                .containsExactly(entry("1", "M"), entry("2", "X"), entry("3", "RX"), entry("4", "RM"));
        assertThat(bulk.layout().trailingEmpty()).isFalse();
        assertThat(bulk.breakdowns()).isEmpty();
    }

    @Test
    void chinaTakesFlowAndCurrencyFromFileNameAndHeader() {
        Feed feed = feeds.named("cn-gacc-query-en");
        assertThat(feed.dataset().codeWithReporterRegion()).isEqualTo("CN_GACC_REG");
        assertThat(feed.dataset().editions())
                .containsEntry(1996, "H1")
                .containsEntry(2022, "H6")
                .hasSize(6);
        assertThat(feed.dataset().reExports()).isNull();
        assertThat(feed.captures())
                .anyMatch(it -> it.match().matcher("e210201810.csv").find());
        Feed.Capture currency = feed.captures().stream()
                .filter(it -> it.place().equals("header"))
                .findFirst()
                .orElseThrow();
        assertThat(currency.required()).isTrue();
        assertThat(currency.elseSay()).isEqualTo("the last column must be headed by its currency, US dollar or RMB");
        assertThat(column(feed, Field.FLOW).headers()).isEmpty();
        assertThat(column(feed, Field.QUANTITY).thousands()).isEqualTo(',');
        assertThat(column(feed, Field.QUANTITY).missing()).containsExactlyInAnyOrder("-", "—");
        assertThat(column(feed, Field.PROCEDURE).blank()).isEqualTo("C00");
        assertThat(feed.schedule()).isEqualTo(new Feed.Schedule("0 5 3 * * *", ZoneId.of("Asia/Almaty")));

        Feed chinese = feeds.named("cn-gacc-query-zh");
        assertThat(chinese.layout().encoding()).isEqualTo("GB18030");
        assertThat(column(chinese, Field.VALUE).headers()).containsExactly("人民币", "美元");
    }

    @Test
    void kazakhstanIsWideCumulativeAndKnowsItsTotals() {
        Feed feed = feeds.named("kz-bns-trade-by-country");
        assertThat(feed.dataset().cumulative()).isTrue();
        assertThat(feed.dataset().roundingUnit()).isEqualTo("100");
        assertThat(feed.coverage().reporter()).isEqualTo("KZ");
        assertThat(feed.coverage().flows()).containsExactly(Flow.X, Flow.M);
        assertThat(feed.scope()).isEqualTo(new Feed.Scope(Feed.Extent.ALL, Feed.Extent.ALL));
        assertThat(feed.layout().format()).isEqualTo(Feed.Format.WORKBOOK);
        assertThat(feed.layout().headerRows()).isEqualTo(2);
        assertThat(String.valueOf(feed.layout().sheets())).isEqualTo("^(\\d{2}_)?(?<year>\\d{4})$");
        assertThat(feed.layout().endBefore()).hasSize(2);
        assertThat(feed.constants()).containsExactly(entry(Field.PRODUCT, "TOTAL"));
        assertThat(feed.isWide()).isTrue();
        assertThat(feed.wide())
                .containsExactly(
                        new Feed.WideColumn("Товарооборот всего", Map.of(Field.MEASURE, "turnover")),
                        new Feed.WideColumn("Экспорт всего", Map.of(Field.FLOW, "X")),
                        new Feed.WideColumn("Импорт всего", Map.of(Field.FLOW, "M")));
        assertThat(feed.totals()).hasSize(13);
        assertThat(feed.totals().get(0)).isEqualTo(new Feed.Total(Field.PARTNER, "Всего", true, 0));
        assertThat(feed.totals().get(8)).isEqualTo(new Feed.Total(Field.PARTNER, "Страны вне ЕС", false, 3));
        assertThat(column(feed, Field.VALUE).factor()).isEqualTo("1000");
        assertThat(feed.captures().get(4).place()).isEqualTo("sheet Обложка");
        assertThat(feed.edition()).isEqualTo(new Feed.Edition("dd.MM.yyyy", true, "provisional", MonthDay.of(7, 25)));
        assertThat(feed.checks()).isEqualTo(new Feed.Checks(40, Set.of(), 0.001, 0.01, 5));
        assertThat(feed.duplicates()).isEqualTo(Feed.Duplicates.REFUSE);
    }

    @Test
    void theVersionFollowsTheFileAndItsAliases() throws IOException {
        Path yaml = Files.copy(JOBS.resolve("un/un-comtrade.yaml"), folder.resolve("un-comtrade.yaml"));
        String before = Feeds.read(yaml).version();
        assertThat(before).matches("[0-9a-f]{64}");
        Files.writeString(folder.resolve("un-comtrade.aliases.csv"), "kind,alias,code\npartner,\"Korea, Rep.\",KR\n");
        Feed spelled = Feeds.read(yaml);
        assertThat(spelled.version()).isNotEqualTo(before);
        assertThat(spelled.aliases()).containsExactly(new Feed.Alias("partner", "Korea, Rep.", "KR"));
        Files.writeString(yaml, Files.readString(yaml) + "# a remark\n");
        assertThat(Feeds.read(yaml).version()).isNotEqualTo(spelled.version());
    }

    @Test
    void aBrokenFeedDoesNotStopTheOthers() throws IOException {
        Files.copy(JOBS.resolve("un/un-comtrade.yaml"), folder.resolve("un-comtrade.yaml"));
        Files.writeString(folder.resolve("broken.yaml"), "feed: broken\n");
        Feeds some = Feeds.in(folder);
        assertThat(some.all()).extracting(Feed::name).containsExactly("un-comtrade");
        assertThat(some.problems()).isNotEmpty().allMatch(it -> it.file().endsWith("broken.yaml"));
        assertThatExceptionOfType(FeedException.class)
                .isThrownBy(() -> some.named("broken"))
                .satisfies(it -> assertThat(it.code()).isEqualTo("TH-6001"))
                .satisfies(it -> assertThat(it.problems()).isEqualTo(some.problems()));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertThatExceptionOfType(FeedException.class)
                .isThrownBy(() -> feeds.named("un-comtrad"))
                .withMessage("jobs: there is no feed 'un-comtrad'; did you mean 'un-comtrade'? tradehouse feeds")
                .satisfies(it -> assertThat(it.code()).isEqualTo("TH-6002"));
    }

    @Test
    void twoFilesOfOneNameAreBothRefused() throws IOException {
        for (String below : List.of("a", "b")) {
            Files.createDirectory(folder.resolve(below));
            Files.copy(
                    JOBS.resolve("un/un-comtrade.yaml"), folder.resolve(below).resolve("un-comtrade.yaml"));
        }
        Feeds twice = Feeds.in(folder);
        assertThat(twice.all()).isEmpty();
        assertThat(twice.problems()).hasSize(2).allMatch(it -> it.message().contains("is there twice"));
    }

    private static Feed.Column column(Feed feed, Field field) {
        return feed.columns().stream()
                .filter(it -> it.field() == field)
                .findFirst()
                .orElseThrow();
    }
}
