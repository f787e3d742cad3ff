package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void aLiveLineIsNeverLongerThanTheTerminal() {
        ProgressBars bars = bars(40);
        bars.stepStarted("stage");
        bars.rows(1_000_000, 12);
        bars.stepStarted("settle");
        assertThat(said().split("\r\u001b\\[K"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(40));
        assertThat(said()).endsWith(" 3 settle [######--------------]  1 000");
    }

    @Test
    void aStepThatFailedLeavesNoLineBehind() {
        ProgressBars bars = bars(80);
        bars.stepStarted("check");
        bars.end();
        assertThat(said()).endsWith("]\r\u001b[K");
    }

    private ProgressBars bars(int columns) {
        return new ProgressBars(new PrintStream(out, true, StandardCharsets.UTF_8), Typed.CLOCK, columns);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
