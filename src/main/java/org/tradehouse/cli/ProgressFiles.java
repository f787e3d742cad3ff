package org.tradehouse.cli;

import java.time.Duration;
import java.time.Instant;
import org.tradehouse.run.Progress;

/** Progress where many small files are loaded: they are counted, on one line that a terminal keeps rewriting. */
final class ProgressFiles implements Progress {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Desk desk;
    private Instant said;
    private int files;

    ProgressFiles(Desk desk) {
        this.desk = desk;
        this.said = desk.clock().instant();
    }

    @Override
    public void runStarted(String feed, long runId) {
        files++;
        if (desk.terminal()) {
            desk.err().print("\r\u001b[K loading file " + files + "  " + feed);
            desk.err().flush();
        } else if (Duration.between(said, desk.clock().instant()).compareTo(EVERY) >= 0) {
            said = desk.clock().instant();
            desk.err().println("loading file " + files + "  " + feed);
        }
    }

    /** Leaves the line empty. */
    void end() {
        if (desk.terminal()) {
            desk.err().print("\r\u001b[K");
            desk.err().flush();
        }
    }
}
