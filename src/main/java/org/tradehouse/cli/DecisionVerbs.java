package org.tradehouse.cli;

import java.util.List;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a steward does with a held load: publish it as it was held, or refuse it. */
final class DecisionVerbs {
    private DecisionVerbs() {}

    @Command(
            name = "approve",
            description = "Publish a held load, if it would still publish what was held. Not by who started it.")
    static final class Approve extends ActingVerb {
        @Parameters(paramLabel = "RUN", description = "4812 or feed#4812.")
        String run = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept with the load.")
        String reason = "";

        Approve(House house) {
            super(house);
        }

        @Override
        List<Result> act(Act act, Progress progress) {
            return List.of(act.approve(run, who(), reason, progress));
        }
    }

    @Command(name = "deny", description = "Refuse a held load; reports stay as they are.")
    static final class Deny extends ActingVerb {
        @Parameters(paramLabel = "RUN", description = "4812 or feed#4812.")
        String run = "";

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept with the load.")
        String reason = "";

        Deny(House house) {
            super(house);
        }

        @Override
        List<Result> act(Act act, Progress progress) {
            return List.of(act.deny(run, who(), reason));
        }
    }
}
