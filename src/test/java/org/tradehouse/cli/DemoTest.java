package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.database.TestDatabase;

/**
 * The demo of the README, as it is typed. After a change of its figures draw the README's picture anew:
 * {@code ./tradehouse demo --picture src/docs/pictures/turnover.svg}.
 */
class DemoTest {
    @TempDir
    static Path home;

    static TestDatabase database;
    static Typed demo;

    @BeforeAll
    static void load() {
        database = TestDatabase.fresh();
        demo = demo("--picture", picture().toString());
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void theDemoShowsTheFiguresOfTheReadme() {
        assertThat(demo.exit()).as(demo.err()).isZero();
        assertThat(demo.out())
                .contains(
                        "2022    KZ_BNS/A/HS/TOTAL×country                13 060 205 479  11 143 739 729  24 203 945 208")
                .contains(
                        "2023    KZ_BNS/A/HS/TOTAL×country                14 666 158 300  15 389 231 312  30 055 389 612")
                .contains("75.1 %")
                .contains("Illustrative figures, made up for the demo and no statistics");
        assertThat(Path.of("README.md")).content().contains("30 055 389 612", "75.1 %");
    }

    @Test
    void thePictureOfTheReadmeIsTheOneTheDemoDraws() throws IOException {
        assertThat(Path.of("src/docs/pictures/turnover.svg")).hasContent(Files.readString(picture()));
        assertThat(picture())
                .content()
                .contains(">30.1<", ">75.1 % of target<", "target 40.0 in 2030", "not loaded", "Illustrative");
    }

    @Test
    void aSecondDemoFindsNothingNew() {
        Typed again = demo();
        assertThat(again.exit()).isZero();
        assertThat(again.out()).startsWith("Nothing is new: every file of the inbox is loaded.");
    }

    @Test
    void aPictureThatCannotBeWrittenSaysWhereAndWhatToDo() {
        Typed nowhere = demo("--picture", home.resolve("no/such/folder/x.svg").toString());
        assertThat(nowhere.exit()).isEqualTo(Exit.FAILED);
        assertThat(nowhere.err()).contains("TH-0003", "there is no such folder", "Next     name a file");
    }

    private static Path picture() {
        return home.resolve("turnover.svg");
    }

    private static Typed demo(String... options) {
        String[] words = new String[options.length + 1];
        words[0] = "demo";
        System.arraycopy(options, 0, words, 1, options.length);
        return Typed.command(database.environment(), home, words);
    }
}
