package org.tradehouse.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tradehouse.database.TestDatabase;

/** The service as a process of its own, asked to end. */
class ServeTest {
    private static final String MOMENT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d) ";

    /** What feeds say whose hour has passed when the test runs: each its result and what to do next. */
    private static final String RESULTS = "(" + MOMENT + "[^\\n]*\\n|Next: [^\\n]*\\n)*";

    private static final String SERVING = RESULTS + MOMENT + "Serving 6 feeds until stopped\\. [^\\n]*\\n" + RESULTS;

    @TempDir
    Path home;

    private TestDatabase database;
    private Command command;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        command = new Command(home, database);
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void linesCarryTheirMomentAndASigtermEndsWith143() throws InterruptedException {
        Process serve = command.start(List.of(), "serve");
        boolean ended = false;
        while (!ended && !Command.output(serve).contains("Serving")) {
            ended = serve.waitFor(50, TimeUnit.MILLISECONDS);
        }
        serve.destroy();
        Command.Ended end = Command.end(serve);
        assertThat(end.output()).matches(SERVING);
        assertThat(end.exitCode()).isEqualTo(143);
    }

    @Test
    void aSigtermAtAnyMomentOfItsStartEndsWith143AndNoTrace() throws InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            Process serve = command.start(List.of(), "serve");
            serve.waitFor(300 + random.nextInt(3000), TimeUnit.MILLISECONDS);
            serve.destroy();
            Command.Ended end = Command.end(serve);
            assertThat(end.exitCode()).as("seed %d: %s", seed, end.output()).isEqualTo(143);
            assertThat(end.output())
                    .as("seed %d", seed)
                    .matches("(?s)(" + SERVING + "|" + RESULTS + ")(" + MOMENT + ")?(TH-4010  .*Next     .*\\n)?");
        }
    }
}
