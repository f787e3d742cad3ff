package org.tradehouse.cli;

import java.util.List;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is decided about a correction: signed by a second person, or retired. Both publish. */
final class CorrectionDecisionVerbs {
    private CorrectionDecisionVerbs() {}

    @Command(name = "approve", description = "Sign a correction and publish it. Not by its author.")
    static final class Approve extends ActingVerb {
        @Parameters(paramLabel = "NUMBER")
        long number;

        @Option(names = "--reason", paramLabel = "TEXT", description = "What was checked; kept with the correction.")
        String reason = "";

        Approve(House house) {
            super(house);
        }

        @Override
        List<Result> act(Act act, Progress progress) {
            return act.approveCorrection(number, who(), reason, progress);
        }
    }

    @Command(name = "retire", description = "End a correction; the publisher's own figure comes back.")
    static final class Retire extends ActingVerb {
        @Parameters(paramLabel = "NUMBER")
        long number;

        @Option(
                names = "--reason",
                required = true,
                paramLabel = "TEXT",
                description = "Why; kept with the correction.")
        String reason = "";

        Retire(House house) {
            super(house);
        }

        @Override
        List<Result> act(Act act, Progress progress) {
            return act.retireCorrection(number, who(), reason, progress);
        }
    }
}
