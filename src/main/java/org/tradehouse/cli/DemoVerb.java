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
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tradehouse.demo.DemoFiles;
import org.tradehouse.feed.Feed;
import org.tradehouse.operate.Act;
import org.tradehouse.operate.Answer;
import org.tradehouse.operate.Result;
import org.tradehouse.run.Counts;
import org.tradehouse.run.Progress;
import org.tradehouse.run.RunState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

    @Option(names = "--picture", paramLabel = "FILE", description = "Also draw the answer into this SVG file.")
    @Nullable
    Path picture;

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
        ProgressFiles files = new ProgressFiles(desk());
        List<Result> results = new ArrayList<>();
        for (Feed feed : house().feeds().all()) {
            if (hasFiles(inbox.resolve(feed.source().inbox()))) {
                results.addAll(act.pull(feed.name(), who(), "person", files));
            }
        }
        files.end();
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
        if (picture != null) {
            write(picture, AnswerPicture.of(answer));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("results", json(results));
        json.put("answer", answer);
        show(json, runs(results, desk().width()) + AnswerScreen.of(answer, desk()) + standing() + NEXT);
        int code = Exit.of(results.stream().map(Result::exitCode).toList());
        return code == Exit.NOTHING ? Exit.OK : code;
    }

    /** What of all this is published and what is not. */
    private static String standing() {
        return "\nWhere these figures come from\n"
                + DemoFiles.standing().stream().map(line -> " " + line + "\n").collect(Collectors.joining());
    }

    /** Feeds with what was loaded; a run that did not end well in full. */
    private static String runs(List<Result> results, int width) {
        List<Result> loaded = results.stream()
                .filter(result -> result.state() != RunState.NOTHING)
                .toList();
        if (loaded.isEmpty()) {
            return "Nothing is new: every file of the inbox is loaded.\n";
        }
        Map<String, List<Result>> byFeed =
                loaded.stream().collect(Collectors.groupingBy(Result::feed, LinkedHashMap::new, Collectors.toList()));
        Grid grid = new Grid("loaded", ">files", ">rows read", ">accepted", ">control totals", ">rejected");
        byFeed.forEach((feed, some) -> grid.row(
                feed,
                Say.count(some.size()),
                sum(some, Counts::read),
                sum(some, Counts::accepted),
                sum(some, Counts::controlTotals),
                sum(some, Counts::rejected)));
        return grid.text("", width)
                + text(
                        loaded.stream()
                                .filter(result -> !result.nextStep().isEmpty())
                                .toList(),
                        width);
    }

    private static String sum(List<Result> results, ToLongFunction<Counts> count) {
        return Say.count(results.stream().map(Result::counts).mapToLong(count).sum());
    }
}
