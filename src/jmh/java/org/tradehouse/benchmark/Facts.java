package org.tradehouse.benchmark;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What must stand in the warehouse, by flow and year: counts and sums, and where it is known a checksum over every figure
 * with all its words, whatever the order and whatever the keys.
 */
record Facts(Map<String, Line> lines, long rejected) {
    /** A flow of a year. */
    record Line(long figures, BigDecimal usd, BigDecimal kilograms, BigInteger checksum) {}

    /** As the rows were made, without looking at any database. */
    static Facts of(Rows rows) throws IOException {
        Map<String, long[]> sums = new TreeMap<>();
        long[] rejected = {0};
        rows.read(row -> {
            switch (row.kind()) {
                case FIGURE -> {
                    long[] sum = sums.computeIfAbsent(row.flow() + " " + row.year(), it -> new long[3]);
                    sum[0]++;
                    sum[1] += row.value();
                    sum[2] += row.weight();
                }
                case UNKNOWN_PARTNER, BAD_VALUE -> rejected[0]++;
                case BROKEN_DOWN, WORLD -> {}
            }
        });
        Map<String, Line> lines = new TreeMap<>();
        sums.forEach((name, sum) -> lines.put(
                name, new Line(sum[0], BigDecimal.valueOf(sum[1], 3), BigDecimal.valueOf(sum[2], 3), BigInteger.ZERO)));
        return new Facts(lines, rejected[0]);
    }

    /** As they stand in a table of the shape of the fact, of one reporter. */
    static Facts in(Connection connection, String table, String reporter, String rejects) throws SQLException {
        return in(connection, table, reporter, rejects, "true");
    }

    /** Of those alone that meet a condition on {@code f}. */
    static Facts in(Connection connection, String table, String reporter, String rejects, String where)
            throws SQLException {
        Map<String, Line> lines = new TreeMap<>();
        try (var select = connection.prepareStatement("""
                select w.flow_code || ' ' || extract(year from f.period_date), count(*), sum(f.value_usd), coalesce(sum(f.net_weight_kg), 0), sum(hashtextextended(
                  concat_ws('|', f.period_date, w.flow_code, a.area_code, p.nomenclature, p.edition, p.code, t.procedure_code, t.transport_code, t.valuation, t.trade_system, u.unit_code, s.obs_status,
                    s.conf_status, s.row_kind, s.net_weight_estimated, f.value_usd, coalesce(f.cif_usd, -1), coalesce(f.fob_usd, -1), coalesce(f.net_weight_kg, -1), coalesce(f.gross_weight_kg, -1),
                    coalesce(f.quantity, -1)), 0)::numeric)
                from %s f join dw.dim_area r on r.area_key = f.reporter_key join dw.dim_area a on a.area_key = f.partner_key join dw.dim_product p using (product_key)
                join dw.dim_flow w using (flow_key) join dw.dim_terms t using (terms_key) join dw.dim_unit u using (unit_key) join dw.dim_status s using (status_key)
                where r.country_code = ? and %s group by 1""".formatted(table, where))) {
            select.setString(1, reporter);
            var row = select.executeQuery();
            while (row.next()) {
                lines.put(
                        row.getString(1),
                        new Line(
                                row.getLong(2),
                                row.getBigDecimal(3),
                                row.getBigDecimal(4),
                                row.getBigDecimal(5).toBigInteger()));
            }
        }
        return new Facts(lines, rejects.isEmpty() ? -1 : number(connection, rejects));
    }

    /** One line for each, to be read again. */
    String text() {
        StringBuilder text = new StringBuilder().append(rejected).append('\n');
        lines.forEach((name, line) -> text.append(String.join(
                        "\t",
                        name,
                        Long.toString(line.figures),
                        line.usd.toPlainString(),
                        line.kilograms.toPlainString(),
                        line.checksum.toString()))
                .append('\n'));
        return text.toString();
    }

    static Facts parse(String text) {
        String[] all = text.strip().split("\n");
        Map<String, Line> lines = new TreeMap<>();
        for (int i = 1; i < all.length; i++) {
            String[] cells = all[i].split("\t");
            lines.put(
                    cells[0],
                    new Line(
                            Long.parseLong(cells[1]),
                            new BigDecimal(cells[2]),
                            new BigDecimal(cells[3]),
                            new BigInteger(cells[4])));
        }
        return new Facts(lines, Long.parseLong(all[0]));
    }

    static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    long figures() {
        return lines.values().stream().mapToLong(Line::figures).sum();
    }

    /**
     * Ends everything where two ways to load the same rows differ.
     *
     * @param exactly compares checksums too
     */
    void mustBe(Facts expected, String who, boolean exactly) {
        if (rejected >= 0 && rejected != expected.rejected) {
            throw new IllegalStateException(
                    who + " rejected " + rejected + " rows, " + expected.rejected + " are bad. No time is shown.");
        }
        if (!lines.keySet().equals(expected.lines.keySet())) {
            throw new IllegalStateException(
                    who + " has " + lines.keySet() + ", expected " + expected.lines.keySet() + ". No time is shown.");
        }
        expected.lines.forEach((name, line) -> {
            Line mine = lines.get(name);
            boolean same = mine != null
                    && mine.figures == line.figures
                    && mine.usd.compareTo(line.usd) == 0
                    && mine.kilograms.compareTo(line.kilograms) == 0
                    && (!exactly || mine.checksum.equals(line.checksum));
            if (!same) {
                throw new IllegalStateException(
                        who + " has for " + name + " " + mine + ", expected " + line + ". No time is shown.");
            }
        });
    }
}
