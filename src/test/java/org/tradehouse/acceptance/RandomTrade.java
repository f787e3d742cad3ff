package org.tradehouse.acceptance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A publisher's file by chance: figures of countries by six digits, added up to every level, of which rows are then left out:
 * single rows (gaps), all rows of a level (skipped levels), all of a country below its total (suppressed). What is stated
 * is true; not everything is stated. World with TOTAL always is.
 */
final class RandomTrade {
    private static final List<String> COUNTRIES = List.of("156", "643", "860", "417", "276", "724");
    private final Random chance;
    private final String reporter;
    private final boolean monthly;
    private final List<Cell> cells = new ArrayList<>();

    /** What the file states. World is partner 0, all products the empty code. */
    record Cell(String flow, String period, String partner, String code, BigDecimal usd) {
        boolean holds(String flow, String period, String partner, String code) {
            return flow.equals(this.flow)
                    && period.equals(this.period)
                    && (this.partner.equals("0") || this.partner.equals(partner))
                    && code.startsWith(this.code);
        }
    }

    RandomTrade(long seed, String reporter, boolean monthly) {
        this.chance = new Random(seed);
        this.reporter = reporter;
        this.monthly = monthly;
        for (String flow : List.of("X", "M")) {
            for (int n = 1; n <= 1 + chance.nextInt(2); n++) {
                state(flow, monthly ? "2021%02d".formatted(n) : String.valueOf(2020 + n));
            }
        }
    }

    List<Cell> cells() {
        return cells;
    }

    private void state(String flow, String period) {
        Map<List<String>, BigDecimal> sums = sums();
        List<Integer> skipped = skippedLevels();
        boolean noWorldByProduct = chance.nextInt(4) == 0;
        double gaps = chance.nextDouble() / 2;
        List<String> suppressed =
                COUNTRIES.stream().filter(c -> chance.nextInt(5) == 0).toList();
        sums.forEach((key, usd) -> {
            String partner = key.get(0);
            String code = key.get(1);
            boolean top = partner.equals("0") && code.isEmpty();
            boolean out = skipped.contains(code.length())
                    || chance.nextDouble() < gaps
                    || noWorldByProduct && partner.equals("0")
                    || suppressed.contains(partner) && !code.isEmpty();
            if (top || !out) {
                cells.add(new Cell(flow, period, partner, code, usd));
            }
        });
    }

    private List<Integer> skippedLevels() {
        return List.of(2, 4, 6).stream().filter(level -> chance.nextInt(4) == 0).toList();
    }

    /** Every level of every partner, and of World. */
    private Map<List<String>, BigDecimal> sums() {
        Map<List<String>, BigDecimal> sums = new LinkedHashMap<>();
        for (String partner : COUNTRIES.subList(0, 1 + chance.nextInt(COUNTRIES.size()))) {
            for (int n = 0; n < 1 + chance.nextInt(8); n++) {
                String code = "%02d%02d%02d".formatted(1 + chance.nextInt(3), 1 + chance.nextInt(3), chance.nextInt(4));
                BigDecimal usd = BigDecimal.valueOf(chance.nextInt(9_000_000), 1 + chance.nextInt(3));
                for (int level : new int[] {0, 2, 4, 6}) {
                    sums.merge(List.of(partner, code.substring(0, level)), usd, BigDecimal::add);
                    sums.merge(List.of("0", code.substring(0, level)), usd, BigDecimal::add);
                }
            }
        }
        return sums;
    }

    /** The file as UN Comtrade writes it, with the columns that matter. */
    String csv() {
        var text = new StringBuilder(
                "freqCode,period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n");
        for (Cell cell : cells) {
            text.append(String.join(
                            ",",
                            monthly ? "M" : "A",
                            cell.period,
                            reporter,
                            cell.flow,
                            cell.partner,
                            "H6",
                            cell.code.isEmpty() ? "TOTAL" : cell.code,
                            cell.usd.toPlainString()))
                    .append('\n');
        }
        return text.toString();
    }
}
