package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.database.TestDatabase;

/** Looking loads no framework: seen from outside, in a process of its own. */
class LookingIsQuickTest {
    @TempDir
    Path home;

    static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "runs", "rejects", "map list", "feeds", "schedule list"})
    void lookingLoadsNeitherSpringNorLiquibase(String verb) throws Exception {
        Path loaded = home.resolve("classes");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + loaded,
                "-cp",
                System.getProperty("java.class.path"),
                Tradehouse.class.getName(),
                "--home",
                home.toString()));
        command.addAll(List.of(verb.split(" ")));
        ProcessBuilder process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("said").toFile());
        process.environment().putAll(database.environment());
        assertThat(process.start().waitFor())
                .as(() -> said(home.resolve("said")))
                .isZero();
        assertThat(loaded).content().doesNotContain("org.springframework.", "liquibase.");
    }

    private static String said(Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (java.io.IOException unreadable) {
            return unreadable.toString();
        }
    }
}
