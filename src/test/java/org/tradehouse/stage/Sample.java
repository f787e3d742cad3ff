package org.tradehouse.stage;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tradehouse.database.TestDatabase;
import org.tradehouse.load.Code;
import org.tradehouse.load.Load;
import org.tradehouse.load.Outcome;
import org.tradehouse.load.SourcePart;
import org.tradehouse.load.SourceRow;
import org.tradehouse.reference.CodeLists;
import org.tradehouse.trade.Amount;
import org.tradehouse.trade.Area;
import org.tradehouse.trade.Field;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;
import org.tradehouse.trade.Product;
import org.tradehouse.trade.Status;
import org.tradehouse.trade.Terms;
import org.tradehouse.trade.TradeRecord;

/** Rows of an invented file: outcomes as the normaliser would give them. */
final class Sample {
    static final SourcePart FILE = new SourcePart("", "", List.of("partner", "code", "value"));
    static final SourcePart SHEET = new SourcePart("", "12_2023", List.of("Страна", "Экспорт всего", "Импорт всего"));

    private static final Terms TERMS = new Terms("C00", "", "0", "", "FOB", "general");
    private static final CodeLists LISTS = CodeLists.seeded();

    private Sample() {}

    static Load load(TestDatabase database, String hash) {
        String sha256 = hash.repeat(64);
        database.execute(
                "insert into ops.source_file values ('sample', '%s', 'sample.csv', null, 1, 'x', now())"
                        .formatted(sha256),
                """
                insert into ops.load (feed, sha256, file_name, edition_date, release_status, feed_version, mapping_version, reference_version, parser_version)
                values ('sample', '%s', 'sample.csv', '2024-01-31', 'provisional', '%s', 7, 1, '0.1.0')""".formatted(sha256, sha256),
                "insert into ops.run (feed, trigger_kind, started_by) values ('sample', 'person', 'test')");
        int key = Integer.parseInt(
                database.query("select max(load_key) from ops.load").get(0));
        return new Load(key, "sample", sha256, 1, "sample.csv", Path.of("x"), LocalDate.of(2024, 2, 1), Map.of());
    }

    static SourceRow row(SourcePart part, int row, String column, String... raw) {
        String[] values = new String[Field.count()];
        Arrays.fill(values, "");
        return new SourceRow(part, row, column, values, 0, List.of(raw));
    }

    static Outcome.Accepted accepted(int row, String partner, String code, long thousandths) {
        return accepted(row, partner, new Product("HS", "H5", code), "", thousandths, TERMS);
    }

    static Outcome.Accepted accepted(
            int row, String partner, Product product, String name, long thousandths, Terms terms) {
        TradeRecord trade = new TradeRecord(
                Period.month(2023, 5),
                Flow.X,
                area("KZ"),
                area(partner),
                Area.WORLD,
                product,
                name,
                terms,
                "0",
                Status.NORMAL,
                thousandths,
                Amount.MISSING,
                "",
                Amount.MISSING,
                thousandths,
                12_345,
                Amount.MISSING,
                7_000,
                "NO",
                Amount.MISSING,
                "");
        return new Outcome.Accepted(row(FILE, row, "", partner, product.code(), "1"), trade, row % 10 == 0);
    }

    static Outcome.Rejected rejected(SourceRow row, Code code, String column, String value, String suggestion) {
        return new Outcome.Rejected(
                row,
                code,
                column,
                value,
                "",
                suggestion,
                0.9314,
                5_500,
                Period.month(2023, 5),
                Flow.X,
                area("KZ"),
                null,
                null);
    }

    static Area area(String code) {
        return Objects.requireNonNull(code.equals("W") ? Area.WORLD : LISTS.areaByCode(code), code);
    }
}
