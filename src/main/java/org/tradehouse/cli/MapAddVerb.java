package org.tradehouse.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a spelling, and with {@code --retry} repairs exactly the figures it touches. */
@Command(name = "add", description = "Map a publisher's spelling to our code; --retry repairs what it touches.")
final class MapAddVerb extends ActingVerb {
    @Parameters(index = "0", paramLabel = "KIND", description = "partner, region, product, unit, flow, currency")
    String kind = "";

    @Parameters(index = "1", paramLabel = "SPELLING")
    String alias = "";

    @Parameters(index = "2", paramLabel = "CODE")
    String code = "";

    @Option(
            names = "--feed",
            paramLabel = "FEED",
            description = "The feed whose spelling it is; with --retry that run's.")
    @Nullable
    String feed;

    @Option(names = "--retry", paramLabel = "RUN", description = "Repair this run at once: 4812 or feed#4812.")
    @Nullable
    String run;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who ask later.")
    String reason = "";

    MapAddVerb(House house) {
        super(house);
    }

    @Override
    List<Result> act(Act act, Progress progress) {
        List<Result> results = new ArrayList<>();
        Result added = act.map(feedOf(), kind, alias, code, who(), reason);
        results.add(run == null ? added : added.withoutNextStep());
        if (run != null) {
            results.add(act.retry(run, who(), progress));
        }
        return results;
    }

    /** The feed that is named, else the one the run belongs to, else every feed. */
    private String feedOf() {
        if (feed != null) {
            return feed;
        }
        return run != null && run.contains("#") ? run.substring(0, run.indexOf('#')) : "*";
    }
}
