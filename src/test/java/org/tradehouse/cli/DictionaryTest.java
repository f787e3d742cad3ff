package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.database.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DictionaryTest {
    @TempDir
    static Path home;

    static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void theHandbookSaysWhatTheDatabaseSays() throws IOException {
        assertThat(Files.readString(Path.of("src/docs/dictionary.md")))
                .as(
                        "src/docs/dictionary.md is stale. Next: ./tradehouse dictionary --markdown -o src/docs/dictionary.md")
                .isEqualTo(typed("--markdown").out());
    }

    @Test
    void everyColumnThatReadersSeeIsInItAndNothingElse() {
        JsonNode relations =
                JsonMapper.builder().build().readTree(typed("--json").out()).get("relations");
        List<String> columns = StreamSupport.stream(relations.spliterator(), false)
                .flatMap(
                        relation -> StreamSupport.stream(relation.get("columns").spliterator(), false)
                                .map(column -> relation.get("schema").asString() + "."
                                        + relation.get("name").asString() + "."
                                        + column.get("name").asString()))
                .toList();
        assertThat(columns)
                .contains("mart.trade.value_usd", "dw.fact_trade.reporter_key")
                .containsExactlyInAnyOrderElementsOf(database.query("""
                        select format('%s.%s.%s', table_schema, table_name, column_name) from information_schema.columns
                        where table_schema in ('mart', 'dw')
                          and has_table_privilege('trade_reader', format('%I.%I', table_schema, table_name), 'select')"""));
        assertThat(relations.toString()).doesNotContain("trade_all", "dw_part");
    }

    @Test
    void thePageNeedsNothingElseAndLeadsFromAKeyToItsTable() {
        String page = typed("--html").out();
        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("prefers-color-scheme: dark")
                .contains("<section id=\"mart.trade\">", "<tr id=\"dw.fact_trade.reporter_key\">")
                .contains("href=\"#dw.dim_area\">→ dw.dim_area.area_key</a>")
                .contains("the publisher's own total")
                .doesNotContain("http:", "https:", "src=", "<link", "<script", "{{");
        assertThat(page.lines().filter(line -> line.contains("<section id"))).hasSizeGreaterThan(30);
    }

    @Test
    void oneViewIsShownWithItsColumnsAndKeys() {
        assertThat(typed("dim_reporter").out())
                .startsWith("mart.dim_reporter  view\nAreas as reporters")
                .contains("reporter_code")
                .doesNotContain("mart.trade ");
        assertThat(typed("dw.fact_trade").out())
                .containsPattern("reporter_key +smallint +-> dw.dim_area.area_key +Who declares");
        assertThat(typed("coverage").out()).contains("mart.coverage  view", "dw.coverage  table");
    }

    @Test
    void aFunctionIsShownWithItsArgumentsAndWhatItAnswers() {
        assertThat(typed("trade_as_of").out()).isEqualTo("""
                mart.trade_as_of(at timestamptz)
                function, answers SETOF dw.fact_trade
                Months as they stood at a moment: the vintage a report of that day was made from.
                """);
        assertThat(typed().out()).contains("mart.trade_as_of(…) ");
    }

    @Test
    void aNameThatIsNoneLeadsToTheNearest() {
        Typed typed = typed("mart.trad");
        assertThat(typed.exit()).isEqualTo(1);
        assertThat(typed.err()).contains("TH-5070", "tradehouse dictionary mart.trade\n");
    }

    @Test
    void aNarrowTerminalGetsWholeSentences() {
        assertThat(Typed.terminal(80, database.environment(), home, "dictionary", "mart.turnover")
                        .out()
                        .lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void itIsWrittenToAFile() throws IOException {
        Path file = home.resolve("dictionary.html");
        assertThat(typed("--html", "-o", file.toString()).out()).isEqualTo(file + " written\n");
        assertThat(Files.readString(file)).isEqualTo(typed("--html").out());
    }

    private static Typed typed(String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "dictionary";
        System.arraycopy(options, 0, all, 1, options.length);
        return Typed.command(database.environment(), home, all);
    }
}
