package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handbook says what the program says. */
class HandbookTest {
    private static final Path DOCS = Path.of("src/docs");

    @Test
    void everyErrorCodeOfTheProgramIsInTheHandbookAndNoOther() throws IOException {
        Set<String> said = found("TH-\\d{4}", text(Path.of("src/main")) + text(Path.of("sql")));
        Set<String> explained = found("(?m)^\\| (TH-\\d{4}) \\|", Files.readString(DOCS.resolve("errors.md")));
        assertThat(explained).isEqualTo(said);
    }

    @Test
    void everyErrorCodeIsExplainedOnce() throws IOException {
        assertThat(Pattern.compile("(?m)^\\| TH-\\d{4} \\|")
                        .matcher(Files.readString(DOCS.resolve("errors.md")))
                        .results()
                        .map(match -> match.group()))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyExitCodeIsInTheHandbook() throws IOException {
        Set<String> codes = found("static final int \\w+ = (\\d+);", Files.readString(source("Exit")));
        assertThat(found("(?m)^\\| (\\d+) \\|", Files.readString(DOCS.resolve("operations.md"))))
                .isEqualTo(codes);
    }

    @Test
    void everyVerbIsInTheHandbook(@TempDir Path home) throws IOException {
        String help = Typed.command(Map.of(), home, "--help").out();
        Set<String> verbs = found("(?m)^  ([a-z-]+)  ", help.substring(help.indexOf("Commands:")));
        assertThat(verbs).contains("demo", "load", "sql");
        assertThat(found("`tradehouse ([a-z][a-z-]*)", Files.readString(DOCS.resolve("operations.md"))))
                .containsAll(verbs)
                .isSubsetOf(verbs);
    }

    @Test
    void everyEnvironmentVariableOfTheHandbookIsReadByTheProgram() throws IOException {
        String program = text(Path.of("src/main")) + Files.readString(Path.of("tradehouse"));
        Set<String> named = found("`(TRADEHOUSE_[A-Z_]+)`", Files.readString(DOCS.resolve("operations.md")));
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(program)
                        .containsAnyOf(name, "\"" + name.replaceAll("(URL|USER|PASSWORD|PASSWORD_FILE)$", "") + "\""));
        assertThat(named).containsAll(found("(TRADEHOUSE_[A-Z_]*[A-Z])\\b", program));
    }

    @Test
    void everyLinkOfADocumentLeadsToAFile() {
        for (Path page : Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
                .map(Path::of)
                .toList()) {
            assertLinks(page);
        }
        files(DOCS).filter(file -> file.toString().endsWith(".md")).forEach(HandbookTest::assertLinks);
    }

    private static void assertLinks(Path page) {
        Path folder = page.toAbsolutePath().getParent();
        assertThat(found("\\]\\(([^)#:]+)(?:#[^)]*)?\\)", read(page)))
                .as("links of " + page)
                .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
    }

    private static Path source(String name) {
        return Path.of("src/main/java/org/tradehouse/cli", name + ".java");
    }

    /** The first group, else the whole match, of everything that matches. */
    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.groupCount() > 0 ? match.group(1) : match.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path folder) {
        return files(folder)
                .filter(file -> file.toString().matches(".*\\.(java|sql|xml)"))
                .map(HandbookTest::read)
                .collect(Collectors.joining("\n"));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
