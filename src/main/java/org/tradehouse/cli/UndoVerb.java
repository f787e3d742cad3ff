package org.tradehouse.cli;

import java.util.List;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a published load back. */
@Command(
        name = "undo",
        description = "Take back what a run published: reports show again what they showed before. Can be undone.")
final class UndoVerb extends ActingVerb {
    @Parameters(paramLabel = "RUN", description = "4812 or feed#4812.")
    String run = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit trail.")
    String reason = "";

    UndoVerb(House house) {
        super(house);
    }

    @Override
    List<Result> act(Act act, Progress progress) {
        return List.of(act.undo(run, who(), reason, progress));
    }
}
