package org.tradehouse.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Workbooks in the layout of Kazakhstan's Bureau of National Statistics: annual editions, and year-to-date editions by month. */
final class BnsWorkbooks {
    private static final String[] MONTHS = {
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь"
    };
    private static final String REST = "Прочие страны";
    /** The share of the year that had passed with each month, in thousandths; June 2023 is replaced by the published figure. */
    private static final int[] PASSED = {68, 139, 222, 303, 388, 471, 556, 642, 729, 818, 909, 1000};

    private final Path folder;
    private final Map<Integer, Map<String, Flows>> years = new LinkedHashMap<>();

    /** Thousand USD. */
    private record Flows(BigDecimal exports, BigDecimal imports) {
        Flows plus(Flows other) {
            return new Flows(exports.add(other.exports), imports.add(other.imports));
        }

        Flows minus(Flows other) {
            return new Flows(exports.subtract(other.exports), imports.subtract(other.imports));
        }

        Flows share(int thousandths) {
            return new Flows(part(exports, thousandths), part(imports, thousandths));
        }

        private static BigDecimal part(BigDecimal whole, int thousandths) {
            return whole.multiply(BigDecimal.valueOf(thousandths, 3)).setScale(5, RoundingMode.HALF_UP);
        }
    }

    BnsWorkbooks(Path folder) {
        this.folder = folder;
        for (var row : DemoTable.rows("kz-by-country.csv")) {
            years.computeIfAbsent(Integer.valueOf(row[0]), y -> new LinkedHashMap<>())
                    .put(row[1], new Flows(new BigDecimal(row[2]), new BigDecimal(row[3])));
        }
        years.values().forEach(BnsWorkbooks::addRest);
    }

    private static void addRest(Map<String, Flows> partners) {
        var rest = partners.get("Всего");
        for (var partner : partners.entrySet()) {
            if (!partner.getKey().equals("Всего")) {
                rest = minus(rest, partner.getValue());
            }
        }
        partners.put(REST, rest);
    }

    private static Flows minus(@org.jspecify.annotations.Nullable Flows whole, Flows part) {
        if (whole == null) {
            throw new IllegalStateException("the demo table kz-by-country.csv lacks the row Всего");
        }
        return whole.minus(part);
    }

    void write() throws IOException {
        annual("bns_trade_by_country_2019.xls", new HSSFWorkbook(), "", new int[] {2019, 2018});
        annual("bns_trade_by_country_2020.xls", new HSSFWorkbook(), "", new int[] {2020, 2019});
        annual("bns_trade_by_country_2023.xlsx", new XSSFWorkbook(), "25.07.2024", new int[] {2022, 2023});
        for (int year : new int[] {2022, 2023}) {
            for (int month = 1; month <= 12; month++) {
                yearToDate(year, month);
            }
        }
    }

    private void annual(String name, Workbook workbook, String published, int[] of) throws IOException {
        try (workbook) {
            if (!published.isEmpty()) {
                cover(workbook, published, of[of.length - 1] + " год");
            }
            for (int year : of) {
                var title = published.isEmpty() ? "за январь-декабрь " + year + " года" : year + " год";
                sheet(workbook, published.isEmpty() ? "12_" + year : Integer.toString(year), title, partners(year));
            }
            save(workbook, name);
        }
    }

    private void yearToDate(int year, int month) throws IOException {
        try (var workbook = new XSSFWorkbook()) {
            var published = "15.%02d.%d".formatted(month % 12 + 1, month == 12 ? year + 1 : year);
            var title = "за январь" + (month == 1 ? "" : "-" + MONTHS[month - 1]) + " " + year + " года";
            cover(workbook, published, title);
            sheet(workbook, "%02d_%d".formatted(month, year), title, partners(year, month));
            save(workbook, "bns_trade_by_country_%d_%02d_illustrative.xlsx".formatted(year, month));
        }
    }

    private Map<String, Flows> partners(int year) {
        var partners = years.get(year);
        if (partners == null) {
            throw new IllegalStateException("the demo has no year " + year);
        }
        return partners;
    }

    private Map<String, Flows> partners(int year, int month) {
        var passed = new LinkedHashMap<String, Flows>();
        var all = new Flows(BigDecimal.ZERO, BigDecimal.ZERO);
        for (var partner : partners(year).entrySet()) {
            if (!partner.getKey().equals("Всего")) {
                var flows = partner.getKey().equals("Китай")
                        ? china(year, month, partner.getValue())
                        : partner.getValue().share(PASSED[month - 1]);
                passed.put(partner.getKey(), flows);
                all = all.plus(flows);
            }
        }
        passed.put("Всего", all);
        return passed;
    }

    /** January to June 2023 is 13.6 bn USD as the ministry published it; the months around it lead up to the year's figure. */
    private static Flows china(int year, int month, Flows whole) {
        if (year != 2023) {
            return whole.share(PASSED[month - 1]);
        }
        var half = new Flows(new BigDecimal("6640000.00000"), new BigDecimal("6960000.00000"));
        return month <= 6
                ? half.share(month == 6 ? 1000 : PASSED[month - 1] * 1000 / PASSED[5])
                : half.plus(
                        month == 12
                                ? whole.minus(half)
                                : whole.minus(half).share((PASSED[month - 1] - PASSED[5]) * 1000 / (1000 - PASSED[5])));
    }

    private static void cover(Workbook workbook, String published, String period) {
        var sheet = workbook.createSheet("Обложка");
        sheet.createRow(5).createCell(0).setCellValue("Демонстрационный файл Tradehouse");
        sheet.createRow(6).createCell(0).setCellValue("Дата опубликования: " + published);
        sheet.createRow(13).createCell(0).setCellValue(period);
    }

    private static void sheet(Workbook workbook, String name, String period, Map<String, Flows> partners) {
        var sheet = workbook.createSheet(name);
        sheet.createRow(0).createCell(0).setCellValue("Внешняя торговля Республики Казахстан (демонстрационный файл)");
        sheet.createRow(1).createCell(0).setCellValue(period);
        sheet.createRow(2).createCell(4).setCellValue("тыс. долларов США");
        header(sheet);
        var style = workbook.createCellStyle();
        style.setDataFormat(workbook.createDataFormat().getFormat("#,##0.0"));
        int at = 5;
        for (var line : lines(partners)) {
            row(sheet.createRow(at++), line, sum(partners, line.members()), style);
        }
    }

    private static void header(Sheet sheet) {
        var upper = sheet.createRow(3);
        var lower = sheet.createRow(4);
        upper.createCell(0).setCellValue("Наименование страны");
        sheet.addMergedRegion(new CellRangeAddress(3, 4, 0, 0));
        var names = new String[] {"Товарооборот", "Экспорт", "Импорт"};
        for (int i = 0; i < 3; i++) {
            upper.createCell(1 + 2 * i).setCellValue(names[i]);
            sheet.addMergedRegion(new CellRangeAddress(3, 3, 1 + 2 * i, 2 + 2 * i));
            lower.createCell(1 + 2 * i).setCellValue("Всего");
            lower.createCell(2 + 2 * i).setCellValue("удельный вес, %");
        }
    }

    private record Line(String label, List<String> members) {}

    private static List<Line> lines(Map<String, Flows> partners) {
        var lines = new ArrayList<Line>();
        lines.add(new Line("Всего", List.of("Всего")));
        lines.add(new Line("Страны СНГ", List.of("Россия", "Узбекистан")));
        lines.add(new Line(" Страны ЕАЭС", List.of("Россия")));
        single(lines, "Россия");
        lines.add(new Line(" Страны вне ЕАЭС", List.of("Узбекистан")));
        single(lines, "Узбекистан");
        lines.add(new Line(
                "Остальные страны мира",
                List.of(REST, "Италия", "Нидерланды", "Германия", "Франция", "Китай", "Турция")));
        single(lines, REST);
        lines.add(new Line("Европа", List.of("Италия", "Нидерланды", "Германия", "Франция")));
        lines.add(new Line("Страны ЕС", List.of("Италия", "Нидерланды", "Германия", "Франция")));
        List.of("Италия", "Нидерланды", "Германия", "Франция").forEach(name -> single(lines, name));
        lines.add(new Line("Азия", List.of("Китай", "Турция")));
        single(lines, "Китай");
        single(lines, "Турция");
        if (!partners.keySet().containsAll(lines.get(0).members())) {
            throw new IllegalStateException(
                    "the demo table lacks " + lines.get(0).members());
        }
        return lines;
    }

    private static void single(List<Line> lines, String name) {
        lines.add(new Line(name, List.of(name)));
    }

    private static Flows sum(Map<String, Flows> partners, List<String> names) {
        return partners.entrySet().stream()
                .filter(p -> names.contains(p.getKey()))
                .map(Map.Entry::getValue)
                .reduce(new Flows(BigDecimal.ZERO, BigDecimal.ZERO), Flows::plus);
    }

    private static void row(Row row, Line line, Flows flows, CellStyle style) {
        row.createCell(0).setCellValue(line.label());
        number(row, 1, flows.exports().add(flows.imports()), style);
        number(row, 3, flows.exports(), style);
        number(row, 5, flows.imports(), style);
    }

    private static void number(Row row, int column, BigDecimal value, CellStyle style) {
        var cell = row.createCell(column);
        cell.setCellValue(value.doubleValue());
        cell.setCellStyle(style);
    }

    private void save(Workbook workbook, String name) throws IOException {
        var file = folder.resolve(name);
        if (Files.exists(file)) {
            return;
        }
        if (workbook instanceof XSSFWorkbook xssf) {
            xssf.getProperties().getCoreProperties().setCreated(java.util.Optional.of(new java.util.Date(0)));
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            workbook.write(out);
        }
    }
}
