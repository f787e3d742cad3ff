package org.tradehouse.cli;

import java.util.ArrayList;
import java.util.List;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes what is new in the inbox of feeds, as the schedule does at night. */
@Command(name = "run", description = "Take what is new in the inbox of a feed.")
final class RunVerb extends ActingVerb {
    @Parameters(arity = "1..*", paramLabel = "FEED")
    List<String> names = new ArrayList<>();

    RunVerb(House house) {
        super(house);
    }

    @Override
    List<Result> act(Act act, Progress progress) {
        List<Result> results = new ArrayList<>();
        names.forEach(name -> results.addAll(act.pull(name, who(), "person", progress)));
        return results;
    }
}
