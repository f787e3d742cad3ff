package org.tradehouse.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Made-up trade of one reporter, the same for the same numbers: month after month, cells of partner × product in a scattered
 * order, 9 imports and 9 exports to one re-import and one re-export; every 50th row breaks the row before it down; every
 * 10 000th is bad; World closes every flow of a month with the sum of all that can be read.
 */
final class Trade implements Rows {
    static final int PARTNERS = 240;
    static final int PRODUCTS = 5600;
    private static final int CELLS = PARTNERS * PRODUCTS;
    private static final long SCATTER = 830_617;
    static final List<Partner> PARTNERS_OF_ALL = partners();

    private final int rows;
    private final int firstMonth;
    private final int months;
    private final int edition;

    /**
     * @param rows of all months together
     * @param firstMonth year × 12 + month − 1
     * @param edition each changes one figure in a hundred of the one before
     */
    Trade(int rows, int firstMonth, int months, int edition) {
        if ((long) rows / months * 9 / 20 >= CELLS) {
            throw new IllegalArgumentException(rows + " rows do not fit into " + months + " months");
        }
        this.rows = rows;
        this.firstMonth = firstMonth;
        this.months = months;
        this.edition = edition;
    }

    /** A country traded with: its number in the file and its code in the warehouse. */
    record Partner(String code, String area) {}

    enum Direction {
        M("Import"),
        X("Export"),
        RX("Re-export"),
        RM("Re-import");

        final String title;

        Direction(String title) {
            this.title = title;
        }

        boolean imports() {
            return this == M || this == RM;
        }
    }

    enum Kind {
        FIGURE,
        BROKEN_DOWN,
        UNKNOWN_PARTNER,
        BAD_VALUE,
        WORLD
    }

    /** One row; amounts are thousandths. */
    record Row(Kind kind, int month, Direction flow, int partner, int product, long value, long weight, long pieces) {
        int year() {
            return month / 12;
        }

        String period() {
            return "%d%02d".formatted(month / 12, month % 12 + 1);
        }

        /** Half of the products are counted in pieces, the others in kilograms. */
        boolean counted() {
            return product % 2 == 1;
        }

        Partner with() {
            return PARTNERS_OF_ALL.get(partner);
        }

        /** Chapters without the reserved one; headings and subheadings as they come. */
        String hs() {
            int chapter = product % 96 + 1;
            int place = product / 96;
            return "%02d%02d%02d".formatted(chapter < 77 ? chapter : chapter + 1, 1 + place / 6, 10 * (1 + place % 6));
        }
    }

    @Override
    public void read(Reader reader) throws IOException {
        for (int month = 0; month < months; month++) {
            read(month, reader);
        }
    }

    /** One month of them. */
    Rows month(int month) {
        return reader -> read(month, reader);
    }

    /** As many rows as asked for, without totals and breakdowns: what a table without such columns holds. */
    Rows figures(int most) {
        return reader -> {
            int[] left = {most};
            read(row -> {
                if (row.kind() != Kind.WORLD && row.kind() != Kind.BROKEN_DOWN && left[0]-- > 0) {
                    reader.row(row);
                }
            });
        };
    }

    private void read(int month, Reader reader) throws IOException {
        int from = (int) ((long) rows * month / months);
        int until = (int) ((long) rows * (month + 1) / months);
        month(reader, firstMonth + month, from, until);
    }

    private void month(Reader reader, int month, int from, int until) throws IOException {
        int[] next = new int[Direction.values().length];
        long[] total = new long[next.length];
        Row before = null;
        for (int row = from; row < until - next.length; row++) {
            int place = row - from;
            Row made = place % 50 == 49 && before != null && before.kind() == Kind.FIGURE
                    ? part(before)
                    : figure(month, flow(place), next, row);
            if (made.kind() != Kind.BROKEN_DOWN && made.kind() != Kind.BAD_VALUE) {
                total[made.flow().ordinal()] += made.value();
            }
            reader.row(made);
            before = made;
        }
        for (Direction flow : Direction.values()) {
            reader.row(new Row(Kind.WORLD, month, flow, 0, 0, total[flow.ordinal()], 0, 0));
        }
    }

    private static Direction flow(int place) {
        int slot = place % 20;
        return slot == 18 ? Direction.RX : slot == 19 ? Direction.RM : slot < 9 ? Direction.M : Direction.X;
    }

    private Row figure(int month, Direction flow, int[] next, int row) {
        long cell = (next[flow.ordinal()]++ * SCATTER + month * 7919L) % CELLS;
        Kind kind =
                row % 20_000 == 5_000 ? Kind.UNKNOWN_PARTNER : row % 20_000 == 15_000 ? Kind.BAD_VALUE : Kind.FIGURE;
        long chance = mix(cell * 4096 + month * 2L + (flow.imports() ? 1 : 0));
        long value = 1 + Math.floorMod(chance, 9_000_000_000L) / POWERS[(int) (chance >>> 60) & 7];
        if (Math.floorMod(chance >> 7, 100) < edition) {
            value += 1000 + value / 10;
        }
        long share = flow == Direction.X || flow == Direction.M ? 1 : 10;
        long weight = 1 + value / (1 + Math.floorMod(chance >> 20, 40));
        return new Row(
                kind,
                month,
                flow,
                (int) (cell % PARTNERS),
                (int) (cell / PARTNERS),
                Math.max(1, value / share),
                Math.max(1, weight / share),
                1000 * (1 + Math.floorMod(chance >> 11, 9000)));
    }

    private static Row part(Row whole) {
        return new Row(
                Kind.BROKEN_DOWN,
                whole.month(),
                whole.flow(),
                whole.partner(),
                whole.product(),
                1 + whole.value() / 2,
                1 + whole.weight() / 2,
                whole.pieces());
    }

    private static final long[] POWERS = {1, 10, 10, 100, 100, 1000, 1000, 1000};

    private static long mix(long seed) {
        long z = (seed + 0x9E3779B97F4A7C15L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Countries with a code of the United Nations today, from the product's own list. */
    private static List<Partner> partners() {
        Map<String, Partner> found = new LinkedHashMap<>();
        try (var list = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Trade.class.getResourceAsStream("/sql/reference/area_code.csv")),
                StandardCharsets.UTF_8))) {
            for (String line = list.readLine(); line != null; line = list.readLine()) {
                String[] cells = line.split(",", -1);
                boolean today = cells[0].equals("m49") && cells[4].isEmpty();
                if (today && cells[2].matches("[A-Z]{2}") && !cells[2].matches("CN|KZ")) {
                    found.putIfAbsent(cells[2], new Partner(cells[1], cells[2]));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        List<Partner> all = new ArrayList<>(found.values());
        if (all.size() < PARTNERS) {
            throw new IllegalStateException("only " + all.size() + " partners are in the code list");
        }
        return all.subList(0, PARTNERS);
    }
}
