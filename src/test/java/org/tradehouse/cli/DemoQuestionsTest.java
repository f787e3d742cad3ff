package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.database.TestDatabase;

/**
 * The fifteen questions on the demo of the README, answered as {@code src/test/resources/demo-answers.txt} says. What the
 * test got stands in {@code target/demo-answers.txt}; after a change of the demo compare the two and keep the new one.
 */
class DemoQuestionsTest {
    private static final Path EXPECTED = Path.of("src/test/resources/demo-answers.txt");
    private static final Path GOT = Path.of("target/demo-answers.txt");

    /** Numbers of functions that no view shows. */
    private static final List<String> FUNCTIONS = List.of(
            "contribution_by_product('CN_GACC/M/HS/8×country', 'CN', 'KZ', 'M', 2023, 4)",
            "concentration_of_products('CN_GACC/M/HS/8×country', 'CN', 'KZ', 'M', 2023)",
            "comparative_advantage('CN_GACC/M/HS/8×country', 'CN', 2023, 4, 1)",
            "intra_industry_trade('CN_GACC/M/HS/8×country', 'CN', 'KZ', 2023, 2)",
            "mirror_by_product('CN_GACC/M/HS/8×country', 'CN_GACC_REG/M/HS/8×country', 'CN', 'KZ', '2023-01-01', '2023-12-31', 2)",
            "unit_value_index('CN_GACC/M/HS/8×country', 'CN', 'KZ', 'M', 2022, 2023, true)");

    @TempDir
    static Path home;

    static TestDatabase database;

    @BeforeAll
    static void demo() {
        database = TestDatabase.fresh();
        Typed demo = Typed.command(database.environment(), home, "demo");
        assertThat(demo.exit()).as(demo.err()).isZero();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void everyQuestionHasItsAnswerOnTheDemo() throws IOException, SQLException {
        Files.writeString(GOT, answers(database));
        assertThat(GOT).hasContent(Files.readString(EXPECTED));
    }

    /** Power BI reads through Npgsql, which refuses a number that does not fit into a decimal of .NET. */
    @Test
    void everyNumberThatBiReadsFitsIntoTwentyEightDigits() throws SQLException {
        List<String> from = new java.util.ArrayList<>(FUNCTIONS);
        from.addAll(
                database.query(
                        "select relname from pg_class c where relnamespace = 'mart'::regnamespace and relkind = 'v' and has_table_privilege('trade_reader', c.oid, 'select')"));
        List<String> longest = new java.util.ArrayList<>();
        try (Connection reader = database.reader()) {
            for (String name : from) {
                longest.addAll(ask(reader, """
                        select '%1$s ' || key || ' ' || value from (select * from mart.%2$s) t, jsonb_each_text(to_jsonb(t))
                        where jsonb_typeof(to_jsonb(t) -> key) = 'number' and length(regexp_replace(value, '[^0-9]', '', 'g')) > 28 limit 3""".formatted(name.replace("'", "''"), name)));
            }
        }
        assertThat(from).hasSizeGreaterThan(40);
        assertThat(longest).isEmpty();
    }

    private static String answers(TestDatabase database) throws IOException, SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection reader = database.reader();
                Stream<Path> files = Files.list(Path.of("sql/questions"))) {
            for (Path file : files.sorted().toList()) {
                text.append("== ").append(file.getFileName()).append('\n');
                for (String line : ask(reader, Files.readString(file))) {
                    text.append(line).append('\n');
                }
            }
        }
        return text.toString();
    }

    /** Rows in the order asked for; where none is asked for, sorted. When a load was published is left out. */
    private static List<String> ask(Connection reader, String sql) throws SQLException {
        try (var statement = reader.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> lines = new java.util.ArrayList<>();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    line.append(column == 1 ? "" : "|").append(cell(rows, column));
                }
                lines.add(line.toString());
            }
            return sql.contains("order by") ? lines : lines.stream().sorted().toList();
        }
    }

    private static String cell(java.sql.ResultSet rows, int column) throws SQLException {
        String name = rows.getMetaData().getColumnName(column);
        String cell = rows.getString(column);
        return cell == null
                ? ""
                : name.equals("published") || name.equals("edition")
                        ? "known"
                        : cell.replaceFirst("(\\.\\d*?)0+$", "$1").replaceFirst("\\.$", "");
    }
}
