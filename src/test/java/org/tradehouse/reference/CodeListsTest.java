package org.tradehouse.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.trade.Area;

class CodeListsTest {
    private final CodeLists lists = CodeLists.seeded();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "СУАР",
                "СУАР КНР",
                "Синьцзян",
                "Синьцзян-Уйгурский автономный район",
                "синьцзян-уйгурский  АР",
                "新疆",
                "新疆维吾尔自治区",
                "XUAR",
                "Xinjiang Uygur",
                "Xinjiang Uyghur Autonomous Region",
                "XINJIANG",
                "СУAР",
                "ҚХР ШҰАР"
            })
    void xinjiangIsFoundInEverySpelling(String spelling) {
        for (String system : List.of("names-ru", "names-en", "names-zh")) {
            assertThat(code(system, spelling)).isEqualTo("CN-XJ");
        }
    }

    @Test
    void aLatinLetterInARussianNameIsReadAsItLooks() {
        assertThat(code("names-ru", "Китaй")).isEqualTo("CN");
        assertThat(code("names-ru", "КАЗАХСТAН\u00a0")).isEqualTo("KZ");
    }

    @Test
    void aRegionBelongsToItsCountry() {
        Area xinjiang = Objects.requireNonNull(lists.area("gacc-region", "65").area());
        Area china = Objects.requireNonNull(lists.areaByCode("CN"));

        assertThat(xinjiang.kind()).isEqualTo(Area.Kind.REGION);
        assertThat(xinjiang.countryCode()).isEqualTo("CN");
        assertThat(xinjiang.countryKey()).isEqualTo(china.key());
    }

    @ParameterizedTest
    @CsvSource({
        "m49, 156, CN",
        "m49, 842, US",
        "m49, 757, CH",
        "m49, 579, NO",
        "m49, 381, IT",
        "m49, 251, FR",
        "m49, 699, IN",
        "m49, 0, W-??",
        "m49, 004, AF",
        "m49, ' 4 ', AF",
        "m49, 492, X-492",
        "m49, 837, X-BUNK",
        "m49, 490, X-490",
        "m49, 97, X-EU",
        "m49, 344, HK",
        "m49, 446, MO",
        "gacc-country, 145, KZ",
        "gacc-country, 142, CN",
        "gacc-country, 143, TW",
        "gacc-country, 210, ES-CE",
        "gacc-country, 207, ES-CN",
        "gacc-country, 199, X-G199",
        "iso2, kz, KZ",
        "iso3, 'KAZ ', KZ",
        "iso3166-2, CN-XJ, CN-XJ",
        "'', W-??, W-??",
        "iso2, EL, GR",
        "iso2, UK, GB"
    })
    void publishersCodesAreTheirOwn(String system, String text, String expected) {
        assertThat(code(system, text)).isEqualTo(expected);
    }

    @Test
    void worldIsTheMemberNotBrokenDown() {
        assertThat(lists.area("m49", "0").area()).isEqualTo(Area.WORLD);
    }

    @Test
    void specialPartnersHaveTheirKinds() {
        assertThat(kind("837")).isEqualTo(Area.Kind.BUNKERS);
        assertThat(kind("838")).isEqualTo(Area.Kind.FREE_ZONE);
        assertThat(kind("839")).isEqualTo(Area.Kind.SPECIAL);
        assertThat(kind("536")).isEqualTo(Area.Kind.NEUTRAL);
        assertThat(kind("97")).isEqualTo(Area.Kind.GROUP);
        assertThat(kind("490")).isEqualTo(Area.Kind.NES);
        assertThat(kind("899")).isEqualTo(Area.Kind.NES);
    }

    @Test
    void anUnknownNameGetsTheNearestSuggestionAndIsNotApplied() {
        CodeLists.AreaMatch match = lists.area("names-ru", "Казахстанн");

        assertThat(match.area()).isNull();
        assertThat(match.suggestion()).isEqualTo("KZ");
        assertThat(match.suggestionName()).isEqualTo("Kazakhstan");
        assertThat(match.score()).isBetween(0.8, 0.99);
        assertThat(lists.area("names-ru", "Синьцзян Уйгурский район").suggestion())
                .isEqualTo("CN-XJ");
        assertThat(lists.area("names-en", "Xinjian").suggestion()).isEqualTo("CN-XJ");
        assertThat(lists.area("names-ru", "Провинция СУАР, Китай").suggestion()).isEqualTo("CN-XJ");
    }

    @Test
    void anUnknownNumberGetsNoSuggestion() {
        assertThat(lists.area("gacc-country", "998")).isEqualTo(new CodeLists.AreaMatch(null, "", "", 0));
    }

    @Test
    void aliasesWinOverTheListsAndLeaveThemAsTheyWere() {
        CodeLists mapped = lists.withAliases(List.of(
                new CodeLists.Alias("partner", "Корея", "KR"),
                new CodeLists.Alias("region", "Западный край", "CN-XJ"),
                new CodeLists.Alias("partner", "Китай", "HK"),
                new CodeLists.Alias("unit", "ШТ", "NO"),
                new CodeLists.Alias("currency", "у.е.", "USD"),
                new CodeLists.Alias("product", "Уголь", "2701")));

        assertThat(mapped.area("names-ru", "КОРЕЯ").area()).isEqualTo(lists.areaByCode("KR"));
        assertThat(mapped.area("m49", "западный край").area()).isEqualTo(lists.areaByCode("CN-XJ"));
        assertThat(mapped.area("names-ru", "Китай").area()).isEqualTo(lists.areaByCode("HK"));
        assertThat(mapped.unit("units-gacc", "шт")).isEqualTo(lists.unitByCode("NO"));
        assertThat(mapped.currency("currency-names", "У.Е.")).isEqualTo("USD");
        assertThat(mapped.alias("product", "уголь")).isEqualTo("2701");
        assertThat(lists.area("names-ru", "Корея").area()).isNull();
        assertThat(code("names-ru", "Китай")).isEqualTo("CN");
        assertThat(mapped.version()).isEqualTo(lists.version());
    }

    @Test
    void anAliasToNowhereIsRefused() {
        assertThatThrownBy(() -> lists.withAliases(List.of(new CodeLists.Alias("partner", "Атлантида", "ATL"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Атлантида")
                .hasMessageContaining("ATL");
        assertThatThrownBy(() -> lists.withAliases(List.of(new CodeLists.Alias("planet", "Mars", "CN"))))
                .hasMessageContaining("'planet' is no kind of alias");
    }

    @Test
    void anUnknownSystemIsNamed() {
        assertThatThrownBy(() -> lists.area("iso4", "CN")).hasMessageContaining("'iso4' is no code system");
        assertThatThrownBy(() -> lists.unit("okei", "796")).hasMessageContaining("'okei' is no list of units");
    }

    @Test
    void aDissolvedCountryDidNotExistAfterItsEndAndSaysWhoFollowed() {
        Area union = Objects.requireNonNull(lists.area("m49", "810").area());

        assertThat(lists.existed(union, day("1990-01-01"), day("1990-12-31"))).isTrue();
        assertThat(lists.existed(union, day("1991-01-01"), day("1991-12-31"))).isTrue();
        assertThat(lists.existed(union, day("1992-01-01"), day("1992-01-31"))).isFalse();
        assertThat(lists.successorHint(union)).startsWith("SU (Union of Soviet Socialist Republics) is valid until");
        assertThat(lists.successorHint(Objects.requireNonNull(lists.areaByCode("X-490"))))
                .contains("Taiwan");
        assertThat(lists.successorHint(Objects.requireNonNull(lists.areaByCode("JP"))))
                .isEmpty();
    }

    @Test
    void aNewRegionDidNotExistBefore() {
        Area abai =
                Objects.requireNonNull(lists.area("names-ru", "Область Абай").area());

        assertThat(abai.code()).isEqualTo("KZ-10");
        assertThat(lists.existed(abai, day("2022-05-01"), day("2022-05-31"))).isFalse();
        assertThat(lists.existed(abai, day("2022-06-01"), day("2022-06-30"))).isTrue();
        assertThat(lists.successorHint(abai)).contains("from 2022-06-08").contains("KZ-63");
    }

    @ParameterizedTest
    @CsvSource({
        "names-ru, г.Алматы, KZ-75",
        "names-ru, Алматинская область, KZ-19",
        "names-kk, Алматы облысы, KZ-19",
        "names-kk, Жетісу, KZ-33",
        "names-en, East Kazakhstan Region, KZ-63",
        "names-ru, Нур-Султан, KZ-71",
        "names-zh, 广东省, CN-GD",
        "names-ru, Шэньси, CN-SN",
        "names-ru, провинция Шаньси, CN-SX",
        "names-en, Inner Mongolia Autonomous Region, CN-NM",
        "names-en, Taiwan (Province of China), TW",
        "names-en, 'Korea, Republic of', KR",
        "names-zh, 中华人民共和国, CN",
        "names-en, the Netherlands, NL",
        "names-en, Cote d'Ivoire, CI",
        "names-en, 'Bolivia (Plurinational State of)', BO",
        "names-kk, Қытай, CN"
    })
    void namesAreFoundInShortAndLongForms(String system, String text, String expected) {
        assertThat(code(system, text)).isEqualTo(expected);
    }

    @Test
    void unitsKnowWeightAndBase() {
        CodeLists.Unit gram = unit("units-gacc", "克");
        assertThat(gram.isWeight()).isTrue();
        assertThat(gram.toKilograms()).isEqualByComparingTo("0.001");

        CodeLists.Unit thousand = unit("units-gacc", "In Thousands");
        assertThat(thousand.toBase()).isEqualByComparingTo("1000");
        assertThat(thousand.baseCode()).isEqualTo("NO");
        assertThat(thousand.toKilograms()).isEqualByComparingTo(BigDecimal.ZERO);

        assertThat(unit("units-gacc", "双").baseCode()).isEqualTo("PR");
        assertThat(unit("units-gacc", "千瓦时").baseCode()).isEqualTo("KWH1000");
        assertThat(unit("units-comtrade", "8").code()).isEqualTo("KG");
        assertThat(unit("units-comtrade", "-1").key()).isZero();
        assertThat(unit("units-comtrade-legacy", "1000 KG").toKilograms()).isEqualByComparingTo("1000");
        assertThat(lists.unit("units-gacc", "furlong")).isNull();
    }

    @Test
    void currenciesAreFoundByCodeAndByWord() {
        assertThat(lists.currency("currency-names", "人民币")).isEqualTo("CNY");
        assertThat(lists.currency("currency-names", "US  Dollar")).isEqualTo("USD");
        assertThat(lists.currency("currency-names", "Renminbi")).isEqualTo("CNY");
        assertThat(lists.currency("", "kzt")).isEqualTo("KZT");
        assertThat(lists.currency("", "тенге")).isNull();
        assertThat(lists.currency("currency-names", "doubloon")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"H6, HS, H6", "h0, HS, H0", "HS2017, HS, H5", "HS 2022, HS, H6", "S4, SITC, S4", "SITC Rev. 3, SITC, S3"
    })
    void editionsAreNomenclatureAndEdition(String text, String nomenclature, String edition) {
        assertThat(lists.edition(text)).isEqualTo(new CodeLists.Edition(nomenclature, edition));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS", "B4", "EB10", "", "HS2018", "S5"})
    void otherClassificationsAreUnknown(String text) {
        assertThat(lists.edition(text)).isNull();
    }

    @Test
    void chaptersHaveNamesAndSections() {
        assertThat(lists.chapterName("07")).isEqualTo("Vegetables");
        assertThat(lists.sectionOf("07")).isEqualTo("II");
        assertThat(lists.sectionOf("97")).isEqualTo("XXI");
        assertThat(lists.chapterName("00")).isEmpty();
        assertThat(lists.sectionOf("TOTAL")).isEmpty();
    }

    private String code(String system, String text) {
        Area area = lists.area(system, text).area();
        return area == null ? "unknown: " + text : area.code();
    }

    private Area.Kind kind(String m49) {
        return Objects.requireNonNull(lists.area("m49", m49).area()).kind();
    }

    private CodeLists.Unit unit(String system, String text) {
        return Objects.requireNonNull(lists.unit(system, text));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
