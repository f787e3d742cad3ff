package org.tradehouse.cli;

import java.util.List;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Goes on with a run, or loads its file again where its inputs have changed; says which. */
@Command(
        name = "retry",
        description =
                "Restart a run from its last block, or reload its file where feed, aliases or code lists changed.")
final class RetryVerb extends ActingVerb {
    @Parameters(paramLabel = "RUN|FEED", description = "4812, feed#4812, or a feed for its newest run.")
    String run = "";

    RetryVerb(House house) {
        super(house);
    }

    @Override
    List<Result> act(Act act, Progress progress) {
        return List.of(act.retry(run, who(), progress));
    }
}
