package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
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

    @Test
    void everyQuestionHasItsAnswerOnTheDemo(@TempDir Path home) throws IOException, SQLException {
        try (TestDatabase database = TestDatabase.fresh()) {
            Typed demo = Typed.command(database.environment(), home, "demo");
            assertThat(demo.exit()).as(demo.err()).isZero();
            Files.writeString(GOT, answers(database));
        }
        assertThat(GOT).hasContent(Files.readString(EXPECTED));
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
