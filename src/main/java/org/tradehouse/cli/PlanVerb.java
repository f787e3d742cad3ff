package org.tradehouse.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.PlanCard;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what loading files would change. Each is planned against what is published now. */
@Command(
        name = "plan",
        description = "What loading files would change; publishes nothing. Exit 6 where it would wait for approval.")
final class PlanVerb extends FileVerb {
    @Parameters(
            index = "1",
            arity = "0..*",
            paramLabel = "FILE",
            description = "Without one: what is new in the feed's inbox.")
    List<Path> files = new ArrayList<>();

    PlanVerb(House house) {
        super(house);
    }

    @Override
    List<Result> act(Act act, Progress progress) {
        List<Path> wanted = files.isEmpty() ? act.waiting(feed) : files;
        List<Result> results = new ArrayList<>();
        for (Path file : wanted) {
            results.add(act.plan(feed, file.toAbsolutePath(), given(), again, who(), progress)
                    .withFile(file.toString(), options()));
        }
        return results;
    }

    /** What was said beside the file, to be said again. */
    private List<String> options() {
        List<String> options = new ArrayList<>();
        given().forEach((field, text) -> options.add("--set " + field.yamlName() + "=" + text));
        if (again) {
            options.add("--again");
        }
        return options.stream().sorted().toList();
    }

    @Override
    int report(List<Result> results) throws SQLException {
        if (results.isEmpty()) {
            show(Map.of("results", List.of(), "plans", List.of()), feed + ": nothing new in its inbox\n");
            return Exit.NOTHING;
        }
        Map<Long, PlanCard> plans = new LinkedHashMap<>();
        for (Result result : results) {
            if (result.state() == RunState.PLANNED) {
                house().looking(look -> look.plan(look.run(Long.toString(result.runId()))))
                        .ifPresent(plan -> plans.put(result.runId(), plan));
            }
        }
        StringBuilder screen = new StringBuilder();
        for (Result result : results) {
            PlanCard plan = plans.get(result.runId());
            screen.append(plan == null ? text(List.of(result), desk().width()) : PlanScreen.of(result, plan, desk()));
        }
        show(Map.of("results", json(results), "plans", List.copyOf(plans.values())), screen.toString());
        return Exit.of(results.stream().map(Result::exitCode).toList());
    }
}
