package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-11-23T22:05:00Z");

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void aPipeGetsOneLineAStepAndOneEveryTenSeconds() {
        ProgressLines progress =
                new ProgressLines(new PrintStream(out, true, StandardCharsets.UTF_8), clock, ZoneId.of("Asia/Almaty"));
        progress.runStarted("kz", 4813);
        progress.stepStarted("stage");
        now = now.plusSeconds(9);
        progress.rows(100, 1);
        now = now.plusSeconds(1);
        progress.rows(252672, 31);
        now = now.plusMillis(1500);
        progress.stepFinished("stage");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                        2026-11-24T03:05:00+05:00 run=4813 feed=kz
                        2026-11-24T03:05:10+05:00 run=4813 step=stage rows=252672 rejects=31
                        2026-11-24T03:05:11+05:00 run=4813 step=stage done rows=252672 rejects=31 seconds=11.5
                        """);
    }
}
