package org.tradehouse.reference;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.trade.Area;
import org.tradehouse.trade.Words;

/** The lists against the publishers' real files. */
class PublishersListsTest {
    private static final Set<String> GROUPS = Set.of(
            "всего",
            "всего в том числе",
            "страны снг",
            "страны еаэс",
            "страны вне еаэс",
            "остальные страны мира",
            "европа",
            "страны ес",
            "страны вне ес",
            "азия",
            "америка",
            "африка",
            "австралия и океания");

    private final CodeLists lists = CodeLists.seeded();

    @Test
    void everyPartnerOfChinaCustomsIsKnownByCodeAndByName() throws IOException {
        List<List<String>> rows = Samples.workbook("ref-gacc/COUNTRY.xls", "Sheet1", 1);

        assertThat(rows).hasSize(241);
        assertThat(rows).allSatisfy(row -> {
            Area byCode = lists.area("gacc-country", row.get(0)).area();
            assertThat(byCode).as(row.toString()).isNotNull();
            assertThat(lists.area("names-zh", row.get(1)).area())
                    .as(row.toString())
                    .isEqualTo(byCode);
        });
        assertThat(rows.stream()
                        .map(row -> lists.area("gacc-country", row.get(0)).area()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyProvinceOfChinaCustomsIsKnownByCodeAndByName() throws IOException {
        List<List<String>> rows = Samples.workbook("ref-gacc/TRADE_CO.xls", "Sheet1", 1);

        assertThat(rows).hasSize(31);
        assertThat(rows).allSatisfy(row -> {
            Area byCode = lists.area("gacc-region", row.get(0)).area();
            assertThat(byCode).as(row.toString()).isNotNull();
            assertThat(lists.area("names-zh", row.get(1)).area())
                    .as(row.toString())
                    .isEqualTo(byCode);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2019, 2020, 2023})
    void everyCountryOfTheKazakhBureauIsKnown(int edition) throws IOException {
        String file = "kz-bns/bns_trade_by_country_" + edition + ".xls";
        Set<String> unknown = new TreeSet<>();
        for (List<String> row : Samples.workbook(file, "(\\d\\d_)?\\d{4}", 5)) {
            String name = row.get(0);
            if (!name.isBlank()
                    && !GROUPS.contains(Words.fold(name))
                    && lists.area("names-ru", name).area() == null) {
                unknown.add(name);
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyAreaOfUnComtradeIsKnownAndExistedThen() throws IOException {
        List<Path> files = new ArrayList<>(Samples.files("comtrade-legacy"));
        files.addAll(Samples.files("comtrade-bulk2012"));
        files.addAll(Samples.files("comtrade-new"));
        Set<String> wrong = new TreeSet<>();
        for (Path file : files) {
            boolean web = file.toString().contains("comtrade-new");
            List<CsvRecord> rows = Samples.csv(file, web ? "windows-1252" : "UTF-8");
            List<String> header = rows.get(0).getFields();
            int year = header.indexOf(web ? "refYear" : "Year");
            for (String column : List.of(
                    "Reporter Code",
                    "Partner Code",
                    "2nd Partner Code",
                    "reporterCode",
                    "partnerCode",
                    "partner2Code")) {
                int at = header.indexOf(column);
                rows.stream()
                        .skip(1)
                        .filter(row -> at >= 0
                                && row.getFieldCount() > at
                                && !row.getField(at).isEmpty())
                        .filter(row -> !isKnown(row.getField(at), Integer.parseInt(row.getField(year))))
                        .forEach(row ->
                                wrong.add(file.getFileName() + " " + row.getField(at) + " " + row.getField(year)));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private boolean isKnown(String code, int year) {
        Area area = lists.area("m49", code).area();
        return area != null && lists.existed(area, LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    @ParameterizedTest
    @ValueSource(strings = {"partnerAreas_legacy.json", "reporterAreas_legacy.json"})
    void everyAreaOfTheComtradeListsIsKnownByCodeAndByName(String file) throws IOException {
        String json = Files.readString(Samples.file("ref-comtrade/" + file));
        var entry = Pattern.compile("\"id\":\\s*\"(\\d+)\",\\s*\"text\":\\s*\"([^\"]+)\"")
                .matcher(json);
        int entries = 0;
        while (entry.find()) {
            entries++;
            assertThat(lists.area("m49", entry.group(1)).area())
                    .as(entry.group())
                    .isNotNull();
            assertThat(lists.area("names-en", entry.group(2)).area())
                    .as(entry.group())
                    .isNotNull();
        }
        assertThat(entries).isGreaterThan(200);
    }

    @Test
    void everyUnitOfChinaCustomsIsKnown() throws IOException {
        Set<String> units = new TreeSet<>();
        for (Path file : Samples.files("gacc")) {
            boolean chinese = file.toString().contains("_zh_");
            for (CsvRecord row : Samples.csv(file, chinese ? "GB18030" : "UTF-8")) {
                units.add(row.getField(chinese ? 6 : 8));
                units.add(row.getField(chinese ? 8 : 10));
            }
        }
        units.removeAll(Set.of("第一计量单位", "第二计量单位", "Unit", "Supplimentary Unit"));
        String list = Files.readString(
                Samples.file("ref-gacc/gacc_hs8_units_2022.csv"), java.nio.charset.Charset.forName("GB18030"));
        var unit = Pattern.compile(",(?:\\d\\d|\\?)\\s*,\"([^\"\\t]+)\"").matcher(list);
        while (unit.find()) {
            units.add(unit.group(1).strip());
        }
        assertThat(units).hasSizeGreaterThan(45);
        assertThat(units)
                .allSatisfy(
                        it -> assertThat(lists.unit("units-gacc", it)).as(it).isNotNull());
    }

    @Test
    void everyUnitOfLegacyComtradeIsKnown() throws IOException {
        List<CsvRecord> list = Samples.csv(Samples.file("ref-units/comtrade_units_legacy.csv"), "UTF-8");
        assertThat(list.subList(1, list.size()))
                .allSatisfy(row -> assertThat(lists.unit("units-comtrade-legacy", row.getField(0)))
                        .isEqualTo(lists.unit("units-comtrade-legacy", row.getField(2)))
                        .isNotNull());
        for (Path file : Samples.files("comtrade-legacy")) {
            List<CsvRecord> rows = Samples.csv(file, "UTF-8");
            List<String> header = rows.get(0).getFields();
            for (String column : List.of("Qty Unit Code", "Qty Unit", "Alt Qty Unit Code", "Alt Qty Unit")) {
                int at = header.indexOf(column);
                assertThat(rows.stream()
                                .skip(1)
                                .filter(row -> at >= 0 && row.getFieldCount() > at)
                                .map(row -> row.getField(at))
                                .filter(it -> !it.isEmpty())
                                .distinct())
                        .allSatisfy(it -> assertThat(lists.unit("units-comtrade-legacy", it))
                                .as(it)
                                .isNotNull());
            }
        }
    }

    @Test
    void seededRatesAreTheMeansOfTheCentralBanksDays() throws IOException {
        List<CsvRecord> rows = Samples.csv(Samples.file("ecb/eurofxref-hist.csv"), "UTF-8");
        int usd = rows.get(0).getFields().indexOf("USD");
        int cny = rows.get(0).getFields().indexOf("CNY");
        Map<YearMonth, List<BigDecimal>> yuan = new HashMap<>();
        Map<YearMonth, List<BigDecimal>> euro = new HashMap<>();
        for (CsvRecord row : rows.subList(1, rows.size())) {
            YearMonth month = YearMonth.from(LocalDate.parse(row.getField(0)));
            BigDecimal dollars = new BigDecimal(row.getField(usd));
            euro.computeIfAbsent(month, it -> new ArrayList<>())
                    .add(BigDecimal.ONE.divide(dollars, MathContext.DECIMAL128));
            if (!row.getField(cny).equals("N/A")) {
                yuan.computeIfAbsent(month, it -> new ArrayList<>())
                        .add(new BigDecimal(row.getField(cny)).divide(dollars, MathContext.DECIMAL128));
            }
        }
        assertThat(Rates.seeded().perUsd("ECB", "CNY", YearMonth.of(2005, 4))).isNotNull();
        YearMonth last = YearMonth.of(2025, 4);
        yuan.forEach((month, days) -> assertSeeded("CNY", month, month.isAfter(last) ? null : mean(days)));
        euro.forEach((month, days) -> assertSeeded("EUR", month, month.isAfter(last) ? null : mean(days)));
    }

    private static void assertSeeded(String currency, YearMonth month, BigDecimal expected) {
        assertThat(Rates.seeded().perUsd("ECB", currency, month))
                .as(currency + " " + month)
                .isEqualTo(expected);
    }

    private static BigDecimal mean(List<BigDecimal> days) {
        return days.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(days.size()), 8, RoundingMode.HALF_UP);
    }

    @ParameterizedTest
    @CsvSource({"soy_2024_import, 49997434722.7", "soy_2024_export, 751058.8", "2023, 56895810174.5"})
    void chineseFilesInYuanComeToTheAcceptedDollars(String file, BigDecimal expected) throws IOException {
        BigDecimal dollars = BigDecimal.ZERO;
        for (CsvRecord row : Samples.csv(Samples.file("gacc/gacc_zh_" + file + ".csv"), "GB18030")) {
            if (row.getStartingLineNumber() > 1) {
                String month = row.getField(0);
                BigDecimal rate = Rates.seeded()
                        .perUsd("ECB", "CNY", YearMonth.parse(month.substring(0, 4) + "-" + month.substring(4)));
                BigDecimal yuan = new BigDecimal(row.getField(9).replace(",", ""));
                dollars = dollars.add(yuan.divide(Objects.requireNonNull(rate), 3, RoundingMode.HALF_UP));
            }
        }
        assertThat(dollars).isCloseTo(expected, org.assertj.core.data.Offset.offset(BigDecimal.ONE));
    }
}
