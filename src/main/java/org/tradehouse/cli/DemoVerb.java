package org.tradehouse.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tradehouse.demo.DemoFiles;
import org.tradehouse.feed.Feed;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Answer;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;
import picocli.CommandLine.Command;

/** From an empty machine to the answer: loads the demo's files through the same way as every night, then asks. */
@Command(name = "demo", description = "Load the demo files and show the turnover of Kazakhstan with China.")
final class DemoVerb extends ActingVerb {
    private static final String NEXT = """

            Next commands
             tradehouse                      what needs a person now
             tradehouse datasets             what may be added up
             tradehouse show RUN             one run: file, counts that balance, slices, findings
             tradehouse sql "select * from mart.turnover where partner_code = 'CN'"
             tradehouse load FEED FILE       load a publisher's file; tradehouse feeds lists the feeds
             tradehouse db stop              stop the embedded database
            """;

    DemoVerb(House house) {
        super(house);
    }

    @Override
    List<Result> act(Act act, Progress progress) {
        Path inbox = house().home().resolve("inbox");
        try {
            DemoFiles.into(inbox);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("the demo files cannot be written to " + inbox, unwritable);
        }
        List<Result> results = new ArrayList<>();
        for (Feed feed : house().feeds().all()) {
            if (hasFiles(inbox.resolve(feed.source().inbox()))) {
                results.addAll(act.pull(feed.name(), who(), "person", progress));
            }
        }
        return results;
    }

    private static boolean hasFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.list(folder)) {
            return files.findAny().isPresent();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public Integer call() throws SQLException {
        house().announceStart();
        return super.call();
    }

    @Override
    int report(List<Result> results) throws SQLException {
        Answer answer = house().looking(look -> look.answer("KZ", "CN"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("results", json(results));
        json.put("answer", answer);
        show(json, runs(results) + AnswerScreen.of(answer, desk()) + standing() + NEXT);
        int code = Exit.of(results.stream().map(Result::exitCode).toList());
        return code == Exit.NOTHING ? Exit.OK : code;
    }

    /** What of all this is published and what is not. */
    private static String standing() {
        return "\nWhere these figures come from\n"
                + DemoFiles.standing().stream().map(line -> " " + line + "\n").collect(Collectors.joining());
    }

    private static String runs(List<Result> results) {
        boolean nothingNew = results.stream().allMatch(result -> result.state() == RunState.NOTHING);
        return nothingNew ? "Nothing is new: every file of the inbox is loaded.\n" : text(results);
    }
}
