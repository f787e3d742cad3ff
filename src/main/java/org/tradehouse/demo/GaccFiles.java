package org.tradehouse.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Query exports of China customs in Chinese: GB18030, every field quoted, a comma at the end of each line, the currency in the
 * last header, the flow only in the file name. By month with and without place of registration, and the yearly 13 columns.
 */
final class GaccFiles {
    private static final Charset GB18030 = Charset.forName("GB18030");
    /** Seasonal weights of the months. */
    private static final int[] MONTHS = {72, 64, 83, 82, 86, 84, 85, 87, 88, 86, 91, 92};

    private final Path folder;
    private final List<Good> goods = new ArrayList<>();
    private final List<String[]> provinces = DemoTable.rows("cn-provinces.csv");

    private record Good(String flow, String code, String name, BigDecimal usdPerKg, long weight, int borderTrade) {}

    private record Line(int month, Good good, String[] province, String mode, long usd) {}

    GaccFiles(Path folder) {
        this.folder = folder;
        for (var row : DemoTable.rows("cn-products.csv")) {
            goods.add(new Good(
                    row[0], row[1], row[2], new BigDecimal(row[3]), Long.parseLong(row[4]), Integer.parseInt(row[5])));
        }
    }

    void write() throws IOException {
        flow("M", "import", 2022, 14_819_246_516L);
        flow("X", "export", 2022, 16_355_236_459L);
        flow("M", "import", 2023, 16_310_000_000L);
        flow("X", "export", 2023, 24_710_000_000L);
    }

    private void flow(String flow, String word, int year, long totalUsd) throws IOException {
        var lines = lines(flow, totalUsd);
        save(
                "kz_%s_%d_by-province_all-products_illustrative.csv".formatted(word, year),
                monthlyByProvince(year, lines));
        save("kz_%s_%d_all-products_illustrative.csv".formatted(word, year), monthly(year, lines));
        save("kz_%s_year-%d_by-province_all-products_illustrative.csv".formatted(word, year), yearly(lines));
    }

    /** Divides the total into months, goods, provinces and modes; what rounding leaves goes to the largest. */
    private List<Line> lines(String flow, long totalUsd) {
        var chosen = goods.stream().filter(g -> g.flow().equals(flow)).toList();
        int share = flow.equals("X") ? 2 : 3;
        long weights = chosen.stream().mapToLong(Good::weight).sum()
                * sum(MONTHS)
                * provinces.stream().mapToLong(p -> Long.parseLong(p[share])).sum();
        var lines = new ArrayList<Line>();
        long left = totalUsd;
        for (int month = 1; month <= 12; month++) {
            for (var good : chosen) {
                for (var province : provinces) {
                    long usd = share(
                            totalUsd, good.weight() * MONTHS[month - 1] * Long.parseLong(province[share]), weights);
                    long border = province[0].equals("65") ? usd * good.borderTrade() / 100 : 0;
                    left -= usd;
                    add(lines, new Line(month, good, province, "10", usd - border));
                    add(lines, new Line(month, good, province, "19", border));
                }
            }
        }
        var first = lines.get(0);
        lines.set(0, new Line(first.month(), first.good(), first.province(), first.mode(), first.usd() + left));
        return lines;
    }

    private static void add(List<Line> lines, Line line) {
        if (line.usd() > 0) {
            lines.add(line);
        }
    }

    private static long share(long total, long weight, long weights) {
        return BigDecimal.valueOf(total)
                .multiply(BigDecimal.valueOf(weight))
                .divide(BigDecimal.valueOf(weights), 0, RoundingMode.DOWN)
                .longValueExact();
    }

    private static long sum(int[] values) {
        long sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }

    private static String monthlyByProvince(int year, List<Line> lines) {
        var text = new StringBuilder();
        line(
                text, "数据年月", "商品编码", "商品名称", "贸易伙伴编码", "贸易伙伴名称", "贸易方式编码", "贸易方式名称", "注册地编码", "注册地名称", "第一数量",
                "第一计量单位", "第二数量", "第二计量单位", "美元");
        for (var l : lines) {
            line(
                    text,
                    year + "%02d".formatted(l.month()),
                    l.good().code(),
                    l.good().name(),
                    "145",
                    "哈萨克斯坦",
                    l.mode(),
                    mode(l.mode()),
                    l.province()[0],
                    l.province()[1],
                    kilograms(l.good(), l.usd()),
                    "千克",
                    "0",
                    "?",
                    grouped(l.usd()));
        }
        return text.toString();
    }

    private static String monthly(int year, List<Line> lines) {
        var text = new StringBuilder();
        line(text, "数据年月", "贸易伙伴编码", "贸易伙伴名称", "商品编码", "商品名称", "第一数量", "第一计量单位", "第二数量", "第二计量单位", "美元");
        for (int i = 0; i < lines.size(); ) {
            var l = lines.get(i);
            long usd = 0;
            long kilograms = 0;
            for (;
                    i < lines.size()
                            && lines.get(i).month() == l.month()
                            && lines.get(i).good() == l.good();
                    i++) {
                usd += lines.get(i).usd();
                kilograms += Long.parseLong(kilograms(l.good(), lines.get(i).usd()));
            }
            line(
                    text,
                    year + "%02d".formatted(l.month()),
                    "145",
                    "哈萨克斯坦",
                    l.good().code(),
                    l.good().name(),
                    Long.toString(kilograms),
                    "千克",
                    "0",
                    "?",
                    grouped(usd));
        }
        return text.toString();
    }

    private static String yearly(List<Line> lines) {
        var text = new StringBuilder();
        line(
                text, "商品编码", "商品名称", "贸易伙伴编码", "贸易伙伴名称", "贸易方式编码", "贸易方式名称", "注册地编码", "注册地名称", "第一数量", "第一计量单位",
                "第二数量", "第二计量单位", "美元");
        var sums = new java.util.LinkedHashMap<String, long[]>();
        var firsts = new java.util.HashMap<String, Line>();
        for (var l : lines) {
            var key = l.good().code() + l.mode() + l.province()[0];
            firsts.putIfAbsent(key, l);
            var sum = sums.computeIfAbsent(key, k -> new long[2]);
            sum[0] += l.usd();
            sum[1] += Long.parseLong(kilograms(l.good(), l.usd()));
        }
        sums.forEach((key, sum) -> {
            var l = java.util.Objects.requireNonNull(firsts.get(key));
            line(
                    text,
                    l.good().code(),
                    l.good().name(),
                    "145",
                    "哈萨克斯坦",
                    l.mode(),
                    mode(l.mode()),
                    l.province()[0],
                    l.province()[1],
                    Long.toString(sum[1]),
                    "千克",
                    "0",
                    "?",
                    grouped(sum[0]));
        });
        return text.toString();
    }

    private static String mode(String code) {
        return code.equals("19") ? "边境小额贸易" : "一般贸易";
    }

    private static String kilograms(Good good, long usd) {
        return BigDecimal.valueOf(usd)
                .divide(good.usdPerKg(), 0, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static String grouped(long value) {
        return String.format(java.util.Locale.ROOT, "%,d", value);
    }

    private static void line(StringBuilder text, String... cells) {
        for (var cell : cells) {
            text.append('"').append(cell).append("\",");
        }
        text.append('\n');
    }

    private void save(String name, String text) throws IOException {
        var file = folder.resolve(name);
        if (!Files.exists(file)) {
            Files.write(file, text.getBytes(GB18030));
        }
    }
}
