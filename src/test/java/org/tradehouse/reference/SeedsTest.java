package org.tradehouse.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tradehouse.trade.Words;

class SeedsTest {
    private static final Map<String, Integer> WIDTHS = Map.of(
            "area_code",
            8,
            "area_name",
            120,
            "area_name_ru",
            120,
            "area_name_kk",
            120,
            "country_code",
            8,
            "iso3",
            3,
            "region_code",
            8,
            "region_name",
            120,
            "continent",
            32);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "area.csv; area_key",
                "area.csv; area_code",
                "area_code.csv; system,code",
                "area_alias.csv; system,alias",
                "area_hint.csv; area_code",
                "unit.csv; unit_key",
                "unit.csv; unit_code",
                "unit_base.csv; unit_code",
                "unit_code.csv; system,code",
                "currency.csv; currency_key",
                "currency.csv; currency_code",
                "currency_word.csv; word",
                "fx_rate.csv; currency_code,period_date,rate_source",
                "chapter.csv; hs2",
                "section.csv; section",
                "bloc.csv; bloc_key",
                "bloc_member.csv; bloc_key,country_code,from_date",
                "product_group.csv; group_key",
                "product_group_rule.csv; group_key,nomenclature,code_prefix",
                "target.csv; target_code,dataset_code"
            })
    void keysAreUnique(String file, String key) {
        assertThat(Seeds.rows(file).stream().map(row -> values(row, key))).doesNotHaveDuplicates();
    }

    @Test
    void everyFileIsReadForTheVersion() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("sql/reference"))) {
            assertThat(files.map(it -> it.getFileName().toString()).filter(it -> it.endsWith(".csv")))
                    .containsExactlyInAnyOrderElementsOf(Seeds.FILES);
        }
        assertThat(Seeds.version()).isEqualTo(CodeLists.seeded().version()).isNotZero();
    }

    @Test
    void aMissingFileSaysSo() {
        assertThatThrownBy(() -> Seeds.rows("moon.csv")).hasMessageContaining("sql/reference/moon.csv is missing");
    }

    @Test
    void everyAreaBelongsToACountryThatIsThere() {
        Map<String, NamedCsvRecord> byKey =
                Seeds.rows("area.csv").stream().collect(Collectors.toMap(row -> row.getField("area_key"), row -> row));
        assertThat(byKey.values()).allSatisfy(row -> {
            NamedCsvRecord country = byKey.get(row.getField("country_key"));
            assertThat(country).as(row.toString()).isNotNull();
            assertThat(country.getField("area_code")).isEqualTo(row.getField("country_code"));
            assertThat(country.getField("area_name")).isEqualTo(row.getField("country_name"));
            assertThat(row.getField("area_kind").equals("region")).isNotEqualTo(country == row);
        });
    }

    @Test
    void areasFitTheirColumns() {
        assertThat(Seeds.rows("area.csv")).allSatisfy(row -> {
            WIDTHS.forEach((column, width) ->
                    assertThat(row.getField(column).length()).as(row + column).isLessThanOrEqualTo(width));
            assertThat(LocalDate.parse(row.getField("valid_from"))).isBefore(LocalDate.parse(row.getField("valid_to")));
        });
    }

    @Test
    void everyCountryHasItsNamesAndAContinent() {
        assertThat(Seeds.rows("area.csv").stream()
                        .filter(row -> row.getField("area_kind").equals("country")
                                && Integer.parseInt(row.getField("area_key")) < 300))
                .hasSize(250)
                .allSatisfy(row -> Stream.of("area_name_ru", "area_name_kk", "area_name_zh", "iso3", "continent")
                        .forEach(column -> assertThat(row.getField(column))
                                .as(row + column)
                                .isNotEmpty()));
    }

    @Test
    void oneSpellingMeansOneAreaInALanguage() {
        Map<String, String> known = new HashMap<>();
        for (NamedCsvRecord row : Seeds.rows("area_alias.csv")) {
            String key = row.getField("system") + " " + NameKey.of(row.getField("alias"));
            assertThat(known.put(key, row.getField("area_code"))).as(key).isNull();
            assertThat(CodeLists.seeded()
                            .area(row.getField("system"), row.getField("alias"))
                            .area())
                    .as(key)
                    .isEqualTo(CodeLists.seeded().areaByCode(row.getField("area_code")));
        }
    }

    @Test
    void everyAreaIsFoundByItsOwnNames() {
        for (NamedCsvRecord row : Seeds.rows("area.csv")) {
            for (String language : List.of("en", "ru", "kk", "zh")) {
                String name = row.getField(language.equals("en") ? "area_name" : "area_name_" + language);
                if (!name.isEmpty() && Integer.parseInt(row.getField("area_key")) > 0) {
                    assertThat(CodeLists.seeded()
                                    .area("names-" + language, name)
                                    .area())
                            .as(name)
                            .isEqualTo(CodeLists.seeded().areaByCode(row.getField("area_code")));
                }
            }
        }
    }

    @Test
    void oneWordMeansOneUnitInASystem() {
        Map<String, String> known = new HashMap<>();
        for (NamedCsvRecord row : Seeds.rows("unit_code.csv")) {
            String key = row.getField("system") + " " + Words.fold(row.getField("code"));
            String other = known.put(key, row.getField("unit_code"));
            assertThat(other).as(key).isIn(null, row.getField("unit_code"));
        }
    }

    @Test
    void unitsAreKeptInABaseOfTheSameMeasure() {
        Map<String, CodeLists.Unit> units = Seeds.rows("unit.csv").stream()
                .map(row -> CodeLists.seeded().unitByCode(row.getField("unit_code")))
                .collect(Collectors.toMap(CodeLists.Unit::code, it -> it));
        assertThat(units.values()).allSatisfy(unit -> {
            CodeLists.Unit base = units.get(unit.baseCode());
            assertThat(base.toBase()).isEqualByComparingTo(BigDecimal.ONE);
            assertThat(base.isWeight()).isEqualTo(unit.isWeight());
        });
    }

    @Test
    void otherFilesNameOnlyAreasThatAreThere() {
        Stream.of("area_code.csv", "area_alias.csv", "area_hint.csv")
                .flatMap(file -> Seeds.rows(file).stream())
                .forEach(row -> assertThat(CodeLists.seeded().areaByCode(row.getField("area_code")))
                        .as(row.toString())
                        .isNotNull());
        assertThat(Seeds.rows("bloc_member.csv"))
                .allSatisfy(row -> assertThat(CodeLists.seeded().areaByCode(row.getField("country_code")))
                        .isNotNull());
    }

    @Test
    void allProvincesOfChinaAndRegionsOfKazakhstanAreThere() {
        assertThat(regions("CN", LocalDate.of(2024, 1, 1))).hasSize(31).contains("CN-XJ", "CN-GD", "CN-NM");
        assertThat(regions("KZ", LocalDate.of(2024, 1, 1))).hasSize(20).contains("KZ-10", "KZ-33", "KZ-62", "KZ-75");
        assertThat(regions("KZ", LocalDate.of(2020, 1, 1))).hasSize(17).contains("KZ-61", "KZ-79");
    }

    private static Set<String> regions(String country, LocalDate day) {
        return Seeds.rows("area.csv").stream()
                .filter(row -> row.getField("area_kind").equals("region")
                        && row.getField("country_code").equals(country)
                        && !LocalDate.parse(row.getField("valid_from")).isAfter(day)
                        && !LocalDate.parse(row.getField("valid_to")).isBefore(day))
                .map(row -> row.getField("area_code"))
                .collect(Collectors.toSet());
    }

    @Test
    void aProxyHasItsNote() {
        assertThat(Seeds.rows("product_group.csv"))
                .filteredOn(row -> row.getField("group_set").equals("farm"))
                .hasSize(11);
        assertThat(Seeds.rows("product_group_rule.csv"))
                .filteredOn(row -> row.getField("is_proxy").equals("true"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.getField("note").length()).isBetween(1, 200));
    }

    @Test
    void chaptersStandInTheirSections() {
        Map<String, NamedCsvRecord> sections = Seeds.rows("section.csv").stream()
                .collect(Collectors.toMap(row -> row.getField("section"), row -> row));
        assertThat(sections).hasSize(21);
        assertThat(Seeds.rows("chapter.csv").stream()
                        .filter(row -> !row.getField("section").isEmpty()))
                .hasSize(97)
                .allSatisfy(row -> {
                    NamedCsvRecord section = sections.get(row.getField("section"));
                    assertThat(row.getField("hs2"))
                            .isBetween(section.getField("first_chapter"), section.getField("last_chapter"));
                });
    }

    @Test
    void membershipsOfOneCountryDoNotOverlap() {
        Seeds.rows("bloc_member.csv").stream()
                .collect(Collectors.groupingBy(row -> values(row, "bloc_key,country_code")))
                .values()
                .forEach(rows -> assertThat(rows).hasSize(1));
    }

    @Test
    void ratesAreFoundBySourceCurrencyAndMonthOnly() {
        Rates rates = Rates.of(
                List.of(new Rates.Rate("NBK", "KZT", YearMonth.of(2024, 1), new BigDecimal("451.12345678"), 22)));

        assertThat(rates.perUsd("NBK", "KZT", YearMonth.of(2024, 1))).isEqualByComparingTo("451.12345678");
        assertThat(rates.perUsd("NBK", "KZT", YearMonth.of(2024, 2))).isNull();
        assertThat(rates.perUsd("ECB", "KZT", YearMonth.of(2024, 1))).isNull();
        assertThatThrownBy(() -> new Rates.Rate("NBK", "KZT", YearMonth.of(2024, 1), BigDecimal.ZERO, 1))
                .hasMessageContaining("a rate is above zero");
    }

    private static String values(NamedCsvRecord row, String columns) {
        return Stream.of(columns.split(",")).map(row::getField).collect(Collectors.joining("|"));
    }
}
