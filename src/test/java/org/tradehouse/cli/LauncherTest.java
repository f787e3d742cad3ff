package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher before a Java that only notes what it is asked. */
class LauncherTest {
    @TempDir
    Path folder;

    private Path asked;

    @BeforeEach
    void install() throws IOException {
        asked = folder.resolve("asked");
        Files.copy(Path.of("tradehouse"), folder.resolve("tradehouse"));
        for (String made : List.of("target/lib", "src/main", "sql", "home/pg", "java/bin")) {
            Files.createDirectories(folder.resolve(made));
        }
        Files.writeString(folder.resolve("pom.xml"), "");
        Files.writeString(folder.resolve("target/tradehouse.jar"), "");
        age(folder.resolve("target/tradehouse.jar"), 60);
        for (String older : List.of("pom.xml", "src/main", "sql")) {
            age(folder.resolve(older), 120);
        }
        java("17.0.1", "case $word in *ArchiveClassesAtExit=*|*AOTCacheOutput=*) echo kept >\"${word#*=}\";; esac");
    }

    @Test
    void aLookIsKeptOnceAndUsedByTheNext() throws Exception {
        assertThat(look("status")).hasSize(2);
        assertThat(asked().get(0)).contains("TieredStopAtLevel=1", "cli.Tradehouse status");
        assertThat(asked().get(1)).contains("-XX:ArchiveClassesAtExit=", "cli.Rehearsal");
        assertThat(look("runs").get(2)).contains("-XX:SharedArchiveFile=", "cli.Tradehouse runs");
        assertThat(look("runs")).hasSize(4);
    }

    @Test
    void aNewerJarIsKeptAnew() throws Exception {
        look("status");
        age(folder.resolve("target/tradehouse.jar"), -60);
        assertThat(look("status")).hasSize(4).last().asString().contains("cli.Rehearsal");
    }

    @Test
    void anotherJavaKeepsItsOwn() throws Exception {
        look("status");
        java("25.0.3", "case $word in *AOTCacheOutput=*) echo kept >\"${word#*=}\";; esac");
        assertThat(look("status").get(3)).contains("-XX:AOTCacheOutput=");
        assertThat(look("status").get(4)).contains("-XX:AOTCache=");
    }

    @Test
    void whatCannotBeKeptIsTriedOnceAndNeverFailsTheCommand() throws Exception {
        java("17.0.1", "case $word in *ArchiveClassesAtExit=*) exit 1;; esac");
        assertThat(look("status")).hasSize(2);
        assertThat(look("status")).hasSize(3);
        assertThat(look("status").get(3)).doesNotContain("SharedArchiveFile");
    }

    @Test
    void aFolderThatCannotBeMadeIsDoneWithout() throws Exception {
        Files.writeString(folder.resolve("target/start"), "");
        assertThat(look("status")).hasSize(1);
    }

    @Test
    void withoutADatabaseNothingIsKept() throws Exception {
        Files.delete(folder.resolve("home/pg"));
        assertThat(look("feeds")).hasSize(1);
    }

    @Test
    void anActingVerbIsNotHeldBack() throws Exception {
        look("status");
        assertThat(look("load", "feed", "file").get(2)).doesNotContain("TieredStopAtLevel", "SharedArchiveFile");
    }

    private List<String> look(String... words) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve("tradehouse").toString()));
        command.addAll(List.of(words));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("JAVA_HOME", folder.resolve("java").toString());
        process.environment().put("TRADEHOUSE_HOME", folder.resolve("home").toString());
        process.environment().remove("TRADEHOUSE_DB_URL");
        Process started = process.start();
        assertThat(new String(started.getInputStream().readAllBytes())).isEmpty();
        assertThat(started.waitFor()).isZero();
        return asked();
    }

    private List<String> asked() throws IOException {
        try (Stream<String> lines = Files.lines(asked)) {
            return lines.toList();
        }
    }

    private void java(String version, String each) throws IOException {
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"" + version + "\"\n");
        Path java = folder.resolve("java/bin/java");
        Files.writeString(
                java, "#!/bin/sh\necho \"$*\" >>" + asked + "\nfor word in \"$@\"; do\n" + each + "\ndone\nexit 0\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void age(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }
}
