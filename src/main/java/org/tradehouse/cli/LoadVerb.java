package org.tradehouse.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Loads files by hand. */
@Command(name = "load", description = "Load files of a feed.")
final class LoadVerb extends FileVerb {
    @Parameters(index = "1", arity = "1..*", paramLabel = "FILE")
    List<Path> files = new ArrayList<>();

    LoadVerb(House house) {
        super(house);
    }

    @Override
    List<Result> act(Act act, Progress progress) {
        List<Result> results = new ArrayList<>();
        for (Path file : files) {
            results.add(act.load(feed, file.toAbsolutePath(), given(), again, who(), progress));
        }
        return results;
    }
}
