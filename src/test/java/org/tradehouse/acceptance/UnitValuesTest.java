package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;

/** A value per kilogram that is far from what was published of the product before is named, and waits where it matters (U2 to U5). */
class UnitValuesTest {
    private static final String[] PARTNERS = {
        "CN", "RU", "UZ", "KG", "TJ", "DE", "FR", "IT", "NL", "TR", "US", "JP", "KR", "IN", "PL", "ES", "GB", "SE",
        "FI", "NO", "AT", "CZ", "HU", "RO", "BG"
    };

    @TempDir
    Path folder;

    private Loading loading;
    private final Random random = new Random(7);

    @AfterEach
    void close() {
        loading.close();
    }

    private void open(String checks) throws IOException {
        loading = Loading.in(folder, VintageFiles.feedIn(folder.resolve("jobs"), checks));
    }

    private Result load(String edition, List<String> lines) throws IOException {
        Path file = Files.writeString(
                folder.resolve(edition + ".csv"),
                "Month;Flow;Partner;Code;Value;Kilograms\n" + String.join("\n", lines) + "\n");
        Result result = loading.act().load(VintageFiles.FEED, file, Map.of(), false, "aidos", Progress.NONE);
        assertThat(result.state()).as(result.headline()).isNotEqualTo(RunState.FAILED);
        return result;
    }

    /** About two dollars a kilogram with every partner, worth about 20 000 each. */
    private List<String> usual(String month, String product) {
        List<String> lines = new ArrayList<>();
        for (String partner : PARTNERS) {
            long kg = 9_000 + random.nextInt(2_000);
            lines.add(String.join(
                    ";", month, "X", partner, product, Long.toString(kg * 2 + random.nextInt(900)), Long.toString(kg)));
        }
        return lines;
    }

    private List<String> findings(String rule) {
        return loading.asked(
                "select severity || ' ' || (message_args ->> 'message') from ops.finding where rule_id = '%s' order by finding_id"
                        .formatted(rule));
    }

    @Test
    void aWeightInTonnesIsNamedWithWhatItLooksLike() throws IOException {
        open("");
        assertThat(load("2023-02-15", usual("2023-01", "0207")).state()).isEqualTo(RunState.DONE);
        List<String> lines = usual("2023-02", "0207");
        lines.set(3, "2023-02;X;KG;0207;2000;1");
        assertThat(load("2023-03-15", lines).state()).isEqualTo(RunState.DONE);
        assertThat(findings("U2"))
                .singleElement()
                .asString()
                .startsWith(
                        "FLAG row 5: product 0207 with Kyrgyzstan, Exports 2023-02, 2 000 USD: 2000 USD/kg, usual 2.0")
                .endsWith(
                        "(25 figures of 0207); looks like x1000, a mix-up of grams, kilograms and tonnes, or of pieces and thousands.");
        assertThat(findings("U5")).singleElement().asString().startsWith("FLAG VT/M/HS/4×country: 1 figure has");
    }

    @Test
    void aLargeFigureWaitsForAPerson() throws IOException {
        open("");
        load("2023-02-15", usual("2023-01", "0207"));
        List<String> lines = usual("2023-02", "0207");
        lines.set(3, "2023-02;X;KG;0207;20000;10");
        Result held = load("2023-03-15", lines);
        assertThat(held.state()).isEqualTo(RunState.HELD);
        assertThat(held.headline()).contains("the largest of them is number").contains("(3.9 % of the file's value)");
        assertThat(loading.act()
                        .approve(Long.toString(held.runId()), "dana", "true", Progress.NONE)
                        .state())
                .isEqualTo(RunState.DONE);
        String[] cells = lines.get(4).split(";");
        cells[4] = Long.toString(Long.parseLong(cells[4]) + 100);
        lines.set(4, String.join(";", cells));
        Result again = load("2023-04-15", lines);
        assertThat(again.state())
                .as("what was approved and is live is not asked about again: %s", again.headline())
                .isEqualTo(RunState.DONE);
    }

    /** So many figures that the history is asked in a session of its own. */
    private List<String> many(String month) {
        List<String> lines = new ArrayList<>();
        for (int heading = 0; heading < 900; heading++) {
            lines.addAll(usual(month, "%02d%02d".formatted(heading / 10 + 1, heading % 10 + 1)));
        }
        return lines;
    }

    @Test
    void aLongFileIsComparedLikeAShortOne() throws IOException {
        open("");
        assertThat(load("2023-02-15", many("2023-01")).state()).isEqualTo(RunState.DONE);
        List<String> lines = many("2023-02");
        lines.set(3, "2023-02;X;KG;0101;200000;10");
        lines.set(4, "2023-02;X;TJ;0101;2000;1");
        Result held = load("2023-03-15", lines);
        assertThat(held.state()).as(held.headline()).isEqualTo(RunState.HELD);
        assertThat(findings("U2")).hasSize(2).allMatch(it -> it.contains("product 0101") && it.contains("of 0101"));
        assertThat(findings("U5")).singleElement().asString().startsWith("HOLD VT/M/HS/4×country: 2 figures have");
        assertThat(loading.act()
                        .approve(Long.toString(held.runId()), "dana", "true", Progress.NONE)
                        .state())
                .isEqualTo(RunState.DONE);
        lines.set(5, "2023-02;X;DE;0101;3000;1");
        load("2023-04-15", lines);
        assertThat(findings("U2"))
                .as("of a month that is live, only what has changed is looked at")
                .filteredOn(it -> it.contains("Germany"))
                .hasSize(1);
        assertThat(findings("U2")).filteredOn(it -> it.contains("Tajikistan")).hasSize(1);
    }

    @Test
    void aFeedSetsItsLimits() throws IOException {
        open(", unit-values: {top: 0, max-share: 50 %}");
        load("2023-02-15", usual("2023-01", "0207"));
        List<String> lines = usual("2023-02", "0207");
        lines.set(3, "2023-02;X;KG;0207;20000;10");
        assertThat(load("2023-03-15", lines).state()).isEqualTo(RunState.DONE);
        assertThat(findings("U5")).singleElement().asString().startsWith("FLAG");
    }

    @Test
    void aFeedWhoseWeightsSayNothingIsLeftAlone() throws IOException {
        open(", unit-values: {checked: false}");
        load("2023-02-15", usual("2023-01", "0207"));
        List<String> lines = usual("2023-02", "0207");
        lines.set(3, "2023-02;X;KG;0207;20000;10");
        assertThat(load("2023-03-15", lines).state()).isEqualTo(RunState.DONE);
        assertThat(findings("U5")).isEmpty();
    }

    @Test
    void aRareProductIsComparedWithItsChapter() throws IOException {
        open("");
        load("2023-02-15", usual("2023-01", "0207"));
        List<String> lines = usual("2023-02", "0207");
        lines.add("2023-02;X;CN;0206;2000;1");
        lines.add("2023-02;X;CN;8471;2000;1");
        load("2023-03-15", lines);
        assertThat(findings("U2"))
                .singleElement()
                .asString()
                .contains("product 0206")
                .contains("(25 figures of 02)");
    }

    @Test
    void fewerThanTwelveFiguresAreNoHistory() throws IOException {
        open("");
        load("2023-02-15", usual("2023-01", "0207").subList(0, 11));
        List<String> lines = usual("2023-02", "0207");
        lines.set(3, "2023-02;X;KG;0207;20000;10");
        assertThat(load("2023-03-15", lines).state()).isEqualTo(RunState.DONE);
        assertThat(findings("U2")).isEmpty();
    }
}
